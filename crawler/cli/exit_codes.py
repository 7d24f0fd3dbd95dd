"""Exit codes of the commands, and the outcome recorded for each."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of ``scrapy crawl``, described in docs/operate.md."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    NOT_WELL = 3
    REFUSED = 4
    UNREACHABLE = 5
    ARCHIVE = 6
    BUSY = 75
    INTERRUPTED = 130
    TERMINATED = 143


OUTCOMES = {
    ExitCode.DONE: "done",
    ExitCode.FAILED: "failed",
    ExitCode.NOT_WELL: "not well",
    ExitCode.REFUSED: "refused",
    ExitCode.UNREACHABLE: "unreachable",
    ExitCode.ARCHIVE: "archive",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.TERMINATED: "terminated",
}
"""Values of ``runs.outcome``."""
