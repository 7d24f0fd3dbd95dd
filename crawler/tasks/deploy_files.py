"""Schedules of all newspapers for Kubernetes and cron."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from crawler.cli.usage import UsageError
from crawler.newspapers import NEWSPAPERS

TEMPLATE = Path(__file__).parents[2] / "deploy" / "kubernetes" / "cronjob.yaml"
"""The CronJob of one newspaper, which the others' are made from."""

EXAMPLE = "khanhhoa"
"""Its newspaper."""

CRON_LINE = (
    '{0.minute} {0.hour} * * *  cd "$FOLDER" && .venv/bin/scrapy crawl {1} -a max_minutes=420'
    " --logfile var/log/{1}.log >/dev/null\n"
)


def spread(start: str, hours: int) -> dict[str, time]:
    """When each newspaper's run starts: evenly over so many hours, in the order of the names.

    :raises UsageError: when ``start`` is no time of day.
    """
    try:
        first = datetime.strptime(start, "%H:%M")
    except ValueError:
        raise UsageError(f"--start {start} is no time of day like 4:07") from None
    names = sorted(NEWSPAPERS)
    step = timedelta(hours=hours) / len(names)
    return {name: (first + number * step).time() for number, name in enumerate(names)}


def kubernetes(schedule: Mapping[str, time]) -> str:
    """A volume claim and a CronJob for each newspaper, as YAML.

    :raises UsageError: in an installed copy, which has no template.
    """
    try:
        template = TEMPLATE.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError("kubernetes needs a checkout of the project: deploy/kubernetes/cronjob.yaml") from None
    head, _, documents = template.partition("apiVersion:")
    jobs = [_job(f"apiVersion:{documents}", name, moment) for name, moment in schedule.items()]
    return head + "---\n".join(jobs)


def cron(schedule: Mapping[str, time]) -> str:
    """A line of a crontab for each newspaper; ``FOLDER`` is set as in deploy/crontab."""
    return "".join(CRON_LINE.format(moment, name) for name, moment in schedule.items())


def _job(template: str, newspaper: str, moment: time) -> str:
    # Names in Kubernetes have no underscore.
    name = newspaper.replace("_", "-")
    for found, new in (
        (r"name: khanhhoa-crawler-var$", f"name: crawler-{name}-var"),
        (r"claimName: khanhhoa-crawler-var$", f"claimName: crawler-{name}-var"),
        (r"(kind: CronJob\nmetadata:\n  name): khanhhoa-crawler$", rf"\1: crawler-{name}"),
        (r"schedule: .*$", f'schedule: "{moment.minute} {moment.hour} * * *"'),
        (r"value: kubernetes$", f"value: kubernetes-{name}"),
        (rf"scrapy crawl {EXAMPLE} ", f"scrapy crawl {newspaper} "),
    ):
        template, number = re.subn(found, new, template, flags=re.MULTILINE)
        assert number == 1, found
    return template
