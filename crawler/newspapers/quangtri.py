"""Báo Quảng Trị."""

import re
from dataclasses import replace

from crawler.newspapers import vnpt
from crawler.newspapers.model import VIETNAM, Expectations, Newspaper

HTM_PATH = re.compile(r"/(?P<section>[A-Za-z0-9_-]+)(?:/(?P<subsection>[A-Za-z0-9_-]+))?/[^/]+-(?P<id>\d+)\.htm")
"""Addresses until 2025."""

WITH_BODY = replace(vnpt.NATIVE, name="quangtri", title=None, body=".td-post-content", earlier=None)
"""Only the body's element is known."""

WITHOUT_BODY = replace(WITH_BODY, name="quangtri-plain", body="#content")

QUANGTRI = Newspaper(
    name="quangtri",
    title="Báo Quảng Trị",
    language="vi",
    home="https://baoquangtri.vn/",
    aliases=frozenset({"www.baoquangtri.vn"}),
    other_editions=frozenset(),
    timezone=VIETNAM,
    article_paths=(vnpt.ARTICLE_PATH, HTM_PATH),
    sections=frozenset(
        {
            "thoi-su",
            "chinh-tri",
            "kinh-te",
            "xa-hoi",
            "van-hoa",
            "the-thao",
            "giao-duc",
            "suc-khoe",
            "phap-luat",
            "quoc-phong-an-ninh",
            "quoc-te",
            "du-lich",
            "khoa-hoc-cong-nghe",
            "dat-va-nguoi-quang-tri",
            "dat-va-nguoi-quang-binh",
            "phong-su-ky-su",
            "moi-nong",
        }
    ),
    not_news=frozenset({"doc-bao-in", "thong-tin-quang-cao-tuyen-dung", "multimedia"}),
    image_path=vnpt.IMAGE_PATH,
    layouts=(vnpt.NATIVE, WITH_BODY, WITHOUT_BODY),
    listing=vnpt.LISTING,
    expectations=Expectations(
        sections=10,
        new_articles_a_day=5,
        field_shares={"lead": 0.5, "author": 0.3, "published_at": 0.9},
        body_characters=600,
    ),
    unproven="other programs' settings, not on whole pages",
)
