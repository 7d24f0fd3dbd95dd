"""The verdict on a run: exit code, outcome and a one-line reason. Pure."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.archive import ArchiveError
from crawler.archive.database.errors import without_sql
from crawler.cli.exit_codes import OUTCOMES, ExitCode
from crawler.cli.wording import counted
from crawler.runs.component_errors import ComponentError
from crawler.runs.finish import FinishReason
from crawler.runs.signals import Stopped, exit_code
from crawler.runs.stats import Stat

BY_REASON: dict[str, ExitCode] = {
    FinishReason.FINISHED: ExitCode.DONE,
    FinishReason.BUDGET: ExitCode.DONE,
    FinishReason.REFUSED: ExitCode.REFUSED,
    FinishReason.UNREACHABLE: ExitCode.UNREACHABLE,
    FinishReason.ARCHIVE: ExitCode.ARCHIVE,
    FinishReason.CLOCK: ExitCode.NOT_WELL,
}
"""Exit code by the spider's finish reason; any other reason is a failure of the program."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a run."""

    code: ExitCode
    reason: str
    """One line; empty when the run went well."""

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.code]


def judge(
    stats: Mapping[str, Any], stopped_by: signal.Signals | None = None, error: ComponentError | None = None
) -> Verdict:
    """The verdict on a finished run, from its Scrapy statistics."""
    if stopped_by is not None:
        return _stopped(stopped_by)
    detail = str(stats.get(Stat.RUN_DETAIL) or stats.get(Stat.GATE_REFUSAL) or "")
    code = BY_REASON.get(str(stats.get(Stat.FINISH_REASON)), ExitCode.FAILED)
    if code is not ExitCode.DONE:
        return Verdict(code, detail or f"ended early: {stats.get(Stat.FINISH_REASON)}")
    if stats.get(Stat.SPIDER_EXCEPTIONS):
        return Verdict(ExitCode.FAILED, detail or "an unexpected exception occurred")
    if error is not None:
        if isinstance(error.exception, ArchiveError):
            return judge_error(error.exception)
        return Verdict(ExitCode.FAILED, error.line)
    problems = [text for count, text in _problems(stats) if count]
    if problems:
        return Verdict(ExitCode.NOT_WELL, "; ".join(problems))
    return Verdict(ExitCode.DONE, "")


def judge_error(error: BaseException) -> Verdict:
    """The verdict on a run that was ended by an exception."""
    if isinstance(error, Stopped):
        return _stopped(error.signal)
    if isinstance(error, ArchiveError):
        return Verdict(ExitCode.ARCHIVE, str(error))
    return Verdict(ExitCode.FAILED, f"{type(error).__name__}: {without_sql(error)}")


def _stopped(by: signal.Signals) -> Verdict:
    return Verdict(ExitCode(exit_code(by)), f"stopped by {by.name}; the next run goes on")


def _problems(stats: Mapping[str, Any]) -> list[tuple[int, str]]:
    failed = int(stats.get(Stat.ARTICLES_FAILED, 0))
    failed_pages = int(stats.get(Stat.SECTIONS_FAILED, 0))
    catalogues = int(stats.get(Stat.CATALOGUES_FAILED, 0)) + int(stats.get(Stat.CATALOGUES_CUT, 0))
    left_out = int(stats.get(Stat.SECTIONS_LEFT_OUT, 0))
    no_sections = stats.get(Stat.SECTIONS_FOUND) == 0
    breaches = stats.get(Stat.RUN_BREACHES, [])
    return [
        (failed, f"{counted(failed, 'article')} failed for good"),
        (failed_pages, f"{counted(failed_pages, 'section page')} could not be read"),
        (catalogues, f"{counted(catalogues, 'catalogue')} (sitemap or feed) could not be read whole"),
        (left_out, f"{counted(left_out, 'section')} of the navigation left to later days: too many for one run"),
        (no_sections, "the navigation shows no sections"),
        (len(breaches), "; ".join(breaches)),
    ]
