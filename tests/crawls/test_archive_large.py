"""200,000 articles are exported and copied in little memory; ``make soak``."""

from pathlib import Path

import pytest

from crawler.archive import Archive
from tests.bench.archive import fill, peak_megabytes
from tests.postgres import new_address

ARTICLES = 200_000
MEGABYTES = 150


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a large archive."""
    address = new_address(request, tmp_path_factory.mktemp("large"))
    with Archive.open(address) as archive:
        fill(archive, ARTICLES)
    return address


@pytest.mark.soak
@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_an_export_takes_little_memory(large: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"all.{ending}"
    assert peak_megabytes("export", str(path), "--with-duplicates", "-s", f"ARCHIVE_URL={large}") < MEGABYTES
    assert path.stat().st_size > 1000 * ARTICLES


@pytest.mark.soak
def test_a_copy_takes_little_memory(large: str, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'copy.db'}"
    assert peak_megabytes("archive", "copy", target, "-s", f"ARCHIVE_URL={large}") < MEGABYTES
