"""An assistant's program at the other end of the pipes: the client of the protocol's own library.

The server is a process of its own, in which whatever would reach the network is stopped and noted.
"""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

pytest.importorskip("mcp", reason="the extra mcp is not installed")

import anyio
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent, Tool

import mali_cli
from mali_cli.cli.assistants import TOOLS, description
from mali_cli.model.arguments import schema
from tests.cli.conftest import COMMAND, environment
from tests.output.made_up import HOSTILE
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Run

WITHOUT_NETWORK = """
import os
import sys
import time

ASKS = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
        "socket.gethostbyname", "urllib.Request")

def note(event, args):
    if event in ASKS:
        with open(os.environ["ASKED"], "a") as file:
            print(event, args, file=file)
        raise OSError("no network here")
    if event == "open" and os.environ.get("SLOW", "nowhere") in str(args[0]):
        print("slow", file=sys.stderr, flush=True)
        time.sleep(60)

sys.addaudithook(note)
"""
NUMBERS = [1029, 3818, 619]
GOOD: dict[str, dict[str, Any]] = {
    "periods": {},
    "totals": {"by": ["year"], "country": "Mali", "from": "2020", "sort": "-deaths", "limit": 3},
    "check": {"claim": ["Mali 2013..2023 one-sided = 3818", "Mali 2022 one-sided = 1450"]},
    "compare": {"mission": ["MINUSMA"], "window": "5y"},
    "missions": {"search": "minusma"},
    "cite": {"dataset": "country-year@25.1"},
    "datasets": {},
}
WRONG: dict[str, dict[str, Any]] = {
    "periods": {"mission": "MINUSMMA"},
    "totals": {"by": "tribe"},
    "check": {"claim": "Mali is quiet"},
    "compare": {"window": 5},
    "missions": {"serch": "minusma"},
    "cite": {"dataset": "nothing"},
    "datasets": {"check": True},
}
COUNTED, RATHER = ("periods", "totals", "compare"), {"periods": "phases"}
COUNTRIES = ["Mali", "Niger", "Burkina Faso"] * 3
AFGHANISTAN = {"country": "Afghanistan", "type": "all"}
HELLO = (
    b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",'
    b'"capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\n'
)


class Heard(NamedTuple):
    """What a whole conversation heard, and what the server did meanwhile."""

    instructions: str
    tools: list[Tool]
    good: dict[str, CallToolResult]
    wrong: dict[str, CallToolResult]
    hostile: list[CallToolResult]
    at_once: list[CallToolResult]
    cancelled: bool
    later: list[CallToolResult]
    home: Path
    asked: str
    err: str


def text_of(answer: CallToolResult) -> str:
    [content] = answer.content
    assert isinstance(content, TextContent)
    return content.text


def values_of(answer: CallToolResult) -> dict[str, Any]:
    assert isinstance(answer.structured_content, dict)
    return answer.structured_content


