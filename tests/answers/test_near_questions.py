"""Near questions: one thing is changed at a time, and nothing is asked twice."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mali_cli.answers.check.asking import pinned_to
from mali_cli.answers.check.near import near_questions
from mali_cli.datasets.figures import embedded_source
from mali_cli.model.claims import FigureQuery, Window
from mali_cli.model.source import Source
from mali_cli.model.words import ALL_TYPES, ESTIMATES, MEASURES, STRADDLES, TYPES

HERE = embedded_source("country-year")
NEWER = replace(HERE, release="26.1")
EVENTS = replace(HERE, dataset="ged", kind="event", release="24.1")
days = st.dates(date(1989, 1, 1), date(2024, 12, 31))
windows = st.builds(
    lambda two, phase: Window(min(two), max(two), phase=phase),
    st.lists(days, min_size=2, max_size=2, unique=True),
    st.booleans(),
)
queries = st.builds(
    FigureQuery,
    country=st.just(("Mali",)),
    type=st.sampled_from([(word,) for word in (*TYPES, ALL_TYPES)]),
    windows=st.tuples(windows | days.map(lambda day: Window(None, day)) | st.just(Window())),
    measure=st.sampled_from(MEASURES),
    estimate=st.sampled_from(ESTIMATES),
)
sources = st.sampled_from([HERE, EVENTS])
at_hand = st.lists(st.sampled_from([NEWER, EVENTS]), max_size=2, unique_by=lambda s: s.pinned)
rules = st.sampled_from(STRADDLES)


def changed(one: FigureQuery, other: FigureQuery) -> set[str]:
    names = {item.name for item in fields(FigureQuery)}
    return {name for name in names if getattr(one, name) != getattr(other, name)}


@given(queries, sources, rules, at_hand)
def test_one_thing_is_changed_at_a_time(
    query: FigureQuery, source: Source, rule: str, others: list[Source]
) -> None:
    base = pinned_to(query, source)
    here = [source, *(other for other in others if other is not source)]
    for label, near in near_questions(base, source, rule, here):
        what = changed(base, near)
        assert what, label
        assert len(what) == 1 or what <= {"dataset", "release", "filters"}, label
        assert near.straddle != rule, label
        window = near.windows[0]
        assert not window.first or not window.last or window.first <= window.last
        assert window.phase == query.windows[0].phase


@given(queries, sources, rules, at_hand)
def test_names_are_one_of_a_kind(
    query: FigureQuery, source: Source, rule: str, others: list[Source]
) -> None:
    here = [source, *(other for other in others if other is not source)]
    asked = list(near_questions(pinned_to(query, source), source, rule, here))
    assert len({label for label, _ in asked}) == len(asked)
    assert len({near for _, near in asked}) == len(asked)
