"""The reading of a saved page, as a test expects it. Pure."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from scrapy.http import HtmlResponse

from crawler.newspapers.model import Newspaper
from crawler.parse.article import read_article
from crawler.parse.errors import UnreadablePage


def expectation(body: bytes, url: str, newspaper: Newspaper) -> dict[str, Any]:
    """The expected reading of a page, as JSON: the article, or the reason of the refusal."""
    known: dict[str, Any] = {"newspaper": newspaper.name, "url": url}
    try:
        article = asdict(read_article(HtmlResponse(url, body=body), newspaper))
    except UnreadablePage as refusal:
        return known | {"refused": str(refusal.reason)}
    article.pop("page")
    article = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in article.items()}
    return known | {"article": article | {"body": article["body"].split("\n\n")}}
