"""Counts in words. Pure."""


def counted(count: int, noun: str) -> str:
    """A count and what is counted, in the right number.

    >>> counted(1, "wait page"), counted(0, "wait page"), counted(2, "wait page")
    ('1 wait page', '0 wait pages', '2 wait pages')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
