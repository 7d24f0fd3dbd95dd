"""Proposes the module of a newspaper that was surveyed: typed data, as Python. Pure."""

import json
import re
from collections.abc import Iterable
from types import ModuleType

from crawler.newspapers import NEWSPAPERS, daklak, quangtri, thainguyen, vnpt
from crawler.newspapers.model import Layout, Newspaper
from crawler.survey.finding import Finding

MODULES: tuple[ModuleType, ...] = (vnpt, daklak, thainguyen, quangtri)
"""Where templates are defined."""

TEMPLATE = '''"""{host}, as a survey of {home} proposed on {day}: check every line."""

{imports}
{constant} = Newspaper(
    name={name},
    title={title},
    language={language},
    home="https://{host}/",
    aliases=frozenset({aliases}),
    other_editions=frozenset(),
    timezone=VIETNAM,
    article_paths=({forms},),
    sections=frozenset({sections}),
    not_news=frozenset({not_news}),
    image_path={image_path},
    layouts=({layouts},),{no_layout}
    listing={listing},
    # Lower bounds: set them after the first night.
    expectations=Expectations(
        sections={least_sections},
        new_articles_a_day=1,
        field_shares={shares},
        body_characters=400,
    ),
)
'''


def module_source(finding: Finding, name: str, newspaper: Newspaper) -> str:
    """The module's source; ``newspaper`` is the draft that the survey ended with."""
    forms = ", ".join(_form(form.pattern) for form in finding.forms) or "vnpt.ARTICLE_PATH"
    known = [named for layout in newspaper.layouts if (named := _layout(layout)) and finding.layouts]
    boxes = [box.selector for box in finding.boxes if box.selector not in vnpt.LISTING.aside]
    folders = [folder for folder in finding.image_folders if not vnpt.IMAGE_PATH.fullmatch(f"{folder}x")]
    source = TEMPLATE.format(
        host=finding.host,
        home=finding.home,
        day=f"{finding.at:%Y-%m-%d}",
        constant=name.upper(),
        name=json.dumps(name),
        title=json.dumps(finding.host),
        language=json.dumps((finding.language or "vi").split("-")[0]),
        forms=forms,
        aliases="{" + ", ".join(json.dumps(host) for host in [f"www.{finding.host}", *finding.former_hosts]) + "}",
        sections=_set(finding.sections.keys() - set(_not_news(finding))),
        not_news=_set(_not_news(finding)),
        image_path=_image_path(folders),
        layouts=", ".join(known) or "vnpt.NATIVE",
        no_layout="" if known else "  # No known template fits: name the selectors.",
        listing=_listing(boxes),
        least_sections=len(finding.sections) // 2,
        shares=json.dumps(_shares(finding)),
        imports="{imports}",
    )
    return source.replace("{imports}", _imports(source))


def test_page(finding: Finding) -> str | None:
    """Address of the article whose page makes the first test: the first that was read."""
    return next((reading.url for reading in finding.readings if reading.refused is None), None)


def _form(pattern: str) -> str:
    if pattern == vnpt.ARTICLE_PATH.pattern:
        return "vnpt.ARTICLE_PATH"
    return f're.compile(r"{pattern}")'


def _layout(layout: Layout) -> str | None:
    """``vnpt.NATIVE``: the module and the name of a template."""
    for module in MODULES:
        for name, value in vars(module).items():
            if value is layout:
                return f"{module.__name__.rpartition('.')[2]}.{name}"
    return None


def _listing(boxes: list[str]) -> str:
    if not boxes:
        return "vnpt.LISTING"
    return f'replace(\n        vnpt.LISTING,\n        aside=f"{{vnpt.LISTING.aside}}, {", ".join(boxes)}",\n    )'


def _set(words: Iterable[str]) -> str:
    """A set of paths, one a line; what is no path is left out."""
    listed = [word for word in sorted(words) if re.fullmatch(r"[\w/-]+", word)]
    lines = "".join(f'            "{word}",\n' for word in listed)
    return f"\n        {{\n{lines}        }}\n    " if listed else ""


def _not_news(finding: Finding) -> list[str]:
    """Sections that other newspapers of the portal keep for what is no news."""
    known = {path for newspaper in NEWSPAPERS.values() for path in newspaper.not_news}
    return [path for path in finding.sections if path in known]


def _image_path(folders: list[str]) -> str:
    # Pages may name anything, and this becomes Python.
    folders = [folder for folder in folders if re.fullmatch(r"/[\w.-]+/", folder)]
    if not folders:
        return "vnpt.IMAGE_PATH"
    names = "|".join(["file", "dataimages", *(re.escape(folder.strip("/").lower()) for folder in folders)])
    return f're.compile(r"/(?:{names})/.*", re.IGNORECASE)'


def _shares(finding: Finding) -> dict[str, float]:
    """Half of the shares seen, for the fields that a health check watches."""
    read = len([reading for reading in finding.readings if reading.refused is None])
    seen = {"lead": "lead", "author": "author", "published_raw": "published_at"}
    return {
        seen[field.name]: round(field.pages / read / 2, 1) for field in finding.fields if field.name in seen and read
    }


def _imports(source: str) -> str:
    standard = [f"import {name}" for name in ("re",) if f"{name}.compile" in source]
    standard += ["from dataclasses import replace"] if "replace(" in source else []
    modules = [name for name in ("daklak", "quangtri", "thainguyen", "vnpt") if f"{name}." in source]
    ours = [
        f"from crawler.newspapers import {', '.join(modules)}",
        "from crawler.newspapers.model import VIETNAM, Expectations, Newspaper",
    ]
    return "\n".join([*standard, *([""] if standard else []), *ours, ""])
