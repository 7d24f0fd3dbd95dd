"""The VNPT newspaper portal, shared by several Vietnamese newspapers: addresses and page templates."""

import re
from dataclasses import replace

from crawler.newspapers.model import Layout, ListingLayout, TextLayout

ARTICLE_PATH = re.compile(
    r"/(?P<section>[A-Za-z0-9_-]+)(?:/(?P<subsection>[A-Za-z0-9_-]+))?"
    r"/(?P<month>(?:19|20)\d{2}(?:0[1-9]|1[0-2]))/[^/]+-(?P<id>[0-9a-f]{7})/?"
)
IMAGE_PATH = re.compile(r"/(?:file|dataimages)/.*", re.IGNORECASE)

NOT_TEXT = (
    ".related, .block_new_related, .textlink_embed, .social, .feedback_comment1, .tag_list, .sub_first_content,"
    " .box_support, .floodblocker, #mostread, #video-box"
)
PICTURE = "table.image, figure"
CAPTION = "td.desc, .image_desc, figcaption"

OLD_PORTAL = TextLayout(
    name="old-portal",
    date_line=re.compile(
        r"(?:Thứ\s+(?:Hai|Ba|Tư|Năm|Sáu|Bảy|Bẩy|[2-7])|Chủ\s+nhật)\s*,\s*\d{1,2}/\d{1,2}/\d{4}\s*,\s*"
        r"\d{1,2}:\d{2}\s*\[GMT\s*\+\s*7\]",
        re.IGNORECASE,
    ),
    end=re.compile(
        r"\.|các thông tin tiện ích|(?:các )?(?:tin|bài)(?:,? bài)? (?:khác|liên quan|cùng chuyên mục|đã đưa|mới).*"
        r"|ý kiến bạn đọc.*|gửi (?:ý kiến|bình luận|phản hồi).*|in (?:bài|trang) này|về đầu trang|trở về|xem thêm"
        r"|(?:cơ quan chủ quản|giấy phép|tổng biên tập|bản quyền|copyright|©|ghi rõ nguồn|tòa soạn\s*:).*",
        re.IGNORECASE,
    ),
)
"""The portal before 2023, as stored by web archives."""
NATIVE = Layout(
    name="native",
    title="h1.head_title",
    kicker=".subtitle",
    date="div.date",
    author="span.author",
    body="#content.content-detail > .td-post-content",
    repeated_lead="div.sub_first_content",
    picture=PICTURE,
    caption=CAPTION,
    tag=".tag_list a",
    full_id="#article_id",
    not_text=NOT_TEXT,
    earlier=OLD_PORTAL,
)
"""Articles written in the portal, and those migrated to it."""
SISTER = replace(
    NATIVE,
    name="sister",
    title="h1.media-heading",
    kicker="h4.media-heading",
    body="#content.content",
    earlier=None,
)
"""The template of other newspapers on the portal."""
LISTING = ListingLayout(
    navigation="nav a, .submenu a",
    aside="nav, .submenu, .sticky-content, #mostread, #video-box, .block_new_related, .header, .footer",
    pager="#pagination-container",
    page_parameter="paged",
)
