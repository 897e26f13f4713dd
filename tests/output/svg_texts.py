"""Where the texts of an SVG stand, read from the file."""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as Tree

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

SVG = "{http://www.w3.org/2000/svg}"
ASCENT, DESCENT = 0.73, 0.14
"""The height of letters over and under their line, in sizes of the text; accents may be higher."""


class Box(NamedTuple):
    """A text and its room, in points from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def boxes(svg: bytes | str) -> list[Box]:
    """Return the room of each line of text."""
    return [_box(item) for item in Tree.fromstring(svg).iter(f"{SVG}text")]


def _box(item: Tree.Element) -> Box:
    style, text = item.get("style", ""), "".join(item.itertext())
    found = re.search(r"font-size: ([\d.]+)px|font: (?:\w+ )*([\d.]+)px", style)
    assert found, style
    size = float(found[1] or found[2])
    weight = "bold" if re.search(r"\b(bold|700)\b", style) else "normal"
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    wide = text_to_path.get_text_width_height_descent(text, font, False)[0]
    place = item.get("transform", "")
    turned = re.search(r"rotate\(-90", place)
    x, y = (float(item.get(name, "nan")) for name in "xy")
    if "translate" in place:
        x, y = map(float, re.findall(r"translate\(([-\d.]+) ([-\d.]+)\)", place)[0])
    part = {"middle": 0.5, "end": 1.0}.get((re.findall(r"text-anchor: (\w+)", style) or [""])[0], 0)
    if turned:
        low = y + wide * part
        return Box(text, x - size * ASCENT, low - wide, x + size * DESCENT, low, size)
    left = x - wide * part
    return Box(text, left, y - size * ASCENT, left + wide, y + size * DESCENT, size)


def touching(svg: bytes | str) -> list[tuple[str, str]]:
    """Return the pairs of texts that share room."""
    return [
        (one.text, two.text)
        for one, two in combinations(boxes(svg), 2)
        if one.left < two.right
        and two.left < one.right
        and one.top < two.bottom
        and two.top < one.bottom
    ]


def outside(svg: bytes | str) -> list[str]:
    """Return the texts that leave the page."""
    root = Tree.fromstring(svg)
    width, height = (float(root.attrib[name].removesuffix("pt")) for name in ("width", "height"))
    return [
        box.text
        for box in boxes(svg)
        if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]
