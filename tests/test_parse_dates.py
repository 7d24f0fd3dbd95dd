"""Dates: read as printed, or not at all."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.newspapers.model import VIETNAM
from crawler.parse.dates import read_date


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("23:12, 20/09/2025", "2025-09-20T23:12:00+07:00"),
        ("\n\t 7:05,\u00a020/9/2025 ", "2025-09-20T07:05:00+07:00"),
        ("20/09/2025 23:12", "2025-09-20T23:12:00+07:00"),
        ("Thứ Ba, 31/08/2021, 21:21 [GMT+7]", "2021-08-31T21:21:00+07:00"),
        ("Chủ nhật, 29-8-2021 08:00 (GMT+7)", "2021-08-29T08:00:00+07:00"),
        ("Cập nhật lúc 08:07, Thứ Năm, 16/09/2021 (GMT+7)", "2021-09-16T08:07:00+07:00"),
        ("Tuesday, 31/08/2021, 21:21 [GMT+7]", "2021-08-31T21:21:00+07:00"),
        ("00:00, 29/02/2024", "2024-02-29T00:00:00+07:00"),
    ],
)
def test_a_date_with_its_time(printed: str, at: str) -> None:
    date = read_date(printed, VIETNAM)
    assert date.at is not None
    assert (date.at.isoformat(), date.precision, date.problem) == (at, "minute", None)


def test_what_was_printed_is_kept() -> None:
    assert read_date(" 23:12,\u00a020/09/2025\n", VIETNAM).raw == "23:12, 20/09/2025"


@pytest.mark.parametrize(
    ("printed", "article_id", "at", "precision"),
    [
        ("12:06, 24/06/2017", "8045182", "2017-06-24T00:00:00+07:00", "day"),
        ("05:08, 04/08/2021", "8227222", "2021-08-04T00:00:00+07:00", "day"),
        ("05:09, 04/08/2021", "8227222", "2021-08-04T05:09:00+07:00", "minute"),
        ("12:06, 24/06/2025", "e4914ab", "2025-06-24T12:06:00+07:00", "minute"),
        ("24/06/2017", "8045182", "2017-06-24T00:00:00+07:00", "day"),
        ("24/06/2025", "e4914ab", "2025-06-24T00:00:00+07:00", "day"),
    ],
)
def test_only_the_day_is_known_where_the_clock_is_broken(
    printed: str, article_id: str, at: str, precision: str
) -> None:
    date = read_date(printed, VIETNAM, article_id)
    assert date.at is not None
    assert (date.at.isoformat(), date.precision) == (at, precision)


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("23:12, 31/02/2025", "impossible"),
        ("23:12, 20/13/2025", "impossible"),
        ("24:12, 20/09/2025", "impossible"),
        ("23:72, 20/09/2025", "impossible"),
        ("00:00, 00/00/2025", "impossible"),
        ("23:12", "unreadable"),
        ("", "unreadable"),
        ("hôm qua", "unreadable"),
        ("20/09/25", "unreadable"),
        ("20/09/2025 - 21/09/2025", "unreadable"),
        ("08:00 - 09:00, 20/09/2025", "unreadable"),
        ("Hạn nộp: 20/09/2025", "unreadable"),
        ("23:12, 20/09/20255", "unreadable"),
        ("9:00 PM, 20/09/2025", "unreadable"),
    ],
)
def test_no_date_is_guessed(printed: str, problem: str) -> None:
    date = read_date(printed, VIETNAM)
    assert (date.at, date.precision, date.problem) == (None, None, problem)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))
def test_every_date_printed_is_read(moment: datetime) -> None:
    printed = f"{moment:%H:%M}, {moment.day}/{moment.month:02}/{moment.year}"
    date = read_date(printed, VIETNAM, "e4914ab")
    assert date.at == moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)


@given(st.text(alphabet="0123456789:/,- thứba[]GMT+", max_size=40), st.sampled_from(["e4914ab", "8045182"]))
def test_a_line_gives_a_date_or_a_problem(printed: str, article_id: str) -> None:
    date = read_date(printed, VIETNAM, article_id)
    assert (date.at is None) == (date.precision is None) == (date.problem is not None)
