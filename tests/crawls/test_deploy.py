"""What lies in deploy/, tried as far as a machine without systemd, Docker and Kubernetes allows."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from ruamel.yaml import YAML

from crawler.archive.database.schema import runs
from crawler.downloader.browser.chromium import find_chromium
from crawler.newspapers import NEWSPAPERS
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import ROOT, Desk
from tests.waiting import wait_until

DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
CRON_ENVIRONMENT = {"SHELL": "/bin/sh", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LOGNAME": "operator"}
"""All that cron hands to a job beside what the crontab sets."""


def checkout(folder: Path) -> Path:
    """A folder that looks like a checkout, with a ``var`` of its own."""
    for name in ("crawler", "pipelines", "tests", "scrapy.cfg", "requirements.txt"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(BIN.parent)
    return folder


def nightly_job() -> str:
    """The command that the default crontab runs."""
    jobs = [line for line in (DEPLOY / "crontab").read_text().splitlines() if re.match(r"[\d*]", line)]
    (job,) = jobs
    assert job.startswith("7 4 * * * ")
    return job.split(None, 5)[5]


def as_cron(folder: Path, base_url: str) -> subprocess.CompletedProcess[str]:
    """Run the nightly job as cron would, on the built-in newspaper instead of the live one."""
    command = nightly_job().replace("crawl khanhhoa", f"crawl khanhhoa -a base_url={base_url} -s DOWNLOAD_DELAY=0")
    environment = CRON_ENVIRONMENT | {"FOLDER": str(folder), "CRAWLER_CONTACT": "you@example.org"}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/"
    )


def test_a_good_night_under_cron_says_nothing(tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    with serve(Newspaper(Options(seed=5, articles=12, pager="works"))) as server:
        ended = as_cron(folder, server.base_url)
        agents = {hit.user_agent for hit in server.log}
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert agents == {"khanhhoa-crawler (+you@example.org)"}
    assert {path.name for path in (folder / "var").iterdir()} == {
        "archive.db",
        "khanhhoa.lock",
        "log",
        "pages",
        "robots",
    }
    assert (folder / "var" / "log" / "khanhhoa.log").read_text() == ""


def test_a_bad_night_under_cron_is_one_line_for_the_mail_and_one_in_the_log(tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    ended = as_cron(folder, "http://127.0.0.1:1/")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (5, "", 1)
    assert ended.stderr.startswith("khanhhoa: unreachable: http://127.0.0.1:1/robots.txt did not answer")
    assert (folder / "var" / "log" / "khanhhoa.log").read_text().endswith(f"ERROR {ended.stderr}")


def test_the_other_jobs_of_the_crontab_use_words_that_exist() -> None:
    words = re.findall(r"^#[\d*].*?scrapy (\w+)(.*)$", (DEPLOY / "crontab").read_text(), re.MULTILINE)
    assert [name for name, _ in words] == ["crawl", "crawl", "crawl", "report"]
    arguments = {word.split("=")[0] for _, rest in words for word in re.findall(r"-a (\S+)", rest)}
    assert arguments == {"mode", "max_minutes"}


def units() -> list[Path]:
    return sorted((DEPLOY / "systemd").iterdir())


@pytest.fixture
def installed(tmp_path: Path) -> list[str]:
    """The units as if they were installed: their program exists here."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze")
    copies = []
    for unit in units():
        copy = tmp_path / unit.name
        copy.write_text(unit.read_text().replace("/srv/khanhhoa-crawler/.venv", str(BIN.parent)))
        copies.append(str(copy))
    return copies


def test_systemd_finds_no_fault_with_the_units(installed: list[str]) -> None:
    checked = subprocess.run(["systemd-analyze", "verify", *installed], capture_output=True, text=True)
    ours = [line for line in checked.stderr.splitlines() if "khanhhoa" in line]
    assert (checked.returncode, ours) == (0, [])


def test_the_services_are_hardened(installed: list[str]) -> None:
    for unit in installed:
        if unit.endswith(".service"):
            checked = subprocess.run(
                ["systemd-analyze", "security", "--offline=true", "--threshold=25", "--no-pager", unit],
                capture_output=True,
                text=True,
            )
            assert checked.returncode == 0, checked.stdout[-200:]


