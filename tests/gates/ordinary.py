"""Two hundred pages that are no gate, whatever their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tests.gates.frame import in_site_frame


@dataclass(frozen=True)
class Ordinary:
    """A page that must pass."""

    name: str
    html: str
    status: int = 200


HEADLINES = (
    "Hãy đợi...",
    "Hãy đợi đấy!",
    "Hãy đợi 13 giây trước khi sang đường",
    "«Hãy đợi», lời nhắn của người mẹ",
    "Vui lòng chờ: chuyện ở bệnh viện tỉnh",
    "Xin chờ thêm một mùa trái chín",
    "Hệ thống đang từ chối truy cập của bạn: lỗi gì?",
    "Captcha là gì và vì sao nó làm bạn mất thời gian",
    "Tôi không phải người máy: câu hỏi nghìn tỷ lượt",
    "Từ chối truy cập mạng trái phép tại trường học",
    "Truy cập bị chặn: hơn 300 trang cờ bạc",
    "Quá nhiều yêu cầu, quá ít bác sĩ",
    "Đang kiểm tra 40 tàu cá ở Ninh Hải",
    "Please wait: a summer on the islands",
    "Just a moment in Nha Trang",
    "Too many requests for a small hospital",
    "Access denied: the beach that nobody may enter",
    "503 ngày chờ một cây cầu",
    "429 hộ dân sẽ được tái định cư",
    "Hàng đợi dài trước cửa hàng xăng",
)
PARAGRAPHS = {
    "long": (
        "Sáng sớm, chợ cá đã đông người. Hãy đợi, bà Tư nói, rồi mở nắp giỏ cho khách xem mẻ tôm hùm vừa lên "
        "bến, con nào con nấy còn búng tanh tách. Người mua gật gù, người bán cười, và câu chuyện giá cả kéo dài đến "
        "khi mặt trời lên.",
        "Theo chị Lan, trang bán vé báo «Hệ thống đang từ chối truy cập của bạn, hãy đợi 13 giây» rồi hiện ô captcha; "
        "chị thử lại sau ít phút thì đặt được chỗ cho cả nhà. Nhân viên nhà ga cho biết lượng truy cập quá nhiều vào "
        "giờ cao điểm.",
    ),
    "short": (
        "Ảnh: Ngư dân chờ trời sáng ở cảng Hòn Rớ, nơi tàu thuyền về neo tránh gió từ chiều hôm trước.",
        "Bộ ảnh do bạn đọc gửi về tòa soạn trong tuần qua; mỗi tấm là một lát cắt của đời sống trên bến dưới thuyền.",
    ),
}
EXTRAS = {
    "plain": "",
    "comment form": '<form><textarea name="text"></textarea><input name="name"><div class="g-recaptcha"></div></form>',
    "live": '<div id="loading">Vui lòng chờ...</div>',
}
ERRORS = (
    (404, "404 Not Found", "<h1>Không tìm thấy trang</h1><p>Trang không tồn tại. Vui lòng quay lại sau.</p>"),
    (
        404,
        "Không tìm thấy",
        "<p>Bạn sẽ được chuyển về trang chủ sau 5 giây.</p><script>setTimeout(\"location.href='/'\", 5000)</script>",
    ),
    (410, "Đã gỡ", "<p>Bài viết đã được gỡ bỏ.</p>"),
    (500, "Lỗi máy chủ", "<h1>500</h1><p>Có lỗi xảy ra, vui lòng thử lại sau.</p>"),
    (500, "Internal Server Error", "<h1>Internal Server Error</h1><p>Please try again later.</p>"),
    (502, "502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>"),
    (
        503,
        "Service Unavailable",
        "<h1>Service Unavailable</h1><p>The server cannot answer due to maintenance or load.</p>",
    ),
    (504, "Gateway Time-out", "<h1>504 Gateway Time-out</h1>The server didn't respond in time."),
    (400, "Bad Request", "<h1>Bad Request</h1>"),
    (401, "Đăng nhập", "<form><input name='user'><input type='password' name='pass'></form>"),
)
SMALL = (
    ("empty", ""),
    ("robots.txt", "User-agent: *\nDisallow: /tim-kiem\nCrawl-delay: 2\n"),
    (
        "contact",
        '<title>Liên hệ</title><form>Họ tên <input name="name"> E-mail <input name="mail">'
        '<textarea name="text"></textarea><img src="/captcha"><input name="captcha"></form>',
    ),
    (
        "login",
        '<title>Đăng nhập</title><form><input name="u"><input type="password" name="p">'
        '<div class="g-recaptcha"></div></form>',
    ),
    (
        "shell of a web application",
        '<title>Báo Tỉnh</title><div id="app">Đang tải, vui lòng chờ...</div><script src="/main.js"></script>',
    ),
    (
        "front page that refreshes",
        '<title>Báo Tỉnh</title><meta http-equiv="refresh" content="1800"><p>Tin mới nhất trong ngày</p>',
    ),
    (
        "redirect in HTML",
        '<title>Báo Tỉnh</title><meta http-equiv="refresh" content="0;url=/moi/"><a href="/moi/">Trang mới</a>',
    ),
    ("search", '<title>Tìm kiếm</title><form><input name="q"></form><p>Không có kết quả cho «hãy»</p>'),
    (
        "poll",
        "<title>Bình chọn</title><p>Cảm ơn bạn đã bình chọn</p><script>function again(){location.reload()}</script>",
    ),
    (
        "short news on a bare site",
        "<title>Chợ cá</title><h1>Chợ cá</h1><p>Sáng nay chợ mở sớm, bà con chờ tàu về. Xin chờ tin tiếp theo của "
        "chúng tôi trong ngày mai.</p><script>function again() { location.reload() }</script>",
    ),
    ("redirect by script", "<html><body><script>location.href = '/moi/'</script></body></html>"),
    ("advert", '<html><body><script>document.cookie="ad=1"</script><img src="/qc.jpg"></body></html>'),
)


def _article(headline: str, length: str, extra: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[length])
    return in_site_frame(
        headline,
        f'<div class="date">08:15, 12/10/2025</div><h1 class="head_title">{headline}</h1>'
        f'<div id="content" class="content-detail">{text}</div>{EXTRAS[extra]}',
        '<meta http-equiv="refresh" content="60">' if extra == "live" else "",
    )


def _listing(page: int) -> str:
    links = "".join(f'<h3><a class="title2" href="/a-{n}/">{HEADLINES[(n + page) % 20]}</a></h3>' for n in range(19))
    return in_site_frame(f"Xã hội, trang {page}", links)


def _pages() -> Iterator[Ordinary]:
    for headline, length, extra in product(HEADLINES, PARAGRAPHS, EXTRAS):
        yield Ordinary(f"{headline} ({length}, {extra})", _article(headline, length, extra))
    for headline in HEADLINES:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS["long"])
        yield Ordinary(f"bare: {headline}", f"<html><head><title>{headline}</title></head><body>{text}</body></html>")
        # A page as a converter leaves it: no head, no frame, a headline and one paragraph.
        yield Ordinary(f"no head: {headline}", f"<h1>{headline}</h1><p>{PARAGRAPHS['long'][0]}</p>")
    for status, title, body in ERRORS:
        yield Ordinary(f"{status} bare", f"<html><head><title>{title}</title></head><body>{body}</body></html>", status)
        yield Ordinary(f"{status} framed", in_site_frame(title, body), status)
    for name, html in SMALL:
        yield Ordinary(name, html)
    for page in range(10):
        yield Ordinary(f"listing {page}", _listing(page))


ORDINARY = tuple(_pages())
