"""Locks a newspaper, so that only one run at a time works on it.

A lock file excludes runs on the same machine, PostgreSQL's advisory lock those on others. The operating system and
the server release them when the process dies.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, Timeout

from crawler.archive import Archive, ArchiveError
from crawler.archive.runs import RunLocked, advisory_lock

__all__ = ["Holder", "RunLocked", "file_lock", "lock_path", "run_lock"]


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock file, or held it last."""

    pid: int
    host: str
    since: str

    @classmethod
    def read(cls, path: Path) -> "Holder | None":
        """The holder named by a lock file; None when there is none."""
        try:
            pid, host, since = path.read_text(encoding="utf-8").strip().split(" ", 2)
            return cls(int(pid), host, since)
        except (OSError, ValueError):
            return None

    @classmethod
    def this_process(cls) -> "Holder":
        return cls(os.getpid(), socket.gethostname(), f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}")

    @property
    def is_gone(self) -> bool:
        """Whether the process has ended; False for processes of other machines, about which nothing is known."""
        return self.host == socket.gethostname() and not _exists(self.pid)

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since}"


def lock_path(folder: Path, newspaper: str) -> Path:
    """The lock file of a newspaper; it remains, empty, after a run."""
    return folder / f"{newspaper}.lock"


@contextmanager
def run_lock(archive: Archive, folder: Path, newspaper: str) -> Iterator[None]:
    """Lock a newspaper for one run, on this machine and in the archive; ``folder`` holds the lock file.

    :raises RunLocked: when another run holds the lock.
    :raises ArchiveError: when the folder cannot be written, or the database cannot be used.
    """
    with file_lock(folder, newspaper), advisory_lock(archive.engine, newspaper):
        yield


@contextmanager
def file_lock(folder: Path, newspaper: str) -> Iterator[None]:
    """Lock a newspaper on this machine.

    :raises RunLocked: when another process holds the lock.
    :raises ArchiveError: when the folder cannot be written.
    """
    path = lock_path(folder, newspaper)
    with _take(path, newspaper):
        try:
            yield
        finally:
            path.write_text("", encoding="utf-8")


def _take(path: Path, newspaper: str) -> AcquireReturnProxy[FileLock]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        taken = FileLock(path).acquire(blocking=False)
        mine = Holder.this_process()
        path.write_text(f"{mine.pid} {mine.host} {mine.since}\n", encoding="utf-8")
    except Timeout:
        raise RunLocked(f"another run is at work on {newspaper}: {_holder(path)}") from None
    except OSError as error:
        raise ArchiveError(f"the folder {path.parent} cannot be written: {error.strerror}") from error
    return taken


def _holder(path: Path) -> str:
    holder = Holder.read(path)
    # A killed run left its name; the new holder has not written its own yet.
    return "a process that has just started" if holder is None or holder.is_gone else str(holder)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
