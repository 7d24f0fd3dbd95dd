"""A response as it is kept, and a kept page as a response again. Pure."""

from scrapy.http import Headers, HtmlResponse, Response

from crawler.items import Page


def keep(response: Response) -> Page:
    """What is kept of a response, whose ``url`` is the newspaper's own address of the page."""
    headers = tuple((name, value) for name, values in response.headers.items() for value in values)
    return Page(response.url, response.status, headers, response.body)


def as_response(page: Page) -> HtmlResponse:
    """The response that a page was kept from."""
    headers = Headers()
    for name, value in page.headers:
        headers.appendlist(name, value)
    return HtmlResponse(page.url, page.status, headers, page.body)
