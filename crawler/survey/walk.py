"""The survey's way through a newspaper: which pages are requested, in which order."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from crawler.cli.exit_codes import ExitCode
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site
from crawler.parse.document import meta, open_page, own_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import Section, read_article_links, read_listing, read_sections
from crawler.parse.sitemaps import Catalogue as Entries
from crawler.parse.sitemaps import read_feed_links
from crawler.parse.urls import UrlKind, classify_url
from crawler.survey import addresses, articles, dates
from crawler.survey.boxes import find_boxes
from crawler.survey.client import BudgetSpent, Client, NotFetched, SurveyStopped
from crawler.survey.draft import draft_newspaper, own_host
from crawler.survey.finding import Catalogue, Finding

ARTICLES = 8
CATALOGUES = 3
SECTIONS = 4


@dataclass(slots=True)
class Survey:
    """One survey; :meth:`run` fills ``finding``, as far as it gets."""

    client: Client
    site: Site
    is_known: bool
    finding: Finding
    lists: list[Response] = field(default_factory=list)
    """The front page and list pages."""
    first_pages: list[Response] = field(default_factory=list)
    """Those of them that are a section's first page."""
    pages: list[articles.ReadPage] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    """Article addresses of lists and pages, by article id, in the order seen."""
    answers: list[Response] = field(default_factory=list)
    """Articles as received, under the address requested."""

    def run(self) -> None:
        """Ask in an order in which what matters most comes first."""
        try:
            self._ask()
        except SurveyStopped as stop:
            self.finding.stopped = str(stop)
            raise
        except BudgetSpent:
            self.finding.not_done.append(f"the budget of {self.client.manners.budget} requests was spent")
        finally:
            self.finding.requests = self.client.sent
            self.finding.gate = self.client.gate or f"none was met in {len(self.client.sent)} requests"
            self._judge()

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper's data, as a module or as drafted."""
        return self.site.newspaper

    def _ask(self) -> None:
        self.client.read_robots(self.site.home)
        self._note_robots()
        front = self._front()
        if not self.is_known:
            self._find_host(front)
        self._read_front(front)
        self._read_lists()
        self._read_articles()
        self._ask_missing()
        self._read_catalogues()

    def _front(self) -> Response:
        try:
            return self.client.get(self.site.home, "front page")
        except NotFetched as reason:
            words = f"{self.site.home} leads elsewhere: {reason}; survey that address"
            raise SurveyStopped(ExitCode.UNREACHABLE, words) from reason

    def _note_robots(self) -> None:
        client, finding = self.client, self.finding
        finding.robots = client.robots_text if client.robots_text else f"HTTP {client.robots_status}"
        finding.crawl_delay = client.crawl_delay
        finding.sitemaps_named = list(client.robots.sitemaps)

    def _find_host(self, front: Response) -> None:
        """Fetch one article, which names the newspaper's own host."""
        page = own_page(front, self.site)
        links = read_listing(page, self.newspaper).articles
        sample = [self._get(self.site.request_address(link.url), "article") for link in links[:1]]
        self.answers += [answer for answer in sample if answer is not None and answer.status == 200]
        host = own_host(self.site.home, self.answers)
        self.site = Site(draft_newspaper(self.site.home, host), self.site.home)

    def _read_front(self, front: Response) -> None:
        page = self._own(front)
        if page is None:
            return
        finding = self.finding
        self.lists.append(page)
        finding.host = self.newspaper.host
        finding.language = page.xpath("/html/@lang").get()
        finding.sections = {section.path: section.title for section in read_sections(page, self.newspaper)}

    def _read_lists(self) -> None:
        """First pages of some sections, and the pager of the one with the longest list."""
        sections = read_sections(self.lists[0], self.newspaper) if self.lists else ()
        found = [(section, page) for section in _chosen(sections) if (page := self._list(section, 1)) is not None]
        self.first_pages = [page for _, page in found]
        if found:
            section, first = max(found, key=lambda each: len(self._ids(each[1])))
            if self._ids(first):
                self._try_pager(section, first)

    def _list(self, section: Section, number: int) -> Response | None:
        answer = self._get(self.site.listing_address(section.path, number), f"list, page {number}")
        page = self._own(answer) if answer is not None and answer.status < 400 else None
        if page is not None:
            self.lists.append(page)
        elif answer is not None and number > 1:
            self.finding.pager_state = "ends"
            self.finding.pager = f"page {number} of {section.path} answers HTTP {answer.status}"
        return page

    def _try_pager(self, section: Section, first: Response) -> None:
        finding, parameter = self.finding, self.newspaper.listing.page_parameter
        second = self._list(section, 2)
        if second is None:
            return
        one, two = self._ids(first), self._ids(second)
        new = len(set(two) - set(one))
        words = f"?{parameter}=2 of {section.path} lists {len(two)} articles, {new} of them not on page 1"
        if not new:
            finding.pager_state = "repeats" if two else "ends"
            finding.pager = f"{words}: {'it repeats page 1' if two else 'the list ends'}"
            return
        third = self._list(section, 3)
        more = len(set(self._ids(third)) - set(one) - set(two)) if third is not None else 0
        finding.pager_state = "works"
        finding.pager = f"{words}; page 3 has {more} more: it works"

    def _ids(self, page: Response) -> list[str]:
        return [link.article_id for link in read_listing(page, self.newspaper).articles if link.listed]

    def _read_articles(self) -> None:
        for answer in self.answers:
            self._take_article(answer)
        for page in self.lists:
            for link in read_listing(page, self.newspaper).articles:
                self.links.setdefault(link.article_id, link.url)
        asked = {classify_url(page.page.url, self.newspaper.home, self.newspaper).article_id for page in self.pages}
        while len(self.pages) < ARTICLES and (wanted := _next_article(self.links, asked)):
            asked.add(wanted)
            article = self._get(self.site.request_address(self.links[wanted]), "article")
            if article is not None and article.status == 200:
                self._take_article(article)

    def _take_article(self, answer: Response) -> None:
        page = self._own(answer)
        if page is None:
            return
        self.pages.append(articles.read_page(page, self.newspaper))
        for link in read_article_links(page, self.newspaper):
            self.links.setdefault(link.article_id, link.url)

    def _ask_missing(self) -> None:
        """Ask for an article that cannot exist, by an id of zeros."""
        for page in self.pages[:1]:
            found = classify_url(page.page.url, self.newspaper.home, self.newspaper)
            assert found.article_id is not None
            head, _, tail = found.url.rpartition(found.article_id)
            url = self.site.request_address(f"{head}{'0' * len(found.article_id)}{tail}")
            answer = self._get(url, "missing article")
            if answer is not None:
                moved = f", after a redirect to {answer.url}" if answer.url.rstrip("/") != url.rstrip("/") else ""
                self.finding.missing = f"HTTP {answer.status}{moved}"

    def _read_catalogues(self) -> None:
        """Sitemaps that robots.txt names and feeds that the front page names; without any, the usual place."""
        with suppress(UnreadablePage):
            feeds = [feed for page in self.lists[:1] for feed in read_feed_links(page)]
            named = [*self.finding.sitemaps_named, *feeds] or [urljoin(self.newspaper.home, "/sitemap.xml")]
            todo = list(dict.fromkeys(named))
            for _ in range(CATALOGUES):
                if todo:
                    todo += self._read_catalogue(todo.pop(0))
            if todo:
                self.finding.not_done.append(f"{len(todo)} more sitemaps or feeds are named: {todo[0]}")

    def _read_catalogue(self, url: str) -> list[str]:
        own = urljoin(self.newspaper.home, url)
        answer = self._get(self.site.request_address(own), "sitemap or feed")
        if answer is None:
            return []
        further: list[str] = []
        newest: str | None = None
        kinds: Counter[bool] = Counter()
        entries = Entries(answer.body, own, self.newspaper.timezone)
        with suppress(UnreadablePage):
            for entry in entries:
                is_article = classify_url(entry.url, self.newspaper.home, self.newspaper).kind is UrlKind.ARTICLE
                kinds[is_article] += 1
                further += [entry.url] if entry.kind == "sitemap" else []
                day = entry.published or entry.changed
                newest = max(filter(None, (newest, day.isoformat() if day else None)), default=None)
        if entries.cut:
            self.finding.not_done.append(f"{own} is not whole: {entries.cut}")
        self.finding.catalogues.append(Catalogue(own, answer.status, kinds[True], kinds[False], newest))
        return further

    def _get(self, url: str, purpose: str) -> Response | None:
        try:
            return self.client.get(url, purpose)
        except NotFetched as reason:
            self.finding.not_done.append(str(reason))
            return None

    def _own(self, answer: Response) -> Response | None:
        """The page under the newspaper's own address; None, noted, when it cannot be read."""
        try:
            page = own_page(answer, self.site)
            read_listing(page, self.newspaper)
        except UnreadablePage as refusal:
            self.finding.not_done.append(f"{answer.url} cannot be read: {refusal}")
            return None
        return page

    def _judge(self) -> None:
        """What the pages that were fetched say."""
        finding = self.finding
        pages = [page.page for page in self.pages]
        self._judge_addresses([*self.lists, *pages])
        found = articles.fitting(pages)
        finding.layouts = articles.as_fits(found)
        if not self.is_known:
            self.site.newspaper = articles.with_layouts(self.newspaper, found)
            self.pages = [articles.read_page(page, self.newspaper) for page in pages]
        read = [page.article for page in self.pages if page.article is not None]
        finding.readings = [page.reading for page in self.pages]
        finding.fields = articles.fields_of(read)
        finding.placeholder = articles.placeholder_of(pages, self.newspaper.layouts)
        hosts, folders = articles.image_places(pages, self.newspaper)
        finding.image_hosts, finding.image_folders = dict(hosts.most_common()), dict(folders.most_common())
        finding.dates = dates.judge(read, pages)
        finding.boxes = find_boxes(self.first_pages, self.newspaper)

    def _judge_addresses(self, pages: Sequence[Response]) -> None:
        finding = self.finding
        paths, hosts = _addresses(pages, self.newspaper)
        former_paths, former_hosts = _own_addresses(pages, self.newspaper)
        known = addresses.FORMS if not self.is_known else self.newspaper.article_paths
        finding.forms = addresses.find_forms([*paths, *former_paths])
        finding.unknown_addresses = addresses.unknown_shapes([*paths, *former_paths], known)
        finding.other_hosts, finding.former_hosts = dict(hosts.most_common()), dict(former_hosts.most_common())
        if not self.is_known:
            named = {form.pattern for form in finding.forms}
            forms = tuple(form for form in addresses.FORMS if form.pattern in named)
            aliases = self.newspaper.aliases | finding.former_hosts.keys()
            self.site.newspaper = replace(self.newspaper, article_paths=forms or addresses.FORMS, aliases=aliases)


