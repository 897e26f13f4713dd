"""Figures: files that open, hold the words they must, and are the same every time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as Tree

import pytest
from PIL import Image
from pypdf import PdfReader

import mali_cli
from mali_cli.output.figure.drawing import AnyPicture, inline_svg
from mali_cli.output.figure.sizes import SIZES
from mali_cli.output.figure.words import LEFT_ASIDE, caption, printed
from mali_cli.output.formats import PICTURE, known
from mali_cli.output.pictures import Dot, MapPanel, Outline, Panel, PhaseSpan, Place, RankedRegion
from tests.output.made_pictures import (
    BRIEFLY,
    CHARTS,
    CITATION,
    DOTS,
    LABEL,
    MAPS,
    PHASED,
    PICTURES,
    RANKS,
    TITLE,
    TYPES,
    a_map,
    chart,
    render_figure,
)
from tests.output.made_pictures import PLAIN as SERIES
from tests.output.made_pictures import result as made_result
from tests.output.made_up import HOSTILE
from tests.output.svg_texts import boxes
from tests.words.test_messages import catalogue

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4


def texts(svg: bytes | str) -> list[str]:
    """Return the lines of text that an SVG shows."""
    return ["".join(item.itertext()) for item in Tree.fromstring(svg).iter(f"{SVG}text")]


def shown(svg: bytes) -> str:
    return " ".join(texts(svg))


def svg_of(picture: AnyPicture, **more: object) -> bytes:
    return render_figure(picture, made_result(), "svg", **more)  # type: ignore[arg-type]


FORMATS = tuple(known(PICTURE))
NEVER_DRAWN = {"beside.RANGES"}
"""Warnings of answers that are tables only."""
CROWDED = ("range", "small multiples", "many phases", "phases", "world")


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_can_be_drawn(name: str) -> None:
    for size, wanted in SIZES.items() if name in CROWDED else [("page", SIZES["page"])]:
        root = Tree.fromstring(svg_of(PICTURES[name], size=size))
        width = float(root.attrib["width"].removesuffix("pt"))
        assert width / 72 * MM == pytest.approx(wanted.width, abs=0.1)
        assert 0 < float(root.attrib["height"].removesuffix("pt")) < 4 * width


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("name", "format"), list(zip(("stacked", "phases", "gaps", "density"), FORMATS, strict=True))
)
def test_the_same_picture_gives_the_same_bytes(name: str, format: str) -> None:
    once, other, again = (
        render_figure(PICTURES[key], made_result(), format) for key in (name, "single", name)
    )
    assert once == again
    assert once != other
    assert not re.search(rb"CreationDate|ModDate|<dc:date>", once)


@pytest.mark.parametrize("size", SIZES)
def test_a_png_opens_at_300_dots_an_inch_and_says_what_it_is(size: str) -> None:
    content = render_figure(CHARTS["stacked"], made_result(), "png", size=size)
    with Image.open(io.BytesIO(content)) as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=1)
        assert image.width == pytest.approx(SIZES[size].width / MM * 300, abs=2)
        assert image.info["Title"] == TITLE
        assert "Bars over 36 years, 1989 to 2024" in image.info["Description"]
        assert CITATION in image.info["Source"]
        assert image.info["Comment"] == "mali-cli chart -c Mali"
        assert len(set(image.convert("L").resize((90, 60)).tobytes())) > 10


def test_a_pdf_holds_its_text_and_embeds_its_font() -> None:
    content = render_figure(CHARTS["range"], made_result(), "pdf")
    reader = PdfReader(io.BytesIO(content))
    text = " ".join(reader.pages[0].extract_text().split())
    for words in ("Deaths in one-sided violence", "CC BY 4.0", "25.1", BRIEFLY, "during", "3,818"):
        assert words in text
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    assert b"/FontFile2" in content
    assert len(reader.pages) == 1


def test_an_svg_holds_title_units_phases_release_and_citation_as_text() -> None:
    content = svg_of(CHARTS["range"])
    words = shown(content)
    for expected in (
        "Deaths in one-sided violence, Mali, by year",
        LABEL,
        "Year",
        "before",
        "1,029 in all",
        "41.2 a year",
        "during",
        "3,818 in all",
        "after",
        "MINUSMA begins 2013-07-01",
        f"Data: UCDP country-year 25.1, CC BY 4.0, {BRIEFLY}.",
    ):
        assert expected in words
    for command in ("Reproduce", "mali-cli", "--straddle", "Defaults"):
        assert command not in words


def test_an_svg_says_what_it_shows() -> None:
    root = Tree.fromstring(svg_of(CHARTS["range"]))
    ids = {item.get("id"): item for item in root.iter() if item.get("id")}
    labels = [ids[key] for key in root.attrib["aria-labelledby"].split()]
    assert root.attrib["role"] == "img"
    assert [item.tag for item in labels] == [f"{SVG}title", f"{SVG}desc"]
    assert labels[0].text == TITLE
    said = str(labels[1].text)
    highest = max(value for value in SERIES.values if value is not None)
    assert f"Highest at {highest:,.0f} in " in said
    assert "before 1,029 in all and 41.2 a year, during 3,818 in all" in said
    assert CITATION in said


@pytest.mark.parametrize("name", ["stacked", "gaps", "log lines", "density", "phases"])
def test_an_svg_stands_alone(name: str) -> None:
    content = svg_of(PICTURES[name]).decode()
    assert not re.search(r'(?:href|src)="(?!#)', content)
    assert "<style" not in content
    assert "<script" not in content
    assert "@import" not in content


def test_two_figures_in_a_page_share_no_identifiers() -> None:
    one, two = (
        set(re.findall(r'\bid="([^"]+)"', inline_svg(PICTURES[name])))
        for name in ("stacked", "gaps")
    )
    assert one
    assert not one & two


def test_the_caption_of_a_page_has_no_marks_of_commands() -> None:
    shown = caption(mali_cli.chart())
    assert any("Phase totals" in text for text in shown)
    assert not any("`" in text for text in shown)


def test_what_stands_under_a_figure_is_said_in_few_words() -> None:
    assert printed(mali_cli.chart()) == (
        "Not counted: 1,127 civilians killed in fighting in 1989–2024.",
        "Phase totals count 2013 twice.",
        "Data: UCDP country-year 25.1, CC BY 4.0, Davies et al. (2025), "
        "https://doi.org/10.1177/00223433251345636.",
    )
    coups = printed(mali_cli.chart(timeline="mali-coups", type="all"))
    assert coups[0].startswith("Warning: ") is False
    assert coups[0] == (
        "Ranges: an edge cuts 2012, 2020 and 2021, and the data do not say on which side the "
        "deaths were."
    )
    assert len(coups) == 2  # what phases that are ranges count twice, no figure shows


def test_no_warning_in_print_names_what_can_only_be_typed() -> None:
    for name, message in catalogue().items():
        if message.warning and message.kind not in LEFT_ASIDE:
            said = (message.printed or message).text
            typed = re.findall(r"\{command\}|\{option\}|mali-cli|--[a-z]|`", said)
            assert not typed or name in NEVER_DRAWN, name


@pytest.mark.parametrize("format", ["svg", "html"])
def test_a_journal_can_have_a_figure_without_title_and_notes(format: str) -> None:
    bare = render_figure(CHARTS["range"], made_result(), format, titled=False, noted=False)
    words = " ".join(Page(bare.decode()).words) if format == "html" else shown(bare)
    assert "before" in words
    assert "Data: UCDP" not in words
    assert "Nobody" not in words
    assert "<h1>" not in bare.decode()
    assert format == "html" or TITLE not in words
    root = Tree.fromstring(svg_of(CHARTS["range"], titled=False))
    assert root.findtext(f"{SVG}title") == TITLE  # for those who cannot see it


def test_an_inline_figure_leaves_title_and_caption_to_the_page() -> None:
    svg = inline_svg(CHARTS["stacked"])
    assert svg.startswith("<svg ")
    words = " ".join(texts(svg))
    assert "state-based" in words
    assert "Deaths in one-sided" not in words
    assert "Data:" not in words
    assert "Bars over 36 years" in svg


class Page(HTMLParser):
    """What an HTML page would load, and its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "srcset", "xlink:href") and not (value or "").startswith(
                "#"
            ):
                self.loads.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("name", ["small multiples", "ranked"])
