"""The pages of a closed gate."""

from dataclasses import dataclass
from http import HTTPStatus

from crawler.newspapers.builtin.gates import COOKIE, WaitOrder
from crawler.newspapers.builtin.http import Answer
from crawler.newspapers.builtin.options import GateKind, Options

_COUNTDOWN = """
<script type="text/javascript">
var secs = {seconds};
var timer = setInterval(function () {{
  secs = secs - 1;
  var field = document.getElementById("secField");
  if (field) {{ field.innerHTML = String(secs); }}
  if (secs <= 0) {{ clearInterval(timer); {then} }}
}}, 1000);
</script>"""
_FORM = """
<form method="post" action="">
<img src="/assets/captcha.gif" alt="captcha" width="150" height="40"/>
<label>Mã bảo mật <input type="text" name="captcha" maxlength="6"/></label> <button type="submit">Xác nhận</button>
</form>"""
_ENDLESS = "<script type='text/javascript'>while (true) { Math.sqrt(2); }</script>"
_STATUS: dict[GateKind, int] = {"reload503": HTTPStatus.SERVICE_UNAVAILABLE, "403": HTTPStatus.FORBIDDEN}


@dataclass(frozen=True, slots=True)
class _Words:
    wait: str
    refused: str
    seconds: str


_VI = _Words("Hãy đợi", "Hệ thống đang từ chối truy cập của bạn.", "giây...")
_EN = _Words("Please wait", "The system is refusing your access.", "seconds...")


def refusal(options: Options, order: WaitOrder) -> Answer:
    """The response of a closed gate."""
    kind = options.gate_kind
    status = _STATUS.get(kind, options.gate_status)
    headers = {"Cache-Control": "no-store"}
    if status != HTTPStatus.OK and status != HTTPStatus.FORBIDDEN and options.retry_after:
        headers["Retry-After"] = str(order.seconds)
    return Answer(_page(kind, order).encode(), status, headers=headers)


def pasted_block(seconds: int) -> bytes:
    """The wait block pasted at the end of a complete article."""
    return f"<p>các thông tin tiện ích</p>\n{_block(_VI, seconds)}".encode()


def _page(kind: GateKind, order: WaitOrder) -> str:
    reload = "location.reload();"
    match kind:
        case "403":
            return _document(
                "403 Forbidden", "<h1>Forbidden</h1><p>You don't have permission to access this resource.</p>"
            )
        case "captcha":
            return _document("Xác nhận bạn không phải máy", f"<p>{_VI.refused}</p>{_FORM}")
        case "captcha+wait":
            return _waiting(_VI, order.seconds, _FORM + _countdown(order.seconds, reload))
        case "cookie":
            set_cookie = f'document.cookie = "{COOKIE}={order.token}; path=/"; '
            return _document(
                "Đang kiểm tra trình duyệt",
                f"<p>Đang kiểm tra trình duyệt của bạn, xin chờ <span id='secField'>{order.seconds}</span> giây.</p>"
                + _countdown(order.seconds, set_cookie + reload),
            )
        case "reload503":
            return _document(
                "503 Service Temporarily Unavailable",
                f"<p>Máy chủ đang bận, trang sẽ tự tải lại sau {order.seconds} giây.</p>",
                f'<meta http-equiv="refresh" content="{order.seconds}">',
            )
        case "hang":
            return _waiting(_VI, order.seconds, _ENDLESS)
        case "english":
            return _waiting(_EN, order.seconds, _countdown(order.seconds, reload))
        case _:
            return _waiting(_VI, order.seconds, _countdown(order.seconds, reload))


def _countdown(seconds: int, then: str) -> str:
    return _COUNTDOWN.format(seconds=seconds, then=then)


def _waiting(words: _Words, seconds: int, script: str) -> str:
    return _document(f"{words.wait}...", _block(words, seconds) + script)


def _block(words: _Words, seconds: int) -> str:
    return (
        f'<div class="floodblocker"><img alt="{words.wait}..." src="/assets/images/load_bar.gif" width="33"/>'
        f"<br/>{words.wait}...<br/>\n{words.refused}<br/>\n"
        f'{words.wait} <span id="secField">{seconds}</span> {words.seconds}</div>'
    )


def _document(title: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8"/>\n<title>{title}</title>\n{head}\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
