"""Conditional requests: ETag, Last-Modified and 304 responses."""

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from zlib import crc32

from crawler.newspapers.builtin.http import Answer, Request


def conditional(request: Request, answer: Answer, changed_at: datetime) -> Answer:
    """The answer with its validators, or a 304 when the client's copy is still right.

    The ETag stands for the page's bytes, boxes of links included, as on a server that makes it of its output;
    ``changed_at`` is when the article itself changed.
    """
    etag = f'"{crc32(answer.body):08x}"'
    modified = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    headers = {"ETag": etag, "Last-Modified": modified}
    headers_sent = request.headers
    if "if-none-match" in headers_sent:
        same = headers_sent["if-none-match"] in {etag, f"W/{etag}"}
    else:
        same = headers_sent.get("if-modified-since") == modified
    if same:
        return Answer(b"", HTTPStatus.NOT_MODIFIED, headers=headers)
    return replace(answer, headers=headers)


def stale(request: Request, answer: Answer) -> Answer:
    """The response of a broken cache: 304 to every conditional request."""
    if {"if-none-match", "if-modified-since"} & request.headers.keys():
        return Answer(b"", HTTPStatus.NOT_MODIFIED, headers={"ETag": '"1"'})
    return replace(answer, headers={**answer.headers, "ETag": '"1"'})
