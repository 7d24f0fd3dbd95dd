"""Writes files to places that the operator names."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EISDIR, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM, EROFS
from pathlib import Path

from crawler.cli.usage import UsageError

INVALID_PATH = frozenset({ENOENT, EACCES, EPERM, EROFS, EISDIR, ENOTDIR, ENAMETOOLONG})
"""Errors that mean that a file cannot be created at its path."""


def check_path(path: Path) -> None:
    """Check before the work starts that the file can be created.

    :raises UsageError: when the path is a folder, or its folder does not exist.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise UsageError(
            f"{path} cannot be written: {'it is a folder' if path.is_dir() else 'there is no such folder'}"
        )


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn errors of an invalid path into UsageError; others, such as a full disk, pass.

    :raises UsageError: when the file cannot be created.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in INVALID_PATH:
            raise
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
