"""Waiting for something that another process or thread is about to do."""

import time
from collections.abc import Callable


def wait_until(happened: Callable[[], object], seconds: float = 30) -> None:
    """Return as soon as it has happened.

    :raises AssertionError: when it has not in ``seconds``.
    """
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"did not happen in {seconds} s"
        time.sleep(0.02)
