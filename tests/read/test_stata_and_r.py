"""Stata's and R's files give the rows that the same CSV gives, or are refused with the reason."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.model.errors import DamagedError, MaliCliError, UsageError
from mali_cli.read import stata
from mali_cli.read.files import read_bytes
from mali_cli.read.table import Table
from tests.cli.conftest import Run, run

from . import r_writer as r
from .made_up import EVENTS, SCHEMAS, frame_of, yearly
from .test_damage import damaged
from .writers import official, yearly_csv, zipped

__all__ = ["run"]
pyreadstat = pytest.importorskip("pyreadstat")
GED = frame_of(EVENTS)
FROM_1970 = date(1970, 1, 1)
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))
EXAMPLES = settings().max_examples


def dta(frame: pl.DataFrame, folder: Path, **how: Any) -> bytes:
    """Write a Stata file: truths as 1 and 0, since it has none."""
    path = folder / "x.dta"
    whole = frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8))
    pyreadstat.write_dta(whole, path, **how)
    return path.read_bytes()


def days(column: pl.Series) -> list[int | None]:
    return [None if day is None else (day - FROM_1970).days for day in column]


def as_r(column: pl.Series) -> r.Item:
    """Write a column as R's own functions make it of a CSV file: Date in decimal numbers."""
    if column.dtype == pl.Date:
        kept = [None if day is None else float(day) for day in days(column)]
        return r.decimals(kept, **{"class": r.of_class("Date")})
    if column.dtype == pl.Boolean:
        return r.truths(column.to_list())
    if column.dtype.is_integer():
        return r.wholes(column.to_list())
    return r.decimals(column.to_list()) if column.dtype.is_float() else r.texts(column.to_list())


def of_r(frame: pl.DataFrame, *classes: str, **instead: r.Item) -> r.Item:
    """Write a data frame, with other columns in the place of some."""
    columns = {one.name: as_r(one) for one in frame.iter_columns()}
    return r.frame(columns | instead, frame.height, *classes)


def i_date(column: pl.Series) -> r.Item:
    """Write days as data.table keeps them: in whole numbers."""
    return r.wholes(days(column), **{"class": r.of_class("IDate", "Date")})


RDS = r.rds(of_r(GED))
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zip": lambda content: zipped(content, "GEDEvent_v25_1.rds"),
    "gz in a zip": lambda content: zipped(gzip.compress(content), "ged.RDS"),
}


def with_rows_of(table: Table, csv: bytes) -> None:
    assert_frame_equal(table.frame, read_bytes(csv, "x").frame)


@pytest.mark.parametrize("packed", PACKED)
def test_an_object_of_r_has_the_rows_of_the_same_csv(packed: str) -> None:
    table = read_bytes(PACKED[packed](RDS), "x.rds")
    with_rows_of(table, official(EVENTS))
    assert (table.layout, table.remarks) == ("GED, 49 columns (20.1 and later); R data", ())


@pytest.mark.parametrize("form", [8, 10, 12, 13, 14, 15])
def test_a_stata_file_has_the_rows_of_the_same_csv(form: int, tmp_path: Path) -> None:
    texts = pl.col(pl.String).str.replace_all("\ufeff", "")  # the old forms have no Unicode
    content = dta(GED.with_columns(texts), tmp_path, version=form)
    table = read_bytes(zipped(content, "ged.dta") if form == 15 else content, "x.dta")
    expected = read_bytes(official(EVENTS), "x").frame.with_columns(texts)
    assert_frame_equal(table.frame, expected)
    assert (table.layout, table.remarks) == ("GED, 49 columns (20.1 and later); Stata", ())


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "ged"])
def test_other_data_sets_too(name: str, tmp_path: Path) -> None:
    frame = frame_of(yearly(name), SCHEMAS[name])
    expected = read_bytes(yearly_csv(name), "x").frame
    assert_frame_equal(read_bytes(r.rds(of_r(frame)), "x").frame, expected)
    short = frame.select(column for column in frame.columns if len(column) <= 32)
    table = read_bytes(dta(short, tmp_path), "x")
    assert_frame_equal(table.frame, expected.select(short.columns))


