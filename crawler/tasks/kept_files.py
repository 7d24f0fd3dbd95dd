"""Checks kept pages and pictures: readable, damaged, lost, or on another node."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping

from crawler.archive.maintenance.check import SHOWN, Inconsistency, kept_pictures, kept_places
from crawler.archive.pages.file_names import node_of
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_files import FOLDER, PageFileMissing, read_page
from crawler.archive.pages.warc_records import BrokenRecord


@dataclass
class KeptFiles:
    """What is wrong with kept files, and what is on other nodes."""

    node: str
    """Name of this node."""
    _faults: Counter[str] = field(default_factory=Counter)
    _examples: dict[str, list[str]] = field(default_factory=dict)
    _elsewhere: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Inconsistency]:
        return [Inconsistency(what, number, tuple(self._examples[what])) for what, number in self._faults.items()]

    @property
    def elsewhere(self) -> list[Inconsistency]:
        return [
            Inconsistency(what, nodes.total(), tuple(f"{node}: {number}" for node, number in nodes.most_common()))
            for what, nodes in self._elsewhere.items()
        ]

    def add_fault(self, what: str, article: int) -> None:
        self._faults[what] += 1
        examples = self._examples.setdefault(what, [])
        if len(examples) < SHOWN:
            examples.append(str(article))

    def add_missing(self, what: str, article: int, node: str | None) -> None:
        """Count a file that is not here: on another node if that wrote it, else missing."""
        if node is None or node == self.node:
            self.add_fault(f"{what} whose file is missing", article)
        else:
            self._elsewhere.setdefault(f"{what} on other nodes, not checked", Counter())[node] += 1


def check_files(connection: Connection, folder: Path, node: str) -> KeptFiles:
    """Read all kept pages and find all kept pictures below ``folder``, as the node of this name."""
    found = KeptFiles(node)
    for row in kept_places(connection):
        _check_page(found, row, folder / FOLDER)
    for row in kept_pictures(connection):
        if not (folder / row["path"]).is_file():
            found.add_missing("kept pictures", row["article"], _node_of_pages(row["page_files"], node))
    return found


def _check_page(found: KeptFiles, row: RowMapping, folder: Path) -> None:
    try:
        read_page(folder, PagePlace(row["file"], row["start"], row["length"]))
    except PageFileMissing as missing:
        found.add_missing("kept pages", row["article"], missing.node)
    except (BrokenRecord, OSError):
        found.add_fault("kept pages that cannot be read", row["article"])


def _node_of_pages(files: Any, node: str) -> str | None:
    """Another node that stored the article and so may have its pictures, if any did."""
    nodes = {node_of(file) for file in (files or "").split("/")} - {None, node}
    return min(nodes, default=None, key=str)
