"""File formats of an export: JSON Lines, CSV for spreadsheets, Parquet for analysis."""

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from crawler.newspapers.model import VIETNAM

Row = Mapping[Any, Any]
Writer = Callable[[Sequence[Row]], None]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters of a formula in a spreadsheet; an apostrophe before it makes it text."""

REPEATED = ("newspaper", "section", "subsection", "language", "author", "published_precision", "duplicate_kind")
"""Columns with few values, which Parquet stores once per row group."""

RUNNING = ("url", "title", "kicker", "lead", "body", "published_raw", "tags", "content_hash", "sources")
"""Columns without Parquet's minimum and maximum per row group, which for ``body`` are whole texts."""

ROWS_PER_GROUP = 1000
"""Rows per row group: its metadata takes 40 kB of memory until the file is closed, the rows themselves 4 MB."""

ROWS_PER_BATCH, PAGE_BYTES = 64, 1 << 16
"""Rows between checks of the page size, and the page size; 6 MB less memory than the defaults."""


@contextmanager
def _jsonl(file: IO[bytes], columns: Sequence[str]) -> Iterator[Writer]:
    yield lambda rows: file.writelines((json.dumps(_plain(row), ensure_ascii=False) + "\n").encode() for row in rows)


@contextmanager
def _csv(file: IO[bytes], columns: Sequence[str]) -> Iterator[Writer]:
    # The byte order mark shows Excel that it is UTF-8.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow(columns)
    yield lambda rows: lines.writerows([spreadsheet_cell(value) for value in row.values()] for row in rows)
    text.detach()


@contextmanager
def _parquet(file: IO[bytes], columns: Sequence[str]) -> Iterator[Writer]:
    # Read on import. Arrow's own pool does not return memory, in pages of 2 MB: 17 MB more.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # Imported here: takes 30 MB of memory and 0.3 s.
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    types = _arrow_types()
    schema = pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in columns])
    with ParquetWriter(
        file,
        schema,
        compression="zstd",
        use_dictionary=list(REPEATED),
        data_page_size=PAGE_BYTES,
        write_batch_size=ROWS_PER_BATCH,
        write_statistics=[name for name in columns if name not in RUNNING],
    ) as parquet:
        waiting: list[Any] = []

        def write(rows: Sequence[Row]) -> None:
            waiting.append(pyarrow.RecordBatch.from_pylist([dict(row) for row in rows], schema))
            if sum(batch.num_rows for batch in waiting) >= ROWS_PER_GROUP:
                write_group()

        def write_group() -> None:
            parquet.write_table(pyarrow.Table.from_batches(waiting, schema))
            waiting.clear()

        yield write
        if waiting:
            write_group()


FORMATS = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}
"""Writers by file extension; each yields a function that writes rows to a binary file."""


@contextmanager
def writing_rows(path: Path, ending: str, columns: Sequence[str]) -> Iterator[Writer]:
    """A function that writes rows to ``path`` in the format of ``ending``; synced to disk at the end of the block."""
    with path.open("wb") as file:
        with FORMATS[ending](file, columns) as write:
            yield write
        file.flush()
        os.fsync(file.fileno())


def _arrow_types() -> dict[str, Any]:
    import pyarrow

    vietnam, world = pyarrow.timestamp("ms", VIETNAM.key), pyarrow.timestamp("ms", "UTC")
    return {
        "id": pyarrow.int64(),
        "duplicate_of": pyarrow.int64(),
        "revision": pyarrow.int32(),
        "published_at": vietnam,
        "first_seen_at": world,
        "fetched_at": world,
        "gone_at": world,
        "tags": pyarrow.list_(pyarrow.string()),
        "sources": pyarrow.map_(pyarrow.string(), pyarrow.string()),
    }


def _plain(row: Row) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def spreadsheet_cell(value: Any) -> Any:
    """A value as written to CSV; possible formulas become text.

    >>> spreadsheet_cell("=1+1")
    "'=1+1"
    """
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
