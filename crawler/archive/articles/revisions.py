"""Reads the revisions of an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from crawler.archive.articles.edits import Edit
from crawler.archive.database.schema import articles, revisions
from crawler.archive.text import ArticleText


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article."""

    revision: int
    seen_at: datetime
    """When it was last known to be the newspaper's text."""
    edit: Edit | None
    """The edit that ended this version; None for the current text."""
    text: ArticleText


@dataclass(frozen=True, slots=True)
class History:
    """An article and its versions, oldest first."""

    newspaper: str
    article_id: str
    url: str
    versions: Sequence[Version]


def read_history(connection: Connection, word: str) -> History | None:
    """The history of the article with this id or URL; None when there is none."""
    article = connection.execute(
        select(articles).where(or_(articles.c.article_id == word, articles.c.url == word)).limit(1)
    ).one_or_none()
    if article is None:
        return None
    earlier = connection.execute(
        select(revisions).where(revisions.c.article == article.id).order_by(revisions.c.revision)
    )
    versions = [
        Version(row.revision, row.seen_at, row.edit, ArticleText(row.title, row.lead, row.body)) for row in earlier
    ]
    today = Version(article.revision, article.fetched_at, None, ArticleText(article.title, article.lead, article.body))
    return History(article.newspaper, article.article_id, article.url, [*versions, today])
