"""The Markdown of a report: tables of equal rows, fences that hold, headings in order."""

from __future__ import annotations

import re
from typing import Any

import pytest

import mali_cli
from mali_cli.model.report import Commands, Picture, Remarks
from mali_cli.model.result import Note
from mali_cli.output.report.pages import to_markdown
from tests.answers.report_asks import ASKS, EVENTS, report_of
from tests.output.made_up import HOSTILE


def outside_fences(text: str) -> list[str]:
    """Return the lines that are read as Markdown; every fence must be closed."""
    lines, fence = [], ""
    for line in text.split("\n"):
        found = re.match(r"`{3,}", line)
        if fence:
            fence = "" if line == fence else fence
        elif found:
            fence = found[0]
        else:
            lines.append(line)
    assert fence == ""
    return lines


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_headings_tables_and_fences(ask: dict[str, Any]) -> None:
    report = report_of(ask)
    lines = outside_fences(to_markdown(report))
    headings = [line for line in lines if line.startswith("#")]
    assert headings[0].startswith("# ")
    assert headings[1:] == [f"## {section.heading}" for section in report.sections]
    blocks = "\n".join(lines).split("\n\n")
    tables = [block.split("\n") for block in blocks if block.startswith("|")]
    assert len(tables) >= 2
    for table in tables:
        assert len({row.replace("\\|", "").count("|") for row in table}) == 1
        assert set(table[1]) <= set("|:- ")
        assert len(table) > 2
    drawn = re.compile(r"^```text\n.*?^```$", re.DOTALL | re.MULTILINE)
    assert "\n\n\n" not in drawn.sub("(drawn)", to_markdown(report))


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_pictures_are_drawn_within_80_columns(ask: dict[str, Any]) -> None:
    text = to_markdown(report_of(ask))
    drawn = re.findall(r"^```text\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    pictures = [b for s in report_of(ask).sections for b in s.blocks if isinstance(b, Picture)]
    assert len(drawn) == len(pictures) == 1 + ("data" in ask) + (ask.get("country") == "@aes")
    assert all(len(line) <= 80 for picture in drawn for line in picture.split("\n"))
    assert "\x1b" not in text


def test_commands_can_be_copied_as_they_stand() -> None:
    report = mali_cli.report(phase="it's a `test`=2013..2020")
    section = report.section("commands")
    assert section
    assert isinstance(section.blocks[0], Commands)
    text = to_markdown(report)
    shown = re.findall(r"^```sh\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)[0]
    assert len(shown.split("\n")) == len(section.blocks[0].lines)
    assert "--phase 'it'\"'\"'s a `test`=2013..2020'" in shown


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", [n for n in HOSTILE if n.strip(" \n\r\t") and "=" not in n])
def test_hostile_phases_break_nothing(name: str) -> None:
    report = mali_cli.report(phase=[f"{name}=2013..2015", "````\n# x=2016.."], title=name)
    lines = outside_fences(to_markdown(report))
    assert len([line for line in lines if line.startswith("# ")]) == 1
    assert len([line for line in lines if line.startswith("## ")]) == len(report.sections)
    assert not any("<b>" in line.replace("\\<", "") for line in lines)


def test_a_map_is_drawn_where_there_are_events() -> None:
    report = mali_cli.report(data=EVENTS, country="Mali", mission="MINUSMA", type="all")
    section = report.section("map")
    assert section
    picture, remarks = section.blocks
    assert isinstance(picture, Picture)
    assert isinstance(remarks, Remarks)
    assert all(isinstance(note, Note) for note in remarks.notes)
    assert "## Where" in to_markdown(report)


def test_the_same_text_twice() -> None:
    assert to_markdown(mali_cli.report()) == to_markdown(mali_cli.report())
