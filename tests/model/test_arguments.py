"""The arguments of assistants: derived from a query, and read with words of our own."""

from functools import cache
from typing import Annotated, Any, ClassVar

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from mali_cli.cli.assistants import TOOLS
from mali_cli.model.arguments import KINDS, MOST_TEXTS, _kind, arguments, read, schema
from mali_cli.model.errors import UsageError
from mali_cli.model.query import REQUIRED, Query, opt, positional
from mali_cli.model.words import Words
from mali_cli.words.serving import ASKS_THE_NETWORK


@cache
def made_up() -> type[Query]:
    """Return a question that no other test sees."""

    class MadeUp(Query):
        """Ask what nobody asks.

        Examples:
          mali-cli made-up
        """

        command = "made-up"
        defaults: ClassVar = {"tribe": "each of --from"}

        what: Annotated[str, opt(help="What.", metavar="WHAT")] = positional(kw_only=False)
        tribe: Annotated[
            Words, opt("-x", "--tribe-name", help="See --how-many, or -x.", default="all")
        ] = ()
        from_: Annotated[str | None, opt("--from", help="A day.", metavar="A..B")] = None
        sure: Annotated[bool, opt("--sure", help="Sure.", default="off")] = False
        how_many: Annotated[
            int | None, opt("--how-many", help="How many.", default="5", least=1, most=9)
        ] = None
        share: Annotated[float | None, opt("--share", help="Part.", default="0.5")] = None
        kind: Annotated[
            str, opt("--kind", help="Kind.", default="new", complete=("new", "old"), metavar="A|B")
        ] = "new"
        groups: Annotated[Words, opt("--by", help="By.", default="none", complete=("a", "b"))] = ()
        word: Annotated[
            str | None, opt("--word", help="Word.", default="none", complete=("a",), open=True)
        ] = None
        list_: Annotated[
            str | None, opt("--list", help="List.", default="none", metavar="FILE", file=True)
        ] = None
        rows: Annotated[str | None, opt("--rows", help="Rows.", default="none", answers=0)] = None
        live: Annotated[
            bool, opt("--live", help="Live.", default="off", by_hand=ASKS_THE_NETWORK)
        ] = False

    return MadeUp


def several(**words: Any) -> dict[str, Any]:
    one = {"type": "string", **words}
    return {"anyOf": [{"type": "array", "items": one, "maxItems": MOST_TEXTS}, one]}


def test_the_schema_of_a_made_up_question_is_what_its_fields_say() -> None:
    assert schema(made_up()) == {
        "type": "object",
        "properties": {
            "what": {"type": "string", "description": "What."},
            "tribe_name": {
                **several(),
                "description": "See how_many, or tribe_name. Default: each of from.",
            },
            "from": {"type": "string", "description": "A day. Written as A..B."},
            "sure": {"type": "boolean", "default": False, "description": "Sure."},
            "how_many": {
                "type": "integer",
                "minimum": 1,
                "maximum": 9,
                "description": "How many. Default: 5.",
            },
            "share": {"type": "number", "description": "Part. Default: 0.5."},
            "kind": {
                "type": "string",
                "enum": ["new", "old"],
                "default": "new",
                "description": "Kind. Default: new.",
            },
            "by": {**several(enum=["a", "b"]), "description": "By."},
            "word": {"type": "string", "description": "Word."},
        },
        "required": ["what"],
        "additionalProperties": False,
    }


def test_arguments_are_read_as_the_fields_take_them() -> None:
    given = {"what": "x", "tribe_name": ["a", "b"], "from": None, "sure": True, "share": 1}
    assert vars(read(made_up(), given)) == vars(
        made_up()(what="x", tribe=("a", "b"), sure=True, share=1)
    )
    years = {"what": 3, "from": 2013, "tribe_name": ["a"] * (MOST_TEXTS - 1) + [7]}
    assert vars(read(made_up(), years)) == vars(
        made_up()(what="3", from_="2013", tribe=(*["a"] * (MOST_TEXTS - 1), "7"))
    )
    assert read(made_up(), {"what": "x", "by": "a"}).argv({}) == (
        *("mali-cli", "made-up", "x"),
        *("--by", "a"),
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "made-up needs the argument 'what'"),
        ({"what": None}, "made-up needs the argument 'what'"),
        ({"what": ["x"]}, "the argument 'what' takes a text, not [\"x\"]"),
        ({"what": "x", "tribe": "y"}, "made-up has no argument 'tribe'"),
        ({"what": "x", "from_": "2013"}, "made-up has no argument 'from_'"),
        ({"what": True}, "the argument 'what' takes a text, not true"),
        ({"what": "x", "tribe_name": [1.5]}, "takes a text, or a list of texts, not [1.5]"),
        ({"what": "x", "by": ["a"] * 5000}, "'by' takes at most 100 texts from an assistant"),
        ({"what": "x", "tribe_name": {"a": 1}}, 'list of texts, not {"a": 1}'),
        ({"what": "x", "sure": "yes"}, "the argument 'sure' takes true or false, not \"yes\""),
        ({"what": "x", "how_many": True}, "takes a whole number, not true"),
        ({"what": "x", "how_many": 1.5}, "takes a whole number, not 1.5"),
        ({"what": "x", "how_many": 10}, "how_many takes a whole number from 1 to 9"),
        ({"what": "x", "share": "half"}, "the argument 'share' takes a number, not \"half\""),
        ({"what": "x" * 99, "share": "y" * 999}, "…"),
        (
            {"what": "x", "list": "/etc/passwd"},
            "from an assistant: it reads a file of this machine",
        ),
        ({"what": "x", "rows": "-"}, "from an assistant: it reads a file of this machine"),
        ({"what": "x", "live": True}, "from an assistant: it asks the network"),
    ],
)
def test_what_is_wrong_is_said_in_our_words(given: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(made_up(), given)
    assert said in refused.value.message
    assert len(refused.value.message) < 200


def test_a_number_with_a_point_is_to_be_quoted_and_a_long_list_asked_in_parts() -> None:
    for given, advised in (({"what": 25.1}, "in quotes"), ({"by": ["a"] * 101}, "several calls")):
        with pytest.raises(UsageError) as refused:
            read(made_up(), given)
        assert advised in str(refused.value.hint)


@pytest.mark.parametrize("asks", TOOLS, ids=lambda asks: str(asks.command))
def test_every_field_of_a_tool_is_an_argument_or_has_a_reason(asks: type[Query]) -> None:
    known, described = arguments(asks), schema(asks)
    Draft202012Validator.check_schema(described)
    assert list(described["properties"]) == list(known)
    for option in asks.options().values():
        if option.plain_name not in known:
            assert option.by_hand
            continue
        told = described["properties"][option.plain_name]
        inner = told["anyOf"][1] if option.several else told
        assert inner["type"] == KINDS[_kind(option)][0]
        assert told.get("default") == (option.default if option.default not in ((), None) else None)
        assert option.default is not REQUIRED
        assert "--" not in told["description"]


def test_what_reads_files_writes_or_asks_the_network_is_no_argument() -> None:
    left_out = {o.name for asks in TOOLS for o in asks.options().values() if o.by_hand}
    assert left_out == {"data", "week_starts", "phases", "files", "check", "timeout"}
