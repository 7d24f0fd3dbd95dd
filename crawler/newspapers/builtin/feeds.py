"""Sitemap and feeds, for a newspaper that has them."""

from email.utils import format_datetime
from html import escape

from crawler.newspapers.builtin.site import Newspaper
from crawler.newspapers.builtin.story import Story

_FEED_LENGTH = 30


def sitemap(site: Newspaper) -> bytes:
    """All articles, those that no section lists too."""
    urls = "".join(
        f"<url><loc>https://{site.edition.host}{story.path}</loc>"
        f"<lastmod>{site.changed_at(story).isoformat()}</lastmod></url>\n"
        for story in site.links.stories.values()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    ).encode()


def rss(site: Newspaper, name: str) -> bytes | None:
    """The feed of a section (slug of the first level) or of ``home``; None when there is no such section."""
    if name != "home" and name not in {section.parent for section in site.edition.sections}:
        return None
    newest = [story for story in site.links.newest if name in ("home", story.section.split("/")[0])]
    items = "".join(_item(site, story) for story in newest[:_FEED_LENGTH])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{site.edition.name}</title><link>https://{site.edition.host}/</link>"
        f"<description>{site.edition.slogan}</description>\n{items}</channel></rss>\n"
    ).encode()


def _item(site: Newspaper, story: Story) -> str:
    address = f"https://{site.edition.host}{story.path}"
    return (
        f"<item><title>{escape(story.title)}</title><link>{address}</link><guid>{address}</guid>"
        f"<pubDate>{format_datetime(story.published_at)}</pubDate></item>\n"
    )
