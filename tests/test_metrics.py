"""The Prometheus text of a run."""

import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from crawler.cli.exit_codes import ExitCode
from crawler.monitoring.metrics import HELP, write_metrics
from crawler.runs.record import RunResult
from crawler.runs.stats import run_stats
from crawler.runs.verdict import Verdict

LATER = 1_800_000_000.0


def ended(code: ExitCode = ExitCode.DONE, **stats: Any) -> RunResult:
    return RunResult(Verdict(code, ""), run_stats(stats), {"due": 3, "old": 40, "failed": 1}, None, (0.97, 0.95, 0.99))


def samples(path: Path) -> dict[str, float]:
    """What a reader makes of the file: ``name{label=value,…}`` and its value."""
    read = {}
    for family in text_string_to_metric_families(path.read_text(encoding="utf-8")):
        assert (family.type, family.documentation) == ("gauge", HELP[family.name])
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            read[f"{sample.name}{{{labels}}}"] = sample.value
    return read


def test_has_the_figures_of_the_run(tmp_path: Path) -> None:
    path = tmp_path / "new" / "crawl.prom"
    write_metrics(path, "khanhhoa", ended(articles_new=12, wait_seconds=13.5, browser_requests=1), LATER, "node-1")
    read = samples(path)
    assert read["crawler_exit_code{newspaper=khanhhoa}"] == 0
    assert read["crawler_articles{newspaper=khanhhoa,outcome=new}"] == 12
    assert read["crawler_wait_seconds{newspaper=khanhhoa}"] == 13.5
    assert read["crawler_requests{by=browser,newspaper=khanhhoa}"] == 1
    assert read["crawler_frontier_articles{newspaper=khanhhoa,state=old}"] == 40
    assert read["crawler_coverage_ratio{bound=estimate,newspaper=khanhhoa}"] == 0.97
    assert read["crawler_coverage_ratio{bound=low,newspaper=khanhhoa}"] == 0.95
    assert read["crawler_coverage_ratio{bound=high,newspaper=khanhhoa}"] == 0.99
    assert {name.partition("{")[0] for name in read} == set(HELP)


def test_keeps_the_last_success_and_the_other_newspapers(tmp_path: Path) -> None:
    path = tmp_path / "crawl.prom"
    write_metrics(path, "khanhhoa_en", ended(articles_new=5), LATER - 50)
    write_metrics(path, "khanhhoa", ended(articles_new=12), LATER)
    write_metrics(path, "khanhhoa", RunResult(Verdict(ExitCode.ARCHIVE, "gone")), LATER + 50)
    read = samples(path)
    assert read["crawler_articles{newspaper=khanhhoa_en,outcome=new}"] == 5
    assert read["crawler_exit_code{newspaper=khanhhoa}"] == 6
    assert read["crawler_last_success_timestamp_seconds{newspaper=khanhhoa}"] == LATER
    assert read["crawler_last_run_timestamp_seconds{newspaper=khanhhoa}"] == LATER + 50
    assert "crawler_articles{newspaper=khanhhoa,outcome=new}" not in read
    assert "crawler_coverage_ratio{bound=low,newspaper=khanhhoa}" not in read


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "crawl.prom"
    path.write_text("crawler_exit_code{newspaper=\n\x00")
    write_metrics(path, "khanhhoa", ended(), LATER)
    assert samples(path)["crawler_exit_code{newspaper=khanhhoa}"] == 0


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "crawl.prom"
    write_metrics(path, "khanhhoa", ended(), LATER)
    over = threading.Event()
    lengths: set[int] = set()

    def read() -> None:
        while not over.is_set():
            lengths.add(len(samples(path)))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        write_metrics(path, "khanhhoa", ended(articles_new=number), LATER + number)
    over.set()
    reader.join()
    assert len(lengths) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["crawl.prom"]


def test_is_readable_for_the_exporter(tmp_path: Path) -> None:
    path = tmp_path / "crawl.prom"
    before = os.umask(0o077)
    try:
        write_metrics(path, "khanhhoa", ended(), LATER)
    finally:
        os.umask(before)
    assert stat.filemode(path.stat().st_mode) == "-rw-r--r--"


def test_a_folder_that_cannot_be_written_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "crawl.prom").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_metrics(tmp_path / "crawl.prom", "khanhhoa", ended(), LATER)
    assert [file.name for file in tmp_path.iterdir()] == ["crawl.prom"]


def test_the_node_of_the_last_run_is_named(tmp_path: Path) -> None:
    path = tmp_path / "crawl.prom"
    for node in ("node-1", "node-2"):
        write_metrics(path, "khanhhoa", ended(), LATER, node=node)
    nodes = [line for line in path.read_text("utf-8").splitlines() if line.startswith("crawler_node_info")]
    assert nodes == ['crawler_node_info{newspaper="khanhhoa",node="node-2"} 1.0']
