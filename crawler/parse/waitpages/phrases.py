"""Phrases of wait pages, and how they differ from articles that use the same words. Pure."""

import re
import unicodedata

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
    r"|checking your browser.*|đang (?:kiểm tra|xác minh|tải|chuyển hướng|xử lý).*|ddos[- ]guard"
    r"|you are being redirected"
    r"|redirecting|loading|waiting room|queue|security check|too many requests|429.*|503.*"
    r"|quá nhiều (?:yêu cầu|truy cập).*"
    r"|attention required.*|verifying.*|kiểm tra (?:bảo mật|trình duyệt).*)"
    r"[\s.…!]*(?:[-–|:].*)?"
)
"""The whole of a title, in lower case, that no article has; a site's name may follow it."""

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

_STRONG_LINE = re.compile(
    rf"hệ thống đang từ chối truy cập của bạn[.!]?"
    rf"|(?:(?:hãy|vui lòng|xin(?: vui lòng)?) (?:đợi|chờ)|please wait(?: for)?) {_AMOUNT}{_DOTS}?"
    r"|(?:the )?system (?:is )?(?:currently )?(?:den(?:ies|ying)|(?:refus|reject|block)(?:es|s|ing)) your access[.!]?"
)
_WEAK_LINE = re.compile(rf"(?:hãy đợi|please wait){_DOTS}")


def is_wait_line(text: str) -> bool:
    """Whether one line of text, alone, is a line of the wait block, not a sentence of an article.

    >>> [is_wait_line(line) for line in ("Hãy đợi...", "Hãy đợi 13 giây...", "Hãy đợi đến mùa xuân...", "Hãy đợi!")]
    [True, True, False, False]
    """
    line = fold(text)
    return bool(_STRONG_LINE.fullmatch(line) or _WEAK_LINE.fullmatch(line))


def contains_wait_text(text: str) -> bool:
    """Whether a text holds the wait block: one of its unmistakable lines, or its short line twice in a row.

    Articles that quote the block inside a sentence, or have «Hãy đợi...» as a line of speech, do not match.

    >>> contains_wait_text("Hãy đợi...\\n\\nÔng Nam nói: Hãy đợi 13 giây...")
    False
    """
    before = False
    for line in text.splitlines():
        if not (folded := fold(line)):
            continue
        if _STRONG_LINE.fullmatch(folded):
            return True
        weak = bool(_WEAK_LINE.fullmatch(folded))
        if weak and before:
            return True
        before = weak
    return False


def fold(text: str) -> str:
    """Lower-case NFC text with single plain spaces."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
