"""Signals that come while a run is being prepared or closed; while it runs they are crawler.run's business."""

import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(SystemExit):
    """A signal came before the run had begun. asyncio lets nothing but SystemExit through its callbacks."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.signal = signal.Signals(number)


def stop_on_signal() -> None:
    """From here on SIGINT and SIGTERM raise :class:`Stopped`."""
    for number in SIGNALS:
        signal.signal(number, _raise)


def finish_despite_signals() -> None:
    """From here on they are ignored: what is left takes moments and must be written whole."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _raise(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
