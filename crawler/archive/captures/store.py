"""Stores one capture: its text takes its place in the order of time, its fields complete the article.

All functions belong in a transaction after :func:`crawler.archive.duplicates.links.lock`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, RowMapping, and_, bindparam, delete, insert, select, update

from crawler.archive.archived_fields import ARCHIVE, CAPTIONS, capture_fields, completed, with_captions
from crawler.archive.articles.edits import kind_of_edit
from crawler.archive.articles.store import store_article
from crawler.archive.captures.timeline import Version, place
from crawler.archive.database.schema import articles, captures, images, pages, revisions
from crawler.archive.database.statements import is_article
from crawler.archive.frontier import entries
from crawler.archive.pages.places import PagePlace, note_page
from crawler.archive.search import index as search_index
from crawler.archive.text import ArticleText

Outcome = Literal["new", "revision", "completed", "same", "known"]
"""``new``: an article that the archive did not have; ``revision``: another text of one; ``completed``: it gave a field
that was missing or less exact; ``same``: nothing new; ``known``: this capture was imported before."""

FROM_ADDRESS = "url"


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture of an article's page, read."""

    values: Mapping[str, Any]
    """Columns of ``articles`` that an item and its ``content_hash`` give."""
    pictures: Sequence[Mapping[str, Any]]
    """``url`` and ``caption`` of each, in the order printed."""
    captured_at: datetime
    url: str
    """As the web archive names it."""
    digest: str
    """Of the page's bytes, decoded."""
    payload_digest: str | None = None
    """``WARC-Payload-Digest``, by which revisit records refer to this capture."""


def store_capture(
    connection: Connection, capture: Capture, keep_page: Callable[[], PagePlace] | None = None
) -> Outcome:
    """Store a capture of an article that is in the frontier; ``keep_page`` stores the page of a new text.

    An article that only captures know stays pending, so that a crawl asks whether the newspaper still has it.
    """
    values = _of_archive(capture.values)
    key = values["newspaper"], values["article_id"]
    known = _find(connection, *key)
    if known is None:
        waiting = entries.state_of(connection, *key)
        stored = store_article(connection, values, list(map(dict, capture.pictures)), capture.captured_at, keep_page)
        connection.execute(_INSERT_CAPTURE, _row(stored.id, capture))
        _await_check(connection, key, waiting, capture.captured_at)
        return "new"
    row = _row(known["id"], capture)
    if _is_known(connection, row):
        return "known"
    revised = _place_text(connection, known, capture, values, keep_page)
    connection.execute(_INSERT_CAPTURE, row)
    present = _find(connection, *key) if revised else known
    assert present is not None
    improved = _complete(connection, present, capture.captured_at)
    return "revision" if revised else "completed" if improved else "same"


def store_revisit(
    connection: Connection, newspaper: str, article_id: str, seen_at: datetime, payload_digest: str | None
) -> bool:
    """Record that a web archive saw the page of an earlier capture again; False when that was not imported.

    ``payload_digest`` names it; None stands for the last one before.
    """
    known = _find(connection, newspaper, article_id)
    if known is None:
        return False
    same = [captures.c.article == known["id"], captures.c.captured_at <= seen_at]
    if payload_digest is not None:
        same.append(captures.c.payload_digest == payload_digest)
    found = (
        connection.execute(
            select(captures).where(*same).order_by(captures.c.captured_at.desc(), captures.c.digest).limit(1)
        )
        .mappings()
        .one_or_none()
    )
    if found is None:
        return False
    versions = _versions(connection, known)
    seen = next(version for version in versions if version.seen_at >= found["captured_at"])
    again = {**found, "captured_at": seen_at, "fields": dict(found["fields"])}
    if _is_known(connection, again):
        return True
    if seen_at > known["fetched_at"] and seen is not versions[-1]:
        return False
    version = Version(seen.text, seen.content_hash, seen_at)
    _write(connection, known, versions, place(versions, version, _observed(connection, known)))
    connection.execute(_INSERT_CAPTURE, again)
    return True


# Built once, see docs/decisions/0006.
_FIND = select(articles).where(is_article(bindparam("of_newspaper"), bindparam("of_article")))
_FIND_CAPTURE = select(captures.c.article).where(
    *(captures.c[name] == bindparam(f"its_{name}") for name in ("article", "captured_at", "digest"))
)
_INSERT_CAPTURE = insert(captures)
_SEEN = update(articles).where(articles.c.id == bindparam("known_id")).values(fetched_at=bindparam("seen_at"))
_PICTURES = select(images).where(images.c.article == bindparam("article")).order_by(images.c.position)


def _find(connection: Connection, newspaper: str, article_id: str) -> RowMapping | None:
    parameters = {"of_newspaper": newspaper, "of_article": article_id}
    return connection.execute(_FIND, parameters).mappings().one_or_none()


def _of_archive(values: Mapping[str, Any]) -> dict[str, Any]:
    sources = {name: source if source == FROM_ADDRESS else ARCHIVE for name, source in values["sources"].items()}
    return {**values, "sources": sources}


def _is_known(connection: Connection, row: Mapping[Any, Any]) -> bool:
    """Whether a row of ``captures`` is stored."""
    key = {f"its_{name}": row[name] for name in ("article", "captured_at", "digest")}
    return connection.execute(_FIND_CAPTURE, key).first() is not None


def _row(article: int, capture: Capture) -> dict[str, Any]:
    """The row of ``captures``."""
    return {
        "article": article,
        "captured_at": capture.captured_at,
        "digest": capture.digest,
        "url": capture.url,
        "payload_digest": capture.payload_digest,
        "fields": capture_fields(capture.values, capture.pictures),
    }


