"""Hostile article pages: sizes, nesting and repetition at which a reader may take quadratic time or much memory."""

from collections.abc import Callable, Mapping

FULL = 1_900_000
"""Bytes of a page that the crawler's limit on size lets through."""

TEXT = "<p>Một đoạn văn kể chuyện trong xóm, đủ dài để được xem là lời văn của một bài báo thật sự in trên giấy.</p>"


DATE_LINE = "Thứ Bảy, 20/09/2025, 23:12 [GMT+7]"
"""As the portal before 2023 printed it."""


def fill(piece: str, size: int = FULL) -> str:
    """A piece repeated up to a size in bytes."""
    return piece * max(1, size // len(piece.encode()))


def nested(opening: str, closing: str, depth: int, inside: str = "x") -> str:
    """Elements inside each other."""
    return opening * depth + inside + closing * depth


def native(
    body: str = TEXT * 3, *, title: str = "Một bài viết", head: str = "", byline: str = "", date: str = ""
) -> str:
    """A page in the newspaper's layout."""
    printed = date or "23:12, 20/09/2025"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<div class="col-8"><div class="date">{printed}</div><h1 class="head_title">{title}</h1>'
        f'<div id="content" class="content-detail"><div class="td-post-content">{body}{byline}</div></div></div>'
        "</body></html>"
    )


def author(name: str) -> str:
    """A byline at the end of an article."""
    return f'<p style="text-align:right"><strong>{name}</strong></p>'


def foreign(body: str = TEXT * 3, *, head: str = "") -> str:
    """A page of no known layout whose meta data name an article."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Một bài viết</title>'
        '<meta property="og:type" content="article"><meta property="og:title" content="Một bài viết">'
        f"{head}</head><body><h1>Một bài viết</h1><div>23:12, 20/09/2025</div>{body}</body></html>"
    )


def old(before: str = "", after: str = TEXT * 3) -> str:
    """A page that is read by the order of its lines."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Một bài viết</title></head><body>'
        f"{before}<div>Một bài viết</div><div>{DATE_LINE}</div>{after}</body></html>"
    )


MARK = "a" + "\u0301\u0323\u0302" * 20

