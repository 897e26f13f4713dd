"""Phases files: what they hold, and the file, key and reason of each mistake."""

from __future__ import annotations

from datetime import date

import pytest

from mali_cli.facts.timelines import parse
from mali_cli.model.errors import UsageError
from mali_cli.model.phase import OpenPhase

GOOD = """
title = "Mali: the coups"
country = ["Mali", "Niger"]
source = "press"

[[phase]]
name = "before"
end = "2012-03-21"

[[phase]]
name = "between"
start = "2012-03-22"
end = "2020-08"

[[phase]]
name = "after"
start = 2020-09-01
"""
ONE = '[[phase]]\nname = "a"\n'

WRONG = [
    ("x = [", "f.toml: not valid TOML", ""),
    (f"x = {'[' * 20_000}{']' * 20_000}", "f.toml: not valid TOML: nested too deeply", ""),
    (f"x = {'9' * 5000}", "f.toml: not valid TOML: Exceeds the limit", ""),
    ('[[phase]]\nname = "a"\nstart = 2013-07', "f.toml: not valid TOML", "quote dates"),
    ("", "f.toml: no phases", "[[phase]]"),
    ('[phase]\nname = "a"', "f.toml: the key 'phase' is not a list of tables", "[[phase]]"),
    ("phase = [1]", "f.toml: the key 'phase' is not a list of tables", "[[phase]]"),
    ("titel = 'a'\n" + ONE, "f.toml: unknown key 'titel'", "title"),
    (ONE + "begin = '2012'", "f.toml: phase 1: unknown key 'begin'", "name, start, end"),
    ("[[phase]]\nstart = '2012'", "f.toml: phase 1: the key 'name' is missing", "name ="),
    ("[[phase]]\nname = ''", "f.toml: the key 'name': a phase has no name", ""),
    ("[[phase]]\nname = 1", "f.toml: phase 1: the key 'name' is not text", "name ="),
    (ONE + ONE, "f.toml: the key 'name': two phases are called 'a'", ""),
    (ONE + "start = 'x'", "f.toml: phase 1: the key 'start': 'x' is not a date", "2013-07"),
    (ONE + "end = '2013-02-30'", "f.toml: phase 1: the key 'end': no such date", "2013-07"),
    (ONE + "end = true", "f.toml: phase 1: the key 'end' is neither a text nor", "end ="),
    (
        ONE + "start = '2014'\nend = '2013'",
        "f.toml: phase 1 ('a') begins on 2014-01-01, after its end on 2013-12-31",
        "swap",
    ),
    ("country = 5\n" + ONE, "f.toml: the key 'country': unknown country '5'", ""),
    ("country = true\n" + ONE, "f.toml: the key 'country' is neither a text nor", "country ="),
    ("country = 'Mallia'\n" + ONE, "f.toml: the key 'country': unknown country 'Mallia'", "Mali"),
    ("country = 'Congo'\n" + ONE, "f.toml: the key 'country': 'Congo' could be", "COG"),
    ("title = 5\n" + ONE, "f.toml: the key 'title' is not text", "title ="),
]


def test_a_phases_file_is_read_with_open_ends_and_rough_dates() -> None:
    file = parse(GOOD, "f.toml")
    assert file.phases == (
        OpenPhase("before", None, date(2012, 3, 21)),
        OpenPhase("between", date(2012, 3, 22), date(2020, 8, 31)),
        OpenPhase("after", date(2020, 9, 1), None),
    )
    assert (file.title, file.countries, file.source) == (
        "Mali: the coups",
        ("Mali", "Niger"),
        "press",
    )


def test_a_year_may_stand_without_quotes() -> None:
    assert parse(ONE + "start = 2012\nend = 2013", "f.toml").phases[0] == OpenPhase(
        "a", date(2012, 1, 1), date(2013, 12, 31), since="2012"
    )


def test_a_phase_may_say_what_began_it_and_keeps_how_far_its_date_is_known() -> None:
    (phase,) = parse(ONE + "start = '2021-12'\nevent = 'arrival'", "f.toml").phases
    assert (phase.start, phase.since, phase.event) == (date(2021, 12, 1), "2021-12", "arrival")
    assert parse(ONE + "start = 2021-12-06", "f.toml").phases[0].since == ""


@pytest.mark.parametrize(("text", "message", "hint"), WRONG)
def test_a_mistake_names_the_file_the_key_and_the_reason(
    text: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text, "f.toml")
    assert str(caught.value).startswith(message)
    assert hint in (caught.value.hint or "")
