"""Reasons why a page is not read. Nothing is stored from such a page; refusals are counted by reason."""

from enum import StrEnum

from scrapy.exceptions import DropItem


class Reason(StrEnum):
    """Short stable words for refusals, used as keys in statistics."""

    NOT_AN_ADDRESS = "not-an-address"
    """The address is not an article's."""
    NOT_HTML = "not-html"
    TOO_LARGE = "too-large"
    """More bytes, attributes or nested elements than a page of a newspaper has."""
    UNDECODED = "undecoded"
    """Still compressed."""
    TRUNCATED = "truncated"
    MOJIBAKE = "mojibake"
    """The letters are damaged, in the bytes or by the newspaper."""
    EMPTY = "empty-page"
    """Neither text nor links nor pictures: some servers answer so for a while, with status 200."""
    ERROR_PAGE = "error-page"
    CHALLENGE = "challenge"
    """A captcha or a refusal instead of the article."""
    WAIT_PAGE = "wait-page"
    OTHER_ID = "other-id"
    """The page is another article, or none."""
    NO_TITLE = "no-title"
    NO_BODY = "no-body"


RETRYABLE = frozenset(
    {
        Reason.NOT_HTML,
        Reason.UNDECODED,
        Reason.TRUNCATED,
        Reason.MOJIBAKE,
        Reason.EMPTY,
        Reason.ERROR_PAGE,
        Reason.CHALLENGE,
        Reason.WAIT_PAGE,
        Reason.OTHER_ID,
    }
)
"""Reasons that a retry may resolve."""


class UnreadablePage(Exception):
    """The response holds no page that can be read."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    @property
    def retryable(self) -> bool:
        """Whether a retry may give the page."""
        return self.reason in RETRYABLE


class NotAnArticle(UnreadablePage):
    """The page can be read, but no article can be taken from it."""


IMPOSSIBLE_DATE = "impossible-date"


class Rejected(DropItem):
    """An article that was read and is not stored; ``reason`` is a key of ``rejected`` in ``runs.stats``."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}", log_level="WARNING")
        self.reason = reason
