"""Responses as the recogniser takes them."""

from http import HTTPStatus

from scrapy.http import Response, TextResponse

from crawler.gate.pasted import strip_pasted_block
from crawler.gate.recognise import Gate, recognise


def read_gate(response: Response) -> Gate | None:
    """The gate that a response shows, if any; its body must be free of content encodings."""
    text = response.text if isinstance(response, TextResponse) else ""
    if not text and response.status < HTTPStatus.BAD_REQUEST:
        # A picture, an empty page.
        return None
    return recognise(response.status, _headers(response), text)


def without_pasted_block(response: Response) -> Response:
    """The response without the wait block at the end of its article."""
    if not isinstance(response, TextResponse):
        return response
    text, found = strip_pasted_block(response.text)
    if not found:
        return response
    body = text.encode(response.encoding, "xmlcharrefreplace")
    headers = response.headers.copy()
    # A body shorter than it says is taken for a truncated one.
    headers.pop("Content-Length", None)
    return response.replace(body=body, headers=headers)


def _headers(response: Response) -> dict[str, str]:
    retry_after = response.headers.get("Retry-After")
    return {"Retry-After": retry_after.decode("latin-1")} if retry_after else {}