@pytest.mark.parametrize("version", [2, 3])
def test_what_r_makes_of_columns(version: int) -> None:
    """Factors, tibbles, data.table's days, sequences and sorted columns, a pointer, row names."""
    instead = {
        "date_start": i_date(GED["date_start"]),
        "date_end": r.decimals(
            [None if day is None else day * 86_400.0 for day in days(GED["date_end"])],
            tzone=r.texts(["UTC"]),
            **{"class": r.of_class("POSIXct", "POSIXt")},
        ),
        "id": r.sequence(GED.height, 900_001),
        "best": r.wrapped(r.decimals(GED["best"].cast(pl.Float64).to_list())),
        "country": r.factor(GED["country"].to_list()),
    }
    columns = {one.name: as_r(one) for one in GED.iter_columns()} | instead
    pointer = {".internal.selfref": r.pointer()}
    content = r.rds(r.frame(columns, GED.height, "data.table", "tbl_df", "tbl", **pointer), version)
    with_rows_of(read_bytes(content, "x"), official(EVENTS))


def test_times_of_r_are_those_of_their_zone() -> None:
    """Midnight of Stockholm is 23:00 of the day before in UTC, or 22:00 in summer."""
    hours = [
        (day * 24 - (2 if month in range(4, 11) else 1)) * 3600.0
        for day, month in zip(
            filter(None, days(GED["date_start"])), GED["date_start"].dt.month(), strict=True
        )
    ]
    about = {"class": r.of_class("POSIXct", "POSIXt"), "tzone": r.texts(["Europe/Stockholm"])}
    content = r.rds(of_r(GED, date_start=r.decimals(hours, **about)))
    with_rows_of(read_bytes(content, "x"), official(EVENTS))
    for zone in ("", "No/Where"):
        content = r.rds(
            of_r(GED, date_start=r.decimals(hours, **about | {"tzone": r.texts([zone])}))
        )
        with pytest.raises(DamagedError, match=r"row 1, column 'date_start': .* has a time of day"):
            read_bytes(content, "x")


@pytest.mark.parametrize("value", [3.5, -1.0, float("inf"), 1e300])
def test_a_count_is_a_whole_number(value: float, tmp_path: Path) -> None:
    counts = pl.Series("best", [3.0, value, 0.0, 3.0, 3.0])
    frame = GED.with_columns(counts)
    refusal = r"row 2, column 'best': '.*' is "
    with pytest.raises(DamagedError, match=refusal):
        read_bytes(r.rds(of_r(frame)), "x")
    if value < 1e300:  # Stata has no numbers beyond
        with pytest.raises(DamagedError, match=refusal):
            read_bytes(dta(frame, tmp_path), "x")


def test_times_of_day_are_refused_and_midnights_read(tmp_path: Path) -> None:
    midnight = pl.col("date_start").cast(pl.Datetime)
    with_rows_of(read_bytes(dta(GED.with_columns(midnight), tmp_path), "x"), official(EVENTS))
    late = midnight.dt.offset_by("9h")
    with pytest.raises(DamagedError, match=r"row 1, column 'date_start': .* has a time of day"):
        read_bytes(dta(GED.with_columns(late), tmp_path), "x")


def test_missing_values_of_stata_are_null(tmp_path: Path) -> None:
    prec = pl.Series("where_prec", [1, None, "a", "z", 1], dtype=pl.Object)
    path = tmp_path / "missing.dta"
    frame = GED.drop("where_prec").with_columns(pl.col(pl.Boolean).cast(pl.Int8))
    rows = {name: frame[name].to_list() for name in ("id", "best", "low", "high", "country_id")}
    needed = ("date_start", "date_end", "type_of_violence")
    rows |= {name: frame[name].to_list() for name in needed}
    table = pl.DataFrame(rows).with_columns(prec)
    pyreadstat.write_dta(table, path, missing_user_values={"where_prec": ["a", "z"]})
    found = read_bytes(path.read_bytes(), "x").frame["where_prec"].to_list()
    assert found == [1, None, None, None, 1]


