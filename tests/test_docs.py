"""The tables in docs/ say what the program does: neither more nor less."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.commands import ScrapyCommand
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.commands.version import Command as ScrapyVersion
from scrapy.settings import Settings, default_settings
from scrapy.utils.misc import walk_modules_iter
from sqlalchemy import Table

from crawler.archive.database import schema
from crawler.cli.exit_codes import OUTCOMES, ExitCode
from crawler.monitoring.metrics import HELP
from crawler.runs.arguments import Arguments
from crawler.runs.stats import run_stats
from tests.crawling import ROOT

OPERATE = ROOT / "docs" / "operate.md"
DATA = ROOT / "docs" / "data.md"
MARKDOWN = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/*.md")))
VIEWS = {"unique_articles": 0, "addresses": 3}
"""Views, and how many columns their tables in the docs have; ``unique_articles`` refers to ``articles``."""


def section(path: Path, title: str) -> str:
    """What stands under a heading, up to the next one of its rank or higher."""
    marks, _, _ = title.partition(" ")
    text = path.read_text(encoding="utf-8")
    _before, found, after = text.partition(f"\n{title}\n")
    assert found, f"{path.name} has no {title!r}"
    return re.split(rf"\n#{{1,{len(marks)}}} ", after)[0]


def rows(text: str) -> list[list[str]]:
    """The rows of the first table, without its head; cells as they are written."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    table = []
    for line in lines[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if set(line) <= set("|- "):
            break
        table.append(cells)
    return table


def words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def own_modules() -> Iterator[ast.Module]:
    for folder in ("crawler", "pipelines"):
        for path in (ROOT / folder).rglob("*.py"):
            yield ast.parse(path.read_text(encoding="utf-8"))


def commands() -> dict[str, set[str]]:
    """Our commands, and the options that each adds to those of Scrapy's command of that name, or of any."""
    found = {}
    for module in walk_modules_iter("crawler.commands"):
        if command_class := getattr(module, "Command", None):
            name = module.__name__.rpartition(".")[2]
            found[name] = options(command_class()) - options(ScrapyCrawl() if name == "crawl" else ScrapyVersion())
    return found


def options(command: ScrapyCommand) -> set[str]:
    command.settings = Settings()
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    return set(parser._option_string_actions)


def test_commands() -> None:
    documented = {words(row[0])[0].split()[0]: set(words(row[2])) for row in rows(section(OPERATE, "## Commands"))}
    # Scrapy's own option, which the docs name all the same.
    assert documented.pop("crawl") == {"-a NAME=VALUE"}
    ours = commands()
    assert ours.pop("crawl") == set()
    assert documented == ours


def test_arguments() -> None:
    table = rows(section(OPERATE, "## Arguments of a crawl"))
    assert [name for row in table for name in words(row[0])] == list(Arguments.__dataclass_fields__)
    assert table[0][2] == f"`{Arguments().mode}`"


def settings_read() -> set[str]:
    """Names in ``settings["NAME"]`` and ``settings.get…("NAME")`` that Scrapy does not know."""
    names = set()
    for tree in own_modules():
        for node in ast.walk(tree):
            inside = ast.unparse(node.value) if isinstance(node, ast.Subscript) else ""
            argument = node.slice if isinstance(node, ast.Subscript) else None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                inside, argument = ast.unparse(node.func), node.args[0]
                inside = inside.rpartition(".get")[0]
            if inside.rpartition(".")[2].endswith("settings") and isinstance(argument, ast.Constant):
                names.add(str(argument.value))
    return {name for name in names if not hasattr(default_settings, name)}


def test_settings() -> None:
    table = {words(row[0])[0]: row for row in rows(section(OPERATE, "## Settings"))}
    source = ast.parse((ROOT / "crawler" / "settings.py").read_text(encoding="utf-8"))
    by_environment = {
        str(node.args[0].value): str(node.args[1].value)
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_ours"
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[1], ast.Constant)
    }
    assert settings_read() <= set(table)
    assert {name for name, row in table.items() if "*s*" not in row[0]} == set(by_environment)
    for name, default in by_environment.items():
        assert table[name][2] == (f"`{default}`" if default else "none")


def test_exit_codes() -> None:
    table = rows(section(OPERATE, "## Exit codes"))
    documented = {int(re.findall(r"\[(\d+)]", row[0])[0]): words(row[2]) for row in table}
    assert documented == {code.value: [OUTCOMES[code]] if code in OUTCOMES else [] for code in ExitCode}


def test_each_exit_code_has_its_page() -> None:
    pages = re.split(r"\n### ", section(OPERATE, "## Exit codes"))[1:]
    described = {code for page in pages for code in re.findall(r"\b\d+\b", page.splitlines()[0])}
    assert described == {str(code.value) for code in ExitCode}
    for page in pages:
        assert all(word in page for word in ("**Means**", "**Look at**", "**Do**")), page.splitlines()[0]


def test_metrics() -> None:
    assert [words(row[0])[0] for row in rows(section(OPERATE, "## Metrics"))] == list(HELP)


def tables() -> list[Table]:
    return list(schema.metadata.tables.values())


@pytest.mark.parametrize("table", tables(), ids=lambda table: str(table.name))
def test_columns(table: Table) -> None:
    documented = rows(section(DATA, f"### {table.name}").split("\n#### ")[0])
    assert [words(row[0])[0] for row in documented] == [column.name for column in table.columns]
    for row, column in zip(documented, table.columns, strict=True):
        assert row[1] == ("key" if column.primary_key else "null" if column.nullable else ""), column.name


def test_no_table_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"^### (\S+)$", DATA.read_text(encoding="utf-8"), re.MULTILINE))
    assert described == {table.name for table in tables()} | set(VIEWS)
    assert {view.split()[2] for view in schema.VIEWS} == set(VIEWS)


def test_figures_of_a_run() -> None:
    documented = [words(row[0])[0] for row in rows(section(DATA, "#### runs.stats"))]
    assert sorted(documented) == sorted(run_stats({}))


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target
    own = {_anchor(title) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"]\(#([^)]+)\)", text)) <= own


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_tests_named_as_proof_exist(path: Path) -> None:
    for name in re.findall(r"\btests/[a-z_/]+\.py", path.read_text(encoding="utf-8")):
        assert (ROOT / name).is_file(), name


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_headings_that_other_pages_refer_to_exist(path: Path) -> None:
    for target, anchor in re.findall(r"]\(([^)#\s:]+)#([^)]+)\)", path.read_text(encoding="utf-8")):
        text = (path.parent / target).read_text(encoding="utf-8")
        assert anchor in {_anchor(title) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}, (target, anchor)


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_readme_leads_to_every_page_and_names_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")} <= set(re.findall(r"]\(([^)#]+)", text))
    named = set(re.findall(r"scrapy (\w+)", text))
    # Reached by links: commands of developers, and one for fleets.
    assert set(commands()) - named <= {"newspaper", "savepage", "reparse", "deploy_files"}


def test_both_readmes_give_the_same_commands() -> None:
    english, vietnamese = (
        re.findall(r"`([^`\n]+)`", (ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.vi.md")
    )
    assert set(english) == set(vietnamese)


def test_architecture_names_every_folder() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for package in (ROOT / "crawler").rglob("__init__.py"):
        folder = package.parent.relative_to(ROOT)
        if "builtin" not in folder.parent.parts:
            assert f"`{folder}/" in text or f"{folder.name}/`" in text, folder


def _anchor(title: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
