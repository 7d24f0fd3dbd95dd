"""What lists and boxes of links look like, by newspaper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skin:
    """Mark-up around links to articles."""

    item: str
    """Template of a list's item: ``{picture}``, ``{title}`` (links), ``{date}``, ``{lead}``."""
    link: str
    """Class of the links' titles in lists."""
    columns: tuple[str, str] = ("col-8", "col-4")
    """Classes of the main and the side column."""
    side: tuple[str, ...] = ()
    """Attributes of boxes in the side column."""
    inside: tuple[str, ...] = ()
    """Attributes of boxes behind the list, in the main column."""
    below: str = 'class="block_new_related thoisu row30"'
    """Attributes of the box of the section's newest articles, below an article."""
    pager: str = '<div id="pagination-container">{links}</div>'


PORTAL = Skin(
    item=(
        '<div class="item">{picture}<div class="text">'
        '{title}<div class="date color2"> {date}</div>'
        '<div class="des">{lead}</div></div></div>'
    ),
    link="title2",
)
DAKLAK = Skin(
    item=(
        '<div class="item row15"><div class="row10">{picture}</div>{title}'
        '<div class="date row10">{date}</div><div class="des">{lead}</div></div>'
    ),
    link="title1",
    columns=("col-md-8", "col-md-4"),
    side=('class="gocanh"', 'class="trangdiaphuong"'),
    inside=('class="multimedia"', 'class="news_other"', 'id="feedback"'),
    below='class="news_other"',
)
PHUYEN = Skin(
    item=(
        '<div class="horizontal-post-box">{picture}<h3 class="name">{title}</h3>'
        '<time class="time">{date}</time><p class="description">{lead}</p></div>'
    ),
    link="post-link",
    inside=('class="section-multimedia"',),
    below='class="section-post-detail-related"',
    pager='<div>{links}</div><button id="loadmore" data-start="19">Xem thêm</button>',
)
THAINGUYEN = Skin(
    item=(
        '<div class="item">{picture}<div class="text">{title}<div class="date">{date}</div>'
        '<div class="desc">{lead}</div></div></div>'
    ),
    link="title2",
)
DONGNAI = Skin(
    item='<div class="item">{picture}{title}<div class="date">{date}</div><div class="des">{lead}</div></div>',
    link="title3",
)
QUANGTRI = Skin(
    item='<div class="card">{picture}{title}<div class="date">{date}</div><p>{lead}</p></div>',
    link="h3",
)