def _place_text(
    connection: Connection,
    known: RowMapping,
    capture: Capture,
    values: Mapping[str, Any],
    keep_page: Callable[[], PagePlace] | None,
) -> bool:
    """Give the text its place; whether it is another one than those before and after it."""
    text = ArticleText(values["title"], values["lead"], values["body"])
    if capture.captured_at > known["fetched_at"]:
        return _newest(connection, known, capture, values, keep_page)
    versions = _versions(connection, known)
    seen = Version(text, values["content_hash"], capture.captured_at)
    placed = place(versions, seen, _observed(connection, known))
    _write(connection, known, versions, placed)
    if seen not in placed:
        return False
    if keep_page is not None:
        note_page(connection, known["id"], placed.index(seen) + 1, keep_page())
    return True


def _newest(
    connection: Connection,
    known: RowMapping,
    capture: Capture,
    values: Mapping[str, Any],
    keep_page: Callable[[], PagePlace] | None,
) -> bool:
    """Place a text that is newer than all that is known: another one is stored as a crawl would store it."""
    seen = ArticleText(values["title"], values["lead"], values["body"])
    same = values["content_hash"] == known["content_hash"]
    if same or kind_of_edit(ArticleText(known["title"], known["lead"], known["body"]), seen) is None:
        connection.execute(_SEEN, {"known_id": known["id"], "seen_at": capture.captured_at})
        return False
    key = known["newspaper"], known["article_id"]
    waiting = entries.state_of(connection, *key)
    store_article(connection, values, list(map(dict, capture.pictures)), capture.captured_at, keep_page)
    _await_check(connection, key, waiting, capture.captured_at, known["gone_at"])
    return True


def _await_check(
    connection: Connection,
    key: tuple[str, str],
    before: Row[Any],
    due_at: datetime,
    gone_at: datetime | None = None,
) -> None:
    """Undo that the article counts as fetched: only the newspaper's answer says whether it still has it."""
    found_gone = entries.await_check(connection, *key, before, due_at)
    if found_gone is not None:
        connection.execute(update(articles).where(is_article(*key)).values(gone_at=gone_at or found_gone))


def _versions(connection: Connection, known: Mapping[Any, Any]) -> list[Version]:
    statement = select(revisions).where(revisions.c.article == known["id"]).order_by(revisions.c.revision)
    earlier = [_version(row, row["seen_at"]) for row in connection.execute(statement).mappings()]
    return [*earlier, _version(known, known["fetched_at"])]


def _version(row: Mapping[Any, Any], seen_at: datetime) -> Version:
    return Version(ArticleText(row["title"], row["lead"], row["body"]), row["content_hash"], seen_at, row["revision"])


def _observed(connection: Connection, known: Mapping[Any, Any]) -> list[datetime]:
    statement = select(captures.c.captured_at).where(captures.c.article == known["id"])
    return [known["first_seen_at"], *connection.execute(statement).scalars()]


def _write(connection: Connection, known: RowMapping, before: list[Version], after: list[Version]) -> None:
    """Store the versions where they differ from those before; the last one is the present text and stays."""
    if before == after:
        return
    article = known["id"]
    renumbered = {
        v.revision: number for number, v in enumerate(after, start=1) if v.revision is not None and v.revision != number
    }
    _renumber_pages(connection, article, renumbered)
    connection.execute(delete(revisions).where(revisions.c.article == article))
    rows = [_revision(article, number, after[number - 1], after[number]) for number in range(1, len(after))]
    if rows:
        connection.execute(insert(revisions), rows)
    connection.execute(_of(article).values(revision=len(after), fetched_at=after[-1].seen_at))


def _revision(article: int, number: int, version: Version, following: Version) -> dict[str, Any]:
    text = {"title": version.text.title, "lead": version.text.lead, "body": version.text.body}
    edit = kind_of_edit(version.text, following.text) or "rewording"
    row = {"article": article, "revision": number, "seen_at": version.seen_at, "edit": edit}
    return {**row, **text, "content_hash": version.content_hash}


def _renumber_pages(connection: Connection, article: int, renumbered: Mapping[int, int]) -> None:
    """From the last to the first, so that no two pages ever have one number."""
    for old, new in sorted(renumbered.items(), key=lambda pair: -pair[1]):
        page = and_(pages.c.article == article, pages.c.revision == old)
        connection.execute(update(pages).where(page).values(revision=new))


def _complete(connection: Connection, before: RowMapping, captured_at: datetime) -> bool:
    """Give a row of ``articles`` the best fields of all its captures; whether anything changed."""
    article = before["id"]
    after = completed(connection, article, {str(name): value for name, value in before.items()})
    if before["sources"].get("title") == ARCHIVE:
        after["first_seen_at"] = min(before["first_seen_at"], captured_at)
    captioned = _complete_captions(connection, article)
    if captioned:
        after["sources"] = {**after["sources"], CAPTIONS: ARCHIVE}
    changes = {name: value for name, value in after.items() if value != before[name]}
    if changes:
        connection.execute(_of(article).values(**changes))
        search_index.put(connection, before, after)
    return bool(changes.keys() - {"first_seen_at"}) or captioned


def _complete_captions(connection: Connection, article: int) -> bool:
    pictures = [dict(row) for row in connection.execute(_PICTURES, {"article": article}).mappings()]
    if all(picture["caption"] for picture in pictures):
        return False
    changed = [
        after
        for before, after in zip(pictures, with_captions(connection, article, pictures), strict=True)
        if after != before
    ]
    for picture in changed:
        one = and_(images.c.article == article, images.c.position == picture["position"])
        connection.execute(update(images).where(one).values(caption=picture["caption"]))
    return bool(changed)


def _of(article: int) -> Any:
    return update(articles).where(articles.c.id == article)
