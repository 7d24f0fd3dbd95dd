"""The archive's web site, served by this process on a free port of loopback."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from crawler.archive.reading.readonly import QUERY_SECONDS, ReadOnlyArchive
from crawler.web.app import make_app
from crawler.web.library import Library

START_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Site:
    """A site while it is served."""

    url: str
    """Without a slash at its end."""

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to one request; header names with underscores for hyphens."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): word for name, word in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.msg, response.read())
        finally:
            connection.close()


@contextmanager
def serving(
    archive_url: str,
    data_dir: Path,
    *,
    seconds: float = QUERY_SECONDS,
    allow_robots: bool = False,
    secret: str = "no secret",
) -> Iterator[Site]:
    """Serve an archive until the block ends; ``secret`` is what must not be shown."""
    with ReadOnlyArchive.open(archive_url, seconds=seconds) as archive:
        library = Library(archive, data_dir, lambda text: text.replace(secret, "***"), allow_robots)
        config = uvicorn.Config(
            make_app(library, ["127.0.0.1", "localhost"]), port=0, log_config=None, access_log=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            deadline = time.monotonic() + START_SECONDS
            while not server.started:
                assert thread.is_alive(), "the server ended"
                assert time.monotonic() < deadline, "the server does not start"
                time.sleep(0.01)
            yield Site(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)
