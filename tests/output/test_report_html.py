"""The HTML of a report: one file that loads nothing, says all in text, and cannot be injected."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.model.report import Picture, Report
from mali_cli.output.report import pages, rendering
from mali_cli.output.report.pages import Drawn, as_svg
from mali_cli.output.table_columns import shown_columns
from mali_cli.output.text import clean
from mali_cli.words.phrases import thousands
from tests.answers.report_asks import EVENTS
from tests.output.html_page import Element, loads_of, parse, rows_of
from tests.output.made_up import HOSTILE

HOSTILE_NAME = "<script>alert('x')</script>\"><b a='\""
ASKS: dict[str, dict[str, Any]] = {
    "default": {},
    "types": {"type": ["state-based", "one-sided"], "country": "Niger", "cut": "2021"},
    "events": {"data": EVENTS, "country": "Mali", "mission": "MINUSMA", "type": "all"},
    "hostile": {"phase": [f"{HOSTILE_NAME}=2013..2015", "b&amp;=2016.."], "title": HOSTILE_NAME},
    "blank": {"phase": "far=2030..2031"},
    "countries": {"mission": "MINUSMA", "country": "@aes"},
    "missions": {"mission": ["MINUSMA", "MINUSCA"], "country": "Mali"},
}


def without(picture: Picture) -> Drawn | None:
    """Draw nothing, as where the library is not installed."""
    return None


def with_figures(picture: Picture) -> Drawn | None:
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    return as_svg(picture)


@pytest.fixture(params=[without, with_figures])
def draw(request: pytest.FixtureRequest) -> Any:
    return request.param


@cache
def report_of(name: str) -> Report:
    """Answer each of the questions once."""
    return mali_cli.report(**ASKS[name])


@pytest.fixture(params=ASKS)
def report(request: pytest.FixtureRequest) -> Report:
    return report_of(request.param)


PAGES: dict[tuple[int, Any], tuple[Report, str]] = {}


def to_html(report: Report, draw: Any) -> str:
    """Write each page once; the report is kept so that no other takes its place."""
    key = (id(report), draw)
    if key not in PAGES:
        PAGES[key] = (report, pages.to_html(report, draw))
    return PAGES[key][1]


def test_headings_go_down_one_step_at_a_time(report: Report, draw: Any) -> None:
    page = parse(to_html(report, draw))
    headings = [element for element in page.walk() if re.fullmatch(r"h\d", element.tag)]
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1 not in levels[1:]
    assert all(level <= before + 1 for before, level in pairwise(levels))
    leads = [one.of for one in report.reports]
    named = dict.fromkeys(section.heading for section in report.sections)
    assert [h.text for h in page.every("h2")] == [*leads, *named]
    assert [h.text for h in page.every("h3")] == [s.of for s in report.sections if s.of]
    sections = [s for s in page.every("section") if "hidden" not in s.attributes]
    assert [s.attributes["aria-labelledby"] for s in sections] == [
        h.attributes["id"] for h in page.every("h2")[len(leads) :]
    ]


def test_markdown_has_the_same_parts_in_the_same_order(report: Report) -> None:
    page = parse(to_html(report, without))
    mine = [(int(e.tag[1]), e.text) for e in page.walk() if re.fullmatch(r"h\d", e.tag)]
    outside = re.sub(r"^```.*?^```$", "", pages.to_markdown(report), flags=re.DOTALL | re.MULTILINE)
    its = [line.split(" ", 1) for line in outside.split("\n") if re.match("#+ ", line)]
    assert [len(marks) for marks, _ in its] == [level for level, _ in mine]
    assert [text for _, text in its[1:]] == [text for _, text in mine[1:]]
    leads = [line for one in report.each for line in one.lead]
    leads += [line for lead in report.leads for line in lead.lead]
    assert all(f"**{line}**" in outside for line in leads if "'" not in line)


def test_the_page_says_its_language_its_width_and_its_title(report: Report, draw: Any) -> None:
    written = to_html(report, draw)
    page = parse(written)
    assert written.startswith("<!DOCTYPE html>\n")
    assert page.every("html")[0].attributes == {"lang": "en"}
    names = {e.attributes.get("name") for e in page.every("meta")}
    assert {"viewport", "generator"} <= names
    assert page.every("title")[0].text == page.every("h1")[0].text == clean(report.title)
    assert len(page.every("main")) == len(page.every("h1")) == 1


def test_every_table_has_caption_and_headers_that_say_what_they_head(
    report: Report, draw: Any
) -> None:
    tables = parse(to_html(report, draw)).every("table")
    assert len(tables) >= 3
    for table in tables:
        assert table.children[0].tag == "caption"
        assert table.children[0].text.strip()
        header, *body = table.every("tr")
        assert {(cell.tag, cell.attributes["scope"]) for cell in header.children} == {("th", "col")}
        for row in body:
            assert (row.children[0].tag, row.children[0].attributes["scope"]) == ("th", "row")
            assert len(row.children) == len(header.children)


def test_every_picture_has_words_for_it(report: Report, draw: Any) -> None:
    page = parse(to_html(report, draw))
    pictures = [e for e in page.walk() if e.attributes.get("role") == "img" or e.tag == "img"]
    wanted = [b for s in report.sections for b in s.blocks if isinstance(b, Picture)]
    assert len(pictures) == len(wanted) * (1 if draw is without else 2)
    for picture in pictures:
        named = picture.attributes.get("aria-labelledby", "").split()
        words = [e.text for e in picture.walk() if e.attributes.get("id") in named]
        assert len(" ".join(words) or picture.attributes["aria-label"]) > 60
    assert all(figure.every("figcaption") for figure in page.every("figure"))
    assert len(page.every("figure")) == len(wanted)


def test_what_scrolls_can_be_reached_with_the_keyboard(report: Report, draw: Any) -> None:
    for element in parse(to_html(report, draw)).walk():
        if set(element.attributes.get("class", "").split()) & {"scroll", "code"}:
            assert element.attributes["tabindex"] == "0"
            assert element.attributes["role"] == "region"
            assert element.attributes["aria-label"]


def test_nothing_is_loaded_and_only_the_script_of_the_page_runs(report: Report, draw: Any) -> None:
    page = parse(to_html(report, draw))
    assert [address for address in loads_of(page) if address and address[0] != "#"] == []
    assert page.every("link", "iframe", "object", "embed", "form") == []
    scripts = page.every("script")
    assert [e.attributes for e in scripts] in ([], [{"type": "application/json", "id": "data"}, {}])
    assert bool(scripts) == any(one.explored for one in report.each)
    assert [n for e in page.walk() for n in e.attributes if n.startswith("on")] == []
    policies = [e.attributes for e in page.every("meta") if "http-equiv" in e.attributes]
    assert policies[0]["content"].startswith("default-src 'none'")
    runs = re.findall("script-src ([^;]*)", policies[0]["content"])
    digests = [b64encode(sha256(e.text.encode()).digest()).decode() for e in scripts[1:]]
    assert runs == [f"'sha256-{digest}'" for digest in digests]
    links = [a.attributes["href"] for a in page.every("a")]
    assert all(link.startswith("https://") for link in links)


def test_identifiers_are_unique(report: Report, draw: Any) -> None:
    page = parse(to_html(report, draw))
    ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))


def test_hostile_names_are_text(draw: Any) -> None:
    written = to_html(mali_cli.report(**ASKS["hostile"]), draw)
    page = parse(written)
    assert written.count("<script") == 2
    assert [e.attributes.get("id") for e in page.every("script")] == ["data", None]
    assert page.every("b") == []
    assert page.every("h1")[0].text == HOSTILE_NAME
    phases = next(s for s in page.every("section") if "heading-phases" in str(s.attributes))
    first = [row[0] for row in rows_of(phases.every("table")[0])]
    assert first == ["phase", HOSTILE_NAME, "b&amp;"]


@pytest.mark.sample(4)
@pytest.mark.parametrize("text", [text for text in HOSTILE if clean(text).strip()])
def test_hostile_titles_are_text(text: str) -> None:
    page = parse(to_html(mali_cli.report(title=text), without))
    assert page.every("h1")[0].text == clean(text)


@settings(max_examples=5)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_title_reads_as_it_was_typed(title: str) -> None:
    page = parse(to_html(mali_cli.report(title=title), without))
    assert page.every("h1")[0].text.split() == clean(title).split()


def test_every_number_of_the_tables_is_that_of_periods(report: Report) -> None:
    page = parse(to_html(report, without))
    phases = next(s for s in page.every("section") if "heading-phases" in str(s.attributes))
    for table, one in zip(phases.every("table"), report.each, strict=True):
        header, *rows = rows_of(table)
        columns = {column.header: list(column.cells) for column in shown_columns(one.basis)}
        assert header == list(columns)
        assert rows == [list(cells) for cells in zip(*columns.values(), strict=True)]
        for row, said in zip(one.basis.frame.iter_rows(named=True), rows, strict=True):
            if "deaths" in header and one.basis.measure == "deaths":
                assert said[header.index("deaths")] == thousands(row["deaths"])


def test_where_figures_cannot_be_drawn_characters_do(report: Report) -> None:
    page = parse(to_html(report, without))
    drawn = [pre for pre in page.every("pre") if pre.attributes.get("role") == "img"]
    wanted = [b for s in report.sections for b in s.blocks if isinstance(b, Picture)]
    assert len(drawn) == len(wanted)
    assert all(max(map(len, pre.text.split("\n"))) <= 80 for pre in drawn)


@pytest.mark.parametrize(
    ("size", "wide", "narrow"), [(100, 2, 2), (500_000, 2, 0), (1_000_000, 1, 0), (2_000_000, 0, 0)]
)
def test_a_page_keeps_its_limit(size: int, wide: int, narrow: int) -> None:
    """Where both sizes have no room there is one of each picture, then of the chart only."""
    drawn = Drawn(f"<svg>{'w' * size}</svg>", f"<svg>{'n' * size}</svg>")
    page = pages.to_html(report_of("events"), lambda _: drawn)
    assert page.count("<svg>w") == wide
    assert page.count("<svg>n") == narrow
    assert page.count('<pre role="img"') == 2 - wide
    assert len(page.encode()) <= pages.MOST_BYTES


def test_the_same_bytes_twice(draw: Any) -> None:
    assert pages.to_html(mali_cli.report(), draw) == pages.to_html(mali_cli.report(), draw)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


STYLE = (Path(mali_cli.__file__).parent / "output/report/templates/report.css").read_text(
    encoding="utf-8"
)


def palettes() -> list[dict[str, str]]:
    blocks = re.findall(r":root \{([^}]*)\}", STYLE)
    return [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in blocks]


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark", "print"])
def test_text_stands_out_from_its_ground(palette: dict[str, str]) -> None:
    inks = ("ink", "soft", "link", "yes", "no", "open")
    for ink in inks:
        for ground in ("paper", "tint"):
            assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)


def test_dark_paper_and_phones_are_provided_for() -> None:
    page = to_html(report_of("default"), without)
    for width in rendering.STACKED:
        assert f"@container (max-width: {width}rem)" in page
    assert "prefers-color-scheme: dark" in STYLE
    assert "@media print" in STYLE
    assert "overflow-x: auto" in STYLE


def test_the_reader_of_pages_sees_what_is_wrong() -> None:
    with pytest.raises(AssertionError):
        parse("<p><b></p>")
    page: Element = parse('<img src="http://x/y"><script href="z"></script>')
    assert loads_of(page) == ["http://x/y", "z"]
