"""The body of an article as HTML."""

from collections.abc import Iterator
from random import Random

from crawler.newspapers.builtin.options import Shape
from crawler.newspapers.builtin.pages.ink import attribute, drop_capital, printed
from crawler.newspapers.builtin.story import Block, Content, Figures, Film, Items, Picture, Text

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
_JUSTIFIED = '<p style="text-align: justify;">'
_RIGHT = '<p style="text-align: right;">'
_RESIZE = "?width=500&amp;height=-&amp;type=resize"


def render_body(content: Content, shape: Shape, random: Random, related: str) -> str:
    """Lead, blocks and byline; ``related`` is the box that the sister skin keeps inside its body."""
    parts = list(_opening(content, random))
    for place, block in enumerate(content.blocks):
        if isinstance(block, Text) and block.role == "source":
            continue
        parts.append(render_block(block, shape, place == 0, random))
        if random.random() < 0.06:
            parts.append(f"{_JUSTIFIED}&nbsp;</p>")
    if related:
        parts.insert(max(2, len(parts) // 2), related)
    parts.extend(_closing(content, random))
    return "\n\n".join(parts)


def _opening(content: Content, random: Random) -> Iterator[str]:
    if random.random() < 0.05:
        yield f"{_JUSTIFIED}&nbsp;</p>"
    if content.lead:
        yield f"{_JUSTIFIED}<strong>{printed(content.lead, random)}</strong></p>"


def _closing(content: Content, random: Random) -> Iterator[str]:
    if content.byline:
        strong = random.random() < 0.3
        byline = printed(content.byline, random)
        yield f"{_RIGHT}<strong>{byline}</strong></p>" if strong else f"{_RIGHT}{byline}</p>"
    for block in content.blocks:
        if isinstance(block, Text) and block.role == "source":
            yield f"{_RIGHT}<em>{printed(block.text, random)}</em></p>"


def render_block(block: Block, shape: Shape, first: bool, random: Random) -> str:
    """One block; ``first``: it may begin with a drop capital."""
    match block:
        case Text(text, role):
            return _text(text, role, first, random)
        case Items(items):
            return "<ul>" + "".join(f"\n\t<li>{printed(item, random)}</li>" for item in items) + "\n</ul>"
        case Figures(rows):
            return _figures(rows, random)
        case Film(address):
            return f'<div class="video"><iframe src="{attribute(address)}" width="600" height="338"></iframe></div>'
        case Picture():
            return _picture(block, shape, random)


def _text(text: str, role: str, first: bool, random: Random) -> str:
    html = printed(text, random)
    match role:
        case "subheading":
            tag = random.choice(("b", "strong"))
            return f"{_JUSTIFIED}<{tag}>{html}</{tag}></p>"
        case "question":
            return f"{_JUSTIFIED}<strong>{html}</strong></p>" if random.random() < 0.6 else f"{_JUSTIFIED}{html}</p>"
        case "quote":
            return f"<blockquote>{_JUSTIFIED}<em>{html}</em></p></blockquote>"
    if first and text[0].isalpha() and random.random() < 0.25:
        return f"{_JUSTIFIED}{drop_capital(text, random)}</p>"
    return _JUSTIFIED + _smudged(html, random) + "</p>"


def _smudged(html: str, random: Random) -> str:
    """What editors leave in a paragraph: an empty line before it, a stray tag, a space after it."""
    return random.choices(
        (html, f"<br />\n{html}", f'<meta charset="UTF-8" />{html}', f"{html}&nbsp;", f"<span>{html}</span>"),
        (70, 6, 4, 12, 8),
    )[0]


def _figures(rows: tuple[tuple[str, ...], ...], random: Random) -> str:
    lines = "".join(
        "\n\t\t<tr>" + "".join(f"<td>{printed(cell, random)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table border="1" cellspacing="0">\n\t<tbody>{lines}\n\t</tbody>\n</table>'


def _picture(picture: Picture, shape: Shape, random: Random) -> str:
    caption = picture.caption or ""
    address = picture.path + (_RESIZE if random.random() < 0.2 else "")
    if shape == "v2-migrated" and random.random() < 0.5:
        address = f"http://baophuyen.vn/{address}"
    lazy = random.random() < 0.25
    source = f'class="lazy" src="{PIXEL}" data-src="{address}"' if lazy else f'src="{address}"'
    image = f'<img alt="{attribute(caption)}\n" hideclass="" {source} style="float: center" />'
    printed_caption = printed(caption, random) if caption else "&nbsp;"
    if shape == "next":
        return f"<figure>{image}<figcaption>{printed_caption}</figcaption></figure>"
    if shape == "v2-migrated":
        cell = f"<tr><td>{printed_caption}</td></tr>" if caption else ""
        return f'<table align="center" border="0"><tbody><tr><td>{image}</td></tr>{cell}</tbody></table>'
    if shape == "migrated":
        return (
            '<table class="image center" align="center" width="560"><tbody><tr><td><figure>'
            f'{image}<figcaption class="image_desc">{printed_caption}</figcaption></figure></td></tr></tbody></table>'
        )
    return (
        '<div>\n<table align="center" class="image center">\n\t<tbody>\n\t\t<tr>\n\t\t\t'
        f"<td>{image}</td>\n\t\t</tr>\n\t\t<tr>\n\t\t\t"
        f'<td class="desc" style="text-align:center">{printed_caption}</td>'
        "\n\t\t</tr>\n\t</tbody>\n</table>\n</div>"
    )
