"""Names of WARC files: newspaper, start of the run in UTC, node, number within the run."""

import re
import socket
from datetime import UTC, datetime

CLOSED = ".warc.gz"
OPEN = ".open"
"""Follows the name while a run writes to the file."""

NODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
"""A valid name of a node."""

_NAME = re.compile(rf"[^-]+-\d{{14}}-(?P<node>{NODE.pattern})-\d{{4,}}{re.escape(CLOSED)}")


def file_name(newspaper: str, started: datetime, node: str, number: int) -> str:
    """Name of a run's file.

    >>> file_name("khanhhoa", datetime(2025, 11, 25, 4, 7, 41, tzinfo=UTC), "node-1", 1)
    'khanhhoa-20251125040741-node-1-0001.warc.gz'
    """
    return f"{newspaper}-{started.astimezone(UTC):%Y%m%d%H%M%S}-{node}-{number:04d}{CLOSED}"


def node_of(file: str) -> str | None:
    """The node that wrote a file; None for names of earlier versions, which do not say.

    >>> node_of("khanhhoa-20251125040741-node-1-0001.warc.gz"), node_of("khanhhoa-202511-0001.warc.gz")
    ('node-1', None)
    """
    found = _NAME.fullmatch(file)
    return found["node"] if found else None


def host_node() -> str:
    """This host's name, with «-» for every character that a file name should not have."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", socket.gethostname()).lstrip("._-")[:63] or "node"
