"""`map` as a user sees it: widths, heights, characters, colours, names, rankings, formats."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mali_cli.model.errors import Exit
from tests.cli.test_look import check
from tests.read.made_up import EVENTS
from tests.read.writers import official

if TYPE_CHECKING:
    from tests.cli.conftest import Run

CODES = re.compile(r"\x1b\[[\d;]*m")
BRAILLE = re.compile("[\u2801-\u28ff]")
PLACES = (
    (12.65, -8.0, 2013, 3, "Bamako city", "Bamako", 1),
    (14.35, -3.6, 2016, 260, "Upper Ford village", "Mopti region", 1),
    (14.5, -4.2, 2017, 40, "Lower Ford", "Mopti region", 2),
    (16.27, -0.04, 2012, 12, "Gao town", "Gao region", 1),
    (18.44, 1.4, 2014, 1, "Far Well", "Kidal region", 3),
    (15.9, 2.4, 2024, 75, "New Well", "Ménaka region", 1),
    (15.0, -1.0, 2018, 17, "the north", "Gao region", 6),
)
"""Latitude, longitude, year, deaths, place, region, where_prec: none of it happened."""


@pytest.fixture
def mali(tmp_path: Path) -> str:
    """A file of made-up events in Mali."""
    rows = []
    for number, (latitude, longitude, year, deaths, place, region, prec) in enumerate(PLACES, 1):
        row = {
            "id": number,
            "latitude": latitude,
            "longitude": longitude,
            "year": year,
            "date_start": f"{year}-08-01",
            "date_end": f"{year}-08-01",
            "type_of_violence": 3,
            "best": deaths,
            "low": deaths,
            "high": deaths + 1,
            "where_coordinates": place,
            "adm_1": region,
            "where_prec": prec,
        }
        rows.append({**EVENTS[0], **{name: str(value) for name, value in row.items()}})
    path = tmp_path / "mali.csv"
    path.write_bytes(official(rows))
    return str(path)


def art(text: str) -> list[str]:
    """Return the lines of the maps: those between the title and the legend."""
    lines = CODES.sub("", text).split("\n\n", 1)[1].split("\n")
    return lines[: next(i for i, line in enumerate(lines) if " at a place:" in line)]


@pytest.mark.parametrize(
    ("name", "line", "width"),
    [
        ("map-80.txt", "", 80),
        ("map-40.txt", "--by adm1", 40),
        ("map-120.txt", "--by adm1", 120),
        ("map-phases-80.txt", "--by phase --by adm1 --release 25.1", 80),
        ("map-density-80.txt", "--density --places 0", 80),
    ],
)
def test_golden_maps(run: Run, mali: str, name: str, line: str, width: int) -> None:
    words = [*line.split(), "--data", mali, "-q"]
    check(name, run("map", *words, tty=True, width=width, env={"NO_COLOR": "1"}).out)


def test_golden_map_in_a_pipe_in_ascii(run: Run, mali: str) -> None:
    ran = run("map", "--data", mali, "-q", "--by", "adm1", encoding="ascii")
    check("map-ascii.txt", ran.stdout.decode("ascii"))


@pytest.mark.sample(6)
@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 200])
@pytest.mark.parametrize("height", [8, 24, 60])
@pytest.mark.parametrize("line", ["", "--by adm1", "--by phase --by adm1", "--density"])
def test_nothing_is_wider_or_higher_than_asked(
    run: Run, mali: str, width: int, height: int, line: str
) -> None:
    size = ("--width", str(width), "--height", str(height))
    ran = run("map", "--data", mali, "-q", *size, *line.split())
    assert ran.code == 0
    below = ran.out.split("\n\n", 1)[1]
    assert all(len(text) <= width for text in below.split("\n"))
    maps = [text for text in below.split("\n") if BRAILLE.search(text)]
    assert len(maps) >= 2
    if not line:
        assert len(art(ran.out)) <= height + 1


def test_the_width_of_the_terminal_is_taken(run: Run, mali: str) -> None:
    for width in (40, 200):
        line = ("map", "--data", mali, "-q")
        brief = run(*line, tty=True, width=width).out
        assert all(len(text) <= width for text in CODES.sub("", brief).split("\n"))
        out = run(*line, "--notes", "all", tty=True, width=width).out
        assert max(len(text) for text in art(out)) <= width
    assert len(art(run("map", "--data", mali, "-q").out)) == 25


def test_names_stand_by_their_places_and_say_what_they_are(run: Run, mali: str) -> None:
    out = run("map", "--data", mali, "-q").out
    for name in ("Upper Ford", "Lower Ford", "Gao", "New Well"):
        assert name in out
    assert "◆ most deaths" in out
    assert "village" not in out
    named = run("map", "--data", mali, "-q", "--places", "1").out
    assert "Upper Ford" in named
    assert "Lower Ford" not in named
    assert "○ Bamako" in named
    assert "○ largest town" in named
    bare = run("map", "--data", mali, "-q", "--places", "0").out
    assert not re.search("Upper Ford|Bamako|◆|○", bare)


def test_the_ranking_is_beside_the_map_or_below_it(run: Run, mali: str) -> None:
    wide = run("map", "--data", mali, "-q", "--by", "adm1", "--width", "100").out
    assert re.search(r"[\u2800-\u28ff]\S*\s+Mopti +300 +█+", wide)
    narrow = run("map", "--data", mali, "-q", "--by", "adm1", "--width", "40").out
    assert re.search(r"^Mopti +300 +█+$", narrow, re.MULTILINE)
    for text in (wide, narrow):
        assert "deaths by region (adm_1)" in text
        assert re.search(r"Gao +29 ", text)


def test_phases_are_side_by_side_with_their_sums(run: Run, mali: str) -> None:
    words = ("map", "--data", mali, "-q", "--by", "phase", "--release", "25.1")
    wide = run(*words, "--width", "150").out
    rest = r"\(not on the map: 17\)"
    assert re.search(f"before: 12 deaths +during: 304 deaths {rest} +after: 75 deaths", wide)
    narrow = run(*words, "--width", "40").out
    for heading in ("before: 12 deaths", f"during: 304 deaths {rest}", "after: 75 deaths"):
        assert re.search(f"^{heading}$", narrow, re.MULTILINE)


def test_what_has_no_exact_place_is_in_a_note_and_not_on_the_map(run: Run, mali: str) -> None:
    out = run("map", "--data", mali).out
    assert "where_prec 4 or more, or no coordinates): 17 deaths in 1 event." in out
    assert "On the map: 391 deaths in 6 events at 6 places." in out
    body = run("map", "--data", mali, "--json").json()
    assert body["imprecise"] == [{"deaths": 17, "low": 17, "high": 18, "events": 1}]
    assert [row["deaths"] for row in body["rows"]] == [260, 75, 40, 12, 3, 1]
    assert "Natural Earth 1:50m, public domain" in out
    assert "imply no opinion on the status" in out


def test_colour_changes_no_text(run: Run, mali: str) -> None:
    for words in ((), ("--by", "phase"), ("--by", "adm1"), ("--density",)):
        plain = run("map", "--data", mali, *words, tty=True, width=80, env={"NO_COLOR": "1"}).out
        colored = run("map", "--data", mali, *words, tty=True, width=80).out
        assert "\x1b[38;5;166m" in colored
        assert "\x1b" not in plain
        assert [text.rstrip() for text in CODES.sub("", colored).split("\n")] == plain.split("\n")


def test_a_pipe_gets_no_colour_and_ascii_streams_ascii(run: Run, mali: str) -> None:
    assert "\x1b" not in run("map", "--data", mali, "--by", "phase").out
    for words in ((), ("--density",), ("--by", "adm1", "--by", "phase")):
        ran = run("map", "--data", mali, *words, encoding="ascii")
        assert ran.code == 0
        assert ran.stdout.isascii()
        assert b"?" not in ran.stdout


def test_rows_in_csv_and_geojson(run: Run, mali: str) -> None:
    frame = run("map", "--data", mali, "--csv", "-q").csv()
    columns = ["latitude", "longitude", "place", "adm_1", "deaths", "low", "high", "events"]
    assert frame.columns[:8] == columns
    assert frame.columns[-4:] == ["dataset", "release", "estimate", "straddle"]
    by_phase = run("map", "--data", mali, "--csv", "-q", "--by", "phase").csv()
    assert by_phase.columns[0] == "phase"


def test_no_events_are_an_answer(run: Run, mali: str) -> None:
    ran = run("map", "--data", mali, "--from", "2020", "--to", "2020")
    assert ran.code == 0
    assert "no rows" in ran.err
    assert not BRAILLE.search(ran.out)


def test_one_event_alone(run: Run, mali: str) -> None:
    ran = run("map", "--data", mali, "--place", "Far Well", "-q", "--density")
    assert ran.code == 0
    assert "░ 1  ▒ 2–4  ▓ 5–9  █ 10+" in ran.out


def test_without_events_the_command_that_gets_them_is_named(run: Run) -> None:
    ran = run("map")
    assert (ran.code, ran.stdout) == (Exit.NOT_HERE, b"")
    assert "a map needs events" in ran.err
    assert "mali-cli fetch ged" in ran.err


@pytest.mark.parametrize("words", [("--width", "3"), ("--places", "-1"), ("--by", "month")])
def test_wrong_usage(run: Run, mali: str, words: tuple[str, ...]) -> None:
    ran = run("map", "--data", mali, *words)
    assert ran.code == Exit.USAGE
    assert ran.stdout == b""


def test_hostile_names_cannot_move_the_cursor(run: Run, tmp_path: Path) -> None:
    row = {"where_prec": "1", "type_of_violence": "3", "latitude": "15", "longitude": "-2"}
    names = {"where_coordinates": "[/red]\x1b[2J:bomb:", "adm_1": "A\x1b[31m\nB"}
    path = tmp_path / "hostile.csv"
    path.write_bytes(official([{**EVENTS[0], **row, **names, "best": "5"}]))
    ran = run("map", "--data", str(path), "--by", "adm1", tty=True, width=100)
    assert ran.code == 0
    assert "\x1b[2J" not in ran.out
    assert "\x1b[31m" not in ran.out
    assert "[/red]" in ran.out


def test_the_command_line_gives_the_same_again(run: Run, mali: str) -> None:
    words = ("map", "--data", mali, "--by", "adm1", "--timeline", "mali-coups", "--json")
    body = run(*words).json()
    again = run(*shlex.split(body["reproduce"])[1:], "--json").json()
    assert json.dumps(again["rows"]) == json.dumps(body["rows"])
    assert again["regions"] == body["regions"]
