"""Random events come back from every layout; random damage never ends in a traceback."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.model.errors import DamagedError, MaliCliError
from mali_cli.read.files import read_bytes

from .made_up import EVENTS, GED, Row, frame_of
from .test_layouts import LACKING
from .writers import EVENT_LAYOUTS, FIXTURES

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
"""No lone CR: before 3.13 Python's csv module, which writes the files here, leaves it unquoted."""
TEXTS = st.none() | st.text(LETTERS, min_size=1, max_size=12)
HARD = st.sampled_from(
    ['"', "a,b;c", "\n", "\r\n", " ", "\ufeffx", "#x", "0.0", "NA", '"";""', "é"]
)
COUNTS = st.integers(0, 10**7).map(str)
"""Up to the largest count that is taken."""
CODES = st.sampled_from([None, "432", "2;200;900", "XXX67", "0"])
DAYS = st.dates(date(1989, 1, 1), date(2025, 12, 31)).map(str)


@st.composite
def events(draw: st.DrawFn) -> list[Row]:
    """Draw events with hard texts; every cell that UCDP always fills is filled."""
    ids = draw(st.lists(st.integers(1, 10**7), min_size=1, max_size=4, unique=True))
    return [draw(_event(str(number))) for number in ids]


@st.composite
def _event(draw: st.DrawFn, number: str) -> Row:
    texts = cycle(draw(st.lists(TEXTS | HARD, min_size=2, max_size=5)))
    counts = cycle(draw(st.lists(COUNTS, min_size=1, max_size=3)))
    codes = cycle(draw(st.lists(CODES, min_size=1, max_size=3)))
    row: Row = {}
    for name, dtype in GED.items():
        coded = "gwno" in name or name.endswith("_dset_id")
        row[name] = next(codes if coded else counts if dtype.is_integer() else texts)
    first, last = sorted((draw(DAYS), draw(DAYS)))
    row |= {"latitude": repr(draw(st.floats(-90, 90))), "year": first[:4], "id": number}
    row |= {"longitude": repr(draw(st.floats(-180, 180))), "date_start": first, "date_end": last}
    row |= {"active_year": draw(st.sampled_from(["true", "false"])), "relid": f"R-{number}"}
    row |= {"country_id": str(draw(st.integers(1, 10**7)))}
    row |= {"code_status": draw(st.sampled_from(["Clear", None]))}
    return row | {"type_of_violence": draw(st.sampled_from("123"))}


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", EVENT_LAYOUTS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(rows=events())
def test_events_come_back_from_every_layout(name: str, rows: list[Row]) -> None:
    content = EVENT_LAYOUTS[name](rows)
    days = {int(str(row[day])[8:]) for row in rows for day in ("date_start", "date_end")}
    if name == "ged-excel.csv" and max(days) < 13:
        with pytest.raises(DamagedError, match="day or month first"):
            read_bytes(content, name)
        return
    expected = frame_of(rows)
    lacking = LACKING.get(name, tuple(GED))
    found = read_bytes(content, name).frame
    assert_frame_equal(found, expected.select(c for c in GED if c in lacking))


NAMES = sorted(path.name for path in FIXTURES.iterdir() if path.suffix != ".md")


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_damage_ends_in_an_error_that_says_what_it_is(data: st.DataObject, name: str) -> None:
    content = bytearray((FIXTURES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        how = data.draw(st.sampled_from(["cut", "change", "insert", "delete", "repeat"]))
        _damage(content, at, how, data)
    with suppress(MaliCliError):
        assert read_bytes(bytes(content), name).frame.height


def _damage(content: bytearray, at: int, how: str, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, 60))
    if how == "cut":
        del content[at:]
    elif how == "delete":
        del content[at : at + length]
    elif how == "repeat":
        content[at:at] = content[at : at + length]
    else:
        some = data.draw(
            st.sampled_from([b'"', b",", b"\n", b"\0", b"\xff", b";", b"\r", b"9", b"-"])
        )
        content[at : at + (how == "change")] = some


@settings(max_examples=100)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedError):
        read_bytes(content, "x")


def test_a_truncated_file_is_refused_unless_a_whole_row_is_left() -> None:
    content = (FIXTURES / "ged-official.csv").read_bytes()
    whole = frame_of(EVENTS).drop("gwnob")
    for end in range(content.index(b"\n") + 2, len(content), 3):
        with suppress(MaliCliError):
            found = read_bytes(content[:end], "x").frame.drop("gwnob")
            assert_frame_equal(found, whole.head(found.height))
