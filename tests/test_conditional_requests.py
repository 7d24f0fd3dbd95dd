"""What a page says of itself for the next request."""

import pytest

from crawler.frontier.requests import validators
from tests.reading import respond


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({"ETag": '"a1"', "Last-Modified": "Sun, 22 Nov 2026 04:00:00 GMT"}, ('"a1"', "Sun, 22 Nov 2026 04:00:00 GMT")),
        ({"ETag": 'W/"é"'}, ('W/"é"', None)),
        ({"ETag": "", "Last-Modified": "yesterday"}, (None, "yesterday")),
        ({"ETag": '"\0"'}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_validators_are_kept_as_sent_unless_they_cannot_be_text(
    headers: dict[str, str], kept: tuple[str | None, str | None]
) -> None:
    sent = {name: value.encode("latin-1") for name, value in headers.items()}
    assert validators(respond("", headers=sent)) == kept