def _chosen(sections: Sequence[Section]) -> list[Section]:
    """Sections of the first level, spread over the navigation."""
    first = [section for section in sections if "/" not in section.path] or list(sections)
    return first[:: max(1, len(first) // SECTIONS)][:SECTIONS]


def _next_article(links: dict[str, str], asked: set[str | None]) -> str | None:
    """The next article to fetch: in turn the newest link, the oldest month, and one of the middle."""
    rest = [key for key in links if key not in asked]
    if not rest:
        return None
    by_month = sorted(rest, key=lambda key: addresses.month_of(links[key]))
    return (rest[0], by_month[0], rest[len(rest) // 2])[len(asked) % 3]


def _addresses(pages: Sequence[Response], newspaper: Newspaper) -> tuple[list[str], Counter[str]]:
    """Paths with a number that pages link to on the newspaper's hosts, and other hosts with article-like paths."""
    paths: list[str] = []
    hosts: Counter[str] = Counter()
    for href, base in ((href, page.url) for page in pages for href in page.xpath("//a/@href").getall()):
        found = classify_url(href, base, newspaper)
        path = urlsplit(found.url).path
        if found.kind in {UrlKind.ARTICLE, UrlKind.NOT_NEWS, UrlKind.SECTION} and addresses.is_numbered(found.url):
            paths.append(path)
        elif found.kind in {UrlKind.FOREIGN, UrlKind.OTHER_EDITION} and newspaper.match_article(path):
            hosts[urlsplit(found.url).hostname or ""] += 1
    return paths, hosts


def _own_addresses(pages: Sequence[Response], newspaper: Newspaper) -> tuple[list[str], Counter[str]]:
    """Paths and foreign hosts of the addresses that pages name as their own."""
    own = [meta(open_page(page)).get("og:url", "").strip() for page in pages]
    found = [classify_url(url, newspaper.home, newspaper) for url in own if url]
    numbered = [address for address in found if addresses.is_numbered(address.url)]
    foreign = (urlsplit(address.url).hostname or "" for address in numbered if address.kind is UrlKind.FOREIGN)
    hosts = Counter(filter(addresses.HOST.fullmatch, foreign))
    return [urlsplit(address.url).path for address in numbered], hosts


def now() -> datetime:
    """The moment of the survey."""
    return datetime.now(UTC).replace(microsecond=0)
