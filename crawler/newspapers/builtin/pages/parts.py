"""Parts that the skins of articles share."""

from crawler.newspapers.builtin.pages.ink import attribute
from crawler.newspapers.builtin.story import Content, Story


def page_info(story: Story) -> str:
    """The hidden box of the portal's own ids."""
    return (
        '<div id="page_info" style="display: none">\n<div id="site_id">e7837c02857c8ca30185a8c39b582c03</div>\n'
        f'<div id="cate_url">/{story.section}/</div>\n<div id="article_title">{attribute(story.title)}</div>\n'
        f'<div id="article_id">{story.full_id}</div>\n</div>'
    )


def tag_links(content: Content) -> str:
    """The list of tags; empty without any."""
    if not content.tags:
        return ""
    links = " ".join(f'<a href="/tim-kiem/?key={attribute(tag)}">{attribute(tag)}</a>' for tag in content.tags)
    return f'<div class="tag_list">{links}</div>'


def comments(story: Story) -> str:
    """The form for comments."""
    return (
        f'<div class="feedback_comment1" data-fb-id="{story.full_id}"><form><textarea class="comment-input" '
        'name="content" placeholder="Bạn nghĩ gì về tin này?"></textarea>'
        "<p>Tên hiển thị và địa chỉ thư của bạn không được công bố.</p></form></div>"
    )
