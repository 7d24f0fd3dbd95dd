"""Báo Đắk Lắk and its Phú Yên edition, the former Báo Phú Yên."""

import re
from dataclasses import replace

from crawler.newspapers import vnpt
from crawler.newspapers.model import VIETNAM, Expectations, Layout, Newspaper

DAKLAK = Newspaper(
    name="daklak",
    title="Báo Đắk Lắk",
    language="vi",
    home="https://baodaklak.vn/",
    aliases=frozenset({"www.baodaklak.vn"}),
    other_editions=frozenset({"phuyen.baodaklak.vn", "baophuyen.vn", "www.baophuyen.vn", "en.baophuyen.vn"}),
    timezone=VIETNAM,
    article_paths=(vnpt.ARTICLE_PATH,),
    sections=frozenset(
        {
            "thoi-su",
            "chinh-tri",
            "kinh-te",
            "xa-hoi",
            "giao-duc",
            "y-te-suc-khoe",
            "phap-luat",
            "an-ninh-quoc-phong",
            "quoc-te",
            "the-thao",
            "van-hoa-du-lich-van-hoc-nghe-thuat",
            "du-lich",
            "khoa-hoc-cong-nghe",
            "moi-truong",
            "trang-tin-dia-phuong",
            "phong-su-ky-su",
            "van-de-ban-doc-quan-tam",
        }
    ),
    # The last one is paid for by the firms it is about.
    not_news=frozenset(
        {"video", "multimedia", "doc-bao-in", "quang-cao-rao-vat", "thong-tin-doanh-nghiep-tu-gioi-thieu"}
    ),
    image_path=vnpt.IMAGE_PATH,
    layouts=(vnpt.SISTER, vnpt.NATIVE),
    listing=replace(
        vnpt.LISTING,
        aside=f"{vnpt.LISTING.aside}, .col-md-4, .gocanh, .multimedia, .trangdiaphuong, .news_other, #feedback",
    ),
    expectations=Expectations(
        sections=10,
        new_articles_a_day=5,
        field_shares={"lead": 0.6, "author": 0.4, "published_at": 0.98},
        body_characters=600,
    ),
)

FORMER_PATH = re.compile(r"/(?P<section>[A-Za-z0-9_-]+)/(?P<id>\d{5,6})/[^/]+/?")
"""Articles of Báo Phú Yên before it became an edition; migrated pages still name it as their own address."""

V2 = Layout(
    name="v2",
    # Other h1 elements stand before and behind it.
    title=".title-background h1",
    body="#content.content-detail > .td-post-content",
    date=".group-time time.time",
    author=".after-author p.author",
    no_author=frozenset({"Bút danh"}),
    repeated_lead=".content-reply p.reply",
    picture=vnpt.PICTURE,
    caption=vnpt.CAPTION,
    tag=".tag_list a",
    full_id="#article_id",
    section="#cate_url",
    not_text=f"{vnpt.NOT_TEXT}, .section-post-detail-related, .section-multimedia",
)

PHUYEN = Newspaper(
    name="phuyen",
    title="Báo Đắk Lắk, ấn bản Phú Yên",
    language="vi",
    home="https://phuyen.baodaklak.vn/",
    aliases=frozenset({"www.phuyen.baodaklak.vn", "baophuyen.vn", "www.baophuyen.vn"}),
    other_editions=DAKLAK.hosts | {"en.baophuyen.vn"},
    timezone=VIETNAM,
    article_paths=(vnpt.ARTICLE_PATH, FORMER_PATH),
    sections=frozenset({"chinh-tri", "kinh-te", "suc-khoe"}),
    not_news=frozenset({"multimedia"}),
    image_path=re.compile(r"/(?:file|dataimages|upload)/.*", re.IGNORECASE),
    layouts=(V2,),
    listing=replace(
        vnpt.LISTING,
        aside=f"{vnpt.LISTING.aside}, .section-post-detail-related, .section-multimedia",
        pager=f"{vnpt.LISTING.pager}, #loadmore",
    ),
    expectations=Expectations(
        sections=3,
        new_articles_a_day=1,
        field_shares={"lead": 0.6, "author": 0.3, "published_at": 0.98},
        body_characters=600,
    ),
    true_clock=True,
)
