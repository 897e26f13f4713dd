"""Reading a page of HTML as a browser and a screen reader would: its elements in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input", "use", "path", "rect"}
LOADING = ("src", "srcset", "data", "poster", "action", "background")


@dataclass
class Element:
    """An element with its attributes, its text (with that of what is in it) and its children."""

    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def every(self, *tags: str) -> list[Element]:
        """Return the elements inside, of these tags, in order."""
        return [element for element in self.walk() if element.tag in tags]

    def walk(self) -> Iterator[Element]:
        for child in self.children:
            yield child
            yield from child.walk()


class Page(HTMLParser):
    """Parses strictly: every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.open[-1].children.append(Element(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID and self.open[-1].tag != tag:
            return
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def parse(html: str) -> Element:
    """Parse a page; a tag that is not closed is an error."""
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == [page.root], [element.tag for element in page.open]
    return page.root


def rows_of(table: Element) -> list[list[str]]:
    """Return the cells of a table, its header first."""
    return [[cell.text for cell in row.every("th", "td")] for row in table.every("tr")]


def loads_of(page: Element) -> list[str]:
    """Return every address that a browser would load by itself."""
    found = [e.attributes[name] for e in page.walk() for name in LOADING if name in e.attributes]
    linked = [e for e in page.walk() if e.tag in ("link", "script", "iframe", "image", "use")]
    found += [e.attributes.get("href", "") for e in linked if e.tag != "use"]
    uses = [e for e in linked if e.tag == "use"]
    found += [a for e in uses for a in e.attributes.values() if a.startswith(("http", "//"))]
    styles = [e.text for e in page.every("style")] + [
        e.attributes.get("style", "") for e in page.walk()
    ]
    return found + [style for style in styles if "url(" in style or "@import" in style]
