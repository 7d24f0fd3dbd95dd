"""The archive as a web site, until SIGINT or SIGTERM."""

import argparse
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from scrapy.settings import BaseSettings

from crawler.archive.reading.readonly import ReadOnlyArchive
from crawler.cli.secrets import Secrets
from crawler.cli.usage import UsageError
from crawler.web.app import make_app
from crawler.web.library import Library

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Host names that are always answered to."""

EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::"})

BACKLOG = 512

SHUTDOWN_SECONDS = 5
"""What answers may take that are being sent when the server is stopped."""


def serve(settings: BaseSettings, opts: argparse.Namespace) -> None:
    """Serve the archive of the settings with the options of the command.

    :raises UsageError: when the address cannot be listened on.
    :raises ArchiveError: when the archive cannot be read, or there is none.
    """
    with (
        ReadOnlyArchive.open(settings["ARCHIVE_URL"]) as archive,
        _listening(opts.host, opts.port) as listener,
    ):
        folder, redact = Path(settings["DATA_DIR"]).absolute(), Secrets.of(settings).redact
        library = Library(archive, folder, redact, opts.allow_robots)
        app = make_app(library, [*LOOPBACK, *_names(opts)])
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        print(f"Serving the archive on {_address(listener)}", flush=True)
        uvicorn.Server(config).run(sockets=[listener])


def _names(opts: argparse.Namespace) -> Iterator[str]:
    yield from filter(None, (name.strip() for name in opts.allowed_hosts.split(",")))
    if opts.host not in EVERY_ADDRESS:
        yield f"[{opts.host}]" if ":" in opts.host else opts.host


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise UsageError(f"cannot listen on {host} port {port}: {error.strerror or error}") from None
    # asyncio sets it only for sockets that name their protocol; without it small pages take 40 ms more.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener:
        yield listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
