"""Formats counts and durations. Pure."""


def counted(count: int, noun: str) -> str:
    """A count with its noun in singular or plural.

    >>> counted(1, "wait page"), counted(0, "wait page"), counted(2, "wait page")
    ('1 wait page', '0 wait pages', '2 wait pages')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def duration(seconds: float) -> str:
    """Seconds in words: ``45 s``, ``3 min 5 s``, ``2 h 10 min``; «unknown» below 0, which a clock set back gives."""
    if seconds < 0:
        return "unknown"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
