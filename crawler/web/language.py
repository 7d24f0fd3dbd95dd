"""Vietnamese and English: which one a reader wants, the words of the pages, dates and numbers as each writes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from crawler.newspapers.model import VIETNAM

Code = Literal["vi", "en"]
CODES: tuple[Code, ...] = get_args(Code)

FOLDER = Path(__file__).with_name("locales")
THOUSANDS: Mapping[Code, str] = {"vi": ".", "en": ","}


@dataclass(frozen=True, slots=True)
class Language:
    """Words, dates and numbers of one language."""

    code: Code

    def text(self, key: str, **values: object) -> str:
        """A text of the pages; ``n`` chooses between one and many, numbers are written as in the language."""
        texts = _texts(self.code)
        one = f"{key}.one"
        template = texts[one if values.get("n") == 1 and one in texts else key]
        return template.format(**{name: self._written(value) for name, value in values.items()})

    def field(self, name: str) -> str:
        """The name of a field of an article; itself when it has no other."""
        return _texts(self.code).get(f"field.{name}", name)

    def source(self, name: str) -> str:
        """What gave a field; the name of the rule when it has no other."""
        return _texts(self.code).get(f"source.{name}", name)

    def number(self, value: int) -> str:
        """Digits in groups of three.

        >>> Language("vi").number(12345), Language("en").number(12345)
        ('12.345', '12,345')
        """
        return f"{value:,}".replace(",", THOUSANDS[self.code])

    def day(self, day: date | datetime) -> str:
        """``25/11/2026``, in Vietnam."""
        return f"{_local(day):%d/%m/%Y}"

    def weekday(self, day: date) -> str:
        """A day as a heading says it.

        >>> Language("vi").weekday(date(2026, 11, 25)), Language("en").weekday(date(2026, 11, 25))
        ('Thứ Tư, 25/11/2026', 'Wednesday, 25 November 2026')
        """
        name = self.text(f"weekday.{day.isoweekday()}")
        return f"{name}, {self.day(day)}" if self.code == "vi" else f"{name}, {day.day} {self.month(day)}"

    def month(self, day: date) -> str:
        """The month of a day.

        >>> Language("vi").month(date(2026, 11, 25)), Language("en").month(date(2026, 11, 25))
        ('Tháng 11/2026', 'November 2026')
        """
        return self.text("month.year", month=self.text(f"month.{day.month}"), year=str(day.year))

    def moment(self, moment: datetime | None, precision: str | None = "minute") -> str:
        """When something was: ``25/11/2026, 23:12``, or the day alone when no more is known."""
        if moment is None:
            return self.text("undated")
        day = self.day(moment)
        return day if precision == "day" else f"{day}, {_local(moment):%H:%M}"

    def _written(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value


LANGUAGES: Mapping[str, Language] = {code: Language(code) for code in CODES}


def choose_language(chosen: str | None, accepted: str) -> Language:
    """The language that was chosen, else the one that the browser prefers, else English.

    >>> choose_language(None, "fr, vi;q=0.8, en;q=0.5").code
    'vi'
    """
    if chosen is not None and chosen in LANGUAGES:
        return LANGUAGES[chosen]
    wishes = sorted(map(_wish, accepted.lower().split(",")), key=lambda wish: -wish[1])
    return next((LANGUAGES[code] for code, weight in wishes if code in LANGUAGES and weight > 0), LANGUAGES["en"])


def _wish(part: str) -> tuple[str, float]:
    name, _, parameter = part.strip().partition(";")
    try:
        weight = float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        weight = 0.0
    return name.strip().split("-")[0], weight


def _local(day: date | datetime) -> date | datetime:
    return day.astimezone(VIETNAM) if isinstance(day, datetime) else day


@cache
def _texts(code: Code) -> dict[str, str]:
    texts: dict[str, str] = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return texts