def test_a_page_of_html_loads_nothing_and_has_figure_caption_and_table(name: str) -> None:
    page = Page(render_figure(PICTURES[name], made_result(), "html").decode())
    words = " ".join(page.words)
    assert page.loads == []
    assert {"figure", "figcaption", "details", "table", "svg", "desc", "title"} <= set(page.tags)
    assert "script" not in page.tags
    assert "Reproduce: mali-cli chart -c Mali" in re.sub(r"\s+", " ", words)
    assert CITATION in words
    assert "1,461" in words


def test_quiet_figures_keep_source_and_citation() -> None:
    words = shown(render_figure(CHARTS["bars"], made_result(), "svg", notes=False))
    assert "--straddle" not in words
    assert "UCDP country-year 25.1" in words
    assert BRIEFLY in words


MATHS = ("$x^2$ and \\alpha_{i}", "$", "100 $ a_b ^c", "\\frac{1}{0}", "%d {x}")
NAMES = tuple(text for text in (*HOSTILE, *MATHS, "<script>alert(1)</script>", "]]>&amp;") if text)


@pytest.mark.sample(6)  # one that is text
@pytest.mark.parametrize("format", FORMATS)
def test_hostile_names_are_harmless(format: str) -> None:
    panels = tuple(
        Panel(name, (replace(SERIES, name=name),), (PhaseSpan(name, 0, 35, 1.0, 1.0),))
        for name in NAMES
    )
    dots = MapPanel(
        NAMES[0], (Dot(0, 15, 1, 1),), tuple(RankedRegion(name, 1, 1) for name in NAMES)
    )
    places = tuple(Place(name, i % 13 - 9.0, 11.0 + i) for i, name in enumerate(NAMES[:13]))
    pictures = chart(panels=panels, title=" ".join(NAMES)), a_map(dots, dots, places=places)
    for picture in pictures:
        content = render_figure(picture, made_result(*NAMES), format)
        if format == "html":
            page = Page(content.decode())
            assert page.loads == []
            assert "script" not in page.tags
        if format in ("svg", "html"):
            assert not any(char in content.decode() for char in "\x1b\x9b\x07\u202e")


