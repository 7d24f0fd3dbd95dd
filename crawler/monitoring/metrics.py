"""Writes metrics of the last run as Prometheus text for node_exporter's textfile collector (METRICS_FILE)."""

import time
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from crawler.archive.atomic_files import written_when_complete
from crawler.cli.exit_codes import ExitCode
from crawler.runs.record import RunResult
from crawler.runs.stats import Figure

READABLE = 0o644
"""File mode: the exporter runs as another user."""

SUCCESS = "crawler_last_success_timestamp_seconds"

COVERAGE = "crawler_coverage_ratio"

HELP = {
    "crawler_exit_code": "Exit code of the last run; 0 is well.",
    "crawler_last_run_timestamp_seconds": "When the last run ended.",
    SUCCESS: "When the last run that was well ended.",
    "crawler_duration_seconds": "Time that the last run took.",
    "crawler_requests": "Requests of the last run, by who sent them.",
    "crawler_articles": "Articles of the last run, by what became of them.",
    "crawler_duplicates": "Copies of other articles found by the last run.",
    "crawler_wait_pages": "Wait pages met by the last run.",
    "crawler_wait_seconds": "Seconds that the last run waited at the gate.",
    "crawler_frontier_articles": "Articles left to fetch: due to the next run, old ones, given up.",
    "crawler_node_info": "The node of the last run; always 1.",
    COVERAGE: "Share of the last 30 days' articles that is stored, and its 95 % interval.",
}
"""Help text of each metric. All are gauges with the label ``newspaper``."""

Labels = tuple[tuple[str, str], ...]
Samples = dict[tuple[str, Labels], float]


def write_metrics(
    path: Path, newspaper: str, ended: RunResult, now: float | None = None, node: str | None = None
) -> None:
    """Write the metrics of a run on a node; those of other newspapers and of the last success are kept.

    The file is replaced atomically.

    :raises OSError: when it cannot be written.
    """
    before = _read(path)
    kept = {key: value for key, value in before.items() if _newspaper(key) != newspaper or key[0] == SUCCESS}
    samples = kept | _samples(newspaper, ended, time.time() if now is None else now)
    if node is not None:
        samples["crawler_node_info", (("newspaper", newspaper), ("node", node))] = 1
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collected(samples))
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_when_complete(path) as draft:
        draft.write_bytes(generate_latest(registry))
        draft.chmod(READABLE)


class _Collected(Collector):
    def __init__(self, samples: Samples) -> None:
        self._samples = samples

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, help_text in HELP.items():
            found = {labels: value for (key, labels), value in self._samples.items() if key == name}
            if found:
                family = GaugeMetricFamily(name, help_text, labels=[label for label, _ in next(iter(found))])
                for labels, value in sorted(found.items()):
                    family.add_metric([word for _, word in labels], value)
                yield family


def _read(path: Path) -> Samples:
    """The samples of earlier runs; empty when there is no file or it is not ours."""
    try:
        families = list(text_string_to_metric_families(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
    samples = (sample for family in families for sample in family.samples if sample.name in HELP)
    # The label ``newspaper`` always comes first in our output.
    return {
        (s.name, tuple(sorted(s.labels.items(), key=lambda label: label[0] != "newspaper"))): s.value for s in samples
    }


def _newspaper(key: tuple[str, Labels]) -> str:
    return dict(key[1]).get("newspaper", "")


def _samples(newspaper: str, ended: RunResult, now: float) -> Samples:
    paper = (("newspaper", newspaper),)
    samples: Samples = {
        ("crawler_exit_code", paper): ended.verdict.code,
        ("crawler_last_run_timestamp_seconds", paper): round(now),
    }
    if ended.verdict.code is ExitCode.DONE:
        samples[SUCCESS, paper] = round(now)
    for name, label, key in _FIGURES if ended.figures else ():
        samples[name, (*paper, label) if label else paper] = ended.figures[key]
    for state, count in ended.pending.items():
        samples["crawler_frontier_articles", (*paper, ("state", state))] = count
    for bound, ratio in zip(("estimate", "low", "high"), ended.coverage or (), strict=False):
        samples[COVERAGE, (*paper, ("bound", bound))] = round(ratio, 4)
    return samples


_FIGURES: tuple[tuple[str, tuple[str, str] | None, Figure], ...] = (
    ("crawler_duration_seconds", None, Figure.SECONDS),
    ("crawler_requests", ("by", "http"), Figure.REQUESTS),
    ("crawler_requests", ("by", "browser"), Figure.BROWSER_REQUESTS),
    *(
        ("crawler_articles", ("outcome", name), Figure.of_articles(name))
        for name in ("new", "revised", "unchanged", "gone", "failed")
    ),
    ("crawler_duplicates", ("kind", "exact"), Figure.DUPLICATES_EXACT),
    ("crawler_duplicates", ("kind", "near"), Figure.DUPLICATES_NEAR),
    ("crawler_wait_pages", None, Figure.WAIT_PAGES),
    ("crawler_wait_seconds", None, Figure.WAIT_SECONDS),
)
"""Metric, its second label, and its key in ``runs.stats``."""
