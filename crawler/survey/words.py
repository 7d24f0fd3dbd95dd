"""The finding in words: headings with their lines, for the text and the page. Pure."""

from collections.abc import Iterator

from crawler.survey.finding import Finding

MOST_LINES = 12
OUTSIDE = "; lists do not leave it out"

Part = tuple[str, list[str]]


def parts(finding: Finding) -> list[Part]:
    """Headings and lines, those without lines left out."""
    return [(heading, lines) for heading, lines in _parts(finding) if lines]


def title(finding: Finding) -> str:
    """What was surveyed, and when."""
    name = f" ({finding.newspaper})" if finding.newspaper else ""
    return f"Survey of {finding.home}{name}, {finding.at:%Y-%m-%d %H:%M} UTC: {len(finding.requests)} requests"


def _parts(finding: Finding) -> Iterator[Part]:
    yield "stopped", [finding.stopped] if finding.stopped else []
    if finding.newspaper and finding.readings:
        yield "differences from the module", finding.differences or ["none: the module agrees with what was seen"]
    yield "not done", finding.not_done
    yield from _site(finding)
    yield from _articles(finding)
    yield from _lists(finding)


def _site(finding: Finding) -> Iterator[Part]:
    yield "robots.txt", list(_robots(finding))
    yield "host", _host(finding)
    yield f"sections: {len(finding.sections)}", _first([f"{path}  {name}" for path, name in finding.sections.items()])
    yield (
        "addresses of articles",
        [f"{form.links} links  {form.pattern}\n    {form.example}" for form in finding.forms],
    )
    yield (
        "addresses with a number that no form reads",
        _first([f"{form.links} links  {form.pattern}\n    {form.example}" for form in finding.unknown_addresses]),
    )


def _articles(finding: Finding) -> Iterator[Part]:
    yield "templates", _layouts(finding)
    yield "fields", _fields(finding)
    yield "not read", [f"{reading.url}: {reading.refused}" for reading in finding.readings if reading.refused]
    yield "dates", finding.dates
    yield "pictures", _pictures(finding)
    yield "a missing article answers", [finding.missing] if finding.missing else []


def _lists(finding: Finding) -> Iterator[Part]:
    yield "pager", [finding.pager] if finding.pager else []
    yield (
        "boxes that stand on several pages",
        [f"{each.selector}: {each.links} links{'' if each.is_known else OUTSIDE}" for each in finding.boxes],
    )
    yield (
        "sitemaps and feeds",
        [
            f"{each.url}: HTTP {each.status}, {each.articles} articles, {each.others} others"
            f"{f', newest {each.newest}' if each.newest else ''}"
            for each in finding.catalogues
        ],
    )
    yield "gate", [finding.gate] if finding.gate else []


def _robots(finding: Finding) -> Iterator[str]:
    yield from _first([line for line in finding.robots.splitlines() if line.strip()])
    if finding.crawl_delay is not None:
        yield f"it asks for {finding.crawl_delay:g} s between requests, which were kept"


def _host(finding: Finding) -> list[str]:
    others = [f"{number} links to articles on {host}" for host, number in finding.other_hosts.items()]
    others += [f"{number} pages name themselves an address on {host}" for host, number in finding.former_hosts.items()]
    language = [f"language {finding.language}"] if finding.language else []
    return [finding.host, *language, *others] if finding.host else []


def _layouts(finding: Finding) -> list[str]:
    if not finding.readings:
        return []
    total = len(finding.readings)
    fits = [f"{fit.name} fits {fit.pages} of {total} articles" for fit in finding.layouts]
    placeholder = [f"«{finding.placeholder}» is no author"] if finding.placeholder else []
    return [*(fits or [f"no known template fits any of {total} articles"]), *placeholder]


def _fields(finding: Finding) -> list[str]:
    total = len([reading for reading in finding.readings if reading.refused is None])
    return [f"{each.name}: {each.pages} of {total}  {each.example}".rstrip() for each in finding.fields]


def _pictures(finding: Finding) -> list[str]:
    folders = ", ".join(f"{folder} {number}" for folder, number in finding.image_folders.items())
    return [f"{host}: {number}" for host, number in finding.image_hosts.items()] + ([folders] if folders else [])


def _first(lines: list[str]) -> list[str]:
    rest = len(lines) - MOST_LINES
    return lines if rest <= 0 else [*lines[:MOST_LINES], f"and {rest} more (--json has all)"]