PAGES: Mapping[str, Callable[[], str]] = {
    "paragraphs": lambda: native(fill("<p>a</p>")),
    "paragraphs of text": lambda: native(fill(TEXT)),
    "paragraphs without layout": lambda: foreign(fill("<p>a b c d e</p>")),
    "text without layout": lambda: foreign(fill(TEXT)),
    "words without layout": lambda: foreign("<p>" + fill("a ") + "</p>"),
    "one word": lambda: native("<p>" + fill("a") + "</p>"),
    "one line": lambda: native("<p>" + fill("a ") + "</p>"),
    "line breaks": lambda: native(TEXT * 3 + fill("<br>")),
    "lines": lambda: native("<p>" + fill("một dòng chữ<br>") + "</p>"),
    "white space": lambda: native(TEXT * 3 + "<p>" + fill(" ") + "x</p>"),
    "no-break spaces": lambda: native(TEXT * 3 + "<p>" + fill("&nbsp;") + "x</p>"),
    "combining marks": lambda: native("<p>a" + "\u0301\u0323" * 300_000 + "</p>"),
    "combining marks by turns": lambda: native("<p>" + fill(MARK) + "</p>"),
    "combining marks in the title": lambda: native(title="a" + "\u0323\u0301" * 80_000),
    "combining marks without layout": lambda: foreign("<p>a" + "\u0301\u0323" * 80_000 + "</p>"),
    "invisible letters": lambda: native("<p>" + fill("\u200b") + "x</p>"),
    "directions": lambda: native("<p>" + fill("\u202ea") + "</p>"),
    "divs": lambda: native(TEXT * 3 + fill("<div>")),
    "divs without layout": lambda: foreign(TEXT * 3 + fill("<div>x")),
    "div soup without layout": lambda: foreign(fill("<div><p>x</div></p></div>")),
    "nested divs": lambda: native(TEXT + nested("<div>", "</div>", 150_000)),
    "nested divs without layout": lambda: foreign(TEXT + nested("<div>", "</div>", 240, TEXT)),
    "nested blocks of text": lambda: foreign(nested(f"<div>{TEXT}", "</div>", 240)),
    "nested elements by lines": lambda: old(nested("<div>", "</div>", 1_900, TEXT * 20)),
    "nested lines around the date": lambda: (
        "<html><body>"
        + nested(f"<div>{'x ' * 60}", "</div>", 240, f"<p>{DATE_LINE}</p>" + TEXT * 500)
        + "</body></html>"
    ),
    "dates by lines": lambda: old(fill(f"<div>{DATE_LINE}</div>", 1_500_000)),
    "nested tables": lambda: native(TEXT + nested("<table><tr><td>", "</td></tr></table>", 600)),
    "nested tables of pictures": lambda: native(
        TEXT + nested("<table><tr><td><img src='/file/a.jpg'>", "</td></tr></table>", 600)
    ),
    "nested tables of text": lambda: native(nested("<table><tr><td>" + TEXT, "</td></tr></table>", 200)),
    "tables": lambda: native(TEXT + fill("<table><tr><td>a<td>b</table>")),
    "one wide table": lambda: native(TEXT + "<table><tr>" + fill("<td>a") + "</table>"),
    "one long table": lambda: native(TEXT + "<table>" + fill("<tr><td>a<td>b") + "</table>"),
    "table of pictures": lambda: native(TEXT + "<table><tr><td>" + fill("<img src='/file/a.jpg'>") + "</table>"),
    "lists without layout": lambda: foreign(TEXT * 3 + "<ul>" + fill("<li>một hai ba bốn năm</li>") + "</ul>"),
    "nested lists": lambda: foreign(TEXT * 3 + nested("<ul><li>một", "</li></ul>", 240)),
    "list between paragraphs": lambda: foreign((TEXT + "<ul>" + "<li>x</li>" * 30 + "</ul>") * 800),
    "nested figures": lambda: native(TEXT + nested("<figure><img src='/file/a.jpg'><figcaption>x", "", 1_800)),
    "figures": lambda: native(TEXT + fill("<figure><img src='/file/a.jpg'><figcaption>x</figcaption></figure>")),
    "captions": lambda: native(TEXT + "<img src='/file/a.jpg'>" + fill("<figcaption>x</figcaption>")),
    "nested forms": lambda: native(TEXT + nested("<form><div>", "</div></form>", 240, "x " * 2_000)),
    "forms": lambda: native(TEXT + fill("<form>x</form>")),
    "nested captions": lambda: native(nested("<figcaption>", "</figcaption>", 240, "<img src='/file/a.jpg'>" * 1_000)),
    "quotes": lambda: native(nested("<blockquote>x", "</blockquote>", 240, TEXT)),
    "inline elements": lambda: native("<p>" + fill("<b>a</b>") + "</p>"),
    "nested inline elements": lambda: native("<p>" + fill("<b>")),
    "nested links": lambda: native(TEXT + fill("<a href='/xa-hoi/202509/x-e0b0c0d/'>")),
    "links": lambda: native(TEXT * 3 + fill("<a href='/xa-hoi/202509/x-e0b0c0d/'>x</a>")),
    "links to other articles": lambda: native(
        TEXT * 3 + "".join(f"<a href='/xa-hoi/202509/x-e{number:06x}/'>x</a>" for number in range(40_000))
    ),
    "long link": lambda: native(TEXT * 3 + f"<a href='/{fill('a/')}'>x</a>"),
    "links that are no addresses": lambda: native(
        TEXT * 3 + fill("<a href='http://[::1/x'>x</a><a href='//a:b@c:99999/'>")
    ),
    "base that is no address": lambda: native(TEXT * 3, head="<base href='http://[x/'>"),
    "attributes": lambda: native("<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>"),
    "attributes below the limit": lambda: native(
        TEXT + ("<p " + " ".join(f"a{number}=1" for number in range(4_900)) + ">x</p>") * 40
    ),
    "long attribute": lambda: native(TEXT + f"<p class='{fill('a ')}'>x</p>"),
    "long style": lambda: native(TEXT + f"<p style='{fill('text-align:')}'>x</p>"),
    "styles": lambda: native(TEXT + "".join(f"<p style='color:{number}'>x</p>" for number in range(40_000))),
    "open quotes": lambda: native(fill('<p a="')),
    "open tags": lambda: native(fill("<p ")),
    "brackets": lambda: native(fill("<")),
    "entities": lambda: native(TEXT + "<p>" + fill("&amp;") + "</p>"),
    "unknown entities": lambda: native(TEXT + "<p>" + fill("&x;") + "</p>"),
    "entity bomb": lambda: native(TEXT + "<p>&b;&b;</p>").replace(
        "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    ),
    "external entity": lambda: native(TEXT + "<p>&x;</p>").replace(
        "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    ),
    "comments": lambda: native(TEXT + fill("<!-- -->")),
    "open comment": lambda: native(TEXT + "<!--" + fill("<p>x</p>")),
    "scripts": lambda: native(TEXT + fill("<script>x</script>")),
    "open scripts": lambda: native(TEXT + fill("<script ")),
    "svg": lambda: native(TEXT + fill("<svg><text>x</text></svg>")),
    "frames": lambda: native(TEXT + fill("<iframe src='/'></iframe>")),
    "meta tags": lambda: foreign(head=fill('<meta name="a" content="b">')),
    "own titles": lambda: foreign(head=fill('<meta property="og:title" ')),
    "headlines": lambda: foreign(fill("<h1>Một bài viết</h1>")),
    "titles": lambda: native(head=fill("<title>Một bài viết</title>")),
    "long title": lambda: native(title=fill("một bài ", 900_000)),
    "kickers": lambda: native(title=fill("một bài: ", 900_000)),
    "dates": lambda: native(date=fill("23:12, 20/09/2025 ")),
    "digits for a date": lambda: native(date=fill("1")),
    "dates without layout": lambda: foreign(fill("<div>23:12, 20/09/2025</div>")),
    "impossible date": lambda: native(date="99:99, 99/99/99999"),
    "data": lambda: foreign(head='<script type="application/ld+json">' + fill("[") + "</script>"),
    "nested data": lambda: foreign(head='<script type="application/ld+json">' + fill('{"a":', 400_000) + "</script>"),
    "pieces of data": lambda: foreign(head=fill('<script type="application/ld+json">{"@type":"NewsArticle"}</script>')),
    "long number in data": lambda: foreign(
        head='<script type="application/ld+json">{"@type":"NewsArticle","datePublished":' + "9" * 100_000 + "}</script>"
    ),
    "authors in data": lambda: foreign(
        head='<script type="application/ld+json">{"@type":"NewsArticle","author":['
        + ",".join(['{"name":"theo tin: bài"}'] * 40_000)
        + "]}</script>"
    ),
    "byline of roles": lambda: native(byline=author("tin: " * 50_000)),
    "byline of sources": lambda: native(byline=author("(theo " * 300_000)),
    "byline of by": lambda: native(byline=author("by " * 600_000)),
    "byline of photos": lambda: native(byline=author(fill("( ảnh m", 900_000))),
    "byline of dashes": lambda: native(byline=author(fill(" - ", 900_000))),
    "byline of works": lambda: native(byline=author(fill(", đồ họa", 900_000))),
    "author of roles": lambda: foreign(head='<meta name="author" content="' + "tin: " * 50_000 + '">'),
    "buttons": lambda: native(TEXT + fill("<p>theo dõi trên google</p>")),
    "heading of others": lambda: native(TEXT + "<p>" + fill("các tin, bài ", 900_000) + "</p>"),
    "pasted blocks": lambda: native(
        TEXT * 3 + fill("<div class='floodblocker'>Hãy đợi... <b id=secField>13</b></div>")
    ),
    "pasted counters": lambda: native(TEXT * 3 + fill("<b id=secField>13</b>")),
    "hidden elements": lambda: native(TEXT * 3 + fill("<div hidden><p>x</p>")),
    "old encoding": lambda: native("<p>" + fill("¸µ¶·¹", 900_000) + "</p>"),
    "right to left": lambda: native("<p dir=rtl>" + fill("א ", 900_000) + "</p>"),
}
"""By name; written when they are requested."""
