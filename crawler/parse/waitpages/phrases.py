"""Phrases and marks of wait pages, and how they differ from articles that use the same words. Pure."""

import re
from collections.abc import Sequence

from crawler.parse.text import normal_form

COUNTER_ID = re.compile(r"\bid\s{0,9}=\s{0,9}[\"']?secField\b", re.I)
"""The id of the element in which the newspaper's wait page counts seconds."""

_DOTS = r"\s*(?:\.{2,}|…)"
_AMOUNT = r"\d{1,5}\s*(?:giây|phút|seconds?|secs?|minutes?|mins?|s)\b"

WAITING = re.compile(
    r"(?:hãy|vui lòng|xin|làm ơn)(?: hãy| vui lòng)? (?:đợi|chờ)"
    r"(?=\s*(?:$|[.…!,:;\d]|(?:trong|một|giây|vài|ít|để|khi|rồi|trước|hoặc|và)\b))"
    r"|(?:đợi|chờ) (?:trong )?(?:giây lát|một (?:chút|lát)|ít phút|vài giây|\d)"
    r"|đang (?:kiểm tra|xác minh|xác thực|chuyển hướng|tải trang)"
    r"|(?:truy cập|yêu cầu|thao tác) quá (?:nhanh|nhiều)"
    r"|quá nhiều (?:yêu cầu|truy cập|lượt)|thử lại sau|quay lại sau|tự động (?:tải lại|chuyển|mở)|hàng đợi"
    r"|please wait|wait (?:for |about )?\d|just a (?:moment|second)|one moment|hold on|stand by"
    r"|checking (?:your|the|if)"
    r"|verif(?:y|ying) (?:you|that you|your|the)|too many requests|rate limit|requests? too (?:fast|quickly|often)"
    r"|slow down|(?:try|come|check) (?:it )?(?:again|back) (?:in|after|later|shortly)|retry (?:in|after)"
    r"|(?:will be|being|are) redirected|redirecting|reload(?:s|ed|ing)? (?:itself|automatically|in|the page)"
    r"|waiting room|your turn|in line|in the queue|ddos protection|security check"
)
"""A request to wait, anywhere in a folded line."""

WAIT_TITLE = re.compile(
    r"(?:(?:xin |vui lòng |xin vui lòng )?(?:hãy )?(?:đợi|chờ)(?: (?:trong )?(?:giây lát|một chút|ít phút))?"
    r"|please wait(?: a (?:moment|second))?|just a (?:moment|second)|one moment(?:,? please)?|hold on"
    r"|checking your browser.*|ddos[- ]guard|you are being redirected"
    r"|đang (?:kiểm tra|xác minh|tải|chuyển hướng|xử lý)(?: (?:trang|trình duyệt|kết nối|bảo mật|truy cập|yêu cầu"
    r"|dữ liệu|bạn|người dùng|tính hợp lệ)\b.*)?"
    r"|redirecting|loading|waiting room|queue|security check|too many requests"
    r"|(?:http |error |lỗi )*(?:429|503)(?:\W*(?:too many requests|service (?:temporarily )?unavailable"
    r"|quá nhiều (?:yêu cầu|truy cập).*|quá tải.*|error|lỗi))?"
    r"|quá nhiều (?:yêu cầu|truy cập).*"
    r"|attention required.*|verifying.*|kiểm tra (?:bảo mật|trình duyệt).*)"
    r"[\s.…!]*(?:[-–|:].*)?"
)
"""The whole of a title, in lower case, that no article has; a site's name may follow it."""

PLEA = re.compile(
    r"(?:hãy|vui lòng|xin|làm ơn)(?: hãy| vui lòng)? (?:đợi|chờ)|please wait|từ chối truy cập"
    r"|(?:den(?:ies|ying)|(?:refus|reject|block)(?:es|s|ing)) your access"
)
"""A plea or a refusal in the block round a countdown, in folded text."""

HUMAN_CHECK = re.compile(
    r"captcha|robot|người máy|human|con người|mã (?:xác nhận|bảo mật|bảo vệ|an toàn|kiểm tra)|security code"
    r"|(?:nhập|gõ|type|enter) (?:các |những |the )?(?:ký tự|mã|characters|letters|code)"
    r"|unusual traffic|lưu lượng bất thường"
)
"""A demand to prove that one is human, in lower-case text."""

REFUSED_TITLE = re.compile(
    r"(?:\d{3}\s*[-–|:]?\s*)?(?:access (?:is )?denied|forbidden|(?:sorry, )?you have been blocked"
    r"|request (?:blocked|rejected)"
    r"|blocked|từ chối truy cập|truy cập bị (?:từ chối|chặn)|bạn (?:đã )?bị chặn|ip (?:của bạn )?(?:đã )?bị chặn)"
    r"[\s.…!]*(?:[-–|:].*)?"
)
"""The whole of a title, in lower case, of a page that refuses."""

_REFUSAL = (
    r"hệ thống đang từ chối truy cập của bạn[.!]?"
    r"|(?:the )?system (?:is )?(?:currently )?(?:den(?:ies|ying)|(?:refus|reject|block)(?:es|s|ing)) your access[.!]?"
)
_COUNTDOWN = rf"(?:(?:hãy|vui lòng|xin(?: vui lòng)?) (?:đợi|chờ)|please wait(?: for)?) {_AMOUNT}(?:{_DOTS}|[.!])?"
_BARE_PLEA = rf"(?:hãy đợi|please wait){_DOTS}"
_ONE = rf"(?:{_REFUSAL}|{_COUNTDOWN}|{_BARE_PLEA})"
_LINE = re.compile(_ONE)
_TOGETHER = re.compile(rf"{_ONE}(?:\s*{_ONE})+")


def is_wait_line(text: str) -> bool:
    """Whether one line of text, alone, reads as a line of the wait block and no sentence of an article.

    >>> [is_wait_line(line) for line in ("Hãy đợi...", "Hãy đợi 13 giây...", "Hãy đợi đến mùa xuân...", "Hãy đợi!")]
    [True, True, False, False]
    """
    line = fold(text)
    return bool(_LINE.fullmatch(line) or _TOGETHER.fullmatch(line))


def contains_wait_text(text: str) -> bool:
    """Whether a text holds the wait block: two of its lines in a row.

    The block never has fewer. One line alone may be a line of speech: «Hãy chờ 5 phút» is one in an interview.

    >>> contains_wait_text("Hãy đợi...\\n\\nHãy đợi 13 giây...")
    True
    >>> contains_wait_text("- Khi nào có kết quả?\\n\\nHãy chờ 5 phút.")
    False
    """
    before = False
    for line in text.splitlines():
        if not (folded := fold(line)):
            continue
        single = bool(_LINE.fullmatch(folded))
        if (single and before) or (not single and _TOGETHER.fullmatch(folded)):
            return True
        before = single
    return False


def holds_wait_text(fields: Sequence[str]) -> bool:
    """Whether an article's title, lead and body hold the wait block, or nothing but one of its lines.

    >>> holds_wait_text(["Hãy đợi...", "", "Ngư dân Hòn Rớ đợi trời yên."])
    False
    """
    lines = [line for field in fields for line in field.splitlines() if line.strip()]
    return contains_wait_text("\n".join(lines)) or (bool(lines) and all(map(is_wait_line, lines)))


def fold(text: str) -> str:
    """Lower-case NFC text with single plain spaces."""
    return " ".join(normal_form("NFC", text).lower().split())