def place(folder: Path) -> dict[str, str]:
    """Return the environment of a server that cannot reach the network, and notes that it tried."""
    (folder / "sitecustomize.py").write_text(WITHOUT_NETWORK)
    (folder / "asked").touch()
    own = {"PYTHONPATH": str(folder), "ASKED": str(folder / "asked")}
    return environment({"MALI_CLI_HOME": str(folder / "home"), **own})


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Heard:
    """Have one conversation with one server."""
    folder = tmp_path_factory.mktemp("assistant")
    env = place(folder)
    told: dict[str, Any] = {}

    def imported() -> None:
        rows = made_up.as_csv(made_up.country_years("25.1"))
        here = {"MALI_CLI_HOME": str(folder / "home")}
        assert run("import", "-", "--release", "25.1", "--whole", env=here, stdin=rows).code == 0

    async def several(client: Client) -> list[CallToolResult]:
        found: dict[int, CallToolResult] = {}

        async def ask(at: int, asked: dict[str, Any]) -> None:
            found[at] = await client.call_tool("totals", asked)

        async with anyio.create_task_group() as tasks:
            for at, country in enumerate(COUNTRIES):
                tasks.start_soon(ask, at, {"country": country, "type": "all"})
        return [found[at] for at in sorted(found)]

    async def cancelled(client: Client) -> bool:
        async with anyio.create_task_group() as tasks:
            for asked in ({}, {"only": "epis-3"}):
                tasks.start_soon(client.call_tool, "check", asked)
            await anyio.sleep(0.05)
            tasks.cancel_scope.cancel()
        return tasks.cancel_scope.cancelled_caught

    async def talk() -> None:
        server = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "mcp"], env=env)
        with anyio.fail_after(60), (folder / "err").open("w") as err:
            async with Client(stdio_client(server, errlog=err)) as client:
                told["instructions"] = client.session.instructions
                told["tools"] = (await client.list_tools()).tools
                told["good"] = {n: await client.call_tool(n, a) for n, a in GOOD.items()}
                told["wrong"] = {n: await client.call_tool(n, a) for n, a in WRONG.items()}
                told["hostile"] = [
                    await client.call_tool("totals", {"country": text}) for text in HOSTILE
                ]
                told["at_once"] = await several(client)
                told["cancelled"] = await cancelled(client)
                told["later"] = [await client.call_tool("totals", AFGHANISTAN)]
                imported()
                told["later"].append(await client.call_tool("totals", AFGHANISTAN))

    anyio.run(talk)
    asked, err = ((folder / name).read_text() for name in ("asked", "err"))
    return Heard(home=folder / "home", asked=asked, err=err, **told)


def test_the_same_figures_by_command_python_assistant_and_page(heard: Heard, run: Run) -> None:
    answer = heard.good["periods"]
    assert [phase["deaths"] for phase in values_of(answer)["phases"]] == NUMBERS
    assert [phase["deaths"] for phase in run("periods", "--json").json()["phases"]] == NUMBERS
    assert mali_cli.periods().frame["deaths"].to_list() == NUMBERS
    page = run("report", "-f", "json").json()
    assert [phase["deaths"] for phase in page["phases"]] == NUMBERS
    assert "1,029 → 3,818 → 619" in run("report", "-f", "html").out
    for number in NUMBERS:
        assert f"| {number:,} |" in text_of(answer)


@pytest.mark.parametrize("name", GOOD)
def test_an_answer_is_the_json_of_the_command_that_it_names(
    heard: Heard, run: Run, name: str
) -> None:
    """So it has release, rule, bounds, citation and the command, as that has."""
    answer = heard.good[name]
    assert not answer.is_error
    values, text = values_of(answer), text_of(answer)
    program, *words = shlex.split(values["reproduce"])
    assert program == "mali-cli"
    again = run(*words, env={"MALI_CLI_HOME": str(heard.home / "empty")})
    if name != "datasets":  # which names the folder of the store
        assert again.json() == values
    assert values["command"] == name
    assert "\x1b" not in text
    if name in COUNTED:
        assert values["source"]["release"] == "25.1"
        assert "Davies" in values["source"]["citation"]
        rows = values[RATHER.get(name, "rows")]
        assert {"at_least", "at_most"} <= rows[0].keys() or name == "compare"
        for words_of in ("country-year 25.1", "Cite: Davies"):
            assert words_of in text
    assert text.count("Reproduce: mali-cli") == 1


def test_the_tools_are_what_the_queries_say(heard: Heard) -> None:
    assert [tool.name for tool in heard.tools] == [asks.command for asks in TOOLS]
    for tool, asks in zip(heard.tools, TOOLS, strict=True):
        assert tool.input_schema == schema(asks)
        assert tool.description == description(asks)
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.open_world_hint is False
    assert "at_least and at_most" in heard.instructions


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_an_error_in_our_words(heard: Heard, name: str) -> None:
    answer = heard.wrong[name]
    assert answer.is_error
    assert values_of(answer)["exit_code"] == 2
    lines = text_of(answer).splitlines()
    assert lines[0] == f"error: {values_of(answer)['error']}"
    assert lines[-1] == "(as a command it ends with 2: wrong usage)"
    assert not any(word in text_of(answer) for word in ("Traceback", "validation", "pydantic"))


