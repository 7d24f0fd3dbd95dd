"""A real PostgreSQL server for the tests: started when the first test asks, on a Unix socket, stopped with the session.

Debian's package or any other installation is found; where there is none the tests are skipped and say so.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, create_engine, text

ACCOUNTS = ("postgres", "nobody")
"""PostgreSQL refuses to be run by root; one of these runs it then."""

SETTINGS = (
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=40",
    "log_min_messages=fatal",
    # Files in its own folder, which go with it even when the server is killed.
    "dynamic_shared_memory_type=mmap",
)
"""What is lost with the power is no matter in a test. No port: a socket in a folder of its own."""

START_SECONDS = 30

ROOM = 2 * 1024**3
"""Bytes that a session's databases may need."""

_PR_SET_PDEATHSIG = 1


class Missing(Exception):
    """There is no PostgreSQL on this machine, or it cannot be started; the message says why."""


@dataclass
class Postgres:
    """A server's data folder, and the server when it runs."""

    binaries: Path
    folder: Path
    account: str | None
    settings: tuple[str, ...] = SETTINGS
    _process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def user(self) -> str:
        return self.account or pwd.getpwuid(os.getuid()).pw_name

    def url(self, database: str) -> str:
        """What ``ARCHIVE_URL`` would say."""
        url = URL.create("postgresql+psycopg", self.user, database=database, query={"host": str(self.folder)})
        return url.render_as_string()

    def new_database(self, tablespace: Path | None = None) -> str:
        """A new, empty database, in the folder ``tablespace`` if one is given; its address."""
        if self._process is not None and self._process.poll() is not None:
            self.start()  # it died of a full disk or of somebody's kill: one test fails of that, not all that follow
        name = f"archive_{next(self._numbers)}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            if tablespace:
                connection.execute(text(f"CREATE TABLESPACE {tablespace.name} LOCATION '{tablespace}'"))
            place = f"TABLESPACE {tablespace.name}" if tablespace else ""
            connection.execute(text(f"CREATE DATABASE {name} {place}"))
        engine.dispose()
        return self.url(name)

    def make(self) -> None:
        """Make the data folder."""
        words = ["--pgdata", str(self.folder / "data"), "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"]
        made = subprocess.run(
            [str(self.binaries / "initdb"), "--no-sync", *words],
            user=self.account,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise Missing(f"initdb failed: {made.stderr.strip().splitlines()[-1]}")

    def start(self, mount: str | None = None) -> None:
        """Start the server and wait until it answers; ``mount`` is a command that root does for the server alone."""
        options = [word for setting in self.settings for word in ("-c", setting)]
        words = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), *options]
        if mount:
            drop = f"exec setpriv --reuid {self.account} --regid {self.account} --clear-groups --pdeathsig INT"
            words = ["unshare", "--mount", "sh", "-ec", f'{mount}; {drop} "$@"', "sh", *words]
        self._process = subprocess.Popen(
            words,
            user=None if mount else self.account,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A test run that is killed takes its server with it.
            preexec_fn=_end_with_parent,
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Missing("the PostgreSQL server does not start")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            psycopg.connect(host=str(self.folder), user=self.user, dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server at once: sessions are ended (SIGINT), or not even message (SIGQUIT, as after a crash)."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(START_SECONDS)
            self._process = None


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


@contextmanager
def running(settings: tuple[str, ...] = SETTINGS, below: Path | None = None) -> Iterator[Postgres]:
    """A new server that runs until the block ends; ``below`` is the folder where its data are put.

    :raises Missing: when it cannot be had.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=below or _short_and_fast()))
    try:
        server = Postgres(_find_binaries(), folder, _find_account(), settings)
        if server.account:
            shutil.chown(folder, server.account)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder)


def _short_and_fast() -> str:
    """Where to put a server: a socket's path has at most 107 letters, and a new database is 900 files."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy else "/tmp"


def _find_binaries() -> Path:
    # Debian keeps them out of PATH, one folder a version.
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    on_path = map(Path, os.get_exec_path())
    for folder in (*debian, *on_path):
        if all((folder / name).is_file() for name in ("initdb", "postgres")):
            return folder
    raise Missing("no PostgreSQL server is installed; as root: apt-get install postgresql")


def _find_account() -> str | None:
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = next((name for name in ACCOUNTS if name in names), None)
    if account is None:
        raise Missing("PostgreSQL refuses to be run by root, and there is no other account")
    return account


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The session's server; with pytest-xdist each worker has one."""
    try:
        with running() as server:
            yield server
    except Missing as reason:
        do_without(reason)


def do_without(reason: Missing) -> None:
    """Skip the test and say why; fail it where ``REQUIRE_POSTGRES`` is set, as continuous integration does."""
    if os.environ.get("REQUIRE_POSTGRES"):
        pytest.fail(f"PostgreSQL: {reason}")
    pytest.skip(f"PostgreSQL: {reason}")


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """A new, empty database."""
    return postgres.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new archive; a test that asks for it runs once on each database."""
    return new_address(request, tmp_path)


def new_address(request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a new archive on the database that the fixture's parameter names."""
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'archive.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()
