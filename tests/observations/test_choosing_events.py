"""Which source of events answers: whole and partial sets, unstamped ones, pinned ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from mali_cli.datasets.figures import embedded_source
from mali_cli.datasets.registry import read_dataset
from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.selection import EVERY_TYPE, Area, Selection, Types
from mali_cli.model.source import Source
from mali_cli.observations import Question, choose

CY = embedded_source("country-year")
GED = replace(
    CY, dataset="ged", kind="event", country_ids=None, origin="store", release="25.1", stamp="25.1"
)
OLD = replace(
    GED,
    release="24.1",
    stamp="24.1",
    coverage=Coverage.of(Span(date(1989, 1, 1), date(2023, 12, 31))),
)
MALI_ONLY = replace(
    GED, release="26.1", stamp="26.1+1a2b3c4d", whole=False, country_ids=frozenset({432})
)
SOME_DAYS = replace(
    GED,
    stamp="25.1+00000001",
    whole=False,
    days=(date(2012, 1, 1), date(2014, 12, 31)),
    types=("one-sided",),
)
UNSTAMPED = replace(
    GED, release=None, stamp="unstamped-1a2b3c4d", whole=False, country_ids=frozenset({432, 436})
)
CANDIDATE = replace(GED, dataset="candidate", release="26.0.1", stamp="26.0.1", preliminary=True)
MALI, CHAD = Area(("Mali",), (432,), ("Mali",)), Area(("Chad",), (483,), ("Chad",))
ANY = Selection(Area(), EVERY_TYPE)
EVERYTHING = (CY, GED, OLD, MALI_ONLY, SOME_DAYS, UNSTAMPED, CANDIDATE)


def asked(dataset: str | None = "ged", **changes: object) -> Question:
    return Question(replace(ANY, dataset=dataset, **changes), events_for="months")  # type: ignore[arg-type]


def pick(question: Question, *sources: Source) -> tuple[Source, ...]:
    """Choose, whatever the order of the sources."""
    found = {
        tuple(source.pinned for source in choose(question, order))
        for order in permutations(sources)
    }
    assert len(found) == 1
    return choose(question, sources)


def test_the_newest_whole_set_answers_whatever_parts_are_there() -> None:
    for area in (Area(), MALI, CHAD):
        assert choose(asked(area=area), EVERYTHING) == (GED,)
        assert choose(asked(None, area=area), EVERYTHING[::-1]) == (GED,)


def test_a_part_answers_what_lies_inside_it_where_no_whole_set_can() -> None:
    assert pick(asked(area=MALI), MALI_ONLY, UNSTAMPED) == (MALI_ONLY,)
    assert pick(asked(area=MALI), UNSTAMPED, CY) == (UNSTAMPED,)
    with pytest.raises(NotHereError, match="no figures for Chad here"):
        choose(asked(area=CHAD), (MALI_ONLY, UNSTAMPED))


@pytest.mark.parametrize(
    ("first", "last", "types", "inside"),
    [
        (date(2012, 1, 1), date(2014, 12, 31), ("one-sided",), True),
        (date(2013, 1, 1), date(2013, 1, 1), ("one-sided",), True),
        (None, date(2014, 12, 31), ("one-sided",), False),
        (date(2012, 1, 1), None, ("one-sided",), False),
        (date(2011, 12, 31), date(2014, 12, 31), ("one-sided",), False),
        (date(2012, 1, 1), date(2015, 1, 1), ("one-sided",), False),
        (date(2012, 1, 1), date(2014, 12, 31), ("one-sided", "non-state"), False),
    ],
)
def test_a_part_of_the_time_and_the_types(
    first: date | None, last: date | None, types: tuple[str, ...], inside: bool
) -> None:
    question = asked(area=MALI, first=first, last=last, types=Types(types))
    if inside:
        assert choose(question, (SOME_DAYS,)) == (SOME_DAYS,)
    else:
        with pytest.raises(NotHereError, match="is partial"):
            choose(question, (SOME_DAYS,))
    assert pick(question, SOME_DAYS, OLD) == (OLD,)


@pytest.mark.parametrize("source", EVERYTHING, ids=lambda source: source.pinned)
def test_the_name_that_is_printed_pins_the_source(source: Source) -> None:
    dataset, release = read_dataset(source.pinned, None)
    first, last = source.days
    question = Question(
        replace(
            ANY,
            area=MALI,
            dataset=dataset,
            release=release,
            first=first,
            last=last,
            types=Types(("one-sided",)),
        )
    )
    assert choose(question, EVERYTHING) == choose(question, EVERYTHING[::-1]) == (source,)


def test_a_release_and_an_alias_say_the_same() -> None:
    for dataset, release in (("events@24.1", None), ("events", "24.1"), ("ged", "24.1")):
        name, number = read_dataset(dataset, release)
        assert choose(asked(name, release=number), EVERYTHING) == (OLD,)
    assert choose(asked(None, release="24.1"), EVERYTHING) == (OLD,)


def test_a_window_after_the_end_is_answered_with_candidates_only() -> None:
    late = asked(first=date(2026, 1, 1))
    with pytest.raises(NotHereError, match=r"ged@25.1 covers .*, and nothing from 2026-01-01 on"):
        choose(late, (GED, OLD))
    late = asked(first=date(2026, 1, 1), candidate=True)
    assert choose(late, (GED, OLD, CANDIDATE)) == (GED,)


def test_country_years_never_answer_for_events() -> None:
    with pytest.raises(NotHereError, match="months needs events, and the data set ged is not here"):
        choose(asked(None), (CY, CANDIDATE))
    with pytest.raises(UsageError, match="months needs events, and one-sided has none"):
        choose(asked("one-sided"), EVERYTHING)


def test_a_part_that_is_open_at_one_end_answers_to_that_end() -> None:
    later = replace(SOME_DAYS, types=(), days=(date(2012, 1, 1), None))
    question = Question(replace(ANY, area=MALI, dataset="ged", first=date(2013, 1, 1)))
    assert choose(question, (later,)) == (later,)
    with pytest.raises(NotHereError, match="is partial"):
        choose(Question(replace(ANY, area=MALI, dataset="ged")), (later,))
