"""Coverage in sentences: the summary of the command, and a paragraph for the methods section of a paper. Pure."""

from collections.abc import Collection

from crawler.archive.frontier.ways import Way
from crawler.cli.wording import counted
from crawler.monitoring.coverage.figures import Coverage
from crawler.monitoring.coverage.parts import Part

NAMES = {
    Way.LIST: "section lists and front page",
    Way.LINK: "links on other articles' pages",
    Way.FEED: "sitemaps and feeds",
    Way.URLS: "lists of addresses",
    Way.IMPORT: "imported web archives",
}


def ways_in_words(ways: Collection[Way]) -> str:
    """What the ways are.

    >>> ways_in_words({Way.LINK, Way.LIST})
    "section lists and front page; links on other articles' pages"
    """
    return "; ".join(name for way, name in NAMES.items() if way in ways)


def exists_in_words(part: Part) -> str:
    """``about 13,040 (95 % interval 12,700 to 13,400)``, or ``not known``."""
    if part.exists is None:
        return "not known"
    number, low, high = part.exists
    return f"about {number:,.0f} (95 % interval {low:,.0f} to {high:,.0f})"


def ratio_in_words(part: Part) -> str:
    """``0.92 (0.90 to 0.94)``, or ``not known``."""
    if part.ratio is None:
        return "not known"
    ratio, low, high = part.ratio
    return f"{ratio:.2f} ({low:.2f} to {high:.2f})"


def recent_in_words(part: Part) -> str:
    """``0.92 (0.90 to 0.94), 300 of 310 known articles stored``, or ``no article known``."""
    if not part.known:
        return "no article known"
    return f"{ratio_in_words(part)}, {part.held} of {counted(part.known, 'known article')} stored"


def summary(coverage: Coverage) -> list[str]:
    """What an operator reads first, a sentence each."""
    whole = coverage.whole
    lines = [
        f"{coverage.newspaper.title}: {counted(whole.known, 'article')} known, {whole.held} stored.",
        f"Coverage: {ratio_in_words(whole)}; articles that exist{_where(coverage)}: {exists_in_words(whole)}.",
        f"Last 30 days: {recent_in_words(coverage.recent)}.",
    ]
    if whole.estimate is not None:
        lines.append(f"The estimate is based on: {ways_in_words(whole.estimate.ways)}.")
    if coverage.not_known:
        known = counted(sum(month.known for month in coverage.not_known), "article")
        months = counted(len(coverage.not_known), "month")
        lines.append(f"Left out of the estimate: {months} with {known}, too few of which were found in two ways.")
    if coverage.holes:
        days = counted(sum(hole.days for hole in coverage.holes), "day")
        expected = sum(hole.expected for hole in coverage.holes)
        lines.append(
            f"Not in the estimate: {days} without an article where the weeks around have some, "
            f"about {expected:,.0f} articles."
        )
    return lines


def methods(coverage: Coverage) -> str:
    """A paragraph for a methods section."""
    whole = coverage.whole
    first = f"{coverage.days[0].day:%Y-%m-%d}" if coverage.days else "none"
    last = f"{coverage.days[-1].day:%Y-%m-%d}" if coverage.days else "none"
    stock = (
        f"As of {coverage.at:%Y-%m-%d} the archive of {coverage.newspaper.title} ({coverage.newspaper.host}) holds the "
        f"text of {whole.held:,} articles published between {first} and {last}; a further {whole.missing:,} are known "
        "by their address and not held."
    )
    if whole.exists is None or whole.ratio is None or whole.estimate is None:
        return f"{stock} How many exist was not estimated, since the ways of finding them overlap too little."
    number, low, high = whole.exists
    ratio, least, most = whole.ratio
    estimator = "Chapman's estimator" if len(whole.estimate.ways) == 2 else "Chao's lower bound"
    return (
        f"{stock} The number of articles that exist was estimated by capture and recapture ({estimator}, summed over "
        "months and sections) from the ways by which articles were found: "
        f"{ways_in_words(whole.estimate.ways)}. It is {number:,.0f} (95 % interval {low:,.0f} to {high:,.0f})"
        f"{_where(coverage)}, so that the archive holds {ratio:.1%} ({least:.1%} to {most:.1%}) of them."
        f"{_left_out(coverage)} The ways are not "
        "fully independent: articles that are read more are listed and linked more, so that the number of articles is "
        "more likely to be underestimated, and coverage overestimated, than the reverse."
    )


def _where(coverage: Coverage) -> str:
    """Says that the estimate is of some months only."""
    return " in the months estimated" if coverage.not_known and coverage.whole.exists is not None else ""


def _left_out(coverage: Coverage) -> str:
    words = ""
    if coverage.not_known:
        articles = counted(sum(month.known for month in coverage.not_known), "article")
        words += f" Left out are {counted(len(coverage.not_known), 'month')} ({articles}) that could not be estimated."
    if empty := sum(hole.days for hole in coverage.holes):
        words += f" Left out are {counted(empty, 'day')} without an article where the weeks around have some."
    return words
