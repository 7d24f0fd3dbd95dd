"""One line in plain words on how a run went. Pure."""

from collections.abc import Mapping
from typing import Any

from crawler.counted import counted
from crawler.record import Ended

TOLD_WHEN_ANY = ("revised", "unchanged", "gone", "failed")


def summary(newspaper: str, ended: Ended) -> str:
    """The line printed at the end of a run."""
    parts = _did(ended.figures)
    why = f": {ended.verdict.why}" if ended.verdict.why else ""
    did = f" ({'; '.join(parts)})" if parts else ""
    return f"{newspaper}: {ended.verdict.outcome}{why}{did}"


def duration(seconds: float) -> str:
    """Seconds as an operator says them: ``45 s``, ``3 min 5 s``, ``2 h 10 min``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _did(figures: Mapping[str, Any]) -> list[str]:
    if not figures:
        return []
    articles = [counted(figures["articles_new"], "new article")]
    articles += [f"{figures[f'articles_{name}']} {name}" for name in TOLD_WHEN_ANY if figures[f"articles_{name}"]]
    parts = [", ".join(articles), f"{counted(figures['requests'], 'request')} in {duration(figures['seconds'])}"]
    if figures["wait_pages"]:
        parts.append(f"{counted(figures['wait_pages'], 'wait page')}, {duration(figures['wait_seconds'])} waited")
    return [*parts, figures["left"]] if "left" in figures else parts
