"""Verdicts from figures: each kind of claim, and what must hold for any figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.analysis.figure_words import ordinal, plain
from mali_cli.analysis.verdicts import Evidence, Judged, exact_matches, judge
from mali_cli.model.claims import (
    Change,
    Comparison,
    Expectation,
    ExtremeYear,
    Rank,
    Ratio,
    Superlative,
    Trend,
    Untestable,
    Value,
)

figures = st.integers(0, 10**6)
several = st.lists(figures, min_size=2, max_size=12)


def of(*values: float, against: tuple[float, ...] = ()) -> Evidence:
    named = tuple((str(2013 + n), value) for n, value in enumerate(values))
    return Evidence(named, tuple(("other", value) for value in against))


def among(label: str, **peers: float) -> Evidence:
    return Evidence(((label, peers[label]),), peers=tuple(peers.items()))


@pytest.mark.parametrize(
    ("expectation", "evidence", "judged"),
    [
        (Value("=", 3818), of(3818), Judged("reproduced", "3818", 0)),
        (Value("=", 1450), of(1461), Judged("differs", "1461", -11)),
        (Value("~", 500, 50), of(450), Judged("reproduced", "450", 50)),
        (Value("~", 500, 50), of(551), Judged("differs", "551", -51)),
        (Value(">", 6000), of(6122), Judged("holds", "6122", -122)),
        (Value(">", 6000), of(6000), Judged("differs", "6000", 0)),
        (Value("<", 50), of(30, 3, 2, 30), Judged("holds", "30; 3; 2; 30")),
        (Value("<", 50), of(30, 50), Judged("differs", "30; 50")),
        (Value(">=", 5), of(5), Judged("holds", "5", 0)),
        (Value("<=", 5), of(5.5), Judged("differs", "5.5", -0.5)),
        (Ratio(">", 2), of(1461, against=(216,)), Judged("holds", "1461 / 216 = 6.8", -4.76)),
        (Ratio(">", 2), of(4, against=(2,)), Judged("differs", "4 / 2 = 2.0", 0)),
        (Ratio("<", 1), of(1, against=(2,)), Judged("holds", "1 / 2 = 0.5", 0.5)),
        (Ratio(">", 2), of(4, against=(0,)), Judged("holds", "4 / 0")),
        (Ratio(">", 2), of(0, against=(0,)), Judged("differs", "0 / 0")),
        (Change(38, 0.5), of(138, against=(100,)), Judged("holds", "100 → 138 = +38.0 %", 0)),
        (Change(38, 0.5), of(139, against=(100,)), Judged("differs", "100 → 139 = +39.0 %", -1)),
        (Change(-50, 1), of(51, against=(100,)), Judged("holds", "100 → 51 = -49.0 %", -1)),
        (Change(38, 1), of(5, against=(0,)), Judged("differs", "0 → 5, no percentage of zero")),
        (Comparison("higher"), of(619, against=(505,)), Judged("holds", "619 against 505", -114)),
        (Comparison("higher"), of(53, 20, against=(30,)), Judged("differs", "53; 20 against 30")),
        (Comparison("lower"), of(1, against=(1,)), Judged("differs", "1 against 1", 0)),
        (Comparison("same"), of(999, 3638, against=(1029, 3751)), Judged("differs", "999; 3638")),
        (Comparison("same"), of(7, against=(7,)), Judged("holds", "7", 0)),
        (Trend("rising"), of(1, 2, 2), Judged("differs", "1 → 2 → 2 (up in 1 of 2 steps)")),
        (Trend("falling"), of(3, 2, 1), Judged("holds", "3 → 2 → 1 (down in 2 of 2 steps)")),
        (Trend("rising"), of(*range(6)), Judged("holds", "up in 5 of 5 steps, from 0 to 5")),
        (Trend("higher at the end"), of(243, 1747, 483), Judged("holds", "243 → 1747 → 483")),
        (Trend("lower at the end"), of(2, 1, 2), Judged("differs", "2 → 1 → 2")),
        (
            Rank(2),
            among("b", a=9, b=5, c=5, d=1),
            Judged("reproduced", "2nd (a: 9; b: 5; c: 5)", 0),
        ),
        (Rank(1), among("b", a=9, b=5), Judged("differs", "2nd (a: 9; b: 5)", -1)),
        (Superlative("highest"), among("a", a=9, b=5), Judged("holds", "1st (a: 9; b: 5)")),
        (Superlative("highest"), among("a", a=5, b=5), Judged("differs", "1st (a: 5; b: 5)")),
        (Superlative("lowest"), among("b", a=9, b=5), Judged("holds", "1st (b: 5; a: 9)")),
        (ExtremeYear(2014, "highest"), of(1, 9, 2), Judged("reproduced", "2014: 9", 0)),
        (ExtremeYear(2013, "highest"), of(1, 9, 2), Judged("differs", "2014: 9", -1)),
        (ExtremeYear(2013, "highest"), of(9, 9), Judged("differs", "2013; 2014: 9")),
        (ExtremeYear(2013, "lowest"), of(1, 9, 2), Judged("reproduced", "2013: 1", 0)),
        (Untestable("no"), of(1461, 505), Judged("not testable", "1461 → 505")),
    ],
)
def test_a_claim_is_judged(expectation: Expectation, evidence: Evidence, judged: Judged) -> None:
    assert judge(expectation, evidence) == judged


def verdict(expectation: Expectation, evidence: Evidence) -> str:
    return judge(expectation, evidence).verdict


@given(figures, figures)
def test_a_value_is_reproduced_only_by_itself(claimed: int, value: int) -> None:
    judged = judge(Value("=", claimed), of(value))
    assert (judged.verdict == "reproduced") == (claimed == value)
    assert judged.difference == claimed - value


@given(figures, figures, st.integers(0, 1000))
def test_about_is_as_wide_on_both_sides(claimed: int, off: int, tolerance: int) -> None:
    above, below = (verdict(Value("~", claimed, tolerance), of(claimed + n)) for n in (off, -off))
    assert above == below == ("reproduced" if off <= tolerance else "differs")


@given(figures, figures)
def test_just_one_of_over_under_and_equal_is_true(claimed: int, value: int) -> None:
    found = [verdict(Value(sign, claimed), of(value)) for sign in "><="]
    assert found.count("differs") == 2
    assert (verdict(Value(">=", claimed), of(value)) == "differs") == (found[1] == "holds")
    assert (verdict(Value("<=", claimed), of(value)) == "differs") == (found[0] == "holds")


@given(several)
def test_a_series_rises_where_it_is_sorted_without_ties(values: list[int]) -> None:
    strictly = values == sorted(set(values))
    assert (verdict(Trend("rising"), of(*values)) == "holds") == strictly
    backwards = of(*reversed(values))
    assert verdict(Trend("falling"), backwards) == verdict(Trend("rising"), of(*values))
    if strictly:
        assert verdict(Trend("higher at the end"), of(*values)) == "holds"


@given(several, st.data())
def test_one_rank_is_true_and_the_first_alone_is_the_highest(
    values: list[int], data: st.DataObject
) -> None:
    peers = {f"p{n}": value for n, value in enumerate(values)}
    label = data.draw(st.sampled_from(sorted(peers)))
    ranks = [n for n in range(1, 20) if verdict(Rank(n), among(label, **peers)) == "reproduced"]
    assert ranks == [1 + sum(value > peers[label] for value in values)]
    alone = ranks == [1] and values.count(peers[label]) == 1
    assert (verdict(Superlative("highest"), among(label, **peers)) == "holds") == alone


@given(several)
def test_at_most_one_year_is_the_worst(values: list[int]) -> None:
    evidence = of(*values)
    years = [int(label) for label, _ in evidence.figures]
    found = [y for y in years if verdict(ExtremeYear(y, "highest"), evidence) == "reproduced"]
    assert len(found) == (values.count(max(values)) == 1)


@given(figures, st.integers(1, 10**6), st.integers(1, 5))
def test_a_ratio_is_true_or_its_opposite_or_exact(value: int, other: int, number: int) -> None:
    more, less = (verdict(Ratio(s, number), of(value, against=(other,))) for s in "><")
    assert (more, less).count("holds") == (value != number * other)


@given(figures, st.lists(st.tuples(st.text(), figures)))
def test_also_equals_names_exact_matches_only(claimed: int, tried: list[tuple[str, int]]) -> None:
    found = exact_matches(claimed, tried)
    assert list(found) == [name for name, value in tried if value == claimed]
    assert exact_matches(claimed, [*tried, ("itself", claimed)]) == (*found, "itself")
    assert exact_matches(claimed, [*tried, ("near", claimed + 1)]) == found


def test_figures_and_places_in_words() -> None:
    assert [plain(value) for value in (1029, 1029.0, 34.15)] == ["1029", "1029", "34.1"]
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 112)
    words = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
    assert [ordinal(number) for number in numbers] == words
