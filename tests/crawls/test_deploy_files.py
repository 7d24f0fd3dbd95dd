"""Schedules for all newspapers: none forgotten, each with its own start and volume, as the checked-in one otherwise."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from crawler.cli.usage import UsageError
from crawler.newspapers import NEWSPAPERS
from crawler.tasks import deploy_files
from tests.crawling import ROOT, Desk

pytestmark = pytest.mark.quick


def documents(text: str) -> list[Any]:
    return list(YAML(typ="safe").load_all(text))


def test_kubernetes_has_a_job_and_a_volume_for_every_newspaper(desk: Desk) -> None:
    ended = desk.run("deploy_files", "kubernetes")
    assert (ended.code, ended.err) == (0, "")
    found = documents(ended.out)
    assert len(found) == 2 * len(NEWSPAPERS)
    crawled, names, starts, nodes = [], [], [], []
    for claim, job in zip(found[::2], found[1::2], strict=True):
        for document in (claim, job):
            names.append(document["metadata"]["name"])
            assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,50}[a-z0-9]", names[-1]), "as Kubernetes wants names of CronJobs"
        pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        (container,) = pod["containers"]
        crawled += re.findall(r"scrapy crawl (\w+) ", container["command"][-1])
        starts.append(job["spec"]["schedule"])
        nodes += [variable["value"] for variable in container["env"] if variable["name"] == "CRAWLER_NODE"]
        assert [v["persistentVolumeClaim"]["claimName"] for v in pod["volumes"] if "persistentVolumeClaim" in v] == [
            claim["metadata"]["name"]
        ]
    assert sorted(crawled) == sorted(NEWSPAPERS)
    for different in (names, starts, nodes):
        assert len(set(different)) == len(different)


def test_all_else_is_as_in_the_checked_in_job(desk: Desk) -> None:
    whole = documents((ROOT / "deploy/kubernetes/cronjob.yaml").read_text("utf-8"))
    job = documents(desk.run("deploy_files", "kubernetes").out)[1]
    for document in (whole[1], job):
        document["metadata"].pop("name")
        document["spec"].pop("schedule")
        pod = document["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        pod["containers"][0].pop("command")
        pod["containers"][0].pop("env")
        pod["volumes"] = [volume["name"] for volume in pod["volumes"]]
    assert job == whole[1]


def test_cron_has_a_line_for_every_newspaper_and_starts_are_spread(desk: Desk) -> None:
    ended = desk.run("deploy_files", "cron", "--start", "23:30", "--hours", "2")
    lines = ended.out.splitlines()
    assert [re.findall(r"scrapy crawl (\w+) ", line)[0] for line in lines] == sorted(NEWSPAPERS)
    assert lines[0].startswith("30 23 * * *  ")
    minutes = [int(line.split()[1]) * 60 + int(line.split()[0]) for line in lines]
    gaps = [(later - one) % 1440 for one, later in pairwise(minutes)]
    step = 120 // len(NEWSPAPERS)
    assert all(gap in (step, step + 1) for gap in gaps)


def test_cron_takes_the_lines(desk: Desk, tmp_path: Path) -> None:
    for line in desk.run("deploy_files", "cron").out.splitlines():
        command = re.sub(r"^(\S+ ){4}\S+\s+", "", line)
        assert subprocess.run(["sh", "-n", "-c", command]).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name what runs the crawls"),
        (["kubernets"], "did you mean 'kubernetes'?"),
        (["cron", "--start", "25:00"], "is no time of day"),
        (["cron", "--hours", "0"], "--hours"),
    ],
)
def test_wrong_use_is_refused(desk: Desk, words: list[str], said: str) -> None:
    ended = desk.run("deploy_files", *words)
    assert (ended.code, said in ended.err) == (2, True)


def test_an_installed_copy_says_that_it_has_no_template(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(deploy_files, "TEMPLATE", tmp_path / "cronjob.yaml")
    with pytest.raises(UsageError, match="needs a checkout"):
        deploy_files.kubernetes(deploy_files.spread("4:07", 3))
