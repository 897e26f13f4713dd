"""Figures as SVG, in a file or within a page of HTML.

Text stays text. The fonts named first have the widths that the figure was laid out with: DejaVu
Sans and Verdana both; the others are narrower.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as Tree

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
FONTS = "'DejaVu Sans', Verdana, Arial, Helvetica, sans-serif"
ON_SCREEN = 1.4
"""A page shows a figure up to so many times as large as it is printed: its text is then 14 px."""
_OWN_FONTS = re.compile(r"'DejaVu Sans'|DejaVu Sans")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no place for."""


def plain_svg(svg: str, about: Mapping[str, str], key: str) -> str:
    """Return an SVG file with a title and a description for those who cannot see it.

    The key begins their identifiers; it is the figure's own, so that several can stand in one page.
    """
    root = Tree.fromstring(_NOT_XML.sub("\ufffd", svg))  # noqa: S314
    _unstyle(root)
    _tidy(root)
    said = {"description": _described(about), "title": about["title"]}
    for name in said:
        element = Tree.Element(f"{{{SVG}}}{'desc' if name == 'description' else name}")
        element.set("id", f"{key}-{name}")
        element.text = _NOT_XML.sub("\ufffd", said[name])
        root.insert(0, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-description")
    return HEAD + _written(root) + "\n"


def element(svg: str) -> str:
    """Return the <svg> element of a file, as wide as the page lets it be.

    Shapes keep a hundredth of a point, so that a map of many places is smaller.
    """
    opening, end, rest = svg.removeprefix(HEAD).rstrip().partition(">")
    width = re.search(r' width="([\d.]+)pt"', opening)
    most = f"{float(width[1]) * ON_SCREEN:.0f}pt" if width else "none"
    style = f"width:100%;max-width:{most};height:auto"
    rest = re.sub(r' d="[^"]*"', lambda shape: re.sub(r"(\.\d\d)\d+", r"\1", shape[0]), rest)
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


def _tidy(root: Tree.Element) -> None:
    """Leave out names of groups, to which nothing refers, and name fonts that others have."""
    for item in root.iter():
        if item.tag == f"{{{SVG}}}g":
            item.attrib.pop("id", None)
        if f"{{{XLINK}}}href" in item.attrib:
            item.set("href", item.attrib.pop(f"{{{XLINK}}}href"))
        if "style" in item.attrib:
            item.set("style", _OWN_FONTS.sub(FONTS, item.attrib["style"]))


def _written(root: Tree.Element) -> str:
    """Write XML in which SVG is the default name space."""
    for item in root.iter():
        item.tag = item.tag.removeprefix(f"{{{SVG}}}")
    root.set("xmlns", SVG)
    return Tree.tostring(root, encoding="unicode")