def test_labels_are_the_text_of_names_and_of_encoded_values(tmp_path: Path) -> None:
    """UCDP's codes stay codes whatever they are labelled with."""
    labels: Mapping[str, Mapping[int, str]] = {
        "country": {1: "Mali", 2: "Niger"},
        "type_of_violence": {1: "state-based", 2: "non-state", 3: "one-sided"},
        "gwnoa": {1: "432", 2: "432;436"},
        "active_year": {1: "false", 2: "true"},
    }
    codes = [
        pl.Series("country", [1, 1, 1, 1, 2]),
        pl.Series("gwnoa", [1, 1, None, 2, 1]),
        pl.Series("active_year", [2, 2, 1, 2, 2]),
    ]
    content = dta(GED.with_columns(codes), tmp_path, variable_value_labels=labels)
    with_rows_of(read_bytes(content, "x"), official(EVENTS))
    odd = GED.with_columns(pl.Series("country", [1, 1, 1, 1, 7]))
    content = dta(odd, tmp_path, variable_value_labels={"country": labels["country"]})
    assert read_bytes(content, "x").frame["country"].to_list() == ["Mali"] * 4 + ["7"]


def test_long_text_of_stata_is_whole(tmp_path: Path) -> None:
    """Beyond 2,045 bytes it is kept apart (strL)."""
    long = GED.with_columns(source_article=pl.lit("Times; " * 4000 + "é"))
    content = dta(long, tmp_path, version=15)
    found = read_bytes(content, "x").frame["source_article"]
    assert found.unique().to_list() == ["Times; " * 4000 + "é"]


def in_floats(content: bytes) -> bytes:
    """Keep the one column of decimal numbers, of two rows, in Stata's type float."""
    before, _, rest = content.partition(b"<data>")
    numbers, after = struct.unpack("<2d", rest[:16]), rest[16:]
    at = before.index(b"<map>") + len(b"<map>")
    parts = struct.unpack_from("<14Q", before, at)
    moved = struct.pack("<14Q", *parts[:10], *(part - 8 for part in parts[10:]))
    before = before[:at] + moved + before[at + len(moved) :]
    before = before.replace(b"<variable_types>\xf6\xff", b"<variable_types>\xf7\xff")
    return before + b"<data>" + struct.pack("<2f", *numbers) + after


def test_numbers_that_stata_has_cut_are_refused(tmp_path: Path) -> None:
    """Type float, which `import delimited` takes: 16,777,217 becomes 16,777,216."""
    small, large = (pl.DataFrame({"id": [3.0, last]}) for last in (2.0**24 - 1, 2.0**24 + 1))
    found = stata.read_stata(in_floats(dta(small, tmp_path)), "x")
    assert found.frame.rows() == [(3,), (2**24 - 1,)]
    with pytest.raises(DamagedError, match=r"column 'id' is kept in Stata's type float"):
        stata.read_stata(in_floats(dta(large, tmp_path)), "x")


def test_text_of_old_forms_is_in_the_encoding_of_windows(tmp_path: Path) -> None:
    """Stata up to 13 knows no Unicode; other programs write UTF-8 all the same."""
    plain = GED.with_columns(pl.col(pl.String).str.replace_all("\ufeff", ""))
    unicode = dta(plain, tmp_path, version=12)
    windows = unicode.replace("Béta".encode(), "Béta".encode("cp1252") + b"\0")
    for content in (unicode, windows):
        assert read_bytes(content, "x").frame["side_b"].to_list()[0] == "Alpha, Béta"


