"""JSON whose rows are taken one by one gives what it gives when it is parsed whole."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import cycle
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.read.json_text import DOUBTS, JsonRows, read_whole
from mali_cli.read.raw import Raw
from tests.cli.conftest import environment

from .made_up import EVENTS
from .test_damage import damaged
from .writers import FIXTURES, api_json, bare_rows, geojson, ndjson

SLOW = settings(suppress_health_check=[HealthCheck.too_slow])
JSON = sorted(path.name for path in FIXTURES.iterdir() if "json" in path.suffix)


def by_rows(content: bytes, chunk: int, size: int) -> Raw | None:
    """Read by rows, in pieces of `size` bytes; None where that cannot be done."""
    rows = JsonRows(BytesIO(content), "x", chunk)
    with suppress(*DOUBTS):
        pieces = list(rows.pieces(size))
        frame = pl.concat([piece.frame for piece in pieces], how="diagonal")
        return replace(rows.told(pieces[-1]), frame=frame)
    return None


def same(content: bytes, chunk: int, size: int) -> bool:
    """Return whether it could be read by rows: then it must be the same as parsed whole."""
    found = by_rows(content, chunk, size)
    if found is None:
        return False
    whole = read_whole(content, "x")
    for field, value in vars(whole).items():
        if field == "frame":
            assert_frame_equal(found.frame, value)
        else:
            assert getattr(found, field) == value
    return True


CHUNKS = st.integers(1, 40)
TEXTS = st.text(st.sampled_from('aé"\\/{}[],:\n\r\t \u2028\ufeff𝄞'), max_size=6)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
CELLS = st.none() | st.booleans() | NUMBERS | TEXTS
KEYS = st.sampled_from(["id", "date_start", "Best", "best", "version", "é", ""])
ROWS = st.lists(st.dictionaries(KEYS, CELLS, max_size=4), max_size=5)
OTHERS = st.dictionaries(
    st.sampled_from(["TotalCount", "type", "command", "source", "notes", "Rows", "coverage_start"]),
    CELLS | st.sampled_from(["FeatureCollection", "events", {"release": "25.1"}, [1, [2]]]),
    max_size=3,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw JSON of some shape, laid out in some way."""
    rows, before, after = draw(ROWS), draw(OTHERS), draw(OTHERS)
    features = [
        {"properties": row, "geometry": draw(st.sampled_from([None, {"coordinates": [1.5, 2]}]))}
        for row in rows
    ]
    page = before | {draw(st.sampled_from(["Result", "result"])): rows} | after
    own = before | {"command": "events", "rows": rows} | after
    geo = {"type": "FeatureCollection", "features": features} | after
    indent = draw(st.sampled_from([None, 0, 1]))
    ascii_only = draw(st.booleans())
    value = draw(
        st.sampled_from([page, [page, page], own, geo, rows, before, [rows], [page, *rows]])
    )
    lines = value if isinstance(value, list) and draw(st.booleans()) else [value]
    texts = [json.dumps(line, indent=indent, ensure_ascii=ascii_only) for line in lines]
    return draw(st.sampled_from(["\n", "\n\n", " ", "\r\n"])).join(texts)


@settings(SLOW, max_examples=400)
@given(text=documents(), chunk=CHUNKS, size=st.integers(1, 200))
def test_any_shape(text: str, chunk: int, size: int) -> None:
    event("by rows" if same(text.encode(), chunk, size) else "whole")


@settings(SLOW, max_examples=200)
@given(data=st.data(), text=documents(), chunk=CHUNKS)
def test_any_shape_broken(data: st.DataObject, text: str, chunk: int) -> None:
    at = data.draw(st.integers(0, len(text)))
    some = data.draw(
        st.sampled_from(["", ",", "]", "}", "{", "[", '"', "1", "\n", ":", "NaN", "\0"])
    )
    broken = text[:at] + some + text[at + data.draw(st.integers(0, 3)) :]
    event("by rows" if same(broken.encode(), chunk, 100) else "whole")


@settings(SLOW, max_examples=100)
@given(data=st.data(), name=st.sampled_from(JSON), chunk=st.integers(1, 3000))
def test_damaged_files(data: st.DataObject, name: str, chunk: int) -> None:
    content = data.draw(damaged((FIXTURES / name).read_bytes()))
    event("by rows" if same(content, chunk, 2000) else "whole")


WHOLE = ("population-api.json", "displacement.json", "refugees.json")
"""Answers of other services, in envelopes of their own. They are small, and read whole."""


@pytest.mark.parametrize("name", WHOLE)
def test_an_answer_of_another_service_is_read_whole(name: str) -> None:
    content = (FIXTURES / name).read_bytes()
    assert by_rows(content, 7, 1000) is None
    assert read_whole(content, name).frame.height > 0


@pytest.mark.parametrize("chunk", [1, 7, 4096])
@pytest.mark.parametrize("name", [name for name in JSON if name not in WHOLE])
def test_every_fixture_is_read_by_rows(name: str, chunk: int) -> None:
    assert same((FIXTURES / name).read_bytes(), chunk, 1000)


