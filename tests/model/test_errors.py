"""Errors go through copies and processes, and carry the command that their hint says."""

from __future__ import annotations

import copy
import pickle
from inspect import signature

import pytest

import mali_cli
from mali_cli.model.errors import LackingError, MaliCliError, UsageError
from mali_cli.words.message import Message

GET = Message("get it with: {command}")(command="mali-cli fetch ged")
ERRORS = [
    UsageError(Message("no {what}", "try {what}s")(what="phase")),
    UsageError(Message("no {what}")(what="phase"), Message("count less, or {get}")(get=GET)),
    LackingError("--actor", "side_a"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.message)
def test_a_copy_is_the_same_error(error: MaliCliError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert (other.message, other.hint, str(other)) == (error.message, error.hint, str(error))
        assert vars(other) == vars(error)


def test_a_command_inside_another_sentence_is_found() -> None:
    assert [error.command for error in ERRORS] == [None, "mali-cli fetch ged", None]


def test_what_is_public_shows_its_values_in_a_signature() -> None:
    assert list(signature(mali_cli.Note).parameters) == ["said", "of"]
    assert "frame" in signature(mali_cli.Result).parameters
