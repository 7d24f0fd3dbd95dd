"""What ``scrapy survey`` does: ask, print the finding, write the page and the proposed module."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.archive.pages.warc_files import PageArchive
from crawler.cli.exit import print_line
from crawler.cli.exit_codes import ExitCode
from crawler.cli.files import writing
from crawler.cli.setting_values import user_agent
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site
from crawler.parse.document import keep
from crawler.parse.expectation import expectation
from crawler.survey.client import Client, Manners, SurveyStopped
from crawler.survey.compare import differences
from crawler.survey.draft import draft_newspaper, newspaper_at, own_host
from crawler.survey.finding import Finding
from crawler.survey.module import module_source, test_page
from crawler.survey.page import as_html, as_text
from crawler.survey.walk import Survey, now

FOLDER = "surveys"
"""Below ``DATA_DIR``: WARC files of the pages."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the operator asked for."""

    address: str
    newspaper: Newspaper | None
    """The known newspaper; found by the address's host when it is None."""
    requests: int
    as_json: bool
    output: Path | None
    write: str | None
    into: Path
    """Folder of the project that the proposed module is written to."""


def survey(settings: BaseSettings, wanted: Wanted) -> ExitCode:
    """Survey a newspaper and print the finding; NOT_WELL when a known one differs from its module."""
    newspaper = wanted.newspaper or newspaper_at(wanted.address)
    site = _site(wanted.address, newspaper)
    finding = Finding(site.home, newspaper.name if newspaper else None, now())
    code = ExitCode.DONE
    with _kept(settings, site, newspaper) as kept:
        client = Client(site.hosts, _manners(settings, wanted.requests), kept)
        asked = Survey(client, site, newspaper is not None, finding)
        try:
            asked.run()
        except SurveyStopped as stop:
            code = stop.code
    if newspaper is not None:
        finding.differences = differences(finding, newspaper)
    _print(finding, wanted)
    if wanted.write is not None and code is ExitCode.DONE:
        _write(asked, wanted.write, wanted.into)
    if finding.stopped:
        print_line("survey", finding.stopped)
        return code
    return ExitCode.NOT_WELL if finding.differences or not finding.readings else ExitCode.DONE


def _site(address: str, newspaper: Newspaper | None) -> Site:
    if newspaper is None:
        return Site(draft_newspaper(address, own_host(address, [])), address)
    return Site(newspaper, None if newspaper.home == address else address)


def _manners(settings: BaseSettings, requests: int) -> Manners:
    headers = dict(settings["DEFAULT_REQUEST_HEADERS"]) | {"User-Agent": user_agent(settings)}
    return Manners(headers, settings.getfloat("DOWNLOAD_DELAY"), requests)


@contextmanager
def _kept(settings: BaseSettings, site: Site, newspaper: Newspaper | None) -> Iterator[Callable[[Response], None]]:
    """Writes every answer to a WARC file below ``DATA_DIR``."""
    name = newspaper.name if newspaper else site.newspaper.host.replace(".", "_")
    with PageArchive(Path(settings["DATA_DIR"]) / FOLDER, name) as pages:

        def write(answer: Response) -> None:
            pages.write(keep(answer.replace(url=site.own_address(answer.url))), datetime.now(UTC))

        yield write


def _print(finding: Finding, wanted: Wanted) -> None:
    if wanted.as_json:
        print(json.dumps(asdict(finding), ensure_ascii=False, indent=2, default=str))
    else:
        print(as_text(finding))
    if wanted.output is not None:
        with writing(wanted.output):
            wanted.output.write_text(as_html(finding), encoding="utf-8")


def _write(asked: Survey, name: str, into: Path) -> None:
    """Write the proposed module, and a page with its reading as its first test."""
    module = into / "crawler" / "newspapers" / f"{name}.py"
    _put(module, module_source(asked.finding, name, asked.newspaper))
    lines = [f"wrote {module}", f"add {name.upper()} to NEWSPAPERS in crawler/newspapers/__init__.py"]
    url = test_page(asked.finding)
    page = next((each.page for each in asked.pages if each.page.url == url), None)
    if page is not None and url is not None:
        pair = into / "tests" / "pages" / name
        expected = expectation(page.body, url, asked.newspaper) | {"newspaper": name}
        expected["article"]["newspaper"] = name
        _put(pair.with_suffix(".html"), page.text)
        _put(pair.with_suffix(".json"), json.dumps(expected, ensure_ascii=False, indent=2) + "\n")
        lines.append(f"wrote {pair}.html and .json: read them, and replace the text by your own before you commit it")
    print("\n".join(["", *lines]))


def _put(path: Path, text: str) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
