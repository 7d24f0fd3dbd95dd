"""Only sound articles pass; what is rejected says why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from itemadapter import ItemAdapter
from scrapy.utils.test import get_crawler

from crawler.items import Article, Image
from crawler.parse.errors import Rejected
from pipelines.validate import ValidatePipeline, validate

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
SOUND = Article(
    newspaper="khanhhoa",
    article_id="e4914ab",
    url="https://baokhanhhoa.vn/xa-hoi/202509/mot-tin-e4914ab/",
    section="xa-hoi",
    subsection=None,
    language="vi",
    title="Người dân «hãy đợi» đò sang đảo",
    body="Chủ đò nhắc: Hãy đợi thêm ít phút.\n\nMọi người cùng chờ.",
    published_at=datetime(2025, 9, 20, 16, 12, tzinfo=UTC),
    published_precision="minute",
)


def test_a_sound_article_passes() -> None:
    validate(ItemAdapter(SOUND), NOW)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": ""}, "no-title"),
        ({"body": ""}, "no-body"),
        ({"article_id": ""}, "no-article-id"),
        ({"published_precision": None}, "date-without-precision"),
        ({"published_at": None}, "date-without-precision"),
        ({"published_at": NOW + timedelta(days=1, seconds=1)}, "impossible-date"),
        ({"published_at": datetime(1970, 1, 1, tzinfo=UTC)}, "impossible-date"),
        ({"body": "Một đoạn.\n\nHệ thống đang từ chối truy cập của bạn.\n\nHãy đợi 13 giây..."}, "wait-text"),
        ({"title": "Hãy đợi...", "lead": "Hãy đợi 7 giây..."}, "wait-text"),
        ({"title": "Hãy đợi...", "lead": None, "body": "", "images": (Image("https://a/1.jpg"),)}, "wait-text"),
        ({"lead": "Hệ thống đang từ chối truy cập của bạn. Hãy đợi 7 giây..."}, "wait-text"),
    ],
)
def test_an_unsound_article_is_rejected_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(Rejected) as rejection:
        validate(ItemAdapter(replace(SOUND, **changes)), NOW)
    assert rejection.value.reason == reason


def test_a_photo_story_needs_no_body() -> None:
    validate(ItemAdapter(replace(SOUND, body="", images=(Image("https://baokhanhhoa.vn/file/a.jpg", "Đò."),))), NOW)


def test_rejections_are_counted_by_reason() -> None:
    crawler = get_crawler()
    crawler._apply_settings()
    pipeline = ValidatePipeline.from_crawler(crawler)
    with pytest.raises(Rejected):
        pipeline.process_item(replace(SOUND, body=""))
    assert crawler.stats.get_value("rejected/no-body") == 1
