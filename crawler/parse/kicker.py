"""A kicker that stands in the headline without its own element, told by what the page calls its title. Pure."""

from crawler.parse.draft import Draft
from crawler.parse.text import fold


def part_kicker(draft: Draft, data: dict[str, str]) -> None:
    """Take what is printed before the title that ``data``, the page's own, names for the kicker; ``sources`` says so.

    The newspaper gives its title alone in ``og:title``. When the kicker's element gets another name, the headline
    holds both.
    """
    title = fold(data.get("og:title", ""))
    before = draft.title.removesuffix(title).rstrip()
    if draft.kicker is None and title and before.endswith(":") and draft.title.endswith(f" {title}"):
        draft.title, draft.kicker = title, before.rstrip(" :") or None
        draft.sources["kicker"] = "meta"
