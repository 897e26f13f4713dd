"""What is taken when nothing is said of a file of events, and how an answer is asked for again."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.observations import holdings
from tests.cli.conftest import Ran, Run
from tests.read.made_up import EVENTS, Row
from tests.read.writers import cut, official

Write = Callable[..., str]
ELSEWHERE = {"country": "Niger", "country_id": "436"}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(rows: Sequence[Row], content: Any = official) -> str:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        path.write_bytes(content(rows))
        return str(path)

    return to_file


def event(number: int, first: str = "2016-05-26", **cells: str | None) -> Row:
    row = {**EVENTS[0], "id": str(number), "date_start": first, "date_end": first}
    row |= {"year": first[:4], "type_of_violence": "3", "side_b": "Civilians"}
    row["best"] = row["low"] = row["high"] = row["deaths_civilians"] = str(number)
    return {**row, **cells}


MALI = (event(1), event(2, "2013-06-30"), event(4, "2013-07-01"))
NIGER = (event(8, **ELSEWHERE), event(16, "2020-01-01", **ELSEWHERE))


def test_a_file_of_mali_has_the_phases_of_minusma(write: Write) -> None:
    result = mali_cli.periods(data=write(MALI))
    assert result.frame.select("phase", "deaths").rows() == [
        ("before", 2),
        ("during", 5),
        ("after", None),
    ]
    assert result.taken == (
        "Defaults: Mali · one-sided violence · MINUSMA's dates of operation · "
        "events counted by their first day"
    )


def test_a_file_of_one_other_country_takes_its_place(write: Write) -> None:
    path = write(NIGER)
    with pytest.raises(UsageError, match="Niger"):
        mali_cli.periods(data=path)
    result = mali_cli.periods(data=path, cut="2018")
    assert result.frame["deaths"].to_list() == [8, 16]
    assert result.taken == (
        "Defaults: Niger · one-sided violence · events counted by their first day"
    )
    chart = mali_cli.chart(data=path)
    assert chart.phases == ()
    assert dict(chart.frame.select("year", "deaths").rows())[2020] == 16


def test_a_file_of_one_country_has_the_phases_of_the_one_mission_that_was_there(
    write: Write,
) -> None:
    namibia = (event(1, country="Namibia", country_id="565"),)
    result = mali_cli.periods(data=write(namibia))
    assert result.frame.select("phase", "deaths").rows()[2] == ("after", 1)
    assert result.taken == (
        "Defaults: Namibia · one-sided violence · UNTAG's dates of operation · "
        "events counted by their first day"
    )
    haiti = write([event(1, country="Haiti", country_id="41")])
    with pytest.raises(UsageError, match="phases are needed for Haiti: UNMIH, ") as caught:
        mali_cli.periods(data=haiti)
    assert f"\n  mali-cli periods --data {haiti} --mission MINUSTAH\n" in (caught.value.hint or "")


def test_a_file_of_several_countries_answers_for_mali_if_it_is_there(write: Write) -> None:
    result = mali_cli.periods(data=write((*MALI, *NIGER)))
    assert result.frame["deaths"].to_list() == [2, 5, None]
    others = write((*NIGER, event(32, country="Chad", country_id="483")))
    with pytest.raises(NotHereError, match=r"no figures for Mali here: .* has Niger and Chad"):
        mali_cli.periods(data=others)
    assert mali_cli.totals(data=others, type="all").frame["deaths"].to_list() == [56]


def test_stdin_is_read_once(write: Write) -> None:
    content = Path(write(MALI)).read_bytes()
    holdings._files_read.clear()
    stdin = io.TextIOWrapper(io.BytesIO(content))
    with patch.object(sys, "stdin", stdin):
        result = mali_cli.periods(data="-")
    holdings._files_read.clear()
    assert result.frame["deaths"].to_list() == [2, 5, None]
    assert result.source
    assert result.source.origin == "stdin"


def test_a_file_that_has_changed_is_read_again(write: Write) -> None:
    path = write(MALI)
    assert mali_cli.totals(data=path, type="all").frame["deaths"].to_list() == [7]
    Path(path).write_bytes(official(MALI[:2]))
    assert mali_cli.totals(data=path, type="all").frame["deaths"].to_list() == [3]


@pytest.fixture
def piped(run: Run) -> Callable[..., Ran]:
    """Run a command with this content on stdin, as a process that has read nothing yet."""

    def pipe(content: bytes, *words: str) -> Ran:
        holdings._files_read.clear()
        ran = run(*words, stdin=content)
        holdings._files_read.clear()
        return ran

    return pipe


@pytest.mark.parametrize("release", [None, "24.1"])
def test_events_piped_into_periods_give_the_same_figures(
    write: Write, run: Run, piped: Callable[..., Ran], release: str | None
) -> None:
    rows = (*MALI, event(64, "2014-01-01", source_headline='a "quoted",\nheadline'))
    given = ["--data", write(rows), *(["--release", release] if release else [])]
    listed = run("events", *given, "--csv")
    direct = run("periods", *given, "--json").json()
    ran = piped(listed.stdout, "periods", "--data", "-", "--json")
    assert ran.code == 0, ran.err
    body = ran.json()
    assert body["phases"] == direct["phases"]
    assert body["source"]["release"] == direct["source"]["release"] == release


def test_an_empty_list_of_events_piped_on_is_an_error_that_says_so(
    write: Write, run: Run, piped: Callable[..., Ran]
) -> None:
    listed = run("events", "--data", write(MALI), "--from", "2014", "--to", "2014", "--csv")
    assert listed.code == 0
    assert "no rows" in listed.err
    ran = piped(listed.stdout, "periods", "--data", "-")
    assert (ran.code, ran.stdout) == (5, b"")
    assert "a header line, but no rows" in ran.err


QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("periods",),
    ("periods", "--by", "adm1", "--peak-by", "month"),
    ("periods", "--by", "actor", "--cut", "2013-07-01", "-c", "Mali", "-t", "all"),
    ("periods", "--phase", "a=2013..2014", "--measure", "events", "--straddle", "both"),
    ("totals",),
    ("totals", "--by", "month", "--by", "adm1", "--fill", "-t", "all"),
    ("totals", "--actor", "Alpha, Béta", "--side", "b", "--measure", "civilians"),
    ("totals", "--actor", "madeup", "--adm1", "north", "--place", "ford", "--active-only"),
    ("totals", "--near", "15.512345678,-1.2512345678,4.0000001", "--where-prec", "3"),
    ("totals", "--near=-15.5,-1.25,20000", "--dyad", "78", "--conflict", "Madeup: Government"),
    ("totals", "--from", "2013", "--to", "2016-05", "--straddle", "end", "--estimate", "low"),
    ("events", "--sort=-best", "--limit", "2"),
    ("events", "--columns", "id,best", "--date-prec", "1", "-c", "Mali"),
    ("chart", "-t", "one-sided", "-t", "state-based"),
)


@pytest.mark.sample(3)
@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("source", ["file", "stamped", "store", "unstamped"])
def test_the_command_that_is_printed_gives_the_same_rows(
    write: Write, run: Run, words: tuple[str, ...], source: str
) -> None:
    path = write((*MALI, *EVENTS))
    asked = ["--data", path]
    if source == "stamped":
        asked += ["--release", "24.1"]
    elif source != "file":
        import_files([path], Watch(), release="24.1" if source == "store" else None)
        asked = ["--dataset", "ged"]
    first = run(*words, *asked, "--json")
    assert first.code == 0, first.err
    body = first.json()
    shown = run(*words, *asked).out
    again = next(line for line in shown.splitlines() if line.startswith("Reproduce: "))
    second = run(*_words(again.removeprefix("Reproduce: mali-cli ")), "--json")
    assert second.code == 0, second.err
    key = "phases" if "phases" in body else "rows"
    assert second.json()[key] == body[key]
    assert second.json()["source"] == body["source"]
    whatever = write((event(99),))
    import_files([whatever], Watch())  # what else is in the store changes nothing
    assert (
        run(*_words(again.removeprefix("Reproduce: mali-cli ")), "--json").json()[key] == body[key]
    )


def _words(text: str) -> list[str]:
    import shlex

    return shlex.split(text)


def test_a_file_with_few_columns_says_what_it_cannot_tell(write: Write) -> None:
    path = write(EVENTS, cut)
    frame = mali_cli.totals(data=path, by="month", type="all", fill=True).frame
    assert frame["deaths"].sum() == 21
    assert frame["low"].null_count() == frame.height, "blank, not zero"
    listed = mali_cli.events(data=path).frame
    assert "low" not in listed.columns
    for needs, asked in {
        "deaths_civilians": {"measure": "civilians"},
        "low": {"estimate": "low"},
        "adm_1": {"by": "adm1"},
        "side_a": {"by": "actor"},
        "dyad_name": {"by": ["year", "dyad"]},
        "priogrid_gid": {"by": "priogrid"},
        "latitude": {"near": "1,1,1"},
        "active_year": {"active_only": True},
        "where_coordinates": {"place": "x"},
    }.items():
        with pytest.raises(UsageError, match=f"needs the column {needs}"):
            mali_cli.totals(data=path, **asked)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="needs the column side_a"):
        mali_cli.periods(data=path, by="perpetrator")


def test_a_release_that_ends_before_the_rows_is_refused(write: Write) -> None:
    path = write((*MALI, event(32, "2019-01-01")))
    with pytest.raises(UsageError, match=r"ged@19.1 covers 1989-01-01\.\.2018-12-31; the file"):
        mali_cli.totals(data=path, release="19.1", type="all")


def test_a_blank_side_is_counted_among_what_a_filter_removes(write: Write) -> None:
    blank = event(1, side_a=None, side_a_new_id=None)
    rows = (blank, event(2), event(4, side_a="Béta, Government of Madeup", side_a_new_id="90"))
    result = mali_cli.totals(data=write(rows), type="all", actor="government of madeup")
    assert result.frame["deaths"].to_list() == [6]
    note = next(note.text for note in result.notes if note.kind == "filter")
    names = "Béta, Government of Madeup (90) and Government of Madeup (79)"
    assert note == f"--actor matched {names}; removed 1 event (1 death)."


def test_an_id_finds_its_actor_however_the_rows_lie(write: Write) -> None:
    joint = event(1, side_a="Béta, Gamma", side_a_new_id="7")
    alone = event(2, side_a="Gamma", side_a_new_id="9")
    for rows in ((joint, alone), (alone, joint)):
        found = mali_cli.totals(data=write(rows), type="all", actor="9")
        assert found.frame["deaths"].to_list() == [2], "an id is one side"
    with pytest.raises(UsageError, match="--actor '²' matches nothing"):
        mali_cli.totals(data=write(rows), actor="²")
    with pytest.raises(UsageError, match="has no letter or digit"):
        mali_cli.totals(data=write(rows), place="…")


def test_the_year_of_a_row_stays_as_it_was_coded(write: Write) -> None:
    path = write((event(1, "2016-12-31", year="2017"), event(2)))
    listed = mali_cli.events(data=path, columns="id,year").frame
    assert listed.rows() == [(2, 2016), (1, 2017)]
    years = mali_cli.totals(data=path, by="year", type="all").frame
    assert dict(years.select("year", "deaths").rows()) == {2016: 3}


def test_both_orders_of_the_same_rows_give_the_same_answers(write: Write) -> None:
    rows = (*MALI, *EVENTS)
    for by in ("adm1", "actor", "dyad", "country"):
        one, other = (
            mali_cli.totals(data=write(some), by=by, type="all").frame
            for some in (rows, rows[::-1])
        )
        assert_frame_equal(one, other)
    assert isinstance(one, pl.DataFrame)
