"""Large files are cut where a record ends, whatever is in the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.read import large
from mali_cli.read.large import LargeFile, ahead, pieces
from mali_cli.read.raw import Raw
from tests.servers import made_up

CELLS = st.text(st.sampled_from('ab ,;"\n\r#é'), max_size=8)
RECORDS = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=30)


@given(
    records=RECORDS,
    size=st.integers(1, 60),
    end=st.sampled_from(["\n", "\r\n"]),
    closed=st.booleans(),
)
def test_pieces_hold_whole_records(
    records: list[list[str]], size: int, end: str, closed: bool
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(records)
    whole = text.getvalue() if closed else text.getvalue().removesuffix(end)
    found = list(ahead(pieces(io.BytesIO(f"a,b{end}{whole}".encode()), 1, size)))
    assert b"".join(found).decode() == whole
    read = [row for piece in found for row in csv.reader(io.StringIO(piece.decode(), newline=""))]
    assert read == records


def test_a_quote_that_is_never_closed_makes_one_piece() -> None:
    stream = io.BytesIO(b'a,b\n1,"2\n3,4\n5,6\n')
    assert list(pieces(stream, 1, 4)) == [b'1,"2\n3,4\n5,6\n']


def test_a_record_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mali_cli.read.large.LONGEST", 100)
    with pytest.raises(ValueError, match="never closed"):
        list(ahead(pieces(io.BytesIO(b'a,b\n1,"2\n' + b"3,4\n" * 100), 1, 8)))


def test_an_interrupt_while_a_file_is_closed_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1", 300)))
    whole = large._records

    def interrupted(path: Path) -> Generator[Raw]:
        try:
            yield from whole(path)
        finally:
            raise KeyboardInterrupt

    monkeypatch.setattr(large, "PIECE", 2_000)
    monkeypatch.setattr(large, "_records", interrupted)
    tables = LargeFile(path).tables()
    with pytest.raises(KeyboardInterrupt), closing(tables):
        next(tables)
