"""The page of a report in a real browser: on a phone, a tablet, a screen, in the dark, on paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.output.report.pages import as_svg, to_html
from tests.answers.report_asks import EVENTS
from tests.output.browser import Browser, browser, installed

pytestmark = pytest.mark.skipif(
    not installed(), reason="chromium and chromedriver are not installed"
)
ASKS: dict[str, dict[str, Any]] = {
    "mission": {},
    "cut": {"country": "Burkina Faso", "cut": ["2022-01-24", "2022-09-30"], "type": "all"},
    "events": {"data": EVENTS, "country": "Mali", "mission": "MINUSMA", "type": "all"},
}
PAPERS = {"A4": (21.0, 29.7), "Letter": (21.59, 27.94)}
MARGIN, DOTS = 3.0, 96 / 2.54
TOO_WIDE = """
const edge = document.documentElement.clientWidth + 1;
return [...document.querySelectorAll(arguments[0])]
  .filter(e => e.getClientRects().length && e.closest("details") === null)
  .filter(e => e.getBoundingClientRect().right > edge || e.scrollWidth > e.clientWidth + 1)
  .map(e => e.textContent);
"""
UNBROKEN = """
return [...document.querySelectorAll("tr, figure")]
  .filter(e => e.getClientRects().length)
  .map(e => e.getBoundingClientRect().height);
"""
LINES = """
const lines = e => {
  const text = document.createRange();
  text.selectNodeContents(e);
  return text.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight);
};
return Math.max(0, ...[...document.querySelectorAll(arguments[0])]
  .filter(e => e.getClientRects().length).map(lines));
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def shown(folder: Path) -> Iterator[Browser]:
    with browser(folder) as session:
        yield session


@pytest.fixture(params=ASKS)
def page(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Write each page once."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    path = folder / f"{request.param}.html"
    if not path.exists():
        path.write_text(to_html(mali_cli.report(**ASKS[request.param]), as_svg), "utf-8")
    return path


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_is_wider_than_the_screen(shown: Browser, page: Path, width: int) -> None:
    shown.screen(width)
    shown.open(page)
    assert shown.run("return document.documentElement.scrollWidth") <= width
    assert shown.run(TOO_WIDE, ".lead, .scope, p, li, svg, .drawing") == []


def test_on_a_phone_no_figure_is_cut_off(shown: Browser, page: Path) -> None:
    shown.screen(390)
    shown.open(page)
    assert shown.run("return document.querySelectorAll('td').length") > 20
    assert shown.run(TOO_WIDE, "td, th[scope=row], .scroll:has(table)") == []


def test_a_wide_screen_is_used(shown: Browser, page: Path) -> None:
    shown.screen(1280)
    shown.open(page)
    wide = "return document.querySelector(arguments[0]).getBoundingClientRect().width"
    assert shown.run(wide, "main") >= 1200
    assert shown.run(wide, "#heading-chart ~ figure svg") >= 1100


@pytest.mark.parametrize("paper", PAPERS)
def test_on_paper_no_page_is_half_empty_and_no_column_squeezed(
    shown: Browser, page: Path, paper: str
) -> None:
    width, height = (round((side - MARGIN) * DOTS) for side in PAPERS[paper])
    shown.screen(width, height, media="print")
    shown.open(page)
    assert shown.run("return document.documentElement.scrollWidth") <= width
    assert shown.run(TOO_WIDE, "td, th, svg, pre, p, li") == []
    assert max(shown.run(UNBROKEN)) <= height / 2
    assert shown.run(LINES, "td, th") <= 9
    assert shown.run(LINES, ".days") < 3
    shown.screen(1280)
    assert shown.printed(*PAPERS[paper]).startswith(b"%PDF")


def test_pictures_fit_the_dark(shown: Browser, page: Path) -> None:
    look = "return getComputedStyle(document.querySelector('.drawing svg')).filter"
    shown.screen(1280, dark=True)
    shown.open(page)
    assert "invert" in shown.run(look)
    shown.screen(1280)
    assert shown.run(look) == "none"


def test_nothing_is_asked_for_and_nothing_goes_wrong(shown: Browser, page: Path) -> None:
    for kind in ("browser", "performance"):
        shown.logged(kind)
    shown.open(page)
    assert shown.logged("browser") == []
    events = [json.loads(line["message"])["message"] for line in shown.logged("performance")]
    asked = [e["params"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert {one["request"]["url"].partition(":")[0] for one in asked} <= {"file", "data"}
    assert asked
