"""The decompressed bytes of a WARC file, and the places from which reading can go on. In constant memory."""

import sys
import zlib
from collections import deque
from typing import IO, Any, NamedTuple, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

READ = 1 << 16
"""Bytes read from the file, and made by a decompressor, at a time."""

BOMB_BYTES = 100_000_000
BOMB_RATIO = 200
"""A compressed block that has grown to more bytes than this, and more than this many times, is refused: text grows
five times."""

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""Begins the frame that holds the dictionary of a WARC file compressed with zstd."""
_TRAINED = b"\x37\xa4\x30\xec"
"""Begins a dictionary that was trained; another one is plain text."""
_MAX_DICTIONARY = 16_000_000
GZIP_FORMAT = 31
"""For zlib: a gzip header and a sum."""


class BrokenFile(ValueError):
    """The file cannot be read any further; the message says why."""


class Place(NamedTuple):
    """Where a record begins."""

    start: int
    """Start of its compressed block, in bytes of the file; its own start in a file that is not compressed."""
    skip: int
    """Bytes of the decompressed block before the record."""


class _Block(Protocol):
    """One gzip member or zstd frame; the whole file when it is not compressed."""

    def feed(self, data: bytes) -> bytes: ...
    @property
    def ended(self) -> bool: ...
    @property
    def rest(self) -> bytes: ...
    @property
    def wants_more(self) -> bool: ...


class _Plain:
    ended, rest, wants_more = False, b"", True

    def feed(self, data: bytes) -> bytes:
        return data


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(GZIP_FORMAT)

    def feed(self, data: bytes) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, READ)

    @property
    def ended(self) -> bool:
        return self._inner.eof

    @property
    def rest(self) -> bytes:
        return self._inner.unused_data

    @property
    def wants_more(self) -> bool:
        return not self._inner.unconsumed_tail


class _Zstd:
    def __init__(self, dictionary: Any) -> None:
        self._inner = zstd.ZstdDecompressor(zstd_dict=dictionary)

    def feed(self, data: bytes) -> bytes:
        return self._inner.decompress(data, READ)

    @property
    def ended(self) -> bool:
        return self._inner.eof

    @property
    def rest(self) -> bytes:
        return self._inner.unused_data

    @property
    def wants_more(self) -> bool:
        return self._inner.needs_input


class Stream:
    """Reads a WARC file, compressed or not, from a place on.

    :raises BrokenFile: from every method, when the file is no WARC file, is damaged, ends too early or is a bomb.
    """

    def __init__(self, file: IO[bytes], place: Place) -> None:
        self._file = file
        self._magic = file.read(4)
        self._dictionary = self._read_dictionary() if self._magic == _DICTIONARY else None
        file.seek(place.start)
        self._read = place.start
        self._waiting = b""
        """Compressed bytes read and not yet given to a block."""
        self._buffer = b""
        self._offset = 0
        """Decompressed bytes handed out, of this stream."""
        self._made = 0
        """Decompressed bytes made, of this stream."""
        self._block: _Block | None = None
        self._block_start = place.start
        self._block_made = 0
        self._starts: deque[tuple[int, int]] = deque()
        """Offset of each block that holds unread bytes, and its start in the file."""
        self.skip(place.skip)

    @property
    def is_compressed(self) -> bool:
        return self._magic[:2] == GZIP or self._magic in {ZSTD, _DICTIONARY}

    @property
    def position(self) -> int:
        """Bytes of the file that were read."""
        return self._read - len(self._waiting)

    @property
    def place(self) -> Place:
        """The place of the next byte."""
        if not self._buffer and (self._block is None or self._block.ended):
            return Place(self.position, 0)
        while len(self._starts) > 1 and self._starts[1][0] <= self._offset:
            self._starts.popleft()
        if not self._starts:
            return Place(self.position, 0)
        offset, start = self._starts[0]
        inside = self._offset - offset
        return Place(start, inside) if self.is_compressed else Place(start + inside, 0)

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay unread; fewer at the end of the file."""
        while len(self._buffer) < size and (more := self._next()):
            self._buffer += more
        return self._buffer[:size]

    def read(self, size: int) -> bytes:
        """The next bytes; fewer at the end of the file."""
        parts, missing = [], size
        while missing and (self._buffer or self._fill()):
            part, self._buffer = self._buffer[:missing], self._buffer[missing:]
            parts.append(part)
            missing -= len(part)
            self._offset += len(part)
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Read over bytes; how many there were."""
        left = size
        while left and (self._buffer or self._fill()):
            step = min(left, len(self._buffer))
            self._buffer = self._buffer[step:]
            self._offset += step
            left -= step
        return size - left

    def read_line(self, most: int) -> bytes:
        """The next line with its end; what there is when it is longer or the file ends."""
        while (end := self._buffer.find(b"\n")) < 0 and len(self._buffer) < most and (more := self._next()):
            self._buffer += more
        return self.read(min(end + 1 if end >= 0 else len(self._buffer), most))

    def _fill(self) -> bool:
        self._buffer = self._next()
        return bool(self._buffer)

    def _next(self) -> bytes:
        """The next decompressed bytes; none at the end of the file."""
        while True:
            if self._block is None or self._block.ended:
                if not self._open_block():
                    return b""
                continue
            if self._block.wants_more and not self._take():
                if self.is_compressed:
                    raise BrokenFile("it ends inside a compressed block")
                return b""
            if data := self._decompress():
                return data

    def _open_block(self) -> bool:
        if self._block is not None:
            self._waiting = self._block.rest
            self._block = None
        while len(self._waiting) < len(ZSTD) and self._more():
            pass
        # gzip files may be padded with zeros.
        if not self._waiting or (self.is_compressed and not self._waiting.strip(b"\0")):
            return False
        self._block_start, self._block_made = self.position, 0
        self._block = self._new_block()
        self._starts.append((self._made, self._block_start))
        return True

    def _new_block(self) -> _Block:
        if self._waiting.startswith(GZIP):
            return _Gzip()
        if self._waiting.startswith((ZSTD, _DICTIONARY)) or self._waiting[1:4] == _DICTIONARY[1:]:
            return _Zstd(self._dictionary)
        if self.is_compressed:
            raise BrokenFile("what follows a compressed block is none")
        return _Plain()

    def _take(self) -> bool:
        return bool(self._waiting) or self._more()

    def _more(self) -> bool:
        data = self._file.read(READ)
        self._read += len(data)
        self._waiting += data
        return bool(data)

    def _decompress(self) -> bytes:
        assert self._block is not None
        given = self._waiting if self._block.wants_more else b""
        if given:
            self._waiting = b""
        try:
            data = self._block.feed(given)
        except (zlib.error, zstd.ZstdError) as error:
            raise BrokenFile(f"its compression is damaged: {error}") from None
        self._made += len(data)
        self._block_made += len(data)
        taken = max(self._read - self._block_start, 1)
        if self.is_compressed and self._block_made > BOMB_BYTES and self._block_made > BOMB_RATIO * taken:
            raise BrokenFile(f"a compressed block grows more than {BOMB_RATIO} times")
        return data

    def _read_dictionary(self) -> Any:
        length = int.from_bytes(self._file.read(4), "little")
        if length > _MAX_DICTIONARY:
            raise BrokenFile(f"its dictionary has {length} bytes")
        data = self._file.read(length)
        try:
            if data.startswith(ZSTD):
                data = zstd.ZstdDecompressor().decompress(data, _MAX_DICTIONARY)
            return zstd.ZstdDict(data, is_raw=not data.startswith(_TRAINED))
        except (zstd.ZstdError, ValueError) as error:
            raise BrokenFile(f"its dictionary is damaged: {error}") from None