def test_of_several_frames_the_one_with_columns_of_a_data_set() -> None:
    other = r.frame({"a": r.wholes([1])}, 1)
    values = {"x": r.decimals([3.0]), "other": other, "ged": of_r(GED)}
    table = read_bytes(r.rdata(values), "x.RData")
    with_rows_of(table, official(EVENTS))
    several = {
        "several data frames have columns of a data set .ged and again": values
        | {"again": of_r(GED)},
        "none of the data frames has columns of a data set .one and two": {
            "one": other,
            "two": other,
        },
        "there is no data frame in the R file": {"x": r.decimals([3.0])},
    }
    for refusal, one in several.items():
        with pytest.raises(DamagedError, match=refusal):
            read_bytes(r.rdata(one, 2), "x.RData")
    with pytest.raises(DamagedError, match="columns are of no UCDP data set"):
        read_bytes(r.rds(other), "x.rds")


REFUSED = {
    "there is no data frame": r.items([r.wholes([1])]),
    "column 'geometry' holds lists": of_r(GED, geometry=r.items([r.wholes([1])] * GED.height)),
    "kind 21": r.items([b"\0\0\0\x15"]),
    "no rows": of_r(GED.clear()),
    "do not fit together": of_r(GED, best=r.wholes([1, 2])),
    "fit together": of_r(
        GED, country=r.wholes([9] * 5, levels=r.texts(["Mali"]), **{"class": r.of_class("factor")})
    ),
    "its parts": of_r(GED, id=r.sequence(2**31 - 1)),
    "damaged or not read": struct.pack(">ii", 19, 1) * 20_000,
}


@pytest.mark.parametrize("refusal", REFUSED)
def test_what_is_no_table_of_r_is_refused(refusal: str) -> None:
    with pytest.raises(DamagedError, match=refusal):
        read_bytes(r.rds(REFUSED[refusal]), "x.rds")


def test_a_name_that_stands_twice_is_refused() -> None:
    columns = {one.name: as_r(one) for one in GED.iter_columns()} | {"BEST": r.wholes([1] * 5)}
    with pytest.raises(DamagedError, match="'best' are there twice"):
        read_bytes(r.rds(r.frame(columns, 5)), "x")


def test_r_written_as_text_is_refused_for_what_it_is() -> None:
    with pytest.raises(DamagedError, match="R data saved as text") as caught:
        read_bytes(b"A\n3\n262914\n", "x.rds")
    assert "saveRDS" in str(caught.value.hint)


def test_pyreadr_finds_the_same(tmp_path: Path) -> None:
    """Another reader of R's files, and its own writer, which keeps days and truths as text."""
    pyreadr = pytest.importorskip("pyreadr")
    path = tmp_path / "x.rds"
    path.write_bytes(RDS)
    found = pyreadr.read_r(path, output_format="polars")[None].drop("rownames", strict=False)
    assert_frame_equal(found.cast(dict(GED.schema)), GED)
    for compress in (None, "gzip"):
        pyreadr.write_rds(path, GED, compress=compress)
        with_rows_of(read_bytes(path.read_bytes(), "x"), official(EVENTS))


@settings(SLOW, max_examples=EXAMPLES)
@given(data=st.data())
def test_damaged_r_ends_in_rows_or_in_an_error(data: st.DataObject) -> None:
    content = data.draw(damaged(RDS, tail=800))
    with suppress(MaliCliError):
        assert read_bytes(content, "x.rds").frame.height