def test_hostile_text_is_refused_without_its_signs(heard: Heard) -> None:
    for answer in heard.hostile:
        assert answer.is_error
        assert values_of(answer)["exit_code"] == 2
        for text in (text_of(answer), values_of(answer)["error"]):
            assert not any(
                unicodedata.category(char) in ("Cc", "Cf") for char in text if char != "\n"
            )


def test_several_calls_at_once_each_have_their_own_answer(heard: Heard) -> None:
    named = [values_of(answer)["selection"]["country"] for answer in heard.at_once]
    assert named == [[country] for country in COUNTRIES]


def test_a_call_that_is_cancelled_holds_up_nothing(heard: Heard) -> None:
    assert heard.cancelled
    assert len(heard.later) == 2


def test_what_comes_into_the_store_meanwhile_answers(heard: Heard) -> None:
    before, after = heard.later
    assert before.is_error
    assert values_of(before)["command"] == "mali-cli fetch country-year"
    assert values_of(before)["exit_code"] == 3
    assert not after.is_error
    assert values_of(after)["rows"][0]["deaths"] > 0


def test_nothing_asks_the_network_and_nothing_is_said_beside_the_protocol(heard: Heard) -> None:
    assert heard.asked == ""
    assert heard.err == ""


def test_the_guard_of_the_network_would_notice(tmp_path: Path) -> None:
    """Else the test before this one could not fail."""
    asks = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    done = subprocess.run(
        [sys.executable, "-c", asks], env=place(tmp_path), capture_output=True, check=False
    )
    assert b"no network here" in done.stderr
    assert "urllib.Request" in (tmp_path / "asked").read_text()


def start(folder: Path, **env: str) -> subprocess.Popen[bytes]:
    """Return a server that has said hello."""
    started = subprocess.Popen(
        [*COMMAND, "mcp"],
        env=place(folder) | env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdin
    assert started.stdout
    started.stdin.write(HELLO)
    started.stdin.flush()
    assert json.loads(started.stdout.readline())["result"]["serverInfo"]["name"] == "mali-cli"
    return started


def test_it_ends_when_stdin_does_and_lives_through_what_is_no_message(tmp_path: Path) -> None:
    started = start(tmp_path)
    ping = b'{"jsonrpc":"2.0","id":2,"method":"ping"}\n'
    lines = (b"garbage\n", b"\xff\xfe\n", b"[" * 10_000 + b"\n", b'{"id": "\\ud800"}\n', ping)
    assert started.stdin
    assert started.stdout
    started.stdin.write(b"".join(lines))
    started.stdin.flush()
    assert any(json.loads(line).get("id") == 2 for line in iter(started.stdout.readline, b""))
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out, err) == (0, b"", b"")


@pytest.mark.parametrize(("gone", "code"), [(False, 0), (True, 141)])
def test_it_ends_when_stdin_does_while_a_call_runs(tmp_path: Path, gone: bool, code: int) -> None:
    """Also where the program has gone, and reads no more."""
    asks = b'{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"cite"}}\n'
    with start(tmp_path, SLOW="cite.") as started:
        assert started.stdin
        assert started.stdout
        assert started.stderr
        started.stdin.write(asks)
        started.stdin.flush()
        assert started.stderr.readline() == b"slow\n"
        if gone:
            started.stdout.close()
        started.stdin.close()
        assert started.wait(timeout=30) == code
        assert started.stderr.read() == b""
        assert gone or b'"result"' not in started.stdout.read()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_it_while_stdin_is_open(tmp_path: Path, number: int, code: int) -> None:
    started = start(tmp_path)
    started.send_signal(number)
    assert started.wait(timeout=30) == code
    _, err = started.communicate()
    assert err == b""
