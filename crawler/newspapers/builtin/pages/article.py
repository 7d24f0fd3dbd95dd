"""An article's page in its skins: native, migrated, that of the sister papers, and of the Phú Yên edition."""

import json
from random import Random

from crawler.newspapers.builtin.options import Portal
from crawler.newspapers.builtin.pages.archived import render_archived
from crawler.newspapers.builtin.pages.bare import render_bare
from crawler.newspapers.builtin.pages.body import render_body
from crawler.newspapers.builtin.pages.frame import Frame
from crawler.newspapers.builtin.pages.ink import attribute, printed
from crawler.newspapers.builtin.pages.next_system import render_next
from crawler.newspapers.builtin.pages.parts import comments, page_info, tag_links
from crawler.newspapers.builtin.pages.v2 import own_address, render_v2
from crawler.newspapers.builtin.sections import Edition
from crawler.newspapers.builtin.story import Content, Picture, Story

_SLOGAN = "Tin nhanh từ tờ báo dựng sẵn"


class ArticlePage:
    """Renders the pages of one edition."""

    def __init__(self, edition: Edition, frame: Frame, portal: Portal) -> None:
        self._edition, self._frame, self._portal_shown = edition, frame, portal

    def render(self, story: Story, content: Content, related: str, side: str, below: str) -> str:
        """``related``, ``side`` and ``below`` are boxes of links round the article."""
        random = Random(f"{story.full_id}:{content.ink}")
        old = story.shape == "migrated" and self._portal_shown == "old"
        match "archived" if old else story.shape:
            case "sister":
                main = self._sister(story, content, related, random)
            case "next":
                main = render_next(story, content, related, random)
            case "bare" | "bare-htm":
                main = render_bare(story, content, related, random)
            case "v2" | "v2-migrated":
                main = render_v2(self._edition, story, content, related, random)
            case "archived":
                main = render_archived(story, content, random)
            case _:
                main = self._portal(story, content, related, random)
        head = self._head(story, content, random)
        return self._frame.page(story.title, main, head=head, side=side, below=below)

    def _portal(self, story: Story, content: Content, related: str, random: Random) -> str:
        kicker = f'<div class="subtitle">{printed(story.kicker, random)}:</div> ' if story.kicker else ""
        byline = ""
        if story.shape == "native" and content.byline:
            byline = f'<span class="author fleft"><i class="fal fa-user-edit"></i> {attribute(content.byline)} </span>'
        twice = _lead_twice(content, random) if story.shape == "migrated" else ""
        inside = random.random() < 0.3
        body = render_body(content, story.shape, random, "")
        return (
            f'{page_info(story)}\n\t<div class="date row10">{story.date_line}</div>\n'
            f'\t<h1 class="head_title">{kicker}{printed(story.title, random)}</h1>\n'
            f'<div class="box_support clearfix"><div class="date_time">{byline}'
            f"{_social(self._edition, story)}</div></div>\n"
            f'{"" if inside else twice}\n<div id="content" class="content-detail cate_{story.full_id[:8]}">\n'
            f'{twice if inside else ""}<div class="td-post-content tagdiv-type">\n{body}\n</div>\n'
            f"{tag_links(content)}</div>\n"
            f"{related}\n{comments(story)}"
        )

    def _sister(self, story: Story, content: Content, related: str, random: Random) -> str:
        """The whole head stands inside the body's element, and no byline above the text."""
        kicker = f'<h4 class="media-heading">{printed(story.kicker, random)}:</h4>\n' if story.kicker else ""
        body = render_body(content, story.shape, random, related)
        return (
            f'{page_info(story)}\n<div id="content" class="content">\n{kicker}'
            f'<h1 class="media-heading">{printed(story.title, random)}</h1>\n'
            f'<div class="date">{story.date_line}</div>\n{_social(self._edition, story)}\n'
            f"{body}\n</div>\n{tag_links(content)}\n{comments(story)}"
        )

    def _head(self, story: Story, content: Content, random: Random) -> str:
        site, own = f"https://{self._edition.host}", own_address(self._edition, story)
        picture = next((block.path for block in content.blocks if isinstance(block, Picture)), "")
        description = attribute(content.lead or "")
        if story.shape == "migrated" and content.lead:
            description = attribute(f"<p><strong>{attribute(content.lead)}</strong></p> {_SLOGAN}")
        card = {
            "@context": "https://schema.org",
            "@type": "LocalBusiness",
            "name": story.title,
            "image": site + picture,
            "@id": own,
            "url": own,
            "address": {"@type": "PostalAddress", "addressCountry": "VN"},
        }
        return (
            f'<meta property="og:title" content="{attribute(story.title)}"/>\n'
            f'<meta property="og:type" content="article" />\n'
            f'<meta property="og:url" content="{own}" />\n'
            f'<meta name="description" content="{description}"/>\n'
            f'<meta property="og:description" content="{description}"/>\n'
            f'<meta property="og:image" content="{site}{picture}" />\n'
            f'<script type="application/ld+json">{json.dumps(card, ensure_ascii=False)}</script>'
        )


def _lead_twice(content: Content, random: Random) -> str:
    """The lead repeated above the body by the migration: other quotation marks, sometimes cut."""
    if not content.lead:
        return ""
    lead = content.lead.replace("“", '"').replace("”", '"')
    if random.random() < 0.3:
        lead = lead[: len(lead) * 2 // 3].rsplit(" ", 1)[0] + "..."
    return f'<div class="sub_first_content"><p><p><strong>{attribute(lead)}</strong></p></p></div>'


def _social(edition: Edition, story: Story) -> str:
    return (
        '<ul class="social fright"><li><div class="fb-like" '
        f'data-href="https://{edition.host}{story.path}"></div></li><li><a href="#">Chia sẻ</a></li></ul>'
    )
