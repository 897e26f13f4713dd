"""Charts with `--uncertainty`: the columns of `totals`, and what of them is drawn."""

from __future__ import annotations

import pytest

import mali_cli
from mali_cli.analysis.survey import SURVEY_COLUMNS
from mali_cli.model.errors import UsageError
from mali_cli.output.chart_picture import ChartStyle, chart_picture
from tests.observations.made_events import written

from .test_uncertainty import event, texts

BARS = ChartStyle()


@pytest.fixture
def raids() -> str:
    """Write one-sided and other events of three years, none in 2013."""
    return written(
        [
            event(1, 5, "2012-03-01"),
            event(2, 24, "2012-12-30", "2013-01-03"),
            event(3, 40, "2014-05-05"),
            event(4, 25, "2014-06-01", type_of_violence="1", side_b="Alpha"),
            event(5, 3, "2015-07-01", type_of_violence="2", side_b="Alpha"),
        ]
    )


@pytest.mark.parametrize("kind", ["survey", "range"])
@pytest.mark.parametrize("by", [("year",), ("quarter",), ("year", "type")])
def test_the_columns_are_those_of_totals(raids: str, kind: str, by: tuple[str, ...]) -> None:
    asked = {"data": raids, "uncertainty": kind, "type": "all" if len(by) == 1 else ()}
    drawn = mali_cli.chart(by=by, country="Mali", **asked).frame  # type: ignore[arg-type]
    added = mali_cli.totals(by=by, country="Mali", fill=True, **asked).frame  # type: ignore[arg-type]
    assert set(drawn.columns) == set(added.columns)
    assert drawn.sort(drawn.columns).equals(added.select(drawn.columns).sort(drawn.columns))


def test_the_interval_is_drawn_beside_each_bar(raids: str) -> None:
    found = mali_cli.chart(data=raids, uncertainty="survey", level=0.5)
    picture = chart_picture(found, BARS)
    (series,) = picture.panels[0].series
    lower = [max(value, 0.0) for value in found.frame["survey_lower"]]
    assert (list(series.low), list(series.high)) == (lower, found.frame["survey_upper"].to_list())
    assert picture.range_name == "survey interval, 0.5, events independent"


def test_a_range_is_drawn_without_asking_twice(raids: str) -> None:
    found = mali_cli.chart(data=raids, uncertainty="range")
    (series,) = chart_picture(found, BARS).panels[0].series
    assert list(series.high) == found.frame["high"].to_list()
    asked_for = ChartStyle(ranged=True)
    both = mali_cli.chart(data=raids, uncertainty="survey")
    assert chart_picture(both, asked_for).panels[0].series[0].high == series.high


def test_a_stack_has_no_interval_and_says_so(raids: str) -> None:
    found = mali_cli.chart(data=raids, uncertainty="survey", by="type", country="Mali")
    assert not any(series.high for series in chart_picture(found, BARS).panels[0].series)
    assert "stack do not add up" in texts(found)
    assert set(SURVEY_COLUMNS) <= set(found.frame.columns)


def test_running_sums_have_none(raids: str) -> None:
    with pytest.raises(UsageError, match="--cumulative adds rows up"):
        mali_cli.chart(data=raids, uncertainty="range", cumulative=True)


def test_country_years_are_refused() -> None:
    with pytest.raises(mali_cli.MaliCliError, match="country-year rows are sums"):
        mali_cli.chart(uncertainty="survey")
