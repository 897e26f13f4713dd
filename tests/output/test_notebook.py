"""What Python users take from a result: a frame of pandas, a figure."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest

import mali_cli
from mali_cli.model.errors import OutputError, UsageError


def test_the_figure_of_a_chart_is_svg() -> None:
    result = mali_cli.chart(country="Mali", type="one-sided")
    figure = result.figure(size="column")
    assert figure._repr_svg_() == figure.svg
    assert figure.svg.startswith("<?xml")
    assert "</svg>" in figure.svg
    assert "one-sided violence" in figure.svg
    assert result.figure().svg != figure.svg


def test_what_has_no_figure_says_who_has() -> None:
    with pytest.raises(UsageError, match="periods has no figure"):
        mali_cli.periods().figure()
    with pytest.raises(UsageError, match="size"):
        mali_cli.chart(country="Mali", type="all").figure(size="huge")


def test_without_pandas_the_message_says_what_to_install() -> None:
    absent = patch("mali_cli.output.formats.find_spec", return_value=None)
    with absent, pytest.raises(OutputError) as raised:
        mali_cli.periods().to_pandas()
    assert "pip install pandas pyarrow" in (raised.value.hint or "")


def test_a_frame_of_pandas_has_the_same_rows() -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    result = mali_cli.periods()
    frame = result.to_pandas()
    assert list(frame.columns) == result.frame.columns
    assert frame["deaths"].tolist() == result.frame["deaths"].to_list()
    assert frame["start"][0] == datetime(1989, 1, 1)
    assert frame["ratio_to_previous"].isna().tolist() == [True, False, False]
