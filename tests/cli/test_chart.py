"""`mali-cli chart` as it is typed and seen: golden pictures at 40, 80 and 200 columns."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_look import needs_tmux, seen, tmux
from tests.read.made_up import EVENTS, Row
from tests.read.writers import official

if TYPE_CHECKING:
    from tests.cli.conftest import Run

__all__ = ["tmux"]
GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (40, 80, 200)
SHOWN = {
    "chart": "chart -q",
    "chart-stacked": "chart --by type --range -q",
    "chart-lines": "chart --by perpetrator --lines -q",
    "chart-log": "chart --log -q",
    "chart-countries": "chart -c @aes --by country -t all --from 2005 -q",
    "chart-cumulative": "chart --by type --cumulative --from 2012 --timeline mali-coups -q",
    "chart-band": "chart --lines --range --from 2010 -q",
    "chart-single": "chart --from 2022 --to 2022 --range -q",
    "chart-together": "chart -c MLI -c BFA -c NER --together --from 2010 -q",
    "chart-together-log": "chart -c MLI -c BFA -c NER --together --log -q",
    "chart-marked": "chart --from 2015 --mark 2022-03-27=Moura --title Mali -q",
    "chart-zeros": "chart --from 1996 --to 2007 -q",
}
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def check(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("MALI_CLI_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), "MALI_CLI_GOLDEN=write pytest tests/cli"


def event(number: int, day: str, side: str = "Alpha", **cells: str | None) -> Row:
    row = {**EVENTS[0], "id": str(number), "date_start": day, "date_end": day, "year": day[:4]}
    row |= {"type_of_violence": "3", "side_a": side, "side_b": "Civilians", "gwnoa": None}
    row["best"] = row["low"] = row["high"] = str(number)
    return {**row, **cells}


HOSTILE = ("[red]x[/red]", "\x1b[2Jclear", "two\nlines", "شمال مالي", "馬里共和國", "other", "=1+1")


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file of events in Mali over two years, by seven actors with hostile names."""
    rows = [
        event(10 * (i + 1) + year, f"{2016 + year}-{i + 1:02d}-07", name, side_a_new_id=str(i + 7))
        for year in (0, 1)
        for i, name in enumerate(HOSTILE)
    ]
    path = tmp_path / "events.csv"
    path.write_bytes(official(rows))
    return str(path)


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("width", WIDTHS)
def test_golden_charts(run: Run, name: str, width: int) -> None:
    ran = run(*SHOWN[name].split(), tty=True, width=width, env={"NO_COLOR": "1"})
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.split("\n"))) <= width
    check(f"{name}-{width}.txt", ran.out)


@pytest.mark.parametrize("line", SHOWN.values())
def test_a_pipe_gets_80_columns_without_colour(run: Run, line: str) -> None:
    ran = run(*line.split())
    picture = ran.out.split("\n", 2)[2].split("\n\nWarning: ")[0]
    assert max(map(len, picture.split("\n"))) <= 80
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("line", SHOWN.values())
def test_an_ascii_terminal_gets_ascii(run: Run, line: str) -> None:
    ran = run(*line.split(), encoding="ascii", tty=True, width=80, env={"NO_COLOR": "1"})
    assert ran.code == 0
    assert ran.stdout.isascii()
    assert "?" not in ran.out


def test_a_golden_chart_in_ascii(run: Run) -> None:
    line = SHOWN["chart-stacked"].split()
    check(
        "chart-ascii.txt",
        run(*line, encoding="ascii", tty=True, width=80, env={"NO_COLOR": "1"}).out,
    )


def test_a_golden_chart_in_colour(run: Run) -> None:
    check("chart-colour.txt", run("chart", "--by", "type", "-q", tty=True, width=80).out)


