"""The page of a report in a real browser: how it looks where, and that it counts as it should."""

from __future__ import annotations

import csv
import json
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.model.errors import UsageError
from mali_cli.model.words import STRADDLES, TYPES
from mali_cli.output.report.pages import MOST_BYTES, as_svg, to_html
from mali_cli.output.table_columns import shown_columns
from tests.answers.report_asks import EVENTS
from tests.output.browser import Browser, browser, installed
from tests.output.test_report_html import HOSTILE_NAME
from tests.servers import made_up

pytestmark = pytest.mark.skipif(
    not installed(), reason="chromium and chromedriver are not installed"
)
ASKS: dict[str, dict[str, Any]] = {
    "mission": {},
    "cut": {"country": "Burkina Faso", "cut": ["2022-01-24", "2022-09-30"], "type": "all"},
    "countries": {"country": "@aes", "mission": "MINUSMA"},
    "events": {"data": EVENTS, "country": "Mali", "mission": "MINUSMA", "type": "all"},
    "missions": {"mission": ["MINUSMA", "MINUSCA"], "country": "Mali"},
}
PAPERS = {"A4": (21.0, 29.7), "Letter": (21.59, 27.94)}
MARGIN, DOTS = 3.0, 96 / 2.54
TOO_WIDE = """
const edge = e => (e.closest(".column") ?? document.documentElement).getBoundingClientRect().right;
return [...document.querySelectorAll(arguments[0])]
  .filter(e => e.getClientRects().length && e.closest("details") === null)
  .filter(e => e.getBoundingClientRect().right > edge(e) + 1 || e.scrollWidth > e.clientWidth + 1)
  .map(e => e.textContent);
"""
UNBROKEN = """
return [...document.querySelectorAll("tr, figure")]
  .filter(e => e.getClientRects().length)
  .map(e => e.getBoundingClientRect().height);
"""
TEXTS = """
const all = [...document.querySelectorAll("figure svg")].filter(e => e.getClientRects().length);
const bad = (svg, e) => {
  const [box, room] = [e.getBoundingClientRect(), svg.getBoundingClientRect()];
  const large = Math.max(box.width, box.height) >= 10;
  return !(large && box.left > room.left - 1 && box.right < room.right + 1);
};
return all.flatMap(svg => [...svg.querySelectorAll("text")].filter(e => bad(svg, e)))
  .map(e => e.textContent);
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
def test_no_page_is_wider_than_the_screen_and_no_figure_cut_off(
    shown: Browser, page: Path, width: int
) -> None:
    shown.screen(width)
    shown.open(page)
    assert shown.run("return document.documentElement.scrollWidth") <= width
    assert shown.run(TOO_WIDE, ".lead, .scope, p, li, svg, .drawing") == []
    assert shown.run("return document.querySelectorAll('td').length") > 20
    assert shown.run(TOO_WIDE, "td, th[scope=row], .scroll:has(table)") == []
    assert shown.run(TEXTS) == []


def test_on_a_phone_maps_stand_under_each_other(
    shown: Browser, folder: Path, made_up_events: str
) -> None:
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    tops = """
    const named = e => e.getClientRects().length && /^(until|from) 2013/.test(e.textContent);
    return [...document.querySelectorAll("[aria-labelledby=heading-map] svg text")].filter(named)
      .map(e => e.getBoundingClientRect()).map(e => [Math.round(e.left), Math.round(e.top)]);
    """
    ask: dict[str, Any] = {"data": made_up_events, "country": "Mali", "cut": "2013-07-01"}
    (folder / "maps.html").write_text(to_html(mali_cli.report(**ask), as_svg), "utf-8")
    found = {}
    for width in (390, 1280):
        shown.screen(width)
        shown.open(folder / "maps.html")
        found[width] = shown.run(tops)
    (left, top), (other_left, other_top) = found[390]
    assert left == other_left
    assert other_top > top + 200
    assert found[1280][0][1] == found[1280][1][1]


def test_a_wide_screen_is_used(shown: Browser, page: Path) -> None:
    shown.screen(1280)
    shown.open(page)
    wide = """
    const shown = [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility());
    const ends = shown.map(e => e.getBoundingClientRect());
    return Math.max(...ends.map(e => e.right)) - Math.min(...ends.map(e => e.left));
    """
    assert shown.run(wide, "main") >= 1200
    assert shown.run(wide, "[aria-labelledby=heading-chart] svg") >= 1100


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


@pytest.mark.parametrize(("width", "rows"), [(390, 2), (768, 1), (1280, 1)])
def test_missions_stand_side_by_side_where_there_is_room(
    shown: Browser, folder: Path, width: int, rows: int
) -> None:
    shown.screen(width)
    shown.open(written(folder, "missions-bare", ASKS["missions"]))
    tops = shown.run(
        "return [...document.querySelectorAll('.columns')].map(e => [...new Set("
        "[...e.children].map(c => Math.round(c.getBoundingClientRect().top)))].length)"
    )
    assert len(tops) > 5
    assert set(tops) == {rows}


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


COUNTED = "return document.getElementById('explore').counted(...arguments)"
TEXT = "return document.querySelector(arguments[0]).textContent"
TAB, ENTER, LEFT, RIGHT = "\ue004", "\ue007", "\ue012", "\ue014"
SAME = (
    *("start", "end", "deaths", "at_least", "at_most", "low", "high", "low_at_least"),
    *("high_at_most", "per_year", "per_year_at_least", "per_year_at_most", "ratio_to_previous"),
    *("ratio_at_least", "ratio_at_most"),
)


@pytest.fixture(scope="module")
def made_up_events(folder: Path) -> str:
    path = folder / "events.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    return str(path)


def written(folder: Path, name: str, ask: dict[str, Any]) -> Path:
    """Write a page without pictures."""
    path = folder / f"{name}.html"
    path.write_text(to_html(mali_cli.report(**ask), lambda _: None), "utf-8")
    return path


def choices(first: int, last: int) -> list[dict[str, Any]]:
    """Return every type with every rule, of all years and of some."""
    windows = ((first, last), (first + 3, last), (first + 1, last - 2))
    return [
        {"type": kind, "rule": rule, "from": start, "to": end, "actor": "", "region": ""}
        for kind in (*TYPES, "all")
        for rule in STRADDLES
        for start, end in windows
    ]


def check_same(shown: Browser, ask: dict[str, Any], choice: dict[str, Any], place: int = 0) -> None:
    """Hold that the page counts what `periods` counts."""
    more: dict[str, Any] = {"type": choice["type"], "straddle": choice["rule"]}
    counted = shown.run(COUNTED, choice, place)
    more |= {"from_": str(choice["from"])} if "--from" in counted["command"] else {}
    more |= {"to": str(choice["to"])} if "--to" in counted["command"] else {}
    more |= {"actor": choice["actor"]} if choice["actor"] else {}
    more |= {"adm1": choice["named"]} if choice.get("named") else {}
    if counted["not"]:
        with pytest.raises(UsageError, match="matches nothing here"):
            mali_cli.periods(**ask | more)
        assert (counted["phases"], counted["years"]) == ([], [])
        return
    rows = {row["phase"]: row for row in counted["phases"]}
    found = mali_cli.periods(**ask | more).frame
    assert found["phase"].to_list() == list(rows)
    slack = 0.0501 if choice["rule"] == "split" else 0.0001
    for row in found.iter_rows(named=True):
        mine = rows[row["phase"]]
        for name in SAME:
            value = row[name].isoformat() if name in ("start", "end") and row[name] else row[name]
            near = value if isinstance(value, str | None) else pytest.approx(value, abs=slack)
            assert mine[name] == near, (choice, row["phase"], name)


@pytest.mark.parametrize(
    "ask",
    [
        {},
        {"country": "Niger", "cut": ["2021-04-02", "2023-07-26"], "type": "all"},
        {"mission": "MINUSMA", "country": "@aes", "straddle": "split"},
    ],
    ids=str,
)
def test_the_page_counts_country_years_as_the_command_does(
    shown: Browser, folder: Path, ask: dict[str, Any]
) -> None:
    shown.open(written(folder, "years", ask))
    for choice in choices(2010, 2024):
        check_same(shown, ask, choice)


def test_the_page_counts_events_as_the_command_does(
    shown: Browser, folder: Path, made_up_events: str
) -> None:
    ask: dict[str, Any] = {
        "data": made_up_events,
        "country": "Mali",
        "mission": "MINUSMA",
        "type": "all",
    }
    report = mali_cli.report(**ask)
    assert report.explored
    assert report.explored.actors
    assert report.explored.regions
    shown.open(written(folder, "events-explored", ask))
    every = choices(2010, 2024)
    for choice in every[::4]:
        check_same(shown, ask, choice)
    plain = next(one for one in every if (one["type"], one["rule"]) == ("all", "start"))
    for number in report.explored.actors:
        check_same(shown, ask, plain | {"actor": str(number)})
        check_same(shown, ask, plain | {"actor": str(number), "type": "one-sided", "from": 2017})
    for place, name in enumerate(report.explored.regions):
        check_same(shown, ask, plain | {"region": str(place), "named": name})
        lacking = plain | {"region": str(place), "named": name, "type": "non-state", "to": 2011}
        check_same(shown, ask, lacking)
    civil = [plain | {"actor": str(n), "type": "one-sided"} for n in report.explored.actors]
    refused = next(one for one in civil if shown.run(COUNTED, one)["not"])
    for name in ("actor", "type"):
        shown.run(f"document.getElementById('choose-{name}').value = arguments[0]", refused[name])
    shown.run("document.querySelector('#explore form').dispatchEvent(new Event('input'))")
    assert "no event of this actor. The command says the same." in shown.run(TEXT, "#said")
    assert shown.run("return document.querySelectorAll('#explore table, .bars').length") == 0
    assert shown.run("return document.getElementById('do-download').disabled")


def test_the_page_counts_each_mission_for_itself(
    shown: Browser, folder: Path, made_up_events: str
) -> None:
    names = ["MINUSMA", "MONUSCO"]
    ask: dict[str, Any] = {"data": made_up_events, "type": "all"}
    shown.open(written(folder, "missions-explored", ask | {"mission": names}))
    for place, name in enumerate(names):
        for choice in choices(2010, 2024)[::7]:
            check_same(shown, ask | {"mission": name}, choice, place)
    shown.run("document.getElementById('choose-type-2').focus()")
    before = shown.run(TEXT, "#said")
    shown.type("o")
    assert shown.run(TEXT, "#said") == before
    counted = shown.run(TEXT, "#said-2")
    assert counted.startswith("MONUSCO: Counted: before ")
    assert shown.run("return document.getElementById('choose-type-2').value") == "one-sided"
    assert "--mission MONUSCO" in shown.run(TEXT, "#command-2")


def test_the_command_on_the_page_gives_its_figures(shown: Browser, folder: Path) -> None:
    ask = {"country": "Niger", "cut": "2021-04-02", "from_": "2010", "to": "2023"}
    shown.open(written(folder, "command", ask))
    code = "import sys; from mali_cli.cli.app import main; sys.argv[0] = 'mali-cli'; main()"
    for first, last in ((2012, 2023), (2010, 2022)):
        choice = {"type": "all", "rule": "drop", "from": first, "to": last}
        counted = shown.run(COUNTED, choice | {"actor": "", "region": ""})
        words = shlex.split(counted["command"])[1:]
        ran = subprocess.run(
            [sys.executable, "-c", code, *words, "--json"], capture_output=True, check=True
        )
        phases = json.loads(ran.stdout)["phases"]
        assert [row["deaths"] for row in phases] == [row["deaths"] for row in counted["phases"]]


def test_choices_are_made_and_told_by_keyboard(shown: Browser, folder: Path) -> None:
    shown.screen(1280)
    shown.open(written(folder, "keys", {}))
    assert shown.run(TEXT, "#said") == "Counted: before 1,029, during 3,818, after 619"
    shown.run("document.getElementById('choose-type').focus()")
    shown.type("a")
    said = shown.run(TEXT, "#said")
    deaths = next(
        c.cells for c in shown_columns(mali_cli.periods(type="all")) if c.name == "deaths"
    )
    names = ("before", "during", "after")
    pairs = [f"{name} {shown}" for name, shown in zip(names, deaths, strict=True)]
    assert said == "Counted: " + ", ".join(pairs)
    assert shown.run("return document.getElementById('said').getAttribute('aria-live')") == "polite"
    shown.run("document.querySelector('.bars g').focus()")
    first = shown.run(TEXT, "#readout")
    shown.type(RIGHT)
    second = shown.run(TEXT, "#readout")
    assert (first[:5], second[:5]) == ("1989:", "1990:")
    shown.type(RIGHT + LEFT)
    assert shown.run(TEXT, "#readout") == second
    assert shown.run("return document.querySelectorAll('.bars [tabindex=\"0\"]').length") == 1
    shown.type(TAB)
    assert shown.run("return document.activeElement.id") == "do-download"
    shown.run("document.querySelector('#explore details').open = true")
    shown.run("document.querySelector('[data-sort=\"1\"]').focus()")
    shown.type(ENTER)
    rows = "#explore details tbody th"
    assert shown.run(TEXT, rows) == "2022"
    sorts = "return document.querySelectorAll('[aria-sort=descending]').length"
    assert shown.run(sorts) == 1
    shown.type(ENTER)
    assert shown.run(TEXT, "#explore details tbody td") == "0"


def downloaded(path: Path) -> list[dict[str, str]]:
    """Wait for a file and return its rows."""
    until = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.1)
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_what_is_shown_can_be_downloaded(shown: Browser, folder: Path, tmp_path: Path) -> None:
    shown.open(written(folder, "csv", {"phase": ["=a=2013..2015", "b=2016.."]}))
    shown.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    shown.run("document.getElementById('do-download').click()")
    rows = downloaded(tmp_path / "phases.csv")
    frame = mali_cli.periods(phase=["=a=2013..2015", "b=2016.."]).frame
    assert [int(row["deaths"]) for row in rows] == frame["deaths"].to_list()
    assert [row["phase"] for row in rows] == ["=a", "b"]
    said = ("type_of_violence", "dataset", "release", "straddle")
    assert {tuple(row[name] for name in said) for row in rows} == {
        ("one-sided", "country-year", "25.1", "both")
    }
    shown.run("document.querySelector('[data-sort=\"1\"]').click()")
    shown.run("document.getElementById('do-download_years').click()")
    years = [row["year"] for row in downloaded(tmp_path / "years.csv")]
    all_of_them = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
    assert years == shown.run(all_of_them, "#explore details tbody th")
    assert years != sorted(years)


def wait_for(shown: Browser, element: str, text: str) -> None:
    until = time.monotonic() + 30
    while (found := shown.run(TEXT, element)) != text:
        assert time.monotonic() < until, found


@pytest.mark.parametrize("allowed", [True, False])
def test_the_command_is_copied_or_selected_to_be(
    shown: Browser, folder: Path, *, allowed: bool
) -> None:
    shown.screen(1280)
    shown.open(written(folder, "copied", {"mission": ["MINUSMA", "MINUSCA"], "country": "Mali"}))
    for name in ("clipboard-write", "clipboard-read"):
        shown.ask("Browser.setPermission", permission={"name": name}, setting="granted")
    shown.run("document.getElementById('do-copy').focus()")
    shown.type(ENTER)
    wait_for(shown, "#said", "MINUSMA: The command is copied.")
    if not allowed:
        denied = {"permission": {"name": "clipboard-write"}, "setting": "denied"}
        shown.ask("Browser.setPermission", **denied)
    shown.run("document.getElementById('do-copy-2').focus()")
    command = shown.run(TEXT, "#command-2")
    shown.type(ENTER)
    said = "copied." if allowed else "selected: copy it with the keyboard."
    wait_for(shown, "#said-2", f"MINUSCA: The command is {said}")
    assert shown.run("return String(getSelection())") == ("" if allowed else command)
    assert shown.clipboard() == (command if allowed else shown.run(TEXT, "#command"))
    assert "--mission MINUSCA" in command


@pytest.mark.parametrize("name", ["mission", "missions"])
def test_without_javascript_the_report_is_whole(shown: Browser, folder: Path, name: str) -> None:
    path = written(folder, f"{name}-bare", ASKS[name])
    parts = "return [...document.querySelectorAll('h1, h2, h3, p, li, table, pre')]"
    parts += ".filter(e => e.checkVisibility() && !e.closest('#explore')).map(e => e.innerText)"
    shown.screen(1280)
    shown.open(path)
    with_it = shown.run(parts)
    shown.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        shown.open(path)
        assert shown.run(parts) == with_it
        assert len(with_it) > 40
        controls = "return document.querySelectorAll('button, select, input, form').length"
        assert shown.run(controls) == 0
        assert not shown.run("return document.getElementById('explore').checkVisibility()")
        shown.run("document.querySelector('summary').focus()")
        shown.type(ENTER)
        assert shown.run("return document.querySelector('details').open")
    finally:
        shown.ask("Emulation.setScriptExecutionDisabled", value=False)
    shown.open(path)
    assert shown.run("return document.querySelectorAll('select').length") > 0


NAMED = """
const heading = e => Number(e.tagName[1]);
const seen = [...document.querySelectorAll("h1, h2, h3")].filter(e => e.checkVisibility());
const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
return {
  steps: seen.slice(1).filter((e, place) => heading(e) > heading(seen[place]) + 1).length,
  twice: ids.filter((id, place) => ids.indexOf(id) !== place),
  bare: [...document.querySelectorAll("table")].filter(t => !t.caption?.textContent
    || !t.querySelector("thead th[scope=col]") || !t.querySelector("tbody th[scope=row]")).length,
  unnamed: [...document.querySelectorAll("select, fieldset, .scroll, .bars, .bars g")].filter(e =>
    !(e.labels?.length || e.ariaLabel || e.querySelector("legend")?.textContent)).length,
  live: [...document.querySelectorAll("[role=status]")].map(e => e.ariaLive),
};
"""


def test_a_screen_reader_is_told_what_is_what(shown: Browser, page: Path) -> None:
    shown.open(page)
    found = shown.run(NAMED)
    live = found.pop("live")
    assert found == {"steps": 0, "twice": [], "bare": 0, "unnamed": 0}
    assert set(live) == (set() if page.stem == "events" else {"polite"})


def test_a_page_of_many_events_keeps_its_limit(
    shown: Browser, folder: Path, tmp_path: Path
) -> None:
    """As many events as a page counts again, of many groups, in many villages of one country."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    rows = made_up.events("25.1", 12_000)
    for place, row in enumerate(rows):
        row |= {"country": "Mali", "country_id": 432, "adm_1": f"Region {place % 30}"}
        row |= {"latitude": 11 + place % 97 / 7, "longitude": -11 + place % 89 / 6}
        row |= {"side_b_new_id": 5000 + place % 300, "side_b": f"Front of Liberation {place % 300}"}
    path = tmp_path / "many.csv"
    path.write_bytes(made_up.as_csv(rows))
    report = mali_cli.report(mission="MINUSMA", data=str(path), type="all")
    assert report.explored
    assert report.explored.rows.height > 11_000
    target = folder / "many.html"
    target.write_text(to_html(report, as_svg), "utf-8")
    assert 1_000_000 < target.stat().st_size <= MOST_BYTES
    shown.logged("browser")
    shown.open(target)
    assert shown.logged("browser") == []
    assert shown.run("return document.getElementById('choose-actor').options.length") > 300


def test_hostile_names_stay_text_where_the_page_counts(shown: Browser, folder: Path) -> None:
    shown.logged("browser")
    shown.open(written(folder, "hostile", {"phase": [f"{HOSTILE_NAME}=2013..2015", "b=2016.."]}))
    assert shown.run(TEXT, "#explore tbody th") == HOSTILE_NAME
    assert shown.run("return document.querySelectorAll('b').length") == 0
    assert shown.logged("browser") == []