def test_the_timer_makes_up_for_a_missed_night_and_failure_is_followed_up() -> None:
    timer = (DEPLOY / "systemd" / "khanhhoa-crawler.timer").read_text()
    service = (DEPLOY / "systemd" / "khanhhoa-crawler.service").read_text()
    assert "\nPersistent=true\n" in timer
    assert "\nRandomizedDelaySec=" in timer
    assert "\nOnFailure=khanhhoa-crawler-failed.service\n" in service
    assert {unit.name for unit in units()} >= {"khanhhoa-crawler-failed.service"}


def test_compose_file_fits_its_schema() -> None:
    checked = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "docker" / "compose.yaml"],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_image_runs_as_nobody_special_and_has_what_a_run_needs() -> None:
    recipe = (DEPLOY / "docker" / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (.+) \S+$", recipe, re.MULTILINE))
    assert {"requirements.txt", "crawler", "pipelines"} <= {name for names in copied for name in names.split()}
    assert "--require-hashes" in recipe
    assert recipe.index("USER crawler") < recipe.index("ENTRYPOINT")
    kept = (DEPLOY / "docker" / "Dockerfile.dockerignore").read_text()
    assert all(f"!{name}\n" in kept for names in copied for name in names.split())


def test_what_the_image_copies_serves_the_built_in_newspaper(tmp_path: Path) -> None:
    recipe = (DEPLOY / "docker" / "Dockerfile").read_text()
    for name in " ".join(re.findall(r"^COPY (.+) \S+$", recipe, re.MULTILINE)).split():
        (tmp_path / name).symlink_to(ROOT / name)
    with subprocess.Popen(
        [BIN / "scrapy", "newspaper", "--articles", "5"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Serving 5 articles on http://127.0.0.1:")
        process.terminate()


def cronjob() -> Any:
    """The job of the CronJob, as parsed YAML."""
    _claim, job = YAML(typ="safe").load_all((DEPLOY / "kubernetes" / "cronjob.yaml").read_text())
    return job["spec"]


def test_kubernetes_runs_one_at_a_time_without_rights() -> None:
    job = cronjob()
    pod = job["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert (job["concurrencyPolicy"], job["timeZone"]) == ("Forbid", "Asia/Ho_Chi_Minh")
    assert job["jobTemplate"]["spec"]["backoffLimit"] == 0
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["fsGroupChangePolicy"] == "OnRootMismatch"
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert container["image"] in (DEPLOY / "README.md").read_text()


@pytest.mark.parametrize(("code", "expected"), [(0, 0), (75, 0), (130, 0), (143, 0), (1, 1), (3, 3), (4, 4), (6, 6)])
def test_a_run_that_had_nothing_to_do_or_was_stopped_is_no_failed_job(code: int, expected: int, tmp_path: Path) -> None:
    assert job_script(tmp_path, f"exit {code}").wait(20) == expected


def test_the_job_passes_sigterm_to_the_run_and_waits_for_it(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    process = job_script(
        tmp_path, f"trap 'sleep 0.3; echo stored >{ready}; exit 143' TERM; echo >{ready}; sleep 20 & wait"
    )
    wait_until(ready.exists)
    os.killpg(process.pid, signal.SIGTERM)
    assert (process.wait(20), ready.read_text()) == (0, "stored\n")


def job_script(folder: Path, run: str) -> subprocess.Popen[bytes]:
    """The job's shell script with a program of its own for ``scrapy``; tini -g signals the whole group as well."""
    (container,) = cronjob()["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    (folder / "scrapy").write_text(f"#!/bin/sh\n{run}\n")
    (folder / "scrapy").chmod(0o755)
    assert container["command"][:5] == ["tini", "-g", "--", "sh", "-c"]
    environment = {"PATH": f"{folder}:/usr/bin:/bin"}
    return subprocess.Popen(["sh", "-c", container["command"][5]], env=environment, start_new_session=True)


def test_run_budgets_end_before_what_would_end_the_run_as_a_failure() -> None:
    service = (DEPLOY / "systemd" / "khanhhoa-crawler.service").read_text()
    budget = int(re.findall(r"max_minutes=(\d+)", service)[0])
    assert budget < int(re.findall(r"TimeoutStartSec=(\d+)h", service)[0]) * 60
    job = cronjob()["jobTemplate"]["spec"]
    assert f"max_minutes={budget}" in job["template"]["spec"]["containers"][0]["command"][5]
    assert budget * 60 < job["activeDeadlineSeconds"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user without rights")
def test_chromium_keeps_its_sandbox_under_the_profile_for_containers(tmp_path: Path) -> None:
    """As the image's user without capabilities: forbidden as by Docker's default profile, allowed by ours."""
    allowed = json.loads((DEPLOY / "seccomp" / "chromium.json").read_text())
    namespaces = {"names": ["unshare", "clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1}
    new_user = {"index": 0, "value": 0x10000000, "valueTwo": 0x10000000, "op": "SCMP_CMP_MASKED_EQ"}
    forbidden = allowed | {
        "syscalls": [
            *allowed["syscalls"],
            namespaces | {"errnoRet": 38},
            namespaces | {"names": ["clone"], "args": [new_user]},
        ]
    }
    program = find_chromium(None)
    assert program is not None
    command = [program, "--headless", "--disable-gpu", f"--user-data-dir={tmp_path}/profile", "--dump-dom"]
    tmp_path.chmod(0o777)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == 0 and folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    assert "<body>loaded</body>" in under_seccomp(allowed, [*command, "data:text/html,loaded"], tmp_path)
    assert "loaded" not in under_seccomp(forbidden, [*command, "data:text/html,loaded"], tmp_path)


def under_seccomp(profile: Any, command: list[str], folder: Path) -> str:
    """What a command prints as user 10001 under a profile; skipped where libseccomp's Python module is missing."""
    if subprocess.run(["/usr/bin/python3", "-c", "import seccomp"], capture_output=True).returncode:
        pytest.skip("Debian's python3-seccomp is not installed")
    (folder / "profile.json").write_text(json.dumps(profile))
    filtered = ["/usr/bin/python3", str(ROOT / "tests" / "seccomp_filter.py"), str(folder / "profile.json"), *command]
    rights = [
        "--reuid=10001",
        "--regid=10001",
        "--clear-groups",
        "--no-new-privs",
        "--bounding-set=-all",
        "--inh-caps=-all",
    ]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    ended = subprocess.run(
        ["setpriv", *rights, *filtered], env=environment, cwd=folder, capture_output=True, text=True, timeout=60
    )
    return ended.stdout


@contextmanager
def scrapyd(folder: Path, desk: Desk) -> Iterator[str]:
    """A real scrapyd in a checkout; its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    conf = (DEPLOY / "scrapyd" / "scrapyd.conf").read_text()
    (folder / "scrapyd.conf").write_text(conf.replace("6800", str(port)))
    environment = {"CRAWLER_ARCHIVE_URL": desk.archive_url, "CRAWLER_DATA_DIR": str(desk.folder / "var")}
    with (folder / "scrapyd.log").open("w") as log:
        process = subprocess.Popen(
            [BIN / "scrapyd", "--pidfile="], cwd=folder, env=os.environ | environment, stdout=log, stderr=log
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def ask(address: str, words: dict[str, str] | None = None) -> Any:
    """scrapyd's answer; None while it does not listen."""
    try:
        with urlopen(address, data=urlencode(words).encode() if words else None, timeout=20) as answer:
            return json.load(answer)
    except URLError:
        return None


def test_scrapyd_runs_the_spider_with_mode_and_budget(desk: Desk, tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    with serve(Newspaper(Options(seed=5, articles=30, pager="works"))) as server, scrapyd(folder, desk) as address:
        wait_until(lambda: ask(f"{address}/daemonstatus.json"))
        assert set(ask(f"{address}/listspiders.json?project=default")["spiders"]) == set(NEWSPAPERS)
        job = {"project": "default", "spider": "khanhhoa", "setting": "DOWNLOAD_DELAY=0", "base_url": server.base_url}
        scheduled = ask(f"{address}/schedule.json", job | {"mode": "backfill", "max_articles": "4"})
        assert scheduled["status"] == "ok"
        wait_until(lambda: ask(f"{address}/listjobs.json?project=default")["finished"], seconds=60)
        stored = len(server.log.articles())
    (run,) = desk.rows(runs)
    assert (run.mode, run.outcome, run.exit_code, run.stats["articles_new"]) == ("backfill", "done", 0, 4)
    assert stored == 4
    logs = folder / "var" / "scrapyd" / "logs" / "default" / "khanhhoa"
    assert [path.name for path in logs.iterdir()] == [f"{scheduled['jobid']}.log"]
