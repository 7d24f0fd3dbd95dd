"""Files that a command writes where the operator wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EISDIR, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM, EROFS
from pathlib import Path

from crawler.cli.usage import UsageError

WRONG_PLACE = frozenset({ENOENT, EACCES, EPERM, EROFS, EISDIR, ENOTDIR, ENAMETOOLONG})
"""Errors that say that a file cannot be where it is wanted."""


def check_place(path: Path) -> None:
    """Check before the work is done that there may be such a file.

    :raises UsageError: when it is a folder, or in none.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise UsageError(
            f"{path} cannot be written: {'it is a folder' if path.is_dir() else 'there is no such folder'}"
        )


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Where a file is written; other errors, of a full disk for one, are not the operator's.

    :raises UsageError: when there cannot be such a file.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in WRONG_PLACE:
            raise
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