ROW = '{"id": 1, "date_start": "2013-01-01", "best": 2}'
TAKEN = {
    "a byte order mark": f"\ufeff[{ROW}]",
    "blanks all over": f" \n[\t{ROW} ,\r\n{ROW} ]\n\n",
    "a number that no float holds": '[{"id": 1, "best": 1e999}]',
    "many digits": '[{"id": 123456789012345678901234567890, "best": 0.1000000000000000055}]',
    "a key twice in a row: the last counts": '[{"id": 1}, {"id": 2, "id": 3}]',
    "half a pair of surrogates behind an escape": '[{"id": "\\ud834\\udd1e"}]',
    "keys that are missing": f'[{ROW}, {{"id": 2}}, {{"id": 3, "more": 4}}]',
    "keys in other cases and another order": f'[{ROW}, {{"Best": 1, "DATE_START": "x", "ID": 2}}]',
    "what is said of the rows behind them": f'{{"rows": [{ROW}], "command": "events", '
    '"source": {"release": "25.1"}, "coverage_start": "2013-01-01", "coverage_end": "2013-12-31"}',
    "the type behind the features": f'{{"features": [{{"properties": {ROW}, "geometry": null}}], '
    '"type": "FeatureCollection"}',
    "a part of the pages": f'{{"Result": [{ROW}], "TotalCount": 9}}',
    "pages in lines": f'{{"Result": [{ROW}]}}\n{{"Result": []}}\n\n{{"result": [{ROW}]}}',
    "rows in lines, with blank ones": f"{ROW}\n\n  {ROW}\r\n{ROW}",
    "one row": ROW,
}
"""What is taken by rows, each with the same result."""


@pytest.mark.parametrize("chunk", [1, 2, 13, 4096])
@pytest.mark.parametrize("what", TAKEN)
def test_hard_but_clear(what: str, chunk: int) -> None:
    assert same(TAKEN[what].encode(), chunk, 20)


DOUBTFUL = {
    "nothing in it": "[]",
    "a trailing comma": f"[{ROW},]",
    "a comma behind the last key": '[{"id": 1,}]',
    "no comma": f"[{ROW} {ROW}]",
    "not closed": f'{{"Result": [{ROW}]',
    "cut off in a row": f"[{ROW}, {ROW[:-9]}",
    "more behind the list": f"[{ROW}] [{ROW}]",
    "two rows in a line": f"{ROW} {ROW}",
    "a row in two lines before another": f"{ROW[:9]}\n{ROW[9:]}\n{ROW}",
    "no number": '[{"id": NaN}]',
    "infinity": '[{"id": -Infinity}]',
    "nested deep": '[{"id": ' + "[" * 100_000 + "]" * 100_000 + "}]",
    "nested": '[{"id": [1]}]',
    "no object": f"[{ROW}, 1]",
    "a key twice, in different case": '[{"id": 1, "ID": 2}]',
    "two marks of the byte order": f"\ufeff\ufeff[{ROW}]",
    "a NUL": f"[{ROW}\0]",
    "half a pair of surrogates": '[{"id": "\\ud834"}]',
    "pages and rows": f'[{{"Result": [{ROW}]}}, {ROW}]',
    "rows and pages": f'[{ROW}, {{"Result": [{ROW}]}}]',
    "rows twice": f'{{"Result": [{ROW}], "Result": [{ROW}]}}',
    "a key twice in the first row": '[{"id": 1, "id": 2}]',
    "two lists": f'{{"Result": [{ROW}], "rows": [{ROW}]}}',
    "pages of two queries": '{"Result": [1], "TotalCount": 2}\n{"Result": [1], "TotalCount": 3}',
    "no list of UCDP": f'{{"rows": [{ROW}]}}',
    "lines that end with CR": f"[{ROW},\r{ROW}]",
    "places in some rows": '{"type": "FeatureCollection", "features": [{"properties": {"id": 1}, '
    '"geometry": null}, {"properties": {"latitude": 1, "id": 2}, "geometry": null}]}',
}
"""What only the whole tells: it may be right, or wrong in a way that only the whole shows."""


@pytest.mark.parametrize("chunk", [1, 5])
@pytest.mark.parametrize("what", DOUBTFUL)
def test_doubtful(what: str, chunk: int) -> None:
    assert by_rows(DOUBTFUL[what].encode("utf-8", "surrogatepass"), chunk, 20) is None


@pytest.mark.parametrize(
    "content", [b'[{"id": "\xff"}]', '[{"id": 1}]'.encode("utf-16"), b"", b"1"]
)
def test_bytes_that_are_no_json(content: bytes) -> None:
    assert by_rows(content, 3, 20) is None


def test_a_value_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mali_cli.read.json_text.LONGEST", 100)
    assert by_rows(b'[{"id": "' + b"x" * 1000 + b'"}]', 8, 20) is None


PEAK = """
import sys
from pathlib import Path
from mali_cli.read import files

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) << 10

files.IN_PIECES = int(sys.argv[1])
files.read_any(sys.argv[2])
before = peak()
assert files.read_any(sys.argv[3]).height == int(sys.argv[4])
print(peak() - before)
"""
"""Print by how much the peak of the memory grows when a file is read after a small one.

`ru_maxrss` would begin with the peak of the process that started this one.
"""
EVENTS_AT_ONCE = 15_000
WRITERS = {"a page": api_json, "a list": bare_rows, "lines": ndjson, "GeoJSON": geojson}


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of the memory is told by Linux")
@pytest.mark.sample(5)
@pytest.mark.parametrize(("at_least", "times"), [(1 << 40, 5), (1, 3)], ids=["whole", "pieces"])
@pytest.mark.parametrize("what", WRITERS)
def test_memory_is_a_few_times_the_size_of_a_file(
    what: str, at_least: int, times: int, tmp_path: Path
) -> None:
    """Parsed whole, a file takes eight times its size; in pieces the table is what is left."""
    path, small = tmp_path / "large", FIXTURES / "ged-api-rows.json"
    rows = zip(range(EVENTS_AT_ONCE), cycle(EVENTS), strict=False)
    path.write_bytes(WRITERS[what]([row | {"id": str(number)} for number, row in rows]))
    words = [str(at_least), str(small), str(path), str(EVENTS_AT_ONCE)]
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words], capture_output=True, env=environment(), check=True
    )
    assert 0 < int(done.stdout) < times * path.stat().st_size
