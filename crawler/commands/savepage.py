"""``scrapy savepage``: save a page with its expected reading, as a test case."""

import argparse
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.cli.setting_values import user_agent
from crawler.cli.usage import UsageError, report_in_one_line
from crawler.newspapers import NEWSPAPERS

HTML, JSON = ".html", ".json"
ALONE: dict[str, Any] = {
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "crawler.downloader.robots.RobotsMiddleware": 100,
    },
    **{name: {} for name in ("ITEM_PIPELINES", "EXTENSIONS", "DOWNLOAD_HANDLERS")},
}
"""Without our components that need a crawl and its archive; robots.txt, headers and pace stay."""


class PageSpider(Spider):
    """Fetches one page as politely as a crawl, and appends the response or the failure to ``kept``."""

    name = "savepage"
    custom_settings = ALONE

    def __init__(self, address: str, kept: list[Response | Failure]) -> None:
        super().__init__()
        self._address, self._kept = address, kept

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self._address, errback=self._kept.append)

    def parse(self, response: Response) -> None:
        self._kept.append(response)


class Command(ScrapyCommand):
    """Saves a page and the article read from it; check both before committing them."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] <address or file> <name>"

    def short_desc(self) -> str:
        return "Save a page with its expected reading, as a test case"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        report_in_one_line(parser, "savepage")
        parser.add_argument(
            "--newspaper", default="khanhhoa", choices=sorted(NEWSPAPERS), help="whose page it is (default: khanhhoa)"
        )
        parser.add_argument("--url", help="the newspaper's own address of the page; needed for a file")
        parser.add_argument(
            "--into",
            type=Path,
            default=Path("tests/pages"),
            metavar="FOLDER",
            help="where the two files go; made if it is missing (default: tests/pages)",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 2:
            raise UsageError("an address or a file, and a name")
        source, name = args
        body = self._fetch(source) if source.startswith(("http://", "https://")) else _read(source)
        url = opts.url or source
        pair = opts.into / name
        # Scrapy loads the modules of all commands for each; the reader takes 1.4 MB of memory.
        from crawler.parse.expectation import expectation

        expected = expectation(body, url, NEWSPAPERS[opts.newspaper])
        try:
            opts.into.mkdir(parents=True, exist_ok=True)
            pair.with_suffix(HTML).write_bytes(body)
            pair.with_suffix(JSON).write_text(
                json.dumps(expected, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
        except OSError as error:
            raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
        print(f"{pair}{HTML}: {expected.get('refused') or expected['article']['title']}")

    def _fetch(self, address: str) -> bytes:
        assert self.crawler_process is not None
        kept: list[Response | Failure] = []
        settings = self.crawler_process.settings
        settings.set("USER_AGENT", user_agent(settings), priority="project")
        self.crawler_process.crawl(PageSpider, address=address, kept=kept)
        self.crawler_process.start()
        match kept:
            case [Response() as response]:
                return _readable_alone(response)
            case [Failure() as failure]:
                raise UsageError(f"{address} could not be fetched: {failure.getErrorMessage()}")
        raise UsageError(f"{address} could not be fetched: robots.txt forbids it")


def _readable_alone(response: Response) -> bytes:
    """The body; in UTF-8 when only its header says which other encoding it has, for the header is not saved."""
    from crawler.parse.decoding import readable_text

    text, encoding = readable_text(response)
    alone, declared = readable_text(Response(response.url, body=response.body))
    return response.body if (alone, declared) == (text, encoding) else text.encode()


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
