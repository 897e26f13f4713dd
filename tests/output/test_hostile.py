"""Text from data or from users is harmless where people read it, and intact where scripts do."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import polars as pl
import pytest
from rich.cells import cell_len

from mali_cli.output.bibliography import to_text
from mali_cli.output.tables import EIGHTHS
from mali_cli.output.text import clean, to_ascii
from tests.cli.conftest import notes_in
from tests.output.made_up import HOSTILE, hostile, made_up, put_out, screen

SEEN = (
    "[red]red[/red]",
    "[/tmp]",
    "[link=https://example.org]click[/link]",
    ":bomb: :warning:",
    "=1+1",
    "馬里共和國の北部地方",
    "%s {0} ${HOME}",
)


def harmless(text: str) -> bool:
    bad = {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")}
    return bad <= {"\n"}


@pytest.mark.parametrize("width", [20, 40, 80, 200, 1000])
@pytest.mark.parametrize("tty", [True, False])
@pytest.mark.parametrize("color", [True, False])
def test_no_escape_code_survives_in_tables(width: int, tty: bool, color: bool) -> None:
    place = screen(width, tty=tty, color=color)
    text = put_out(hostile(), "table", place).decode()
    if color:
        text = re.sub("\x1b\\[[012]m", "", text)
    assert harmless(text)


def test_markup_is_shown_and_not_obeyed() -> None:
    text = put_out(hostile(), "table", screen(tty=False)).decode()
    assert [words for words in SEEN if words not in text] == []
    assert "\U0001f4a3" in text
    assert "💣 ⚠" not in text


def test_markdown_is_harmless_too() -> None:
    text = put_out(hostile(), "markdown", screen()).decode()
    assert harmless(text)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == len(HOSTILE) + 2
    assert "\\[red\\]" in text
    assert "\\<b\\>" in text


def test_latex_finds_no_commands_in_text() -> None:
    text = put_out(hostile(), "latex", screen()).decode()
    assert harmless(text)
    rows = [line for line in text.splitlines() if line.endswith(r" \\")]
    assert len(rows) == len(HOSTILE) + 1
    assert len({len(re.findall(r"(?<!\\)&", row)) for row in rows}) == 1
    assert r"back\textbackslash{}slash" in text
    assert r"\%s \{0\} \$\{HOME\}" in text
    assert not re.search(r"^ *[\[*]", text, re.MULTILINE)
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_html_finds_no_markup_in_text() -> None:
    page = put_out(hostile(), "html", screen()).decode()
    assert harmless(page)
    assert page.count("<tr ") == len(HOSTILE) + 1
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert "[red]red[/red]" in page


def test_json_keeps_every_character() -> None:
    body = json.loads(put_out(hostile(), "json", screen()))
    assert tuple(row["country"] for row in body["rows"]) == HOSTILE
    assert tuple(notes_in(body)) == HOSTILE


@pytest.mark.parametrize(("kind", "separator"), [("csv", ","), ("tsv", "\t")])
def test_csv_keeps_every_character(kind: str, separator: str) -> None:
    content = put_out(hostile(), kind, screen()).decode()
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=separator))
    assert tuple(row["country"] for row in rows) == HOSTILE


def test_ndjson_and_parquet_keep_every_character() -> None:
    lines = put_out(hostile(), "ndjson", screen()).decode().split("\n")
    assert tuple(json.loads(line)["country"] for line in lines if line) == HOSTILE
    frame = pl.read_parquet(io.BytesIO(put_out(hostile(), "parquet", screen())))
    assert tuple(frame["country"]) == HOSTILE


def test_an_empty_text_and_a_blank_stay_apart_in_csv() -> None:
    content = put_out(made_up(pl.DataFrame({"country": ["", None], "deaths": [1, 2]})), "csv", PIPE)
    assert content.decode().split("\n")[1:3] == ['"",1,country-year,25.1', ",2,country-year,25.1"]


def test_wide_characters_keep_columns_aligned() -> None:
    frame = pl.DataFrame({"country": ["馬里共和國", "Mali", "شمال مالي"], "deaths": [1, 22, 333]})
    for tty in (True, False):
        text = put_out(made_up(frame), "table", screen(tty=tty)).decode()
        lines = [line.rstrip(EIGHTHS) for line in text.splitlines()]
        rows = [line for line in lines if line[-1:].isdigit()]
        assert len({cell_len(row) for row in rows}) == 1


def test_ascii_places_get_ascii() -> None:
    for tty in (True, False):
        content = put_out(hostile(), "table", screen(tty=tty, ascii=True))
        assert content.isascii()


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
def test_citations_of_ascii_places_stay_utf_8(style: str) -> None:
    import mali_cli

    content = put_out(mali_cli.cite(), style, screen(ascii=True))
    assert "Öberg" in content.decode()


def test_citations_as_text_are_ascii_where_nothing_else_is() -> None:
    import mali_cli

    text = to_text(mali_cli.cite(), screen(ascii=True))
    assert text.isascii()
    assert "Oberg" in text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Öberg", "Oberg"),
        ("1989–2024", "1989-2024"),
        ("×8.43", "x8.43"),
        ("N’Djamena …", "N'Djamena ..."),
        ("馬", "?"),
        ("──", "--"),
    ],
)
def test_ascii_forms(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


def test_clean_keeps_what_is_text() -> None:
    assert clean("a\tb\nc") == "a b c"
    assert clean("\x1b[31m") == "[31m"
    assert clean("Ségou 馬里 شمال") == "Ségou 馬里 شمال"


PIPE = screen(tty=False)