def test_the_published_totals_stand_under_the_phases(run: Run) -> None:
    ran = run("chart", tty=True, width=200)
    bare = re.sub(r"\x1b\[[\d;]*m", "", ran.out)
    for words in ("before 1,029 (42 a year)", "during 3,818 (363 a year)", "619 (619 a year)"):
        assert words in bare


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_the_first_and_the_last_unit_are_named(run: Run, file: str, by: str, width: int) -> None:
    ran = run(
        "chart", "--data", file, "--by", by, "-q", tty=True, width=width, env={"NO_COLOR": "1"}
    )
    assert ran.code == 0
    first, last = {
        "month": ("2016-01", "2017-07"),
        "quarter": ("2016-Q1", "2017-Q3"),
        "year": ("2016", "2017"),
    }[by]
    lines = ran.out.split("\n")
    labels = lines[next(i for i, line in enumerate(lines) if "┴" in line) + 1].split()
    assert labels[0] == first
    assert labels[-1][: len(last)] >= last


def test_hostile_names_do_not_reach_the_terminal(run: Run, file: str) -> None:
    for look in ((), ("--lines",)):
        words = ("chart", "--data", file, "--by", "actor", "--by", "month", "--top", "9", *look)
        ran = run(*words, tty=True, width=80, env={"NO_COLOR": "1"})
        assert ran.code == 0
        assert "\x1b" not in ran.out
        assert "[red]x[/red]" in ran.out


def test_an_actor_called_other_is_not_the_rest(run: Run, file: str) -> None:
    ran = run("chart", "--data", file, "--by", "actor", "--top", "2", "--csv")
    rows = ran.csv()
    assert set(rows["actor"]) == {"=1+1", "other", "all other"}
    assert rows.filter(rows["actor"] == "other")["deaths"].sum() == 121


def test_what_is_drawn_is_what_csv_has(run: Run) -> None:
    rows = run("chart", "--by", "type", "--cumulative", "--csv").csv()
    legend = run("chart", "--by", "type", "--cumulative", "-q").out
    last = rows.filter(rows["year"] == 2024)
    for kind, deaths in last.select("type_of_violence", "deaths").rows():
        assert f"{kind} {deaths:,}" in legend


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("chart --measure civilians -t all --range", "--range needs low and high"),
        ("chart --by type --by perpetrator", "a chart stacks one group"),
        ("chart --by month --by year", "several units of time"),
        ("chart --by actors", "did you mean actor"),
        ("chart --by perpetrator --top 12", "--top 12 is out of range"),
    ],
)
def test_what_cannot_be_drawn_is_said(run: Run, line: str, words: str) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


@pytest.mark.parametrize("look", [(), ("--lines",), ("--log",), ("--range",), ("--cumulative",)])
def test_no_data_says_why(run: Run, look: tuple[str, ...]) -> None:
    ran = run("chart", "-c", "Mali", "--to", "1980", *look)
    assert ran.code == 0
    assert "no rows: country-year@25.1 covers 1989-01-01..2024-12-31" in ran.err


@pytest.mark.parametrize("look", [(), ("--lines",), ("--log",), ("--range",), ("--by", "type")])
@pytest.mark.parametrize("width", WIDTHS)
def test_all_zero_has_an_axis(run: Run, look: tuple[str, ...], width: int) -> None:
    line = ("chart", "--from", "1996", "--to", "2000", "-t", "one-sided", "-q", *look)
    ran = run(*line, tty=True, width=width, env={"NO_COLOR": "1"})
    assert ran.code == 0
    assert ("0┤" if "--log" in look else "0┴") in ran.out


def test_a_mission_is_marked_where_the_chart_reaches_it(run: Run) -> None:
    assert "MINUSMA begins 2013-07-01" in run("chart", "--to", "2020").out
    assert "MINUSMA ends" not in run("chart", "--to", "2020", "-q").out
    assert "▲ coup 2012-03-22" in run("chart", "--timeline", "mali-coups").out
    assert "▲" not in run("chart", "-c", "Niger").out


@needs_tmux
@pytest.mark.parametrize("width", WIDTHS)
def test_a_real_terminal_shows_the_golden_chart(tmux: list[str], width: int) -> None:
    golden = (GOLDEN / f"chart-{width}.txt").read_text(encoding="utf-8")
    assert seen(tmux, "chart -q", width, height=24) == f"{golden}code 0"
