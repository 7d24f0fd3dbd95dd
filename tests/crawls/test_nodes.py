"""Two nodes in network namespaces of their own over one PostgreSQL, and a cable that is pulled.

The server sees no end of the connection: only its keepalives show that the node is gone.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.crawling import ROOT, SCRAPY, Desk
from tests.postgres import SETTINGS, Missing, Postgres, do_without, running
from tests.waiting import wait_until

TAKEN_OVER_SECONDS = 30
"""After which another node must have taken the newspaper over."""

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        os.geteuid() != 0 or shutil.which("ip") is None, reason="network namespaces need root and iproute2"
    ),
]


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@dataclass(frozen=True, slots=True)
class Node:
    """A network namespace with one cable to the database's."""

    name: str
    desk: Desk
    base_url: str

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start ``scrapy`` on this node."""
        environment = {"CRAWLER_ARCHIVE_URL": self.desk.archive_url, "CRAWLER_DATA_DIR": str(self.desk.folder)}
        return subprocess.Popen(
            ["ip", "netns", "exec", self.name, SCRAPY, *words],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def crawl(self, newspaper: str, delay: float) -> subprocess.Popen[str]:
        return self.start("crawl", newspaper, "-a", f"base_url={self.base_url}", "-s", f"DOWNLOAD_DELAY={delay}")


@contextmanager
def namespace(name: str) -> Iterator[str]:
    with suppress(subprocess.CalledProcessError):
        ip("netns", "delete", name)  # left by a test run that was killed
    ip("netns", "add", name)
    try:
        ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "delete", name)


def cable(database: str, node: str, number: int) -> None:
    """Connect a node; the database has the address 10.77.<number>.1 on that cable."""
    ip("link", "add", f"db{number}", "netns", database, "type", "veth", "peer", "name", "eth0", "netns", node)
    for place, device, host in ((database, f"db{number}", 1), (node, "eth0", 2)):
        ip("-n", place, "addr", "add", f"10.77.{number}.{host}/24", "dev", device)
        ip("-n", place, "link", "set", device, "up")


@contextmanager
def served(node: str) -> Iterator[str]:
    """The built-in newspaper inside a namespace; its address there."""
    with subprocess.Popen(
        ["ip", "netns", "exec", node, SCRAPY, "newspaper", "--articles", "60", "--pager", "works"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split(" on ")[1].strip()
        process.terminate()
        process.communicate()


@contextmanager
def database(server: Postgres, place: str) -> Iterator[None]:
    """Move the server into a namespace, listening on all its addresses."""
    server.stop()
    data = server.folder / "data"
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all 10.77.0.0/16 trust\n")
    account = server.account or "root"
    rights = ["setpriv", "--reuid", account, "--regid", account, "--clear-groups"]
    words = [str(server.binaries / "postgres"), "-D", str(data), "-k", str(server.folder), "-c", "listen_addresses=*"]
    options = [word for setting in SETTINGS if "listen" not in setting for word in ("-c", setting)]
    with subprocess.Popen(
        ["ip", "netns", "exec", place, *rights, *words, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        wait_until(server._answers)
        yield
        process.terminate()


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[tuple[Node, Node, str]]:
    """Two nodes, and the name of the database's namespace."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except Missing as reason:
            do_without(reason)
        place, *names = [stack.enter_context(namespace(f"khanhhoa-{name}")) for name in ("db", "a", "b")]
        for number, name in enumerate(names, start=1):
            cable(place, name, number)
        name_of_database = make_url(server.new_database()).database
        stack.enter_context(database(server, place))
        found = []
        for number, name in enumerate(names, start=1):
            desk = Desk(tmp_path / name)
            desk.archive_url = f"postgresql+psycopg://{server.user}@10.77.{number}.1/{name_of_database}"
            found.append(Node(name, desk, stack.enter_context(served(name))))
        yield found[0], found[1], place


def test_a_node_that_is_cut_off_is_taken_over_and_stops_nobody(nodes: tuple[Node, Node, str]) -> None:
    first, second, place = nodes
    cut_off = first.crawl("khanhhoa", 0.3)
    wait_until(lambda: stored(second) >= 3, 60)
    ip("-n", place, "link", "set", "db1", "down")
    began = time.monotonic()
    other = second.crawl("khanhhoa_en", 0)
    code, said = taken_over_by(second)
    assert code == 0, said
    taken_over = second_run_began(second) - first_cut(began)
    assert taken_over < TAKEN_OVER_SECONDS
    other.communicate(timeout=TAKEN_OVER_SECONDS + 30)
    _, said = cut_off.communicate(timeout=60)
    assert cut_off.returncode == 6, said
    assert "Traceback" not in said
    requested = rows(second, "SELECT count(*), count(DISTINCT article_id) FROM articles WHERE newspaper = 'khanhhoa'")
    assert requested[0][0] == requested[0][1]
    left = "SELECT count(*) FROM frontier WHERE newspaper = 'khanhhoa' AND state = 'pending' AND rank < 3"
    assert rows(second, left) == [["0"]]


def taken_over_by(node: Node) -> tuple[int, str]:
    """Crawl until the newspaper is no longer locked; exit code and what was printed."""
    deadline = time.monotonic() + 90
    code, said = 75, ""
    while code == 75:
        assert time.monotonic() < deadline, said
        process = node.crawl("khanhhoa", 0)
        _, said = process.communicate(timeout=120)
        code = process.returncode
    return code, said


def stored(node: Node) -> int:
    return int(rows(node, "SELECT count(*) FROM articles")[0][0])


def rows(node: Node, sql: str) -> list[list[str]]:
    """What SQL finds, asked from inside the node's namespace."""
    address = make_url(node.desk.archive_url).set(drivername="postgresql").render_as_string(hide_password=False)
    asked = subprocess.run(
        ["ip", "netns", "exec", node.name, "psql", "--no-align", "--tuples-only", address, "--command", sql],
        capture_output=True,
        text=True,
    )
    return [line.split("|") for line in asked.stdout.splitlines()] or [["0"]]


def first_cut(began: float) -> float:
    """The moment of the cut, in Unix time."""
    return time.time() - (time.monotonic() - began)


def second_run_began(node: Node) -> float:
    found = rows(node, "SELECT extract(epoch FROM max(started_at)) FROM runs WHERE newspaper = 'khanhhoa'")
    return float(found[0][0])
