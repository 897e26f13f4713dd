"""Which source answers: a pure choice among what is at hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mali_cli.datasets.figures import embedded_source
from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.selection import EVERY_TYPE, Area, Selection
from mali_cli.observations import Question, choose

HERE = embedded_source("country-year")
WORLD = replace(HERE, country_ids=None, origin="fetched")
NEWER = replace(
    WORLD, release="26.1", coverage=Coverage.of(Span(date(1989, 1, 1), date(2025, 12, 31)))
)
OLDEST = replace(
    WORLD, release="5.0", coverage=Coverage.of(Span(date(1989, 1, 1), date(2015, 12, 31)))
)
PART = replace(NEWER, release="27.1", whole=False)
EVENTS = replace(WORLD, dataset="ged", kind="event")
MALI, CHAD = Area(("Mali",), (432,), ("Mali",)), Area(("Chad",), (483,), ("Chad",))
ANY = Selection(Area(), EVERY_TYPE)


def test_the_newest_release_answers() -> None:
    for sources in ((HERE, OLDEST, WORLD, NEWER), (NEWER, WORLD, OLDEST, HERE)):
        assert choose(Question(replace(ANY, area=MALI)), sources) == (NEWER,)


def test_releases_are_compared_as_numbers() -> None:
    assert choose(Question(replace(ANY, area=CHAD)), (OLDEST, WORLD)) == (WORLD,)


def test_a_part_answers_only_where_no_whole_set_can() -> None:
    assert choose(Question(replace(ANY, area=MALI)), (PART, HERE)) == (HERE,)
    assert choose(Question(replace(ANY, area=CHAD)), (PART, HERE)) == (PART,)


def test_every_country_is_better_answered_by_a_set_that_has_them_all() -> None:
    newer_here = replace(HERE, release="26.1")
    assert choose(Question(ANY), (newer_here, WORLD)) == (WORLD,)
    assert choose(Question(ANY), (HERE,)) == (HERE,)


def test_a_named_release_is_the_one_that_answers() -> None:
    pinned = replace(ANY, area=MALI, release="25.1")
    assert choose(Question(pinned), (NEWER, HERE)) == (HERE,)
    with pytest.raises(NotHereError) as caught:
        choose(Question(replace(pinned, release="24.1")), (NEWER, HERE))
    assert caught.value.hint == "get it with mali-cli fetch country-year@24.1"


def test_a_source_that_ends_before_the_window_cannot_answer() -> None:
    late = replace(ANY, area=MALI, first=date(2025, 1, 1))
    assert choose(Question(late), (HERE, NEWER)) == (NEWER,)
    with pytest.raises(NotHereError, match="nothing from 2025-01-01 on"):
        choose(Question(late), (HERE,))


def test_what_needs_events_is_answered_by_events_only() -> None:
    months = Question(ANY, events_for="a peak by month")
    assert choose(months, (HERE, EVENTS)) == (EVENTS,)
    with pytest.raises(NotHereError, match="a peak by month needs events"):
        choose(months, (HERE,))
    named = replace(months, selection=replace(ANY, dataset="country-year"))
    with pytest.raises(UsageError, match="a peak by month needs events, and country-year has none"):
        choose(named, (HERE, EVENTS))
    assert choose(replace(named, selection=replace(ANY, dataset="ged")), (HERE, EVENTS)) == (
        EVENTS,
    )


def test_a_missing_country_is_named_with_what_is_held() -> None:
    with pytest.raises(NotHereError) as caught:
        choose(Question(replace(ANY, area=CHAD)), (HERE,))
    assert str(caught.value) == (
        "no figures for Chad here: country-year@25.1, embedded, has Mali, Niger and Burkina Faso"
    )
