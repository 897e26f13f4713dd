"""`mali-cli mcp`: questions as tools of an assistant, by the Model Context Protocol.

A tool takes what its command takes (`model.arguments`), and answers with the JSON of the command
and a text for people. The library that speaks the protocol is an extra (`pip install 'mcp>=2'`),
imported when it is served.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from shlex import join
from threading import Event, Lock
from typing import Any, NamedTuple

from ..model.arguments import in_json, read, schema
from ..model.errors import DEBUG, Exit, MaliCliError, UsageError, is_panic
from ..model.query import Query, sentences
from ..model.questions.check import Check
from ..model.questions.compare import Compare
from ..model.questions.data import DataSets
from ..model.questions.lists import Cite, Missions
from ..model.questions.mcp import Mcp
from ..model.questions.periods import Periods
from ..model.questions.totals import Totals
from ..model.replay import PROGRAM
from ..model.result import Note, Result
from ..output.deliver import Wanted, render, replayed, warn
from ..output.formats import ROWS, WORKS, Extra, known
from ..output.screen import is_terminal, screen_of
from ..output.text import clean_lines
from ..version import __version__
from ..words import ending, serving
from ..words.sourcing import AGAIN
from .boundary import advice_on, bug, expected, passed_over_sets, warnings_of, way_out
from .stopping import at_once

LIBRARY = Extra("mcp.server.mcpserver", serving.A_SERVER(), "'mcp>=2'")
TOOLS: dict[type[Query], str] = {
    Periods: "periods:answer",
    Totals: "totals:answer",
    Check: "check.question:answer",
    Compare: "compare.question:answer",
    Missions: "lists:list_missions",
    Cite: "cite:answer",
    DataSets: "datasets:list_sets",
}
"""What the tools ask, and what answers, in `answers`; each is called as its command."""
COUNTING = (Periods, Totals, Check, Compare)
"""Those whose figures have bounds that must be told."""
MOST_CELLS = 2000
"""Rows times columns of an answer at most: more would fill what an assistant can keep in mind."""
MOST_LETTERS = 2000
"""Letters that are said of what is wrong: it may quote what was given."""
_ENDS = re.compile(r"\s+Ends with \d[^.]*\.")
"""What the help says of exit codes: an assistant sees none where all went well."""
_TURN = Lock()
"""Held while a call is answered, one at a time: each may use all of the machine."""
_TEXT: dict[type[Query], str] = {Cite: "text"}
"""The format of the text for people, where it is not a table in Markdown."""


class Reply(NamedTuple):
    """What a tool answers: a text for people, values for the program, whether it is an error."""

    text: str
    values: dict[str, Any]
    failed: bool = False


def serve(query: Mcp) -> None:
    """Answer on stdin and stdout until stdin ends.

    Raises:
        OutputError: the library is not installed.
        UsageError: there is no stdin or no stdout.
    """
    LIBRARY.need()
    if sys.stdin is None or sys.stdout is None:
        raise UsageError(serving.NO_STDIN())
    if is_terminal(sys.stdin):
        warn(serving.WAITS())
    import anyio

    logging.basicConfig(format=f"{PROGRAM} mcp: %(message)s", level=logging.WARNING)
    try:
        with at_once():
            anyio.run(_serve, query.debug)
    except BaseExceptionGroup as errors:
        if errors.subgroup(BrokenPipeError):  # the program has gone, and takes no answer
            _leave(Exit.PIPE_CLOSED)
            raise BrokenPipeError from None
        raise
    _leave(Exit.OK)


def _leave(code: Exit) -> None:
    """End the process where a call still runs, which nobody waits for: it would hold the end up."""
    if _TURN.locked():
        os._exit(code)


def description(asks: type[Query]) -> str:
    """Return what a tool is, in words for an assistant."""
    told = [str(serving.TELL_ON())] if asks in COUNTING else []
    return "\n\n".join([in_json(asks, _ENDS.sub("", sentences(asks))), *told])


def reply_to(asks: type[Query], given: Mapping[str, object], *, debug: bool = False) -> Reply:
    """Answer one call; whatever goes wrong is told, and nothing is raised.

    Args:
        asks: what is asked.
        given: the arguments.
        debug: whether the traceback of what goes wrong goes to stderr.
    """
    words = [PROGRAM, asks.command]
    try:
        query = read(asks, given)
        words = list(query.argv({}))
        return _answer(query)
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        if debug:
            warn(traceback.format_exc().rstrip())
        return _refusal(error, words)


def _answer(query: Query) -> Reply:
    """Ask a question; its answer has what the JSON of the command has."""
    passed_over_sets()  # what a call before this one saw
    module, _, name = TOOLS[type(query)].partition(":")
    ask = getattr(import_module(f"..answers.{module}", __package__), name)
    result, formats = _few(ask(query)), known(ROWS, WORKS)
    screen = screen_of(None, "never", {})
    shown, values = (
        render(replayed(result, wanted), wanted, screen).decode()
        for name in (_TEXT.get(type(query), "markdown"), "json")
        for wanted in [Wanted(formats[name], looks=())]
    )
    told = [*map(str, warnings_of(passed_over_sets()))]
    if not any(note.kind == AGAIN.kind for note in result.notes):
        told.insert(0, str(AGAIN(command=join(result.arguments))))
    return Reply("\n".join([shown, *told]), json.loads(values))


def _few(result: Result) -> Result:
    """Return the first rows of an answer, with what to do where there are more."""
    every, most = result.frame.height, MOST_CELLS // max(result.frame.width, 1)
    if every <= most:
        return result
    note = Note(serving.FEW_ROWS(shown=most, all=every))
    short = result.shown.short and result.shown.short[:most]
    return replace(
        result,
        frame=result.frame.head(most),
        notes=(note, *result.notes),
        shown=result.shown._replace(short=short),
    )


def _refusal(error: BaseException, words: list[str]) -> Reply:
    """Say what is wrong with a call, what to do, and what the command would end with."""
    found = error if isinstance(error, MaliCliError) else expected(error)
    said = found.said if found else bug(error, f"{PROGRAM} mcp {DEBUG}")
    advice = advice_on(found, words) if found else way_out()
    code = found.exit_code if found else Exit.BUG
    meaning = ending.EXITS[code]
    lines = [ending.ERROR(error=_plain(said))]
    lines += [ending.HINT(hint=_plain(advice))] if advice else []
    lines.append(serving.EXIT(code=int(code), meaning=meaning))
    values = {
        "error": _plain(said),
        "hint": advice and _plain(advice),
        "command": advice and advice.command and _plain(advice.command),
        "exit_code": int(code),
        "meaning": meaning,
    }
    return Reply("\n".join(map(str, lines)), values, failed=True)


def _plain(said: object) -> str:
    """Return a sentence without control characters, and its beginning where it is long."""
    text = clean_lines(str(said))
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"


def _in_turn(
    asks: type[Query], debug: bool, given: Mapping[str, object], left: Event
) -> Reply | None:
    """Answer one call when the one before it is done; None where nobody waits for it by then."""
    with _TURN:
        return None if left.is_set() else reply_to(asks, given, debug=debug)


async def _serve(debug: bool) -> None:
    """Serve the tools; a call that is cancelled, as all are when stdin ends, is not waited for."""
    from anyio import CapacityLimiter, to_thread
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.tools import Tool
    from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase, FuncMetadata
    from mcp_types import CallToolResult, TextContent, ToolAnnotations

    one = CapacityLimiter(1)

    class Asked(Tool):
        """A tool that reads its arguments itself, so that what is wrong is said in our words."""

        async def run(
            self,
            arguments: dict[str, Any],
            context: Any,  # noqa: ARG002
            convert_result: bool = False,  # noqa: ARG002
        ) -> CallToolResult:
            left = Event()
            try:
                answer = await to_thread.run_sync(
                    self.fn, arguments, left, abandon_on_cancel=True, limiter=one
                )
            finally:
                left.set()
            return CallToolResult(
                content=[TextContent(type="text", text=answer.text)],
                structured_content=answer.values,
                is_error=answer.failed,
            )

    only_reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    server: MCPServer[Any] = MCPServer(
        PROGRAM,
        version=__version__,
        instructions=str(serving.INSTRUCTIONS()),
        log_level="WARNING",
        tools=[
            Asked(
                fn=partial(_in_turn, asks, debug),
                name=asks.command,
                title=None,
                description=description(asks),
                parameters=schema(asks),
                fn_metadata=FuncMetadata(arg_model=ArgModelBase),
                is_async=False,
                context_kwarg=None,
                annotations=only_reads,
            )
            for asks in TOOLS
        ],
    )
    await server.run_stdio_async()
