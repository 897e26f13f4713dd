"""The words that options take, and errors with their exit codes."""

from __future__ import annotations

import shlex

import pytest

from mali_cli.datasets.registry import read_dataset
from mali_cli.model.errors import (
    DamagedError,
    Exit,
    MaliCliError,
    NotHereError,
    OutputError,
    UsageError,
)
from mali_cli.model.selection import Area, Types, read_measure, read_straddle, read_types
from mali_cli.model.words import STRADDLES, one_of
from mali_cli.words.message import Message
from mali_cli.words.phrases import all_of, any_of, as_typed, counted, percent, thousands


def test_every_error_has_the_exit_code_of_the_documentation() -> None:
    codes = {
        UsageError: 2,
        NotHereError: 3,
        DamagedError: 5,
        OutputError: 6,
    }
    for kind, code in codes.items():
        error = kind(Message("what", "what to do")())
        assert (error.exit_code, str(error), error.hint) == (code, "what", "what to do")
        assert isinstance(error, MaliCliError)
    assert [code.value for code in Exit] == [0, 1, 2, 3, 4, 5, 6, 70, 129, 130, 141, 143]


TYPE_WORDS = {
    "state-based": "1 sb SB state_based statebased 'State Based'",
    "non-state": "2 ns NS non_state nonstate 'non state'",
    "one-sided": "3 os osv OSV one_sided onesided 'One Sided'",
}


@pytest.mark.parametrize("name", TYPE_WORDS)
def test_types_have_codes_short_forms_and_any_joint(name: str) -> None:
    for word in shlex.split(TYPE_WORDS[name]):
        assert read_types([word]) == read_types([name]) == Types((name,)), word
    assert read_types(["3,sb"]) == read_types(["one-sided", "state-based"])
    for word in ("4", "0", "o", "stat", "civilians"):
        with pytest.raises(UsageError, match=f"unknown type '{word}'"):
            read_types([word])


def test_a_misspelt_word_gets_the_nearest_and_the_list() -> None:
    with pytest.raises(UsageError) as caught:
        one_of("splitt", STRADDLES, "straddle rule")
    assert str(caught.value) == "unknown straddle rule 'splitt'"
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("did you mean split or ")
    assert "both, start, end, split and drop" in caught.value.hint


def test_case_and_spaces_around_a_word_do_not_count() -> None:
    assert one_of(" Split ", STRADDLES, "rule") == "split"


def test_types_are_kept_in_the_order_of_their_codes_and_once() -> None:
    types = read_types(["one-sided", "state-based", "One-Sided"])
    assert types == Types(("state-based", "one-sided"))
    assert types.label == "state-based; one-sided"
    assert read_types([]) is None
    summed = read_types(["all"])
    assert summed
    assert (summed.summed, summed.label, summed.terms) == (True, "all", ("all",))


def test_both_is_refused_for_a_series_only() -> None:
    assert read_straddle(" Both ") == "both"
    assert read_straddle("start", series=True) == "start"
    assert read_straddle(None) == read_straddle(None, series=True) == "", "what answers decides"
    with pytest.raises(UsageError, match="in a series, a death would count in every unit"):
        read_straddle("both", series=True)


def test_only_deaths_have_low_and_high() -> None:
    assert read_measure("Deaths", "low") == ("deaths", "low")
    for measure in ("civilians", "events"):
        assert read_measure(measure, "best") == (measure, "best")
        with pytest.raises(UsageError, match=f"{measure} have no high estimate"):
            read_measure(measure, "high")


@pytest.mark.parametrize(
    ("dataset", "release", "found"),
    [
        (None, None, (None, None)),
        ("country-year", None, ("country-year", None)),
        ("country-year@25.1", None, ("country-year", "25.1")),
        ("country-year@25.1", "25.1", ("country-year", "25.1")),
        ("events", "24.1", ("ged", "24.1")),
        ("candidate@26.0.1", None, ("candidate", "26.0.1")),
        ("@25.1", None, (None, "25.1")),
    ],
)
def test_a_data_set_and_its_release(
    dataset: str | None, release: str | None, found: tuple[str | None, str | None]
) -> None:
    assert read_dataset(dataset, release) == found


def test_an_area_names_few_countries_and_the_words_for_many() -> None:
    assert Area().label == "all countries"
    assert Area(("@x",), (1, 2), ("A", "B")).label == "A; B"
    many = Area(("@x",), tuple(range(6)), tuple("ABCDEF"), called=("@x",))
    assert many.label == "@x"


def test_numbers_and_lists_in_sentences() -> None:
    assert thousands(1234567.891, 1) == "1,234,567.9"
    assert thousands(None) == ""
    assert counted(1, "death") == "1 death"
    assert counted(1029, "death") == "1,029 deaths"
    assert counted(2, "country", "countries") == "2 countries"
    assert all_of([]) == ""
    assert all_of(["a"]) == "a"
    assert any_of(["a", "b", "c"]) == "a, b or c"


def test_numbers_keep_their_digits() -> None:
    assert [as_typed(x) for x in (3, 0.0, 0.9, 0.9999999)] == ["3", "0", "0.9", "0.9999999"]
    assert [percent(x) for x in (0.9, 0.975, 1 / 3)] == ["90%", "97.5%", "33.333333%"]
