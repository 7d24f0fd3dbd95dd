"""The spiders: one for each newspaper of ``crawler.newspapers``, under its name."""

from crawler.newspapers import NEWSPAPERS, Newspaper
from crawler.spiders.newspaper import NewspaperSpider


def _spider(newspaper: Newspaper) -> type[NewspaperSpider]:
    # Scrapy finds classes that say they are of this module.
    attributes = {"name": newspaper.name, "newspaper": newspaper, "__module__": __name__, "__doc__": newspaper.title}
    return type(f"{newspaper.name}_spider", (NewspaperSpider,), attributes)


globals().update({f"{name}_spider": _spider(newspaper) for name, newspaper in NEWSPAPERS.items()})
