"""Creates stories: which articles exist, when and where they appeared; their text is written on first use."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from crawler.newspapers.builtin.grammar import Grammar
from crawler.newspapers.builtin.ids import fused, migrated_id, native_id, slugify
from crawler.newspapers.builtin.options import Options, Shape
from crawler.newspapers.builtin.sections import Edition, Section
from crawler.newspapers.builtin.story import Genre, Story, article_path
from crawler.newspapers.model import VIETNAM

_GENRES: tuple[Genre, ...] = ("report", "interview", "photos", "figures", "steps", "film", "gate")
_OLD_GENRES: frozenset[Genre] = frozenset({"report", "interview", "gate"})
_GENRE_WEIGHTS = (68, 6, 7, 6, 6, 4, 3)
_OLD: frozenset[Shape] = frozenset({"migrated", "archived", "v2-migrated", "bare-htm"})
_WITHOUT_KICKER: frozenset[Shape] = frozenset({"v2", "v2-migrated", "next", "bare", "bare-htm"})
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_PORTAL_OPENED = datetime(2023, 2, 1, tzinfo=VIETNAM)
_ARCHIVE_BEGINS = datetime(2003, 4, 1, tzinfo=VIETNAM)


def _old_date_line(when: datetime) -> str:
    return f"{_WEEKDAYS[when.weekday()]}, {when:%d/%m/%Y, %H:%M} [GMT+7]"


class HeadlineWriter:
    """Creates stories one by one; ids, titles and slugs are unique."""

    def __init__(self, options: Options, edition: Edition, grammar: Grammar) -> None:
        self._options, self._edition, self._grammar = options, edition, grammar
        self._ids: set[str] = set()
        self._titles: set[str] = set()
        self._homes = [section for section in edition.sections if section.weight]
        self._weights = [section.weight for section in self._homes]

    def archive(self) -> Iterator[Story]:
        """The stories the newspaper starts with, newest first: the present portal's, then the migrated ones."""
        options = self._options
        random = Random(f"{options.seed}:archive")
        shares = options.shapes or self._edition.shapes
        shapes = random.choices(list(shares), list(shares.values()), k=options.articles)
        shapes.sort(key=_OLD.__contains__)
        evening = datetime.combine(options.today, time(21), VIETNAM) - timedelta(days=1)
        present = sum(shape not in _OLD for shape in shapes)
        step = (evening - _PORTAL_OPENED) / max(present, 1)
        old_step = (_PORTAL_OPENED - _ARCHIVE_BEGINS) / max(options.articles - present, 1)
        for number, shape in enumerate(shapes):
            if shape in _OLD:
                when = _PORTAL_OPENED - old_step * (number - present + random.random())
            else:
                when = evening - min(step, timedelta(hours=3)) * (number + random.random())
            yield self.write(number, shape, when)

    def write(self, number: int, shape: Shape, published_at: datetime) -> Story:
        """One story."""
        random = Random(f"{self._options.seed}:{number}")
        section = random.choices(self._homes, self._weights)[0]
        full_id, published_at, date_line = self._identify(shape, published_at, random)
        genre = random.choices(_GENRES, _GENRE_WEIGHTS)[0]
        if shape == "archived" and genre not in _OLD_GENRES:
            genre = "report"
        title = self._title(section.topic, genre, random)
        kicker = self._grammar.write(section.topic, "kicker", random) if random.random() < 0.3 else None
        slug = slugify(f"{kicker} {title}" if kicker else title)
        story = Story(
            number=number,
            article_id=full_id[-7:],
            full_id=full_id,
            topic=section.topic,
            section=section.path,
            genre=genre,
            shape=shape,
            published_at=published_at,
            precision="day" if self._shows_day_only(shape) else "minute",
            date_line=date_line,
            title=title,
            kicker=None if shape in _WITHOUT_KICKER else kicker,
            slug=fused(slug, random) if random.random() < 0.1 else slug,
            listed=not self._hides(number, random),
        )
        return self._linked_elsewhere(story, section, random)

    def retitled(self, story: Story, random: Random) -> Story:
        """The story under another headline; its address stays."""
        return replace(story, title=self._title(story.topic, story.genre, random))

    def _shows_day_only(self, shape: Shape) -> bool:
        return shape == "next" or (shape == "migrated" and self._options.portal == "today")

    def _identify(self, shape: Shape, when: datetime, random: Random) -> tuple[str, datetime, str]:
        """Id, time as a reader can know it, and the date line."""
        when = when.replace(second=0, microsecond=0)
        if shape == "migrated" and self._options.portal == "old":
            return self._unused(lambda: migrated_id(when, random)), when, _old_date_line(when)
        if shape == "migrated":
            # The migrated articles' clock is broken: a 12-hour hour, and the month where the minutes belong.
            date_line = f"{when:%I}:{when:%m}, {when:%d/%m/%Y}"
            day = when.replace(hour=0, minute=0)
            return self._unused(lambda: migrated_id(when, random)), day, date_line
        if shape == "next":
            return self._unused(lambda: native_id(random)), when.replace(hour=0, minute=0), f"{when:%d/%m/%Y}"
        if shape == "v2-migrated":
            return self._migrated_with_true_clock(when, random)
        full_id = self._unused(lambda: migrated_id(when, random) if shape in _OLD else native_id(random))
        if full_id[-7:].isdecimal() and when.minute == when.month:
            when += timedelta(minutes=20)
        if shape == "archived":
            return full_id, when, _old_date_line(when)
        return full_id, when, f"{when:%H:%M, %d/%m/%Y}"

    def _migrated_with_true_clock(self, when: datetime, random: Random) -> tuple[str, datetime, str]:
        """Some look as if their clock were broken: a decimal id, and the month's number as minute."""
        decimal = random.random() < 0.3
        if decimal:
            when = when.replace(minute=when.month)
        full_id = self._unused(lambda: migrated_id(when, random) if decimal else native_id(random))
        return full_id, when, f"{when:%H:%M, %d/%m/%Y}"

    def _unused(self, make: Callable[[], str]) -> str:
        while (full_id := make())[-7:] in self._ids:
            pass
        self._ids.add(full_id[-7:])
        return full_id

    def _title(self, topic: str, genre: Genre, random: Random) -> str:
        symbol = "wait_title" if genre == "gate" else "title"
        while (title := self._grammar.write(topic, symbol, random)) in self._titles:
            pass
        self._titles.add(title)
        return title

    def _hides(self, number: int, random: Random) -> bool:
        """Whether no section lists the article; only old ones are hidden."""
        return number > self._options.articles / 2 and random.random() < 2 * self._options.hidden

    def _linked_elsewhere(self, story: Story, section: Section, random: Random) -> Story:
        also_in, aliases = [], []
        if random.random() < 0.12:
            others = [other.path for other in self._edition.sections if other.parent != section.parent]
            also_in.append(random.choice(others))
        if also_in and random.random() < 0.5 and story.shape != "bare-htm":
            aliases.append(article_path(also_in[0], story.published_at, story.slug, story.article_id))
        # A page that names its former address does not say which of two slugs is its own.
        if random.random() < 0.05 and story.shape not in {"v2-migrated", "bare-htm"}:
            rewritten = slugify(self._grammar.write(story.topic, "title", random))
            aliases.append(article_path(story.section, story.published_at, rewritten, story.article_id))
        return replace(story, also_in=tuple(also_in), aliases=tuple(aliases))
