"""Verdicts from figures: each kind of claim, and what must hold for any figures."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.analysis.figure_words import ordinal, plain
from mali_cli.analysis.verdicts import (
    Evidence,
    Judged,
    Ranged,
    chance_matches,
    exact_matches,
    judge,
)
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


Spec = float | tuple[float | None, float, float]
"""A figure, or what the rule gives with the least and the most."""


def ranged(label: str, spec: Spec) -> Ranged:
    return Ranged(label, *(spec if isinstance(spec, tuple) else (spec, spec, spec)))


def of(*specs: Spec, against: tuple[Spec, ...] = ()) -> Evidence:
    named = tuple(ranged(str(2013 + n), spec) for n, spec in enumerate(specs))
    return Evidence(named, tuple(ranged("other", spec) for spec in against))


def among(label: str, **peers: Spec) -> Evidence:
    named = tuple(ranged(name, spec) for name, spec in peers.items())
    return Evidence(tuple(one for one in named if one.label == label), peers=named)


def ruled(evidence: Evidence) -> Evidence:
    parts = (evidence.figures, evidence.against, evidence.peers)
    return Evidence(*(tuple(replace(one, ruled=True) for one in part) for part in parts))


@pytest.mark.parametrize(
    ("expectation", "evidence", "judged"),
    [
        (Value("=", 3818), of(3818), Judged("reproduced", "3818", 0)),
        (Value("=", 1450), of(1461), Judged("differs", "1461", -11)),
        (Value("~", 500, 50), of(450), Judged("holds", "450")),
        (Value("~", 500, 50), of(551), Judged("differs", "551", -51)),
        (Value(">", 6000), of(6122), Judged("holds", "6122")),
        (Value(">", 6000), of(6000), Judged("differs", "6000", 0)),
        (Value("<", 50), of(30, 3, 2, 30), Judged("holds", "30; 3; 2; 30")),
        (Value("<", 50), of(30, 50), Judged("differs", "30; 50")),
        (Value(">=", 5), of(5), Judged("holds", "5")),
        (Value("<=", 5), of(5.5), Judged("differs", "5.5", -0.5)),
        (Ratio(">", 2), of(1461, against=(216,)), Judged("holds", "1461 / 216 = 6.8")),
        (Ratio(">", 2), of(4, against=(2,)), Judged("differs", "4 / 2 = 2.0", 0)),
        (Ratio("<", 1), of(1, against=(2,)), Judged("holds", "1 / 2 = 0.5")),
        (Ratio(">", 2), of(4, against=(0,)), Judged("holds", "4 / 0")),
        (Ratio(">", 2), of(0, against=(0,)), Judged("differs", "0 / 0")),
        (Change(38, 0.5), of(138, against=(100,)), Judged("holds", "100 → 138 = +38.0 %")),
        (Change(38, 0.5), of(139, against=(100,)), Judged("differs", "100 → 139 = +39.0 %", -1)),
        (Change(-50, 1), of(51, against=(100,)), Judged("holds", "100 → 51 = -49.0 %")),
        (Change(38, 1), of(5, against=(0,)), Judged("differs", "0 → 5, no percentage of zero")),
        (Comparison("higher"), of(619, against=(505,)), Judged("holds", "619 against 505")),
        (Comparison("higher"), of(53, 20, against=(30,)), Judged("differs", "53; 20 against 30")),
        (Comparison("lower"), of(1, against=(1,)), Judged("differs", "1 against 1", 0)),
        (Comparison("same"), of(999, 3638, against=(1029, 3751)), Judged("differs", "999; 3638")),
        (Comparison("same"), of(7, against=(7,)), Judged("holds", "7")),
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
    assert replace(judge(expectation, evidence), bounds=judged.bounds) == judged


CUT, OTHER = (3818, 3788, 3818), (1029, 999, 1029)
WIDE = (9541, 994, 9541)
OPEN = (None, 0, 30)


@pytest.mark.parametrize(
    ("expectation", "evidence", "judged"),
    [
        (Value("<", 1000), of(OTHER), Judged("undecided", "1029 (999–1029)", None, (999, 1029))),
        (Value(">", 998), of(OTHER), Judged("holds", "1029 (999–1029)", None, (999, 1029))),
        (Value(">=", 1030), of(OTHER), Judged("differs", "1029 (999–1029)", 1, (999, 1029))),
        (Value("=", 3800), of(CUT), Judged("undecided", "3818 (3788–3818)", None, (3788, 3818))),
        (Value("=", 3819), of(CUT), Judged("differs", "3818 (3788–3818)", 1, (3788, 3818))),
        (Value("~", 3800, 18), of(CUT), Judged("holds", "3818 (3788–3818)", None, (3788, 3818))),
        (Value("~", 3800, 15), of(CUT), Judged("undecided", "3818 (3788–3818)", None, CUT[1:])),
        (Value("~", 3700, 87), of(CUT), Judged("differs", "3818 (3788–3818)", -118, CUT[1:])),
        (Value("<", 9000), of(WIDE), Judged("undecided", "994–9541", None, (994, 9541))),
        (Value("<", 9000), ruled(of(WIDE)), Judged("differs", "9541 (994–9541)", -541, WIDE[1:])),
        (Value("<", 50), of(OPEN, 3), Judged("holds", "0–30; 3")),
        (Value("<", 20), of(OPEN, 3), Judged("undecided", "0–30; 3")),
        (Value("<", 20), of(OPEN, 21), Judged("differs", "0–30; 21")),
        (Value(">", 5), of((9, 7, inf)), Judged("holds", "9 (7 or more)", None, (7, None))),
        (
            Ratio(">", 3.6),
            of(CUT, against=(OTHER,)),
            Judged(
                "holds",
                "3818 (3788–3818) / 1029 (999–1029) = 3.7 (3.7–3.8)",
                None,
                (3.6812, 3.8218),
            ),
        ),
        (
            Ratio("<", 3),
            of(5, against=((2, 0, 2),)),
            Judged("undecided", "5 / 0–2 = 2.5 (2.5–)", None, (2.5, None)),
        ),
        (
            Change(0, 1),
            of((10, 9, 10), against=(10,)),
            Judged("undecided", "10 → 10 (9–10) = +0.0 (-10.0–+0.0) %", None, (-10, 0)),
        ),
        (
            Change(20, 5),
            of(9, against=((9, 0, 9),)),
            Judged("undecided", "0–9 → 9 = +0.0 (+0.0–) %", None, (0, None)),
        ),
        (
            Comparison("higher"),
            of(CUT, against=(OTHER,)),
            Judged("holds", "3818 (3788–3818) against 1029 (999–1029)"),
        ),
        (
            Comparison("higher"),
            of((5, 4, 5), against=((5, 5, 5),)),
            Judged("differs", "4–5 against 5", 0),
        ),
        (Comparison("lower"), of((5, 4, 5), against=(5,)), Judged("undecided", "4–5 against 5")),
        (Comparison("same"), of((5, 4, 5), against=(5,)), Judged("undecided", "4–5")),
        (Comparison("same"), ruled(of((5, 4, 5), against=(5,))), Judged("holds", "5 (4–5)")),
        (
            Trend("rising"),
            of(OPEN, 20, 31),
            Judged("undecided", "0–30 → 20 → 31 (up in 1 of 2 steps, undecided in 1)"),
        ),
        (
            Trend("rising"),
            of(OPEN, 20, 19),
            Judged("differs", "0–30 → 20 → 19 (up in 0 of 2 steps, undecided in 1)"),
        ),
        (Trend("higher at the end"), of(OPEN, 1, 31), Judged("holds", "0–30 → 1 → 31")),
        (Rank(1), among("a", a=9, b=(9, 8, 10)), Judged("undecided", "1st to 2nd (b: 8–10; a: 9)")),
        (Rank(3), among("a", a=9, b=(9, 8, 10)), Judged("differs", "1st to 2nd (b: 8–10; a: 9)")),
        (
            Rank(2),
            among("a", a=9, b=(11, 10, 11)),
            Judged("reproduced", "2nd (b: 11 (10–11); a: 9)", 0),
        ),
        (
            Superlative("highest"),
            among("a", a=9, b=(7, 5, 8)),
            Judged("holds", "1st (a: 9; b: 5–8)"),
        ),
        (
            Superlative("lowest"),
            among("a", a=6, b=(7, 5, 8)),
            Judged("undecided", "1st to 2nd (b: 5–8; a: 6)"),
        ),
        (ExtremeYear(2014, "highest"), of(OPEN, 31, 2), Judged("reproduced", "2014: 31", 0)),
        (
            ExtremeYear(2014, "highest"),
            of(OPEN, 29, 2),
            Judged("undecided", "2013: 0–30; 2014: 29"),
        ),
        (ExtremeYear(2015, "highest"), of(OPEN, 29, 2), Judged("differs", "2013: 0–30; 2014: 29")),
    ],
)
def test_what_edges_leave_open_is_decided_only_where_all_of_it_agrees(
    expectation: Expectation, evidence: Evidence, judged: Judged
) -> None:
    assert judge(expectation, evidence) == judged


def verdict(expectation: Expectation, evidence: Evidence) -> str:
    return judge(expectation, evidence).verdict


@given(figures, figures)
def test_a_value_is_reproduced_only_by_itself(claimed: int, value: int) -> None:
    judged = judge(Value("=", claimed), of(value))
    assert (judged.verdict == "reproduced") == (claimed == value)
    assert judged.difference == claimed - value
    assert judged.bounds == (value, value)


@given(figures, figures, st.integers(0, 1000))
def test_about_is_as_wide_on_both_sides(claimed: int, off: int, tolerance: int) -> None:
    above, below = (verdict(Value("~", claimed, tolerance), of(claimed + n)) for n in (off, -off))
    assert above == below == ("holds" if off <= tolerance else "differs")


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
    years = [int(figure.label) for figure in evidence.figures]
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


@given(figures, st.lists(st.tuples(st.text(), figures)), st.integers(1, 9))
def test_matches_by_chance_are_a_share_of_those_that_are_near(
    claimed: int, tried: list[tuple[str, int]], width: int
) -> None:
    chance = chance_matches(claimed, tried, claimed / 2, width)
    near = [value for _, value in tried if claimed / 2 <= value <= claimed * 1.5]
    assert chance <= len(near)
    assert (chance > 0) == bool(near)
    if claimed >= width:
        assert chance == pytest.approx(len(near) * width / claimed if claimed else len(near))


bounded = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)).map(
    lambda three: (sorted(three)[1], sorted(three)[0], sorted(three)[2])
)
some = st.lists(bounded, min_size=2, max_size=4)
small = st.integers(0, 14)
words = ("rising", "falling", "higher at the end", "lower at the end")
of_series: st.SearchStrategy[Expectation] = st.one_of(
    st.builds(Value, st.sampled_from(["=", ">", "<", ">=", "<="]), small),
    st.builds(Value, st.just("~"), small, st.integers(0, 4)),
    st.builds(Trend, st.sampled_from(words)),
    st.builds(ExtremeYear, st.integers(2013, 2017), st.sampled_from(("highest", "lowest"))),
)
of_pairs: st.SearchStrategy[Expectation] = st.one_of(
    st.builds(Comparison, st.sampled_from(("higher", "lower", "same"))),
    st.builds(Ratio, st.sampled_from("><"), st.integers(0, 4)),
    st.builds(Change, st.integers(-100, 200), st.integers(0, 60)),
)
of_places: st.SearchStrategy[Expectation] = st.one_of(
    st.builds(Rank, st.integers(1, 5)),
    st.builds(Superlative, st.sampled_from(("highest", "lowest"))),
)


def inside(evidence: Evidence, data: st.DataObject) -> Evidence:
    """Draw one of the figures that each can be."""
    drawn = {
        one.label: Ranged(one.label, value, value, value)
        for one in (*evidence.figures, *evidence.peers, *evidence.against)
        for value in [data.draw(st.integers(int(one.least), int(one.most)))]
    }
    parts = (evidence.figures, evidence.against, evidence.peers)
    return Evidence(*(tuple(drawn[one.label] for one in part) for part in parts))


def check_decided(expectation: Expectation, evidence: Evidence, data: st.DataObject) -> None:
    """What is decided comes out the same whatever the figures are, and never undecided then."""
    found = verdict(expectation, evidence)
    exact = verdict(expectation, inside(evidence, data))
    assert exact != "undecided"
    assert found in ("undecided", exact)
    assert verdict(expectation, ruled(evidence)) != "undecided"
    assert judge(expectation, ruled(evidence)).bounds == judge(expectation, evidence).bounds


@given(of_series, some, st.data())
def test_a_series_is_decided_only_where_all_that_it_can_be_agrees(
    expectation: Expectation, specs: list[Spec], data: st.DataObject
) -> None:
    check_decided(expectation, of(*specs), data)


@given(of_pairs, bounded, bounded, st.data())
def test_a_pair_is_decided_only_where_all_that_it_can_be_agrees(
    expectation: Expectation, one: Spec, other: Spec, data: st.DataObject
) -> None:
    check_decided(expectation, of(one, against=(other,)), data)


@given(of_places, some, st.data())
def test_a_place_is_decided_only_where_all_that_it_can_be_agrees(
    expectation: Expectation, specs: list[Spec], data: st.DataObject
) -> None:
    peers = {f"p{n}": spec for n, spec in enumerate(specs)}
    check_decided(expectation, among(data.draw(st.sampled_from(sorted(peers))), **peers), data)


@given(st.sampled_from(["=", ">", "<", ">=", "<="]), small, bounded)
def test_one_figure_is_undecided_just_where_both_answers_are_possible(
    sign: str, number: int, spec: tuple[int, int, int]
) -> None:
    possible = {verdict(Value(sign, number), of(n)) for n in range(spec[1], spec[2] + 1)}
    found = verdict(Value(sign, number), of(spec))
    assert found == (possible.pop() if len(possible) == 1 else "undecided")


@given(st.sampled_from("><"), st.integers(0, 4), bounded, bounded)
def test_a_ratio_lies_in_its_bounds(
    sign: str, number: int, one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    least, most = judge(Ratio(sign, number), of(one, against=(other,))).bounds
    for value in range(one[1], one[2] + 1):
        for divisor in range(max(other[1], 1), other[2] + 1):
            assert least is not None
            assert least <= round(value / divisor, 4)
            assert most is None or round(value / divisor, 4) <= most


def test_figures_and_places_in_words() -> None:
    assert [plain(value) for value in (1029, 1029.0, 34.1, 2.529)] == [
        "1029",
        "1029",
        "34.1",
        "2.529",
    ]
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 112)
    words = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
    assert [ordinal(number) for number in numbers] == words