@pytest.mark.parametrize("name", MATHS)
def test_dollars_and_backslashes_are_signs_and_no_mathematics(name: str) -> None:
    picture = chart(replace(SERIES, name=name), SERIES, title=name)
    content = svg_of(picture)
    assert name in texts(content)
    assert name in str(Tree.fromstring(content).findtext(f"{SVG}title"))


def test_a_word_that_is_too_long_is_broken_and_not_cut() -> None:
    title = "x" * 400
    assert title in "".join(texts(svg_of(chart(SERIES, title=title), size="column")))


def test_zeros_have_no_place_on_a_logarithmic_scale_and_are_marked() -> None:
    assert "0 (it has no place on a logarithmic scale)" in shown(svg_of(CHARTS["all zero, log"]))
    assert "no place" not in shown(svg_of(CHARTS["lines"]))


def test_zeros_of_several_lines_say_whose_they_are() -> None:
    found = texts(svg_of(CHARTS["log lines"]))
    assert "0 of state-based (it has no place on this scale)" in found
    assert {"0 of non-state", "0 of one-sided", "0 of other"} <= set(found)
    root = Tree.fromstring(svg_of(chart(*TYPES[:2], lines=True, log=True)))
    hollow = [
        (item.get("y"), re.findall(r"stroke: (#\w+)", item.get("style") or ""))
        for item in root.iter(f"{SVG}use")
        if "fill-opacity: 0" in (item.get("style") or "")
    ]
    rows = {y for y, _ in hollow}
    assert len({colour for _, (colour,) in hollow}) == 2
    assert len(rows) >= 2  # a row a line, and those of the legend


def test_lines_together_are_named_where_they_end_and_not_in_a_legend() -> None:
    svg = svg_of(CHARTS["together"])
    names = [series.name for series in TYPES]
    assert [name for name in texts(svg) if name in names] == sorted(
        names, key=lambda name: [series.values[-1] for series in TYPES if series.name == name]
    )
    with_legend = {box.text: box for box in boxes(svg_of(CHARTS["lines"]))}
    at_ends = {box.text: box for box in boxes(svg)}
    for name in names:
        assert at_ends[name].left > at_ends["2020"].right > with_legend[name].left


def test_gaps_are_named_in_the_legend() -> None:
    assert "not covered by the data" in shown(svg_of(CHARTS["gaps"]))
    assert "not covered by the data" not in shown(svg_of(CHARTS["stacked"]))
    assert "4 years not covered" in svg_of(CHARTS["gaps"]).decode()


def test_numbers_have_separators() -> None:
    assert "1,000,000" in texts(svg_of(CHARTS["large"]))


