"""Báo Thái Nguyên: on the portal, and after the change of system that its front end announced in July 2026."""

import re

from crawler.newspapers import vnpt
from crawler.newspapers.model import VIETNAM, Expectations, Layout, Newspaper

FUSED_PATH = re.compile(
    r"/(?P<section>[A-Za-z0-9_-]+?)(?P<month>(?:19|20)\d{2}(?:0[1-9]|1[0-2]))/[^/]+-(?P<id>[0-9a-f]{7})/?"
)
"""Addresses that lack the slash before the month."""

NEXT = Layout(
    name="thainguyen-next",
    title="h1.title-info",
    body=".article-prose",
    # It shows the day only.
    date="time.detail-author__date",
    author=".detail-author__name",
    repeated_lead="p.desc-info",
    picture=vnpt.PICTURE,
    caption=vnpt.CAPTION,
    tag="a.tag-link",
    not_text=f"{vnpt.NOT_TEXT}, .category-related-posts",
)

THAINGUYEN = Newspaper(
    name="thainguyen",
    title="Báo Thái Nguyên",
    language="vi",
    home="https://baothainguyen.vn/",
    aliases=frozenset({"www.baothainguyen.vn"}),
    other_editions=frozenset({"en.baothainguyen.vn", "cn.baothainguyen.vn"}),
    timezone=VIETNAM,
    article_paths=(vnpt.ARTICLE_PATH, FUSED_PATH),
    sections=frozenset(
        {
            "thoi-su-thai-nguyen",
            "chinh-tri",
            "kinh-te",
            "xa-hoi",
            "phap-luat",
            "giao-duc",
            "y-te",
            "van-hoa",
            "the-thao",
            "giao-thong",
            "o-to-xe-may",
            "tai-nguyen-moi-truong",
            "quoc-phong-an-ninh",
            "quoc-te",
            "que-huong-dat-nuoc",
            "ban-doc",
            "tieu-diem",
            "tin-moi",
        }
    ),
    not_news=frozenset(
        {
            "audio",
            "audio-thai-nguyen",
            "multimedia",
            "podcast",
            "video",
            "doc-bao-in",
            "thong-tin-quang-cao",
        }
    ),
    image_path=vnpt.IMAGE_PATH,
    layouts=(NEXT, vnpt.NATIVE, vnpt.SISTER),
    listing=vnpt.LISTING,
    expectations=Expectations(
        sections=10,
        new_articles_a_day=5,
        field_shares={"lead": 0.6, "author": 0.4, "published_at": 0.98},
        body_characters=600,
    ),
    image_hosts=frozenset({"cdn.baothainguyen.vn"}),
    unproven="the front end of its next system and other programs' settings, not on whole pages",
)
