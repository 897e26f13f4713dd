"""What `--uncertainty` and its options take and refuse."""

from __future__ import annotations

import pytest

from mali_cli.model.errors import UsageError
from mali_cli.model.uncertainty import Uncertainty, read_uncertainty


def test_what_is_taken_when_nothing_is_said() -> None:
    assert read_uncertainty(None, None, None, None) is None
    assert read_uncertainty("Survey", None, None, None) == Uncertainty("survey", 0.9, 10_000, 1)
    assert read_uncertainty("range", None, None, None) == Uncertainty("range")


def test_the_ends_of_an_interval_and_the_words_for_it() -> None:
    found = read_uncertainty("survey", 0.8, 500, 7)
    assert found is not None
    assert found.tails == pytest.approx((0.1, 0.9))
    assert found.said == {"uncertainty": "survey", "level": 0.8, "draws": 500, "seed": 7}
    assert Uncertainty("range").said == {"uncertainty": "range"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("bogus", None, None, None), "unknown measure of uncertainty 'bogus'"),
        ((None, 0.5, None, None), "--level works with --uncertainty survey only"),
        (("range", None, 500, None), "--draws works with --uncertainty survey only"),
        (("range", None, None, 0), "--seed works with --uncertainty survey only"),
        (("survey", 0.0, None, None), "not between 0 and 1"),
        (("survey", 1.0, None, None), "not between 0 and 1"),
        (("survey", 90.0, None, None), "not between 0 and 1"),
        (("survey", float("nan"), None, None), "not between 0 and 1"),
        (("survey", None, 99, None), "--draws 99 is not between"),
        (("survey", None, 1_000_001, None), "--draws 1000001 is not between"),
        (("survey", None, None, -1), "--seed -1 is not a whole number"),
        (("survey", 0.999, 1000, None), "too few for --level 0.999"),
    ],
)
def test_what_is_refused(
    words: tuple[str | None, float | None, int | None, int | None], why: str
) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        read_uncertainty(*words)
    assert refused.value.hint


def test_the_fewest_draws_that_tell_where_a_90_percent_interval_ends() -> None:
    assert read_uncertainty("survey", None, 100, None)
