"""Báo Đồng Nai."""

from crawler.newspapers import vnpt
from crawler.newspapers.model import VIETNAM, Expectations, Newspaper

DONGNAI = Newspaper(
    name="dongnai",
    title="Báo Đồng Nai",
    language="vi",
    home="https://baodongnai.com.vn/",
    aliases=frozenset({"www.baodongnai.com.vn"}),
    other_editions=frozenset(),
    timezone=VIETNAM,
    article_paths=(vnpt.ARTICLE_PATH,),
    sections=frozenset({"kinh-te", "van-hoa", "xa-hoi", "phap-luat", "ban-doc"}),
    not_news=frozenset({"media", "video-clip", "podcast", "anh-dep"}),
    image_path=vnpt.IMAGE_PATH,
    layouts=(vnpt.NATIVE, vnpt.SISTER),
    listing=vnpt.LISTING,
    expectations=Expectations(
        sections=4,
        new_articles_a_day=5,
        field_shares={"lead": 0.6, "author": 0.4, "published_at": 0.98},
        body_characters=600,
    ),
    picture_folder="#site_id",
    unproven="the portal's own scripts and other programs' settings, not on whole pages",
)
