"""Bibliographies that reference managers read."""

from __future__ import annotations

import json
import re

import pytest

import mali_cli
from mali_cli.output.bibliography import to_bibtex, to_csl, to_ris, to_text
from tests.output.made_up import screen

CITED = mali_cli.cite()
PIPE = screen(tty=False)


def test_bibtex_entries_are_balanced_and_have_what_they_need() -> None:
    text = to_bibtex(CITED)
    entries = re.findall(r"^@(\w+)\{([\w.-]+),$", text, re.MULTILINE)
    assert ("article", "davies2025") in entries
    assert len(entries) == CITED.frame.height
    assert text.count("{") == text.count("}")
    for field in ("author", "title", "year"):
        assert len(re.findall(rf"^  {field} = \{{.+\}},?$", text, re.MULTILINE)) == len(entries)
    assert "pages = {1223--1240}" in text
    assert "Davies, Shawn and Pettersson, Therése and" in text


def test_ris_records_open_and_close() -> None:
    lines = to_ris(CITED).splitlines()
    assert all(re.match(r"^[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert lines.count("ER  - ") == sum(line.startswith("TY  - ") for line in lines)
    assert {"SP  - 1223", "EP  - 1240", "PY  - 2025"} <= set(lines)


def test_csl_json_has_names_and_dates_in_parts() -> None:
    works = json.loads(to_csl(CITED))
    first = works[0]
    assert first["author"][0] == {"family": "Davies", "given": "Shawn"}
    assert first["issued"] == {"date-parts": [[2025]]}
    assert first["DOI"].startswith("10.1177/")
    assert first["page"] == "1223–1240"


@pytest.mark.parametrize("width", [40, 80])
def test_text_wraps_at_words_on_a_terminal(width: int) -> None:
    text = to_text(CITED, screen(width))
    whole = to_text(CITED, PIPE)
    assert text.split() == whole.split()
    assert all(len(line) <= width or " " not in line for line in text.splitlines())


def test_text_without_notes() -> None:
    assert "CC BY" in to_text(CITED, PIPE)
    assert "CC BY" not in to_text(CITED, PIPE, notes=False)
