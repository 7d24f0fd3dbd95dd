"""Article ids and slugs, as the portal makes them."""

import re
import unicodedata
from datetime import datetime
from random import Random

_FIRST_DECIMAL, _LAST_DECIMAL = 1820439, 8399999
_FIRST_DAY, _LAST_DAY = datetime(2003, 4, 1).timestamp(), datetime(2023, 1, 31).timestamp()
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slugify(title: str) -> str:
    """``Đêm cầu ngư`` as ``dem-cau-ngu``."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    ascii_only = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_SLUG.sub("-", ascii_only).strip("-")[:150].strip("-")


def fused(slug: str, random: Random) -> str:
    """The slug with two of its words run together, as where a title had markup."""
    words = slug.split("-")
    if len(words) < 3:
        return slug
    at = random.randrange(1, len(words) - 1)
    return "-".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def native_id(random: Random) -> str:
    """A 32-digit UUID of the present portal; its last seven digits are the article's id, sometimes all decimal."""
    return f"ff808081{random.getrandbits(96):024x}"


def migrated_id(published_at: datetime, random: Random) -> str:
    """A number of the old portal: seven decimal digits that rise with the date."""
    share = (published_at.replace(tzinfo=None).timestamp() - _FIRST_DAY) / (_LAST_DAY - _FIRST_DAY)
    return str(int(_FIRST_DECIMAL + share * (_LAST_DECIMAL - _FIRST_DECIMAL)) + random.randrange(900))
