"""Errors of extensions, handlers and feed exports, which Scrapy only logs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from crawler.archive.database.errors import without_sql

logger = logging.getLogger(__name__)

WATCHED = ("scrapy", "asyncio", "twisted")
"""Loggers of components, including their children."""

REPORTED_ELSEWHERE = ("scrapy.extensions.memusage", "scrapy.pipelines.media")
"""Loggers whose errors are counted or end the run elsewhere."""

REPORTED_AS_OUTCOMES = (
    "Dropped",
    "Error downloading",
    "Error processing",
    "Error while reading start items and requests",
    "Spider error processing",
)
"""First words of messages for which Scrapy also sends a signal or calls an errback."""


@dataclass(frozen=True, slots=True)
class ComponentError:
    """One error of a component."""

    line: str
    """The failed component and its exception."""
    exception: BaseException | None


class ComponentErrors(logging.Handler):
    """Collects the errors of components during a run and logs each kind once, in one line."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.first: ComponentError | None = None
        self._logged: set[tuple[str, type[BaseException] | None]] = set()

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Collect the errors logged during the block."""
        logging.root.addHandler(self)
        try:
            yield
        finally:
            logging.root.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if not _is_component(record):
            return
        exception = record.exc_info[1] if record.exc_info else None
        kind = (_handler(record) or str(record.msg), type(exception) if exception else None)
        if kind in self._logged:
            return
        self._logged.add(kind)
        error = ComponentError(_line(record, exception), exception)
        self.first = self.first or error
        logger.error("%s", error.line)


def _is_component(record: logging.LogRecord) -> bool:
    if record.name.partition(".")[0] not in WATCHED or record.name in REPORTED_ELSEWHERE:
        return False
    if record.name == "asyncio" and not record.exc_info:
        return False  # a task that was cancelled while the process ends
    return not str(record.msg).startswith(REPORTED_AS_OUTCOMES)


def _handler(record: logging.LogRecord) -> str | None:
    """The signal handler that failed; None when something else did."""
    if not isinstance(record.args, dict) or "receiver" not in record.args:
        return None
    receiver: object = record.args["receiver"]
    name = getattr(receiver, "__qualname__", None)
    return f"{receiver.__module__}.{name}" if name else repr(receiver)


def _line(record: logging.LogRecord, exception: BaseException | None) -> str:
    handler = _handler(record)
    component = f"signal handler {handler}" if handler else record.getMessage().partition("\n")[0]
    text = f"{component}: {type(exception).__name__}: {without_sql(exception)}" if exception else component
    return " ".join(text.split())
