"""Prints a word diff: coloured on a terminal, with marks around changes elsewhere."""

from rich.text import Text

from crawler.archive.articles.edits import Segment

STYLES = {"same": "", "removed": "red strike", "added": "green"}
MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def printed_segment(segment: Segment, *, coloured: bool) -> Text:
    """One segment with the white space after it; without colours its change is marked like ``[-this-]``."""
    if coloured:
        return Text(segment.text, STYLES[segment.change])
    before, after = MARKS[segment.change]
    words = segment.text.rstrip()
    return Text(f"{before}{words}{after}{segment.text[len(words) :]}")
