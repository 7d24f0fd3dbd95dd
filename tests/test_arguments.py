"""The operator's words: understood, or refused with the nearest valid one."""

from datetime import date

import pytest

from crawler.cli.usage import UsageError
from crawler.runs.arguments import Arguments, parse_arguments

SECTIONS = {"xa-hoi", "xa-hoi/giao-duc", "the-thao", "du-lich"}


def test_every_word_is_understood() -> None:
    words = {
        "mode": "backfill",
        "sections": "xa-hoi, /the-thao/ ,",
        "since": "2025-01-31",
        "until": "2025-02-28",
        "urls": "https://a.example/1, https://a.example/2",
        "urls_file": "old.json",
        "max_articles": "10",
        "max_requests": "20",
        "max_minutes": "1.5",
        "base_url": "http://127.0.0.1:8000",
    }
    assert parse_arguments(words, SECTIONS) == Arguments(
        mode="backfill",
        sections=("xa-hoi", "the-thao"),
        since=date(2025, 1, 31),
        until=date(2025, 2, 28),
        urls=("https://a.example/1", "https://a.example/2"),
        urls_file="old.json",
        max_articles=10,
        max_requests=20,
        max_minutes=1.5,
        base_url="http://127.0.0.1:8000/",
    )
    assert parse_arguments({}, SECTIONS) == Arguments()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("mod", "latest", "unknown argument 'mod'; did you mean 'mode'?"),
        ("mode", "backfil", "unknown mode 'backfil'; did you mean 'backfill'?"),
        ("mode", "", "unknown mode ''; valid are backfill, latest, recheck"),
        ("sections", "the-tao", "unknown section 'the-tao'; did you mean 'the-thao'?"),
        ("sections", "xa-hoi/giao-duk", "did you mean 'xa-hoi/giao-duc'?"),
        ("sections", " ,", "sections= , is empty"),
        ("urls", "", "urls= is empty"),
        ("urls_file", "", "urls_file= is empty"),
        ("since", "31/01/2025", "since=31/01/2025 is not a day; write it as 2026-01-31"),
        ("since", "20250131", "since=20250131 is not a day"),
        ("until", "2025-02-30", "until=2025-02-30 is not a day"),
        ("max_articles", "0", "max_articles=0 is not a whole number above 0"),
        ("max_requests", "-1", "max_requests=-1 is not a whole number above 0"),
        ("max_requests", "²", "is not a whole number above 0"),
        ("max_minutes", "inf", "max_minutes=inf is not a number above 0"),
        ("max_minutes", "nan", "is not a number above 0"),
        ("base_url", "127.0.0.1:8000", "is not an address; write it as http://127.0.0.1:8000/"),
        ("base_url", "http://host:99999/", "is not an address"),
        ("base_url", "ftp://host/", "is not an address"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_nearest_valid_word(name: str, value: str, message: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_arguments({name: value}, SECTIONS)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_days_must_follow_each_other() -> None:
    with pytest.raises(UsageError, match="is after"):
        parse_arguments({"since": "2025-02-01", "until": "2025-01-01"}, SECTIONS)
