"""Where a known newspaper is not as its module says. Pure."""

from collections.abc import Iterator

from crawler.newspapers.model import Newspaper
from crawler.survey.finding import Finding


def differences(finding: Finding, newspaper: Newspaper) -> list[str]:
    """One line each; what a survey did not get to is no difference."""
    return [*_pages(finding, newspaper), *_addresses(finding, newspaper), *_lists(finding, newspaper)]


def _pages(finding: Finding, newspaper: Newspaper) -> Iterator[str]:
    refused = [reading for reading in finding.readings if reading.refused]
    if refused:
        first = refused[0]
        yield f"{len(refused)} of {len(finding.readings)} articles are not read: {first.refused} ({first.url})"
    own = {layout.name for layout in newspaper.layouts}
    fits = [fit for fit in finding.layouts if fit.name in own]
    fitting = max((fit.pages for fit in fits), default=0)
    if finding.readings and fitting < len(finding.readings):
        others = ", ".join(f"{fit.name} fits {fit.pages}" for fit in finding.layouts if fit.name not in own)
        words = f"its templates fit {fitting} of {len(finding.readings)} articles"
        if sum(fit.pages for fit in fits) < len(finding.readings):
            yield f"{words}; {others or 'no template known fits the others'}"
    if finding.placeholder:
        yield f"«{finding.placeholder}» stands at the author's place of most articles: add it to no_author"
    unread = newspaper.expectations.field_shares.get("published_at", 0) and any(
        field.name == "published_raw" and field.pages < len(finding.readings) for field in finding.fields
    )
    if unread:
        yield "articles without a date that is read"


def _addresses(finding: Finding, newspaper: Newspaper) -> Iterator[str]:
    for form in finding.unknown_addresses:
        yield f"{form.links} links look like articles and are of no form of the module: {form.example}"
    for host, number in finding.other_hosts.items():
        if host not in newspaper.other_editions:
            yield f"{number} links to articles lead to {host}, which the module does not name"
    for host, number in finding.former_hosts.items():
        yield f"{number} pages name themselves an address on {host}, which the module does not name"
    for host, number in finding.image_hosts.items():
        if host not in newspaper.hosts | newspaper.image_hosts | newspaper.other_editions:
            yield f"{number} pictures are on {host}, which the module does not name"
    for folder, number in finding.image_folders.items():
        if not newspaper.image_hosts and not newspaper.image_path.fullmatch(f"{folder}x"):
            yield f"{number} pictures are below {folder}, which the module's image_path does not match"


def _lists(finding: Finding, newspaper: Newspaper) -> Iterator[str]:
    expected = newspaper.expectations.sections
    if finding.sections and len(finding.sections) < expected:
        yield f"the navigation names {len(finding.sections)} sections; {expected} are expected"
    for box in finding.boxes:
        if not box.is_known:
            yield f"the box {box.selector} holds the same links on {box.pages} pages: add it to the lists' aside"
