"""Why a page is not read. Nothing is stored from it; each refusal is counted under its reason."""

from enum import StrEnum


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
    ERROR_PAGE = "error-page"
    CHALLENGE = "challenge"
    """A page of a guard that asks to prove something."""
    WAIT_PAGE = "wait-page"
    OTHER_ID = "other-id"
    """The page is about another article, or about none."""
    NO_TITLE = "no-title"
    NO_BODY = "no-body"


RETRYABLE = frozenset(
    {
        Reason.NOT_HTML,
        Reason.UNDECODED,
        Reason.TRUNCATED,
        Reason.MOJIBAKE,
        Reason.ERROR_PAGE,
        Reason.CHALLENGE,
        Reason.WAIT_PAGE,
        Reason.OTHER_ID,
    }
)
"""Reasons that may be gone when the page is asked for again."""


class UnreadablePage(Exception):
    """The response holds no page that can be read."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    @property
    def retryable(self) -> bool:
        """Whether the page is owed again."""
        return self.reason in RETRYABLE


class NotAnArticle(UnreadablePage):
    """The page can be read, but no article can be taken from it."""
