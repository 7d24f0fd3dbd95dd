"""Each thing is defined in one place."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.crawling import ROOT

IGNORED = ("logger", "__all__", "T")
"""Names that every module has for itself."""
MADE_ONCE = {"compile", "ZoneInfo"}
"""What these functions make from the same arguments is the same thing, whatever its name."""


def definitions(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Key and name of each module-level function and constant; two with one key are one thing defined twice."""
    for node in module.body:
        match node:
            case ast.FunctionDef(name=name):
                yield ast.unparse(node.args) + "".join(map(ast.unparse, _without_docstring(node))), name
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name not in IGNORED:
                made_once = isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in MADE_ONCE
                yield ast.unparse(value) if made_once else f"{name} = {ast.unparse(value)}", name


def _without_docstring(node: ast.FunctionDef) -> list[ast.stmt]:
    return node.body[ast.get_docstring(node) is not None :]


def test_nothing_is_defined_in_two_modules() -> None:
    places = defaultdict(list)
    for path in (path for root in ("crawler", "pipelines") for path in ROOT.joinpath(root).rglob("*.py")):
        for key, name in definitions(ast.parse(path.read_text(encoding="utf-8"))):
            places[key].append(f"{path.relative_to(ROOT)}: {name}")
    assert len(places) > 1000
    for found in places.values():
        assert found[1:] == []
