"""Why a request was not sent, and why the browser returned no page."""

from scrapy.exceptions import IgnoreRequest


class GateRefused(IgnoreRequest):
    """The newspaper refused; the request is still owed."""


class RunEnding(IgnoreRequest):
    """The run ends while the request was waiting for its turn; it is still owed."""


class BrowserFailed(Exception):
    """The browser does not start, crashed, or was not past the gate in time."""

    def __init__(self, reason: str, fix: str | None = None) -> None:
        super().__init__(reason)
        self.fix = fix
        """The command that fixes it; None when it is not known."""


class StillClosed(Exception):
    """The browser waited as long as it was asked to, and met the gate again."""


class BudgetSpent(IgnoreRequest):
    """A request that the budget no longer allows; it stays owed."""


class HostNotAllowed(IgnoreRequest):
    """A request to a host that is not the newspaper's."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt answered with a server error or not at all, so that nothing may be requested; it stays owed."""
