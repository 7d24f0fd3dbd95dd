"""Pictures by code: small baseline JPEGs, one colour a block, different for every address."""

from collections.abc import Iterator
from functools import lru_cache
from random import Random
from struct import pack

_COLUMNS, _ROWS = 36, 23
_BLOCK = 8
# Four-bit codes for the twelve sizes of a DC difference, one bit for "no AC coefficients": the least JPEG needs.
_DC_TABLE = bytes([0, 0, 0, 12, *[0] * 12, *range(12)])
_AC_TABLE = bytes([1, *[0] * 15, 0])


@lru_cache(maxsize=4096)
def picture(path: str) -> bytes:
    """A JPEG of 288 by 184 pixels: a sky, a sea and a sun, after the address."""
    components = bytes([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
    frame = pack(">BHHB", 8, _ROWS * _BLOCK, _COLUMNS * _BLOCK, 3) + components
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xDB, b"\0" + bytes([_BLOCK] * 64)),
            _segment(0xC0, frame),
            _segment(0xC4, b"\x00" + _DC_TABLE),
            _segment(0xC4, b"\x10" + _AC_TABLE),
            _segment(0xDA, bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
            _scan(path),
            b"\xff\xd9",
        )
    )


def _segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + pack(">H", len(content) + 2) + content


def _scan(path: str) -> bytes:
    """The entropy-coded blocks: differences of Y, Cb and Cr from block to block."""
    bits = []
    before = (0, 0, 0)
    for colour in _colours(Random(path)):
        for value, last in zip(colour, before, strict=True):
            bits.append(_difference(value - last) + "0")
        before = colour
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def _difference(value: int) -> str:
    size = abs(value).bit_length()
    if not size:
        return "0000"
    return f"{size:04b}{value if value > 0 else value + (1 << size) - 1:0{size}b}"


def _colours(random: Random) -> Iterator[tuple[int, int, int]]:
    """Y, Cb and Cr less 128 of each block, from the top left."""
    horizon, sun = random.randint(9, 15), (random.randint(4, 31), random.randint(3, 8))
    sky, sea = (random.randint(20, 60), 8, random.randint(-18, 6)), (random.randint(-60, -20), 22, -14)
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            if (column - sun[0]) ** 2 + (row - sun[1]) ** 2 < 6 and row < horizon:
                yield (90, -50, 20)
            elif row < horizon:
                yield (sky[0] + 3 * row, sky[1] - row, sky[2] + row)
            else:
                yield (sea[0] + 2 * (row - horizon) + random.randint(-4, 4), sea[1], sea[2])
