"""A news site's frame: navigation, sidebar, footer, and scripts that happen to do what gates do."""

_MENU = "".join(f'<li><a href="/muc-{number}/">Chuyên mục số {number}</a></li>' for number in range(40))
_SCRIPT = """<script>
function login() { $.post("/login", function () { location.reload(); }); }
setTimeout(function () { document.cookie = "visited=1"; }, 3000);
var timeout = 30;
</script>"""


def in_site_frame(title: str, main: str, head: str = "") -> str:
    """A whole page of a site round ``main``; about 6,000 characters without it."""
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:site_name" content="Báo Tỉnh">{head}{_SCRIPT}</head>
<body><header><a href="/">Báo Tỉnh</a></header><nav><ul>{_MENU}</ul></nav>
<div id="main">{main}</div>
<aside><div id="mostread"><a href="/a-1/">Tin đọc nhiều</a></div></aside>
<footer>Giấy phép số 1, Tổng Biên tập: Nguyễn Văn A. Điện thoại 0258 000 000.</footer></body></html>"""
