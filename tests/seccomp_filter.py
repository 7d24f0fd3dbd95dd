"""Runs a command under a seccomp profile in Docker's format, as a container engine would apply it.

For the system's own Python, which has libseccomp's module ``seccomp``: ``seccomp_filter.py PROFILE COMMAND…``. With
``--in PID`` before them the command runs in the mount and network namespaces of that process.
"""

import ctypes
import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any


def load(profile: dict[str, Any]) -> None:
    """Install the profile's rules for this process and all it becomes."""
    seccomp: Any = importlib.import_module("seccomp")
    rules = seccomp.SyscallFilter(defaction=seccomp.ALLOW)
    for rule in profile["syscalls"]:
        arguments = [
            seccomp.Arg(one["index"], seccomp.MASKED_EQ, one["value"], one["valueTwo"]) for one in rule.get("args", [])
        ]
        for name in rule["names"]:
            if seccomp.resolve_syscall(seccomp.Arch(), name) >= 0:
                rules.add_rule(seccomp.ERRNO(rule["errnoRet"]), name, *arguments)
    rules.load()


def enter(pid: str) -> None:
    """Enter the network and mount namespaces of a process, and its root folder."""
    libc = ctypes.CDLL(None, use_errno=True)
    places = [os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY) for name in ("net", "mnt")]
    for place in places:
        if libc.setns(place, 0):
            raise OSError(ctypes.get_errno(), "setns")
    os.chdir("/")


def main(words: list[str]) -> None:
    """Become the command, under the profile."""
    place = words.pop(1) if words[0] == "--in" else None
    profile, *command = words[1:] if place else words
    rules = json.loads(Path(profile).read_text())
    importlib.import_module("seccomp")  # before its file is out of sight
    if place:
        enter(place)
    load(rules)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
