"""Writes bylines as printed, with the author's name in them."""

from random import Random

_SURNAMES = ("NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HUỲNH", "VÕ", "ĐẶNG", "BÙI", "HỒ", "THÁI", "KIỀU", "MAI", "CAO")
_GIVEN = ("LÂM", "HẠNH", "SƠN", "TUYỀN", "KHOA", "NGA", "PHÚC", "QUÂN", "LOAN", "VŨ", "YẾN", "HIỀN", "THỊNH", "KỲ")
_SHORT = ("C.Đan", "N.T", "H.Tuyền", "V.Lâm", "T.K", "Đ.Phúc", "Bích La", "Q.Vy")

Byline = tuple[str | None, str | None, str | None]
"""Byline as printed, the author's name in it, and a line that names a source or photographer instead."""


def write_byline(language: str, interview: bool, random: Random) -> Byline:
    """A byline of a random kind."""
    if language == "en":
        return _english_byline(random)
    name = f"{random.choice(_SURNAMES)} {random.choice(_GIVEN)}"
    if interview:
        return f"{name} (Thực hiện)", name, None
    other = f"{random.choice(_SURNAMES)} {random.choice(_GIVEN)}"
    short = random.choice(_SHORT)
    return random.choices(
        (
            (name, name, None),
            (short, short, None),
            ("Nhóm phóng viên", "Nhóm phóng viên", None),
            (f"{name} (Thực hiện)", name, None),
            (f"Bài, ảnh: {name}", name, None),
            (f"{name} - {other}", f"{name} - {other}", None),
            (name, name, f"Ảnh: {other}"),
            (None, None, "Theo TTXVN"),
            (None, None, f"Ảnh: {name}"),
            (None, None, None),
        ),
        (30, 20, 4, 4, 8, 6, 3, 5, 3, 7),
    )[0]


def _english_byline(random: Random) -> Byline:
    short = random.choice(_SHORT)
    name = f"{random.choice(_SURNAMES)} {random.choice(_GIVEN)}"
    return random.choices(
        (
            (f"Translated by {short}", short, None),
            (name, name, None),
            (short, short, None),
            (None, None, None),
        ),
        (12, 4, 3, 2),
    )[0]
