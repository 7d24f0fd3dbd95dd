"""Thirty gates of different makes."""

from dataclasses import dataclass, field

from crawler.parse.waitpages.recognise import Kind
from tests.gates.frame import in_site_frame


@dataclass(frozen=True)
class Closed:
    """A gate, and what must be read from it."""

    name: str
    html: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: Kind = "wait"
    seconds: int | None = None


def flood_blocker(seconds: int = 13, extra: str = "", english: bool = False) -> str:
    """A wait page after the manner of NukeViet 4."""
    title, refusal, wait, unit = (
        ("Please wait...", "The system is refusing your access", "Please wait", "seconds")
        if english
        else ("Hãy đợi...", "Hệ thống đang từ chối truy cập của bạn", "Hãy đợi", "giây")
    )
    return f"""<!DOCTYPE html>
<html lang="{"en" if english else "vi"}">
<head><meta charset="utf-8"><title>{title}</title>
<style>.floodblocker {{ margin: 40px; text-align: center }}</style></head>
<body>
<div class="floodblocker">
<img alt="{title}" src="/images/bar.gif" width="33" height="8"><br>
{refusal}.<br>
<span>{wait} <span id="secField">{seconds}</span> {unit}...</span>
{extra}
</div>
<script>
var wait = {seconds}, began = Date.now();
setInterval(function () {{
  var passed = Math.round((Date.now() - began) / 1000);
  document.getElementById("secField").innerHTML = wait - passed;
  if (passed >= wait) location.reload();
}}, 1000);
</script>
</body></html>"""


CAPTCHA_FORM = """<form method="post" action="/" id="pass"><p>Nhập mã để tiếp tục ngay</p>
<div class="g-recaptcha" data-sitekey="k"></div><input type="hidden" name="pass" value="1"></form>"""

CARD = """<!DOCTYPE html><html lang="vi"><head><title>Hãy đợi...</title><style>.card{width:450px}</style></head><body>
<div class="wrap"><div class="card"><div class="title"><strong>Hệ thống đang từ chối truy cập của bạn</strong></div>
<div class="message">Hãy đợi <span id="secField">42</span> giây...</div></div></div>
<script>var Timeout = '42'; setInterval("tick()", 1000); function tick() { location.reload(); }</script>
</body></html>"""


