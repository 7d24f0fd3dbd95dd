"""``make bench``: every benchmark in turn. Each is a program of its own, ``python -m tests.bench.NAME``."""

import subprocess
import sys
from pathlib import Path

HELPERS = {"__init__", "__main__", "corpus", "generated"}
"""Modules that measure nothing."""


def main() -> int:
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in HELPERS)
    failed = []
    for name in names:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
