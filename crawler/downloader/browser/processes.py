"""Finds and ends a browser's processes, so that none is left behind."""

import asyncio
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
_TICK_S = 0.05


def descendants(pid: int) -> set[int]:
    """All descendants of a process; empty on systems without ``/proc``."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir() if PROC.is_dir() else ():
        if folder.name.isdecimal() and (parent := _parent(folder)):
            children.setdefault(parent, []).append(int(folder.name))
    found: set[int] = set()
    ahead = [pid]
    while ahead:
        below = children.get(ahead.pop(), [])
        found.update(below)
        ahead.extend(below)
    return found


def resident_bytes(pids: set[int]) -> int:
    """Memory of processes together; what they share counts for each."""
    return sum(map(_resident_pages, pids)) * os.sysconf("SC_PAGE_SIZE")


def _resident_pages(pid: int) -> int:
    with suppress(OSError, IndexError, ValueError):
        return int((PROC / str(pid) / "statm").read_text().split()[1])
    return 0


def kill(pids: set[int]) -> None:
    """Kill processes at once."""
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


async def wait_gone(pids: set[int], seconds: float) -> set[int]:
    """Wait until the processes have ended; returns those that have not."""
    until = time.monotonic() + seconds
    while (alive := {pid for pid in pids if _is_alive(pid)}) and time.monotonic() < until:
        await asyncio.sleep(_TICK_S)
    return alive


def _is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not, it only waits for its parent."""
    return _stat(PROC / str(pid))[:1] not in ([], ["Z"])


def _parent(folder: Path) -> int:
    fields = _stat(folder)
    return int(fields[1]) if len(fields) > 1 else 0


def _stat(folder: Path) -> list[str]:
    """The fields after the process name, which may contain spaces: state, parent, …"""
    with suppress(OSError):
        return (folder / "stat").read_text().rpartition(")")[2].split()
    return []
