"""Names of statistics: each is written once, and Scrapy's dump of them stays readable."""

import ast
import json
from pathlib import Path

from crawler.runs.stats import COUNTS, Figure, Stat, StatGroup, run_stats

ROOT = Path(__file__).parents[1]
CALLS = {"inc_value", "set_value", "get_value", "max_value", "min_value", "close_spider", "close_spider_async"}
STORED = {"stats", "figures"}


def test_the_figures_of_a_run_are_plain_json() -> None:
    stats = {Stat.REQUESTS_SENT: 5, Stat.SECTIONS_FOUND: 2, Stat.WAIT_PAGES: 1, StatGroup.REFUSED.key("no-body"): 3}
    figures = json.loads(json.dumps(run_stats(stats)))
    assert (figures["requests"], figures["sections"], figures["wait_pages"], figures["articles_new"]) == (5, 2, 1, 0)
    assert (figures["refused"], figures["rejected"], figures["requests_by_kind"]) == ({"no-body": 3}, {}, {})
    assert set(COUNTS) <= set(Figure)


def test_a_dump_shows_names_as_strings() -> None:
    assert repr({Stat.WAIT_PAGES: 1, StatGroup.REFUSED: 2}) == "{'wait_pages': 1, 'refused/': 2}"


def literal_names() -> list[str]:
    """Where a statistic, a figure or a finish reason is written as text: ``file:line``."""
    found = []
    for folder in ("crawler", "pipelines"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if any(isinstance(name, ast.Constant | ast.JoinedStr) for name in _names(node)):
                    found.append(f"{file.relative_to(ROOT)}:{node.lineno}")  # type: ignore[attr-defined]
    return found


def _names(node: ast.AST) -> list[ast.expr]:
    """Expressions that name a statistic or a finish reason."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        stored = node.func.attr == "get" and isinstance(owner, ast.Attribute | ast.Name) and _name(owner) in STORED
        return node.args[:1] if node.func.attr in CALLS or stored else []
    if isinstance(node, ast.Subscript) and _name(node.value) in STORED:
        return [node.slice]
    return []


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_no_name_is_written_twice() -> None:
    assert literal_names() == []
