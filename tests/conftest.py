"""Fixtures that every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.archive import Archive
from tests.crawling import Desk
from tests.forking import QuickDesk

pytest_plugins = ["tests.postgres", "tests.readymade"]


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    """A new, empty archive; a test that asks for it runs once on each database."""
    with Archive.open(archive_url) as archive:
        yield archive


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    """An operator's desk: a folder with an archive, from which crawls are started."""
    return Desk(tmp_path) if request.node.get_closest_marker("quick") is None else QuickDesk(tmp_path)