@settings(SLOW, max_examples=max(10, EXAMPLES // 12))
@given(data=st.data())
def test_damaged_stata_ends_in_rows_or_in_an_error(
    data: st.DataObject, tmp_path_factory: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    content = data.draw(damaged(dta(GED, tmp_path_factory.mktemp("dta")), tail=6000))
    with suppress(MaliCliError):
        assert read_bytes(content, "x.dta").frame.height
    assert capfd.readouterr().err == ""


def test_bytes_that_end_the_library_end_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = dta(GED, tmp_path)
    monkeypatch.setattr(stata, "_TRIAL", "import os\nos.write(1, b'begun\\n')\nos.abort()")
    with pytest.raises(DamagedError, match=r"damaged or not read .what reads it broke off"):
        read_bytes(content, "x.dta")


def test_a_program_that_holds_a_python_reads_stata_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = dta(GED, tmp_path)
    monkeypatch.setattr(sys, "executable", "")
    with_rows_of(read_bytes(content, "x"), official(EVENTS))


def test_without_the_library_the_error_names_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(stata, "LIBRARY", "no_such_library")
    with pytest.raises(UsageError, match="needs no_such_library") as caught:
        read_bytes(dta(GED, tmp_path), "x.dta")
    assert str(caught.value.hint) == "install it: pip install no_such_library"


QUESTIONS = (
    ("ged", ("periods", "-c", "Mali", "--cut", "2016-06-01", "-t", "all")),
    ("ged", ("totals", "--by", "year", "-t", "all")),
    ("ged", ("events", "-t", "all")),
    ("country-year", ("periods", "--cut", "2016", "-c", "Mali", "-t", "all")),
    ("country-year", ("totals", "--by", "country")),
    ("one-sided", ("totals", "--by", "actor")),
    ("one-sided", ("totals", "--by", "year")),
)


@pytest.mark.parametrize(("dataset", "words"), QUESTIONS)
def test_commands_answer_the_same(
    dataset: str, words: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    rows = EVENTS if dataset == "ged" else yearly(dataset)
    frame = frame_of(rows, SCHEMAS[dataset])
    short = frame.select(column for column in frame.columns if len(column) <= 32)
    csv = official(EVENTS) if dataset == "ged" else yearly_csv(dataset)
    files = {"csv": csv, "dta": dta(short, tmp_path), "rds": r.rds(of_r(frame))}
    answers = []
    for suffix, content in files.items():
        path = tmp_path / f"{dataset}.{suffix}"
        path.write_bytes(content)
        answers.append(run(*words, "--data", str(path), "--csv", "-q"))
    assert answers[0].out
    assert [ran.out for ran in answers] == [answers[0].out] * 3
    assert {ran.code for ran in answers} == {answers[0].code}


def test_what_the_program_writes_for_stata_is_read(run: Run, tmp_path: Path) -> None:
    csv = tmp_path / "ged.csv"
    csv.write_bytes(official(EVENTS))
    assert run("events", "--data", str(csv), "-o", str(tmp_path / "own.dta")).code == 0
    words = ("totals", "--by", "year", "-t", "all", "--csv", "-q", "--data")
    assert run(*words, str(tmp_path / "own.dta")).out == run(*words, str(csv)).out


@pytest.mark.parametrize("suffix", ["dta", "rds"])
def test_they_are_imported(suffix: str, run: Run, tmp_path: Path) -> None:
    frame = frame_of(yearly("country-year"), SCHEMAS["country-year"])
    short = frame.select(column for column in frame.columns if len(column) <= 32)
    path = tmp_path / f"cy.{suffix}"
    path.write_bytes(dta(short, tmp_path) if suffix == "dta" else r.rds(of_r(frame)))
    ran = run("import", str(path))
    assert (ran.code, ran.err) == (0, ran.err)
    assert "country-year" in run("datasets", "--csv").out
    path.write_bytes(path.read_bytes()[:-200])
    ran = run("import", str(path))
    assert ran.code == 5
    assert len(ran.err.splitlines()) == 2


def test_a_library_that_loses_long_texts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"<stata_dta>"
    monkeypatch.setattr(stata, "version", lambda _: "1.3.6")
    with pytest.raises(UsageError, match=r"needs pyreadstat 1\.3\.7 to be read") as caught:
        stata.read_stata(content, "a.dta")
    assert caught.value.command == "pip install --upgrade pyreadstat"
