"""Exceptions for requests that are not sent, and for failed browser visits."""

from scrapy.exceptions import IgnoreRequest


class GateRefused(IgnoreRequest):
    """The newspaper refused; the request stays pending."""

    def __init__(self, reason: str | None, *, on_this_page: bool = False) -> None:
        super().__init__(reason)
        self.on_this_page = on_this_page
        """Whether the gate that ends the run was met on the page of this request."""


class RunEnding(IgnoreRequest):
    """The run ended while the request waited for a permit; it stays pending."""


class BrowserFailed(Exception):
    """The browser did not start, crashed, or did not pass the wait page in time."""

    def __init__(self, reason: str, fix: str | None = None) -> None:
        super().__init__(reason)
        self.fix = fix
        """The command that fixes it; None when it is not known."""


class StillClosed(Exception):
    """The browser brought no page under the requested address: a wait page again, another address, an error."""


class BudgetSpent(IgnoreRequest):
    """The run's budget is used up; the request stays pending."""


class HostNotAllowed(IgnoreRequest):
    """A request to a host that is not the newspaper's."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt gave no usable answer, so nothing may be requested; the request stays pending."""
