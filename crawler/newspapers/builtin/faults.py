"""Planned faults of responses."""

import gzip
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from crawler.newspapers.builtin.http import Answer
from crawler.newspapers.builtin.options import Fault

_HUGE = 10 * 1024 * 1024
_ERROR_PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Lỗi</title></head>"
    "<body><h1>Đã có lỗi xảy ra</h1><p>Máy chủ không lấy được nội dung. Mã lỗi 0x80.</p></body></html>"
)


_EMPTY_PAGE = (
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Báo</title>"
    + "".join(f"<link rel='preload' as='script' href='/assets/part-{number}.js'>" for number in range(30))
    + "</head><body><div id='app'></div><script>window.state = {};</script></body></html>"
)


class Faults:
    """The responses that fail, by article or by the number of the request (the first is 1)."""

    def __init__(self, planned: Mapping[str | int, Fault]) -> None:
        self._planned: dict[str | int, tuple[Fault, int | None]] = {
            key: (fault, None) for key, fault in planned.items()
        }
        self._requests = 0

    def plan(self, key: str | int, fault: Fault, times: int | None) -> None:
        """Let an article's page fail ``times`` times; None: always."""
        self._planned[key] = (fault, times)

    def next(self, article_id: str | None) -> Fault | None:
        """The fault of the next response; None when it has none."""
        self._requests += 1
        for key in (self._requests, article_id):
            if key is not None and key in self._planned:
                return self._take(key)
        return None

    def _take(self, key: str | int) -> Fault | None:
        fault, times = self._planned[key]
        if times is None:
            return fault
        self._planned[key] = (fault, times - 1)
        return fault if times > 0 else None


def spoil(answer: Answer, fault: Fault, path: str, port: int, other: bytes) -> Answer:
    """The answer with its fault.

    ``path`` is the requested path, ``port`` the server's own (which ``localhost`` leads to under a foreign name),
    ``other`` the page of another article.
    """
    html = answer.body
    match fault:
        case "truncated":
            return replace(answer, body=html[: len(html) // 3], claimed_length=len(html))
        case "lying-charset":
            return replace(answer, content_type="text/html; charset=iso-8859-1")
        case "error-200":
            return Answer(_ERROR_PAGE.encode())
        case "empty-200":
            return Answer(_EMPTY_PAGE.encode())
        case "500":
            return Answer(_ERROR_PAGE.encode(), HTTPStatus.INTERNAL_SERVER_ERROR)
        case "timeout":
            return replace(answer, silent=True)
        case "foreign-redirect":
            return Answer(b"", HTTPStatus.FOUND, headers={"Location": f"http://localhost:{port}{path}"})
        case "redirect-loop":
            return Answer(b"", HTTPStatus.FOUND, headers={"Location": path})
        case "wrong-id":
            return replace(answer, body=other)
        case "raw-gzip":
            return replace(answer, body=gzip.compress(html, 1))
        case "huge":
            middle = html.find(b"</body>")
            return replace(answer, body=html[:middle] + b"<p>" + b"a " * (_HUGE // 2) + b"</p>" + html[middle:])
        case "no-end":
            return replace(answer, body=html.replace(b"</body>", b"").replace(b"</html>", b""))
        case "cut-without-length":
            return replace(answer, body=html[: len(html) // 3], http10=True)
