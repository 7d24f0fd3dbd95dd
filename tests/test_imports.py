"""No module imports itself by a detour. Circles of whole rooms are for the contracts in pyproject.toml."""

from graphlib import TopologicalSorter

import grimp


def test_modules_import_each_other_in_no_circle() -> None:
    graph = grimp.build_graph("crawler", "pipelines", "tests", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 300
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle
