"""Commands start quickly: Scrapy imports the modules of all of them for each, and these import nothing heavy."""

import subprocess
import sys

import pytest

from tests.crawling import ROOT

HEAVY = {
    "apprise",
    "filelock",
    "jinja2",
    "playwright",
    "prometheus_client",
    "psycopg",
    "pyarrow",
    "rich",
    "sqlalchemy",
    "trafilatura",
    "starlette",
    "uvicorn",
    "warcio",
    "crawler.archive",
    "crawler.frontier",
    "crawler.monitoring",
    "crawler.parse",
    "crawler.spiders",
    "crawler.tasks",
    "crawler.web",
    "pipelines",
}
"""Packages that only a task needs."""

PROGRAM = """
import sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", *sys.argv[1:]])
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["runs", "crawl", "search", "doctor", "newspaper", "serve", "survey"])
def test_help_imports_nothing_heavy(command: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    imported = set(ended.stderr.split())
    assert f"crawler.commands.{command}" in imported
    assert imported & HEAVY == set()
