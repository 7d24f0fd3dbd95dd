"""Runs a command under a seccomp profile in Docker's format, as a container engine would apply it.

For the system's own Python, which has libseccomp's module ``seccomp``: ``seccomp_filter.py PROFILE COMMAND…``.
"""

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


if __name__ == "__main__":
    load(json.loads(Path(sys.argv[1]).read_text()))
    os.execvp(sys.argv[2], sys.argv[2:])
