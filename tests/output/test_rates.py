"""How ratios are shown."""

from __future__ import annotations

import pytest

from mali_cli.output.columns import shown_as_rate
from mali_cli.words.phrases import times


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [(0.0, "0.00"), (0.0018, "0.0018"), (0.002, "0.002"), (0.01, "0.01"), (1234.5, "1,234.50")],
)
def test_only_zero_is_shown_as_zero(ratio: float, shown: str) -> None:
    assert times(ratio) == shown


def test_the_bounds_of_a_ratio_are_shown_alike() -> None:
    show = shown_as_rate("ratio_after_during")
    assert show
    row = {"ratio_after_during": 0.0037}
    row |= {"ratio_after_during_low": 0.0, "ratio_after_during_high": 0.02}
    assert show(row) == "×0.0037 (0.00–0.02)"
