"""The before/after comparison at every date."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mali_cli.analysis.placebos import placebos

from .test_segments import MALI

COUNTS = st.lists(st.integers(0, 3) | st.integers(0, 500), min_size=1, max_size=40)


@given(COUNTS, st.integers(1, 8))
def test_ratios_and_ranks_are_those_of_a_plain_count(counts: list[int], shortest: int) -> None:
    found = placebos(counts, shortest)
    assert len(found) == max(len(counts) - 2 * shortest + 1, 0)
    ratios = {p.index: p.ratio for p in found if p.ratio is not None}
    for placebo in found:
        before, after = counts[: placebo.index], counts[placebo.index :]
        assert min(len(before), len(after)) >= shortest
        assert (len(before), len(after)) == (placebo.before_units, placebo.after_units)
        assert (sum(before), sum(after)) == (placebo.before, placebo.after)
        if not sum(before):
            assert (placebo.ratio, placebo.rank) == (None, None)
        else:
            mean = sum(after) / len(after) / (sum(before) / len(before))
            assert abs(ratios[placebo.index] - mean) <= 1e-9 * (1 + mean)
            assert placebo.rank
            assert placebo.rank == 1 + sum(r > ratios[placebo.index] for r in ratios.values())


@given(COUNTS, st.integers(1, 5), st.integers(2, 9))
def test_counts_on_another_scale_have_the_same_ranks(
    counts: list[int], shortest: int, scale: int
) -> None:
    scaled = placebos([scale * count for count in counts], shortest)
    assert [p.rank for p in scaled] == [p.rank for p in placebos(counts, shortest)]


def test_equal_ratios_share_the_better_rank() -> None:
    assert [p.rank for p in placebos([7] * 9, 2)] == [1] * 6
    assert [p.rank for p in placebos([1, 2, 3], 1)] == [1, 2]


def test_2013_is_8th_of_27_in_mali_and_2018_first() -> None:
    by_year = {1989 + p.index: p for p in placebos(MALI, 5)}
    assert (min(by_year), max(by_year), len(by_year)) == (1994, 2020, 27)
    assert by_year[2013].rank == 8
    assert round(by_year[2013].ratio or 0, 2) == 8.88
    assert by_year[2018].rank == 1
