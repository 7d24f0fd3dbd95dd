"""Logging: our own messages on one line each; with ``-L INFO`` or ``-L DEBUG`` all messages, with tracebacks."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from scrapy.settings import BaseSettings

from crawler.cli.secrets import Secrets
from crawler.cli.usage import UsageError
from crawler.newspapers import NEWSPAPERS

PRIORITIES = ((logging.ERROR, "<3>"), (logging.WARNING, "<4>"), (logging.INFO, "<6>"), (logging.NOTSET, "<7>"))
"""Prefix by which systemd's journal knows the priority of a line (sd-daemon(3)), from the highest level down."""

OURS = ("crawler", "pipelines", *NEWSPAPERS)
"""Our own loggers; a spider's logger has its name."""

LEAKY_LOGGERS = ("urllib3", "requests", "apprise")
"""Loggers that may write addresses of notification services, with their tokens."""

FILE_BYTES = 5 * 1024 * 1024
FILES_KEPT = 5
"""Size at which a log file is rotated, and the number of old files kept."""


class StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to the current ``sys.stderr``, which a progress bar may replace for a while."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # an attribute there
        return sys.stderr


class RedactingFormatter(logging.Formatter):
    """Formatter that redacts secrets."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"])
        self._secrets = Secrets.of(settings)
        self.for_journal = False
        """Whether each message begins with its priority for systemd's journal."""

    def format(self, record: logging.LogRecord) -> str:
        text = self._secrets.redact(super().format(record))
        return priority(record.levelno) + text if self.for_journal else text


class OneLineFormatter(RedactingFormatter):
    """Formatter that also omits tracebacks."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return ""

    def format(self, record: logging.LogRecord) -> str:
        return (super().format(record).splitlines() or [""])[0]


def set_up(settings: BaseSettings) -> None:
    """Install the log handler by the settings, in place of Scrapy's (``LOG_INSTALL_ROOT_HANDLER`` is off).

    :raises UsageError: when LOG_FILE cannot be written.
    """
    level = read_level(settings)
    handler = _handler(settings)
    handler.setLevel(level)
    formatter = OneLineFormatter(settings) if level >= logging.WARNING else RedactingFormatter(settings)
    formatter.for_journal = isinstance(handler, StderrHandler) and stderr_is_journal()
    handler.setFormatter(formatter)
    if level >= logging.WARNING:
        handler.addFilter(_is_ours)
    for name in LEAKY_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.root.addHandler(handler)
    logging.root.setLevel(logging.NOTSET)


def priority(level: int) -> str:
    """The journal's prefix for a line of this log level."""
    return next(prefix for least, prefix in PRIORITIES if level >= least)


def stderr_is_journal() -> bool:
    """Whether stderr goes to systemd's journal, which names its device and inode in the environment."""
    try:
        status = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def read_level(settings: BaseSettings) -> int:
    """``LOG_LEVEL`` as a number.

    :raises UsageError: for an unknown level.
    """
    level = settings["LOG_LEVEL"]
    if isinstance(level, int):
        return level
    levels = logging.getLevelNamesMapping()
    if level not in levels:
        raise UsageError(f"unknown log level {level!r}; valid are {', '.join(levels)}")
    return levels[level]


def _handler(settings: BaseSettings) -> logging.Handler:
    if not settings["LOG_FILE"]:
        return StderrHandler() if settings.getbool("LOG_ENABLED") else logging.NullHandler()
    path = Path(settings["LOG_FILE"])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not settings.getbool("LOG_FILE_APPEND"):
            path.unlink(missing_ok=True)
        return RotatingFileHandler(path, "a", FILE_BYTES, FILES_KEPT, encoding=settings["LOG_ENCODING"])
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".", 1)[0] in OURS
