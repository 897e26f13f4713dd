"""Hostile text in every cell and option: harmless on a terminal, intact in files, by command."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import unicodedata
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from mali_cli.datasets.acled_counts import PERIOD
from tests.cli.conftest import COMMAND, Ran, environment
from tests.datasets import acled_files, stock_files
from tests.output.made_up import HOSTILE
from tests.read.made_up import EVENTS, Row
from tests.read.writers import official, table

if TYPE_CHECKING:
    from tests.cli.conftest import Run

TEXTS = tuple(text for text in HOSTILE if text)
CELLS = (
    *("conflict_name", "dyad_name", "side_a", "side_b", "source_article", "source_office"),
    *("source_headline", "where_coordinates", "where_description", "adm_1", "adm_2"),
)
"""Every text column of GED but those that a rule reads: country, region, relid."""
ACLED_CELLS = ("sub_event_type", "actor1", "admin1", "location", "notes", "tags")
NUMBERS = ("conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id")
EVIL = "\x1b[2J\x1b]0;title\x07[red]x[/red]\u202e\r\n=1+1 <b>&"
OURS = re.compile(r"\x1b\[[\d;]*m")
PROGRESS = re.compile(r"\x1b\[\?25l|\r\x1b\[2K|\x1b\[\?25h\r?")
"""What a bar of progress begins and ends with: the cursor hidden and shown, a line cleared."""
BREAKS = {"\n"}
LINES = {
    "periods": "periods --mission MINUSMA --data {a} -t all",
    "periods by actor": "periods --mission MINUSMA --data {a} -t all --by actor",
    "totals by actor": "totals --by actor --data {a}",
    "totals by place": "totals --by adm1 --by conflict --data {a}",
    "chart by actor": "chart --by year --by actor --top 9 --data {a} -t all",
    "lines by actor": "chart --by year --by actor --top 9 --data {a} -t all --lines",
    "map": "map --data {a} -t all",
    "map by region": "map --by adm1 --data {a} -t all",
    "breaks": "breaks --data {a} -t all --at 2014",
    "compare": "compare --mission MINUSMA --data {a} -t all --window 2y",
    "diff of events": "diff {a} {b} --events",
    "diff by actor": "diff {a} {b} --by actor",
    "diff by place": "diff {a} {b} --by adm1 --by month",
    "events": "events --data {a}",
    "acled": "totals --data {acled} --by sub-event-type --by actor --by adm1",
    "events of acled": "events --data {acled}",
    "weeks of acled": "totals --data {weeks} --by sub-event-type --by adm1 --by year",
    "acled by HAPI": "totals --data {hapi} --by adm1 --by adm2",
    "totals of two": "totals --data {a} -t all -c Mali --by year --beside un-fatalities",
    "chart of two": "chart --data {a} -t all -c Mali --beside un-fatalities",
    "own phases of two": "periods -c Mali --phases {phases} --data {a} --beside un-fatalities",
    "personnel": "totals --data {staff} --by contributor --by personnel",
    "personnel by phase": "periods --data {staff} --by contributor --mission MINUSMA",
    "displaced": "totals --data {displaced} --by country --measure total",
    "report": "report --data {a} -t all",
    "check": "check {claims}",
    "own phases": "periods -c Mali --phases {phases} --data {a} -t all",
    "chart of own phases": "chart -c Mali --phases {phases} --data {a} -t all",
    "diff of own phases": "diff {a} {b} --by phase -c Mali --phases {phases}",
    "report of own phases": "report -c Mali --phases {phases} --data {a} -t all",
}
KEEP_TEXT = {
    "totals by actor": ("actor",),
    "totals by place": ("adm_1", "conflict"),
    "diff of events": ("a", "b"),
    "diff by actor": ("actor",),
    "diff by place": ("adm_1",),
    "events": CELLS,
    "acled": ("sub_event_type", "actor", "adm_1"),
    "events of acled": ACLED_CELLS,
    "weeks of acled": ("sub_event_type", "adm_1"),
    "acled by HAPI": ("adm_1", "adm_2"),
    "personnel": ("contributor", "personnel"),
    "displaced": ("country",),
}


def event(number: int, text: str, best: int) -> Row:
    """Make an event whose every text cell is this text, with the ids of that name."""
    day = f"{2010 + number}-05-06"
    ends = {"date_start": day, "date_end": day, "year": day[:4]}
    counts = {"best": str(best), "low": str(best), "high": str(best), "deaths_b": str(best)}
    cells = dict.fromkeys(CELLS, text) | dict.fromkeys(NUMBERS, str(100 + TEXTS.index(text)))
    return {**EVENTS[0], "id": str(number + 1), **cells, **ends, **counts}


def acled() -> bytes:
    """Write events of ACLED, each of whose text cells is one of the texts."""
    first, rows = acled_files.events()[0], []
    for number, text in enumerate(TEXTS):
        cells = dict.fromkeys(ACLED_CELLS, text) | {"event_id_cnty": f"MLI{number}"}
        rows.append(list((first | cells).values()))
    return table(acled_files.NAMES, rows)


def weeks() -> bytes:
    """Write weekly sums of ACLED, each of whose text cells is one of the texts."""
    rows = [
        ["2022-01-01", "Africa", "Mali", text, "Battles", text, "1", str(number)]
        for number, text in enumerate(TEXTS)
    ]
    return table(acled_files.WEEKS[:8], rows)


def hapi() -> bytes:
    """Write counts as HDX HAPI has them, each of whose text cells is one of the texts."""
    cells = dict.fromkeys(acled_files.HAPI, "") | {"location_code": "MLI", "admin_level": "2"}
    cells |= {"event_type": "demonstration", "events": "1"}
    cells |= dict(zip(PERIOD, ("2022-01-01", "2022-01-31"), strict=True))
    names = ("provider_admin1_name", "provider_admin2_name", "warning", "error")
    rows = [list((cells | dict.fromkeys(names, text)).values()) for text in TEXTS]
    return table(acled_files.HAPI, rows)


def staff() -> bytes:
    """Write uniformed personnel whose words are the texts."""
    first = stock_files.staff_rows()[0]
    named = ("contributing_country", "personnel_type")
    rows = [
        first | dict.fromkeys(named, text) | {"contribution_id": number}
        for number, text in enumerate(TEXTS)
    ]
    return stock_files.as_csv(rows)


def displaced() -> bytes:
    """Write displaced people of places that are no country, and are called by the texts."""
    first = stock_files.displaced_rows()[-1]
    rows = [first | {"iso3": f"X{n}", "country_name": text} for n, text in enumerate(TEXTS)]
    return stock_files.as_csv(rows)


def quoted(text: str) -> str:
    """Write text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Two made-up releases, phases and claims, in a folder whose name is hostile too."""
    folder = tmp_path_factory.mktemp("hostile") / "a [red]b \x1b[31m\u202e"
    folder.mkdir()
    number = len(TEXTS)
    first = [event(i, text, 5 + i) for i, text in enumerate(TEXTS[: number - 2])]
    second = [event(i, TEXTS[i - 1], 6 + i) for i in range(1, number)]
    phases = "".join(
        f"[[phase]]\nname = {quoted(text)}\nstart = {2010 + i}\nend = {2010 + i}\n"
        for i, text in enumerate(TEXTS[: number - 2])
    )
    claims = "".join(
        f"[[claim]]\nid = 'hostile-{i}'\nstatement = {quoted(text)}\ntitle = {quoted(text)}\n"
        f"query = {{ country = 'Mali', type = 'all', from = {2010 + i}, to = {2010 + i} }}\n"
        f"claimed = {{ equals = {5 + i} }}\n"
        for i, text in enumerate(TEXTS)
    )
    made = {
        "a": ("a.csv", official(first)),
        "b": ("b.csv", official(second)),
        "acled": ("acled.csv", acled()),
        "weeks": ("weeks.csv", weeks()),
        "hapi": ("hapi.csv", hapi()),
        "staff": ("staff.csv", staff()),
        "displaced": ("displaced.csv", displaced()),
        "phases": ("phases.toml", phases.encode()),
        "claims": ("claims.toml", claims.encode()),
    }
    for file, content in made.values():
        (folder / file).write_bytes(content)
    return {name: str(folder / file) for name, (file, _) in made.items()}


def words_of(name: str, places: dict[str, str]) -> list[str]:
    return [word.format_map(places) for word in LINES[name].split()]


def look_harmless(ran: Ran, *, color: bool = False) -> None:
    """Nothing on a terminal but text, line breaks and, where asked for, our own styles."""
    assert "Traceback" not in ran.err
    for text in (ran.out, PROGRESS.sub("", ran.err)):
        bare = OURS.sub("", text) if color else text
        bad = {c for c in bare if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")} - BREAKS
        assert bad == set()


@pytest.mark.parametrize(("name", "width"), list(zip(LINES, cycle((40, 200)), strict=False)))
def test_nothing_but_text_reaches_a_terminal(
    run: Run, places: dict[str, str], name: str, width: int
) -> None:
    ran = run(*words_of(name, places), tty=True, width=width, env={"NO_COLOR": "1"})
    assert ran.code in (0, 1), ran.err
    assert ran.stdout
    look_harmless(ran)


@pytest.mark.parametrize("name", LINES)
def test_nothing_but_text_and_our_styles_reaches_a_colour_terminal(
    run: Run, places: dict[str, str], name: str
) -> None:
    ran = run(*words_of(name, places), tty=True, width=100)
    assert ran.code in (0, 1), ran.err
    look_harmless(ran, color=True)
    assert "\x1b[31m" not in ran.err
    assert "\x1b[2J" not in ran.out + ran.err


@pytest.mark.parametrize("kind", ["csv", "tsv", "json", "ndjson", "geojson"])
def test_rows_for_machines_are_clean_on_a_terminal_and_whole_in_a_pipe(
    run: Run, places: dict[str, str], kind: str
) -> None:
    words = [*words_of("events", places), "-f", kind]
    shown, piped = run(*words, tty=True), run(*words)
    look_harmless(Ran(shown.code, shown.stdout.replace(b"\t", b""), shown.err))
    assert any(char in piped.out for char in "\x9b\u202e")
    assert shown.out.count("\n") <= piped.out.count("\n")
    if kind == "tsv":
        assert shown.out.count("\t") >= piped.out.count("\n")
    if kind == "ndjson":
        assert len(list(map(json.loads, shown.out.splitlines()))) == len(TEXTS) - 2


@pytest.mark.skipif(os.name == "nt", reason="no ptys")
@pytest.mark.parametrize("more", [["--csv"], ["-f", "csv", "-o", "/dev/stdout"]])
def test_a_real_terminal_gets_no_escape_sequences(places: dict[str, str], more: list[str]) -> None:
    import pty  # not on Windows

    ours, its = pty.openpty()
    words = [*COMMAND, *words_of("events", places), *more]
    with subprocess.Popen(words, env=environment(), stdin=its, stdout=its, stderr=its) as running:
        os.close(its)
        seen = b""
        with suppress(OSError):  # Linux says so where a terminal ends
            while read := os.read(ours, 10_000):
                seen += read
    os.close(ours)
    assert running.returncode == 0
    text = seen.decode().replace("\r\n", "\n")
    assert "id,relid," in text.replace("\n", "")
    look_harmless(Ran(0, PROGRESS.sub("", text).replace("\t", "").encode(), ""))


@pytest.mark.parametrize("name", KEEP_TEXT)
def test_files_keep_every_character(
    run: Run, places: dict[str, str], tmp_path: Path, name: str
) -> None:
    """CSV, TSV, JSON, NDJSON and Parquet hold the same texts, each one that went in."""
    line = words_of(name, places)
    body = run(*line, "--json").json()["rows"]
    for column in KEEP_TEXT[name]:
        here = {row[column] for row in body}
        assert here >= set(TEXTS[2:-4])
        for kind, mark in (("csv", ","), ("tsv", "\t")):
            text = run(*line, "-f", kind).out
            rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
            assert {row[column] or None for row in rows} == here
        lines = run(*line, "-f", "ndjson").out.split("\n")
        assert {json.loads(row)[column] for row in lines if row} == here
        target = tmp_path / f"{column}.parquet"
        assert run(*line, "-o", str(target)).code == 0
        assert set(pl.read_parquet(target)[column]) == here


@pytest.mark.parametrize(
    "words",
    [
        ("chart", "--title", EVIL),
        ("map", "--title", EVIL),
        ("report", "--title", EVIL),
        ("periods", "-c", "Mali", "--phase", f"{EVIL}=2013..2015"),
        ("chart", "-c", "Mali", "--phase", f"{EVIL}=2013..2015"),
        ("breaks", "-c", EVIL),
        ("compare", "--mission", EVIL),
        ("diff", EVIL, f"{EVIL}@25.1"),
        ("diff", "24.1", "25.1", "--dataset", EVIL),
        ("check", "--claim", EVIL),
        ("check", "--claim", f"Mali 2022 {EVIL} = 1461"),
        ("check", "--only", EVIL),
        ("periods", "--data", EVIL),
        ("periods", "--timeline", EVIL),
        ("periods", "-o", f"{EVIL}.csv/x.csv"),
        ("totals", "--columns", EVIL),
        ("totals", "--by", EVIL),
        ("import", EVIL),
        ("fetch", EVIL),
        ("cite", EVIL),
        (EVIL,),
    ],
)
def test_hostile_words_are_harmless(run: Run, places: dict[str, str], words: tuple[str]) -> None:
    more = ("--data", places["a"]) if words[0] == "map" else ()
    ran = run(*words, *more, tty=True, width=90, env={"NO_COLOR": "1"})
    assert ran.code in (0, 2, 3, 6), ran.err
    look_harmless(ran)


@pytest.mark.sample(2)
@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_report_of_hostile_text_is_text(
    run: Run, places: dict[str, str], tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"report.{kind}"
    line = words_of("report of own phases", places)
    ran = run(*line, "--title", EVIL, "-o", str(target))
    assert ran.code == 0, ran.err
    page = target.read_text(encoding="utf-8")
    bad = {c for c in page if unicodedata.category(c) in ("Cc", "Zl", "Zp")} - BREAKS
    assert bad == set()
    assert "<b>" not in page or kind == "md"