def test_phases_without_room_are_lettered_with_a_key() -> None:
    found = texts(svg_of(CHARTS["many phases"]))
    assert {"A", "B", "L"} <= set(found)
    assert "A a long name of phase 0: 0 in all, 2.5 a year;" in " ".join(found)


def test_small_multiples_name_each_plot_and_share_one_scale() -> None:
    found = texts(svg_of(CHARTS["small multiples"]))
    assert {"Burkina Faso", "Mali", "Niger"} <= set(found)
    assert sum(text == "before" for text in found) == 3
    assert sum(text == "0" for text in found) == 1


def test_maps_have_scales_degrees_places_and_ranks() -> None:
    found = texts(svg_of(MAPS["ranked"]))
    assert {"10° W", "0°", "15° N", "Ségou", "region 0", "500"} <= set(found)
    assert "Segu" not in found
    assert "deaths at one place (areas)" in found
    assert "deaths in a cell of 0.5°" in texts(svg_of(MAPS["density"]))
    assert "no deaths at any place" in texts(svg_of(MAPS["no dots"]))


def test_maps_of_phases_say_their_days_and_sums_and_rank_on_one_scale() -> None:
    first, second = MapPanel("before", DOTS[:20], RANKS, 280.0, "..2013-06-30"), PHASED[1]
    svg = svg_of(a_map(first, second))
    found = texts(svg)
    total = sum(dot.deaths for dot in DOTS[:20])
    assert {"before", "..2013-06-30"} <= set(found)
    assert f"{total:,.0f} deaths, 280 more without an exact place" in found
    assert f"{sum(dot.deaths for dot in DOTS[20:]):,.0f} deaths" in found
    small = replace(second, ranks=(RankedRegion("less", 50.0, 1),))
    bars = [
        [float(x) for x in re.findall(r"[ML] ([\d.]+) ", item.get("d") or "")]
        for item in Tree.fromstring(svg_of(a_map(first, small))).iter(f"{SVG}path")
        if (item.get("style") or "").startswith("fill: #d55e00")
    ]
    wide = [max(bar) - min(bar) for bar in bars]
    assert max(wide) / wide[-1] == pytest.approx(RANKS[0].deaths / 50, rel=0.02)


WEST = ((-13.0, 9.0), (-4.0, 9.0), (-4.0, 26.0), (-13.0, 26.0), (-13.0, 9.0))
EAST = ((-4.0, 9.0), (6.0, 9.0), (6.0, 26.0), (-4.0, 26.0), (-4.0, 9.0))
SLIVER = ((5.9, 9.0), (6.0, 9.0), (6.0, 26.0), (5.9, 26.0), (5.9, 9.0))


def test_countries_are_named_on_their_land_where_there_is_room() -> None:
    outlines = (
        Outline("Nowhere (Somewhere)", False, (WEST,)),
        Outline("Sliver", False, (SLIVER,)),
        Outline("Mali", True, (EAST,)),
    )
    svg = svg_of(a_map(MapPanel("", DOTS), outlines=outlines))
    found = {box.text: box for box in boxes(svg)}
    assert {"Nowhere", "Mali"} <= set(found)
    assert "Sliver" not in found
    west, east = ((found[at].left + found[at].right) / 2 for at in ("10° W", "0°"))
    border = west + 0.6 * (east - west)
    assert found["Nowhere"].right < border < found["Mali"].left
    hidden = a_map(MapPanel("", DOTS), outlines=(Outline("Below", False, (EAST,)), outlines[2]))
    assert "Below" not in texts(svg_of(hidden))


def test_maps_over_the_antimeridian_name_degrees_on_both_sides() -> None:
    found = texts(svg_of(MAPS["antimeridian"]))
    assert {"180°", "Taveuni"} <= set(found)
    assert any(text.endswith("° E") for text in found)
    assert any(text.endswith("° W") for text in found)


def test_matplotlib_is_left_as_it_was_found() -> None:
    import matplotlib

    matplotlib.rcParams["font.size"] = 31.0
    before = dict(matplotlib.rcParams)
    try:
        changed = svg_of(CHARTS["bars"])
        assert dict(matplotlib.rcParams) == before
    finally:
        matplotlib.rcParams["font.size"] = matplotlib.rcParamsDefault["font.size"]
    assert changed == svg_of(CHARTS["bars"])