def bare(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


CLOSED = (
    Closed("flood blocker, 200", flood_blocker(13), seconds=13),
    Closed("flood blocker, 429", flood_blocker(9), 429, {"Retry-After": "9"}, seconds=9),
    Closed("flood blocker, 503", flood_blocker(61), 503, seconds=61),
    Closed("flood blocker with captcha form", flood_blocker(20, CAPTCHA_FORM), seconds=20),
    Closed("flood blocker in English", flood_blocker(7, english=True), seconds=7),
    Closed("flood blocker as a card", CARD, 429, {"Retry-After": "42"}, seconds=42),
    Closed("flood blocker answered as 404", flood_blocker(5), 404, seconds=5),
    Closed(
        "flood blocker inside the site's frame",
        in_site_frame("Hãy đợi... - Báo Tỉnh", flood_blocker(30).partition("<body>")[2].replace("</body></html>", "")),
        seconds=30,
    ),
    Closed(
        "countdown that sets a cookie",
        bare(
            "Vui lòng chờ",
            '<p>Đang kiểm tra trình duyệt của bạn. Trang mở sau <b id="count">5</b> giây.</p>'
            '<script>var n = 5; setInterval(function () { if (--n <= 0) { document.cookie = "seen=1; path=/";'
            " location.reload(); } }, 1000);</script>",
        ),
        seconds=5,
    ),
    Closed(
        "cookie script alone",
        '<html><body><script>document.cookie="K9=ab12;path=/";window.location.reload(true);</script></body></html>',
    ),
    Closed(
        "cookie script with an address",
        '<script>document.cookie = "c=" + (3 * 7) + ";max-age=600"; location.href = "/?c=1";</script>',
    ),
    Closed(
        "meta refresh, 503",
        bare("503", "<h1>Đang quá tải, xin chờ</h1>", '<meta http-equiv="refresh" content="6">'),
        503,
        seconds=6,
    ),
    Closed(
        "meta refresh, 200",
        bare("Xin chờ...", "<p>Xin chờ giây lát</p>", "<meta content='4' http-equiv='Refresh'>"),
        seconds=4,
    ),
    Closed(
        "meta refresh in English",
        bare(
            "One moment, please...",
            "<p>Checking the site connection.</p>",
            '<meta http-equiv=refresh content="3;url=/">',
        ),
        seconds=3,
    ),
    Closed("plain 429", "Too Many Requests", 429, {"retry-after": "120"}, seconds=120),
    Closed("plain 429 without a word of time", "<h1>429 Too Many Requests</h1><hr><center>nginx</center>", 429),
    Closed("429 with an empty body", "", 429, {"Retry-After": "3"}, seconds=3),
    Closed(
        "503 with Retry-After", bare("Bảo trì", "<p>Trang đang bảo trì.</p>"), 503, {"Retry-After": "30"}, seconds=30
    ),
    Closed(
        "rate limit in words",
        bare("Thông báo", "<p>Bạn truy cập quá nhanh. Vui lòng thử lại sau 30 giây.</p>"),
        seconds=30,
    ),
    Closed(
        "rate limit in words, minutes",
        bare("Slow down", "You are being rate limited. Try again in 2 minutes."),
        403,
        seconds=120,
    ),
    Closed(
        "browser check",
        bare(
            "Just a moment...",
            "<h1>news.example</h1><p>Checking if the site connection is secure</p>"
            "<noscript>Enable JavaScript and cookies to continue</noscript>"
            "<script>window._cf_chl_opt={cType:'managed'};</script>",
        ),
        403,
    ),
    Closed(
        "browser check of five seconds",
        bare(
            "Checking your browser before accessing the site",
            "<p>This process is automatic. Your browser will redirect to your requested content shortly.</p>"
            '<form id="f" action="/"></form>'
            '<script>setTimeout(function(){document.getElementById("f").submit();}, 5000)</script>',
        ),
        503,
        seconds=5,
    ),
    Closed(
        "entities for letters",
        bare(
            "H&atilde;y &#273;&#7907;i...",
            "<p>H&atilde;y &#273;&#7907;i 8 gi&acirc;y</p><script>setTimeout('location.reload()', 8000)</script>",
        ),
        seconds=8,
    ),
    Closed(
        "letters with marks apart",
        bare(
            "Ha\u0303y đơ\u0323i...",
            "<p>Ha\u0303y đơ\u0323i</p><script>setTimeout(() => location.reload(), 2000)</script>",
        ),
        seconds=2,
    ),
    Closed("empty page that refreshes", '<html><head><meta http-equiv="refresh" content="3"></head></html>', seconds=3),
    Closed(
        "handler of the body", '<body onload="setTimeout(function(){location.reload()},5000)">Wait 5 seconds', seconds=5
    ),
    Closed(
        "long explanation",
        bare(
            "Vui lòng chờ trong giây lát",
            "<p>" + "Hệ thống đang phục vụ nhiều bạn đọc cùng một lúc, mong bạn thông cảm. " * 4 + "</p>"
            "<p>Trang sẽ tải lại sau <b id='dem'>10</b> giây</p><script>setInterval(tai, 1000);"
            "function tai() { if (--n < 1) location.reload() }</script>",
        ),
        seconds=10,
    ),
    Closed(
        "waiting room",
        bare(
            "Hàng đợi trực tuyến",
            "<h2>Bạn đang ở trong hàng đợi</h2>"
            "<p>Còn <span class='countdown'>45</span> giây. Trang sẽ tự động tải lại.</p>"
            "<script>setInterval(function(){ location.reload() }, 45000)</script>",
        ),
        seconds=45,
    ),
    Closed(
        "countdown kept by a script elsewhere",
        bare("Please wait...", '<p>Please wait <span id="timer">10</span></p><script src="/guard.js"></script>'),
        seconds=10,
    ),
    Closed(
        "clock instead of seconds",
        bare(
            "Vui lòng đợi",
            "<p>Vui lòng đợi 01:15</p><script>setInterval(tick, 1000); function tick(){ location.reload(); }</script>",
        ),
        seconds=75,
    ),
    Closed(
        "captcha only",
        bare("Xác nhận", '<p>Xác nhận bạn không phải người máy</p><form><div class="g-recaptcha"></div></form>'),
        kind="captcha",
    ),
    Closed(
        "captcha as a picture, 403",
        bare(
            "Access",
            '<form method="post">Nhập mã xác nhận: <img src="/captcha.png">'
            '<input name="code"><button>OK</button></form>',
        ),
        403,
        kind="captcha",
    ),
    Closed(
        "plain 403",
        "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>",
        403,
        kind="refused",
    ),
    Closed("refusal with status 200", bare("Access Denied", "<p>You have been blocked.</p>"), kind="refused"),
)
