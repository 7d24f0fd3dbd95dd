"""A plain HTTP client for tests: one request, no redirects."""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from lxml import html as lxml_html

from crawler.newspapers.builtin.server import Server
from crawler.newspapers.builtin.site import Newspaper


@dataclass(frozen=True, slots=True)
class Reply:
    """A response; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode()

    @property
    def tree(self) -> lxml_html.HtmlElement:
        """The body as parsed HTML."""
        return lxml_html.fromstring(self.text)


def ask(
    server: Server,
    path: str = "/",
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    host: str = "127.0.0.1",
    timeout: float = 20,
) -> Reply:
    """Send one request.

    :raises OSError, http.client.HTTPException: when the server does not answer, or not completely.
    """
    with closing(http.client.HTTPConnection(host, server.port, timeout=timeout)) as connection:
        connection.request(method, quote(path, safe="/?&=%-_.~"), headers=dict(headers or {}))
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, names, response.read())


def paths(site: Newspaper, count: int | None = None) -> Iterator[str]:
    """Paths of the newspaper's articles, newest first."""
    return islice((story.path for story in site.links.stories.values()), count)
