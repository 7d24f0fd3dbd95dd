"""Completes the fields of an article from its captures: what the newspaper's own page lacks or shows less exactly."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from crawler.archive.database.schema import captures
from crawler.newspapers.model import VIETNAM

ARCHIVE = "archive"
"""Value of ``sources`` for a field that a capture gave."""

SIMPLE = ("kicker", "author", "tags")
DATE = ("published_at", "published_precision", "published_raw")
CAPTIONS = "captions"
"""Name in ``sources`` for the captions that captures gave, and of the captions by picture in ``captures.fields``."""

_OLD_PICTURE = re.compile(r"/dataimages/.*", re.IGNORECASE)
_FIELDS = (
    select(captures.c.fields)
    .where(captures.c.article == bindparam("article"))
    .order_by(captures.c.captured_at.desc(), captures.c.digest)
)


def capture_fields(values: Mapping[str, Any], pictures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a capture gives, as ``captures.fields`` holds it; ``values`` are columns of ``articles``."""
    fields = {name: values[name] for name in (*SIMPLE, *DATE) if values[name]}
    if "published_at" in fields:
        fields["published_at"] = fields["published_at"].isoformat()
    captions = {picture_key(picture["url"]): picture["caption"] for picture in pictures if picture["caption"]}
    return {**fields, CAPTIONS: captions} if captions else fields


def picture_key(url: str) -> str:
    """What the addresses of one picture have in common: the old portal's path, which a migration put in a folder.

    >>> picture_key("https://baokhanhhoa.vn/file/e783/dataimages/202108/original/images1_a.jpg")
    '/dataimages/202108/original/images1_a.jpg'
    >>> picture_key("https://baokhanhhoa.vn/file/a/112025/b.jpg?width=500")
    'https://baokhanhhoa.vn/file/a/112025/b.jpg'
    """
    plain = url.partition("?")[0]
    old = _OLD_PICTURE.search(plain)
    return old[0] if old else plain


def completed(connection: Connection, article: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` of an article with what its captures give; a field from an earlier capture is chosen anew."""
    return complete(values, connection.execute(_FIELDS, {"article": article}).scalars().all())


def with_captions(connection: Connection, article: int, pictures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The pictures, those without a caption with that of the newest capture that has one."""
    found: dict[str, str] = {}
    for fields in connection.execute(_FIELDS, {"article": article}).scalars():
        found = {**fields.get(CAPTIONS, {}), **found}
    return [
        {**picture, "caption": picture["caption"] or found.get(picture_key(picture["url"]))} for picture in pictures
    ]


def is_completed(row: Mapping[Any, Any]) -> bool:
    """Whether a capture gave any field of a row of ``articles``."""
    return ARCHIVE in row["sources"].values()


def complete(values: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The best of each field; ``given`` are the fields of the article's captures, the newest first.

    The newspaper's own value stays, but for a day that a capture knows to the minute. A minute of another day is not
    taken: one of the two is wrong, and which is unknown.
    """
    result, sources = dict(values), dict(values["sources"])
    for name in SIMPLE:
        if not values[name] or sources.get(name) == ARCHIVE:
            best = next((fields[name] for fields in given if name in fields), None)
            if best is not None:
                result[name], sources[name] = best, ARCHIVE
    date = _best_date(values, given)
    if date is not None:
        result |= {**{name: date.get(name) for name in DATE}, "published_at": _moment(date)}
        sources |= {name: ARCHIVE for name in DATE if result[name]}
    result["sources"] = sources
    return result


def _best_date(values: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    dates = [fields for fields in given if "published_at" in fields]
    exact = [fields for fields in dates if fields["published_precision"] == "minute"]
    own: datetime | None = values["published_at"]
    if own is None or values["sources"].get("published_at") == ARCHIVE:
        return next(iter([*exact, *dates]), None)
    if values["published_precision"] == "minute":
        return None
    day = own.astimezone(VIETNAM).date()
    return next((fields for fields in exact if _moment(fields).astimezone(VIETNAM).date() == day), None)


def _moment(fields: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(fields["published_at"])
