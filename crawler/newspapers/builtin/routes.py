"""Routes addresses to pages."""

import re
from dataclasses import dataclass, replace
from http import HTTPStatus

from crawler.newspapers.builtin.conditional import conditional, stale
from crawler.newspapers.builtin.feeds import rss, sitemap
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.log import Kind
from crawler.newspapers.builtin.pages.style import SCRIPT
from crawler.newspapers.builtin.pictures import picture
from crawler.newspapers.builtin.robots import robots_txt
from crawler.newspapers.builtin.sections import Section
from crawler.newspapers.builtin.site import Newspaper
from crawler.newspapers.builtin.story import former_path

_ARTICLE = re.compile(r"/((?:[\w-]+/){1,2})\d{6}/[^/]+-([0-9a-f]{7})/?")
_HTM = re.compile(r"/([\w-]+(?:/[\w-]+)?)/[^/]+-(\d+)\.htm")
_FORMER = re.compile(r"/[\w-]+/\d{5,6}/[^/]+/")
_PICTURES = ("/file/", "/dataimages/", "/Upload/", "/w350/", "/assets/")
_DISALLOWED = re.compile(r"/(?:tim-kiem|search|service/api)(?:/.*)?")


@dataclass(frozen=True, slots=True)
class Page:
    """A response, and what was requested."""

    answer: Answer
    kind: Kind
    article_id: str | None = None


class Routes:
    """Finds the page for a request."""

    def __init__(self, site: Newspaper) -> None:
        self._site = site
        self._sections = {section.path: section for section in site.edition.sections}
        self._adrift = tuple(
            f"/{section.path}" for section in site.edition.sections if not section.address.startswith("/")
        )
        self._not_news = dict(site.edition.not_news)
        self._services = {href.strip().strip("/") for href, _ in site.edition.pages if href.startswith("/")}

    def find(self, request: Request) -> Page:
        """The page at the request's path."""
        page = self._find(request)
        if self._site.options.stale and page.kind in {"section", "article"} and page.answer.status == HTTPStatus.OK:
            return replace(page, answer=stale(request, page.answer))
        return page

    def _find(self, request: Request) -> Page:
        path = request.address.path
        if match := _ARTICLE.fullmatch(path):
            return self._article(request, path, match[1].strip("/"), match[2])
        if match := _HTM.fullmatch(path):
            return self._article(request, path, match[1], match[2])
        if path.startswith(_PICTURES):
            kind: Kind = "asset" if path.startswith("/assets/") else "image"
            return Page(Answer(picture(path), content_type="image/jpeg"), kind)
        if _DISALLOWED.fullmatch(path):
            return Page(Answer(b"<p>robots.txt</p>"), "disallowed")
        return self._plain(path) or self._moved(path) or self._section(request, path.strip("/"))

    def _moved(self, path: str) -> Page | None:
        """The redirect from a former address."""
        if self._site.edition.former_host is None or not _FORMER.fullmatch(path):
            return None
        for story in self._site.links.stories.values():
            if story.shape == "v2-migrated" and path == former_path(story.section, story.slug, story.article_id):
                answer = Answer(b"", HTTPStatus.MOVED_PERMANENTLY, headers={"Location": story.path})
                return Page(answer, "moved", story.article_id)
        return None

    def _plain(self, path: str) -> Page | None:
        site = self._site
        match path:
            case "/":
                return Page(Answer(site.press.home()), "home")
            case "/robots.txt":
                return Page(Answer(robots_txt(site).encode(), content_type="text/plain; charset=utf-8"), "robots")
            case "/favicon.ico":
                return Page(Answer(picture(path), content_type="image/jpeg"), "asset")
            case "/common/v1/js/main.js":
                return Page(Answer(SCRIPT.encode(), content_type="text/javascript"), "asset")
            case "/sitemap.xml" if site.options.sitemap:
                return Page(Answer(sitemap(site), content_type="application/xml"), "feed")
        if site.options.feeds and path.startswith("/rss/") and path.endswith(".rss"):
            feed = rss(site, path.removeprefix("/rss/").removesuffix(".rss"))
            return Page(Answer(feed, content_type="application/rss+xml"), "feed") if feed else None
        return None

    def _section(self, request: Request, path: str) -> Page:
        site = self._site
        if section := self._sections.get(path):
            return self._listing(section, request.number("paged", 1))
        if path in self._not_news:
            return Page(Answer(site.press.not_news_section(path, self._not_news[path])), "not-news")
        if path in self._services:
            return Page(Answer(site.press.not_news(path)), "not-news")
        if f"/{path}".endswith(self._adrift):
            stray = self._sections[path.rsplit("/", 1)[-1]]
            return replace(self._listing(stray, 1), kind="trap")
        return self._missing()

    def _listing(self, section: Section, page: int) -> Page:
        body = self._site.press.section(section, max(page, 1))
        return self._missing("section") if body is None else Page(Answer(body), "section")

    def _article(self, request: Request, path: str, section: str, article_id: str) -> Page:
        site = self._site
        if section.split("/")[0] in self._not_news or section.startswith("lien-he"):
            return Page(Answer(site.press.not_news(path)), "not-news", article_id)
        if status := site.gone.get(article_id):
            return Page(Answer(site.press.missing(), status), "gone", article_id)
        if not (story := site.links.stories.get(article_id)):
            return self._missing(article_id=article_id)
        answer = Answer(site.press.article(story))
        if site.options.conditional:
            answer = conditional(request, answer, site.changed_at(story))
        return Page(answer, "article", article_id)

    def _missing(self, kind: Kind = "missing", article_id: str | None = None) -> Page:
        return Page(Answer(self._site.press.missing(), HTTPStatus.NOT_FOUND), kind, article_id)
