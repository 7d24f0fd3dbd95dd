"""An installed copy, without the checkout: the wheel holds all that commands need."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.newspapers import NEWSPAPERS
from tests.crawling import FAST, ROOT, SCRAPY

SOURCES = ("pyproject.toml", "README.md", "LICENSE", "requirements.in", "crawler", "pipelines")
NO_CACHE = shutil.ignore_patterns("__pycache__")


def copy(names: tuple[str, ...], folder: Path) -> None:
    """Copy files and packages of the checkout."""
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=NO_CACHE)
        else:
            shutil.copy(ROOT / name, folder / name)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    sources, wheels = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheels")
    copy(SOURCES, sources)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "wheel", *offline, "--wheel-dir", wheels, sources], check=True)
    (built,) = wheels.glob("khanhhoa_crawler-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel is installed, with its console script."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", folder, wheel], check=True)
    return folder


class Copy:
    """An installed copy, used in an empty folder."""

    def __init__(self, installed: Path, folder: Path) -> None:
        self.script = str(installed / "bin" / "khanhhoa-crawler")
        self.folder = folder
        # Scrapy puts the settings of tests that run in this process into the environment.
        inherited = {name: value for name, value in os.environ.items() if name != "SCRAPY_SETTINGS_MODULE"}
        self.environment = inherited | {"PYTHONPATH": str(installed)}

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        environment = self.environment | environment
        return subprocess.Popen(words, cwd=self.folder, env=environment, stdout=pipe, stderr=pipe, text=True)

    def run(self, *words: str, **environment: str) -> str:
        """What the command prints; it must succeed without complaint."""
        process = self.start(*words, **environment)
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, ""), out
        return out

    @contextmanager
    def newspaper(self) -> Iterator[str]:
        """Serve the built-in newspaper; its address."""
        with self.start(self.script, "newspaper", "--articles", "20") as process:
            try:
                assert process.stdout is not None
                yield process.stdout.readline().split()[-1]
            finally:
                process.terminate()


@pytest.fixture
def used(installed: Path, tmp_path: Path) -> Copy:
    return Copy(installed, tmp_path)


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if not name.split("/")[0].endswith(".dist-info")}
    files = {path for name in ("crawler", "pipelines") for path in ROOT.joinpath(name).rglob("*") if path.is_file()}
    assert held == {str(path.relative_to(ROOT)) for path in files if path.suffix != ".pyc"}


def test_a_newspaper_and_a_crawl_in_an_empty_folder(used: Copy) -> None:
    with used.newspaper() as address:
        words = [f"-a{name}" for name in (f"base_url={address}", "max_articles=3")]
        assert "3 new" in used.run(used.script, "crawl", "khanhhoa", *words, *(f"-s{k}={v}" for k, v in FAST.items()))
    assert [run["exit_code"] for run in json.loads(used.run(used.script, "runs", "--json"))] == [0]
    assert (used.folder / "var" / "archive.db").is_file()
    assert "khanhhoa.html" in used.run(used.script, "report")
    assert "3 pages read" in used.run(used.script, "reparse", "--dry-run")


def test_scrapy_itself_finds_the_project(used: Copy) -> None:
    named = {"SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    assert used.run(SCRAPY, "list", **named).split() == sorted(NEWSPAPERS)
    (used.folder / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    assert used.run(SCRAPY, "list").split() == sorted(NEWSPAPERS)


def test_a_project_around_the_folder_has_the_last_word(used: Copy) -> None:
    (used.folder / "own.py").write_text("from crawler.settings import *\nDOWNLOAD_DELAY = 7\n")
    (used.folder / "scrapy.cfg").write_text("[settings]\ndefault = own\n")
    assert used.run(used.script, "settings", "--get", "DOWNLOAD_DELAY") == "7\n"


def test_doctor_knows_what_an_installed_copy_needs(used: Copy) -> None:
    process = used.start(used.script, "doctor", "--json")
    out, _ = process.communicate(timeout=60)
    (packages,) = (found for found in json.loads(out) if found["subject"] == "packages")
    required = [line for line in (ROOT / "requirements.in").read_text().splitlines() if line and line[0] != "#"]
    assert packages["state"] == "good"
    assert packages["message"] == f"{len(required)}, as khanhhoa-crawler requires them"
