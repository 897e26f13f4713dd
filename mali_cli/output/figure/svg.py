"""Figures as SVG, and within HTML.

Text stays text. The fonts named first have the widths that the figure was laid out with: DejaVu
Sans and Verdana both; the others are narrower.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from xml.etree import ElementTree as Tree

from ...model.result import Result
from ..pictures import ChartPicture, MapPicture
from ..table_columns import shown_columns
from ..text import clean
from .words import caption, metadata

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
FONTS = "'DejaVu Sans', Verdana, Arial, Helvetica, sans-serif"
ON_SCREEN = 1.4
"""A page shows a figure up to so many times as large as it is printed: its text is then 14 px."""
_OWN_FONTS = re.compile(r"'DejaVu Sans'|DejaVu Sans")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no place for."""


def xml_text(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def plain_svg(svg: str, about: Mapping[str, str]) -> str:
    """Return an SVG file with a title and a description for those who cannot see it.

    Identifiers that nothing refers to are left out; the others are made those of this figure, so
    that several figures can stand in one page.
    """
    root = Tree.fromstring(_NOT_XML.sub("\ufffd", svg))  # noqa: S314
    _unstyle(root)
    key = "f" + sha256(svg.encode() + about["title"].encode()).hexdigest()[:10]
    _rename(root, key)
    for name, place in (("description", 0), ("title", 0)):
        element = Tree.Element(f"{{{SVG}}}{'desc' if name == 'description' else name}")
        element.set("id", f"{key}-{name}")
        element.text = xml_text(_described(about) if name == "description" else about[name])
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-description")
    return HEAD + _written(root) + "\n"


def element(svg: str) -> str:
    """Return the <svg> element of a file, as wide as the page lets it be."""
    opening, end, rest = svg.removeprefix(HEAD).rstrip().partition(">")
    width = re.search(r' width="([\d.]+)pt"', opening)
    most = f"{float(width[1]) * ON_SCREEN:.0f}pt" if width else "none"
    style = f"width:100%;max-width:{most};height:auto"
    return re.sub(r' (?:width|height)="[^"]*"', "", opening) + f' style="{style}"' + end + rest


def _unstyle(root: Tree.Element) -> None:
    """Put what Matplotlib says of all elements of a page on the figure, where it concerns no other.

    Its metadata are empty, and go.
    """
    parents = [(parent, child) for parent in root.iter() for child in parent]
    for parent, child in parents:
        if child.tag in (f"{{{SVG}}}style", f"{{{SVG}}}metadata"):
            parent.remove(child)
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")


def _described(about: Mapping[str, str]) -> str:
    return " ".join(about[name] for name in ("description", "source") if about.get(name))


def _rename(root: Tree.Element, key: str) -> None:
    used = set[str]()
    for item in root.iter():
        for name, value in item.attrib.items():
            used.update(_REFERENCE.findall(value))
            if name in ("href", f"{{{XLINK}}}href"):
                used.add(value.removeprefix("#"))
    for item in root.iter():
        for name, value in list(item.attrib.items()):
            if name == "id" and value not in used:
                del item.attrib[name]
            elif name == "id":
                item.set(name, f"{key}-{value}")
            elif name in ("href", f"{{{XLINK}}}href"):
                del item.attrib[name]
                item.set("href", f"#{key}-{value.removeprefix('#')}")
            elif name == "style":
                item.set(name, _OWN_FONTS.sub(FONTS, _renamed(value, key)))
            else:
                item.set(name, _renamed(value, key))


def _renamed(value: str, key: str) -> str:
    return _REFERENCE.sub(rf"url(#{key}-\1)", value)


def _written(root: Tree.Element) -> str:
    """Write XML in which SVG is the default name space."""
    for item in root.iter():
        item.tag = item.tag.removeprefix(f"{{{SVG}}}")
    root.set("xmlns", SVG)
    return Tree.tostring(root, encoding="unicode")


STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; line-height: 1.3; margin: 0; }
figure { margin: 1rem 0; }
figcaption, .taken { color: #595959; font-size: .85rem; overflow-wrap: anywhere; }
figcaption p { margin: .3rem 0; }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; }
th, td { padding: .15rem .8rem .15rem 0; border-bottom: 1px solid #d0d0d0; text-align: left; }
.right { text-align: right; }
.rows { overflow-x: auto; }
code { overflow-wrap: anywhere; }
"""


def html_page(
    picture: ChartPicture | MapPicture, result: Result, svg: str, *, notes: bool = True
) -> str:
    """Return a page with the figure, its caption, its rows and the command that gives it again."""
    about = metadata(picture, result, "")
    title, taken = picture.title, picture.taken
    lines = "".join(f"<p>{_safe(text)}</p>\n" for text in caption(result, notes=notes))
    again = f"<p>Again: <code>{_safe(about['command'])}</code></p>\n" if about["command"] else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{_safe(about["maker"])}">
<title>{_safe(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{_safe(title)}</h1>
{f'<p class="taken">{_safe(taken)}</p>' if taken else ""}
<figure>
{svg}
<figcaption>
{lines}{again}</figcaption>
</figure>
<details>
<summary>The figures as a table</summary>
<div class="rows">
{html_table(result)}
</div>
</details>
</body>
</html>
"""


def html_table(result: Result) -> str:
    """Return the rows of a result as a table, with the headers that tables for people have."""
    columns = shown_columns(result)
    heads = "".join(
        f'<th scope="col"{_side(right=column.right)}>{_safe(column.header)}</th>'
        for column in columns
    )
    rows = [
        "".join(
            f"<td{_side(right=column.right)}>{_safe(cell)}</td>"
            for column, cell in zip(columns, cells, strict=True)
        )
        for cells in zip(*(column.cells for column in columns), strict=True)
    ]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _side(*, right: bool) -> str:
    return ' class="right"' if right else ""


def _safe(text: str) -> str:
    return escape(xml_text(clean(text)))
