"""What the demo ends with can be pasted."""

import subprocess

from sqlalchemy import func, select

from crawler.archive.database.schema import articles
from tests.crawling import ROOT, SCRAPY, Desk
from tests.demo import next_commands


def paste(command: str) -> str:
    """What a shell in the checkout says to it."""
    command = command.replace(".venv/bin/scrapy", SCRAPY)
    return subprocess.run(
        ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_the_next_commands_search_export_and_report(spare: Desk) -> None:
    once = select(articles).where(articles.c.duplicate_of.is_(None))
    newest = spare.rows(once.order_by(articles.c.published_at.desc()).limit(1))[0]
    (number,) = spare.rows(select(func.count()).select_from(once.subquery()))[0]
    search, export, report, serve = next_commands(spare.folder, newest.title)
    assert newest.url in paste(search)
    assert serve.endswith(f"CRAWLER_DATA_DIR={spare.folder} make serve")
    assert paste(export).startswith(f"{number} articles in {spare.folder}/articles.csv\n")
    assert paste(report) == f"{spare.folder}/reports/khanhhoa.html\n"
