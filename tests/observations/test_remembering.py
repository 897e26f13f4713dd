"""Questions that are put together share what they read, and no more than that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest

import mali_cli
from mali_cli.model.errors import GoneError
from mali_cli.observations import holdings, observing, remembering
from mali_cli.words import storing

QUESTIONS: list[dict[str, Any]] = [
    {"phase": "a=1989..2013"},
    {"phase": "a=2013..2023", "straddle": "end"},
    {"phase": "a=2022", "type": "all"},
    {"phase": "a=2022", "type": "all", "measure": "civilians"},
    {"phase": "a=2022", "country": "Niger"},
    {"phase": "a=2022", "estimate": "high"},
    {"phase": "a=2014..2020", "dataset": "un-fatalities", "type": None},
    {"phase": "a=2014", "dataset": "un-fatalities", "type": None, "cause": "Malicious Act"},
    {"phase": "a=2017", "dataset": "un-fatalities", "type": None, "cause": "Malicious Act"},
]


def put(asked: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of an answer, and its notes."""
    result = mali_cli.periods(**{"country": "Mali", "type": "one-sided", **asked})
    return result.frame.to_dicts(), [note.text for note in result.notes]


def test_answers_are_those_of_questions_put_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = [put(asked) for asked in QUESTIONS]
    read = Mock(wraps=observing._read_figures)
    looked = Mock(wraps=holdings._at_hand)
    monkeypatch.setattr(observing, "_read_figures", read)
    monkeypatch.setattr(holdings, "_at_hand", looked)
    with remembering():
        assert [put(asked) for asked in QUESTIONS] == alone
        reads, looks = read.call_count, looked.call_count
        assert [put(asked) for asked in QUESTIONS] == alone
    assert (read.call_count, looked.call_count) == (reads, looks)
    assert reads < len(QUESTIONS)
    put(QUESTIONS[0])
    assert read.call_count == reads + 1


def test_what_is_gone_is_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = GoneError(storing.REMOVED_MEANWHILE(name="country-year@25.1"))
    looked = Mock(wraps=holdings._at_hand)
    alone = put(QUESTIONS[0])
    with remembering():
        put(QUESTIONS[4])
        monkeypatch.setattr(holdings, "_at_hand", looked)
        monkeypatch.setattr(observing, "_read_figures", _first(gone, observing._read_figures))
        assert put(QUESTIONS[0]) == alone
    assert looked.called


def _first(error: Exception, then: Callable[..., Any]) -> Callable[..., Any]:
    """Return what raises an error when it is first called, and does as it should from then on."""
    errors = [error]

    def call(*given: Any) -> Any:
        if errors:
            raise errors.pop()
        return then(*given)

    return call
