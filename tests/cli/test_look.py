"""How answers look: golden outputs, widths, colours and characters of terminals.

MALI_CLI_GOLDEN=write rewrites the files in golden/; look at the change before you keep it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mali_cli
from tests.cli.conftest import COMMAND, environment

if TYPE_CHECKING:
    from tests.cli.conftest import Run

GOLDEN = Path(__file__).parent / "golden"
IN_A_PIPE = {
    "periods.txt": "periods",
    "totals-by-year.txt": "totals --by year -c Mali -t all --from 2018",
    "chart.txt": "chart",
    "cite.txt": "cite",
    "timelines-mali-coups.txt": "timelines mali-coups",
    "periods-by-type.md": "periods --by type -f markdown",
    "check.txt": "check",
    "breaks.txt": "breaks",
    "compare.txt": "compare --mission MINUSMA --mission MINUSCA",
}
ON_A_TERMINAL = {
    f"{name}-{width}.txt": (line, width)
    for name, line in {
        "periods": "periods",
        "periods-coups": "periods --timeline mali-coups",
        "totals-since-2011": "totals --by year -c Mali -t one-sided --from 2011",
        "missions-mali": "missions -c Mali",
        "groups": "countries --groups",
        "check": "check",
    }.items()
    for width in (40, 80, 120)
}
EVERYWHERE = (
    "periods",
    "periods --by type",
    "periods --timeline mali-coups",
    "totals --by year --by country",
    "chart",
    "chart --by type --range",
    "chart --by perpetrator --lines",
    "chart -c @aes --by country --log -t all",
    "missions",
    "missions congo",
    "breaks",
    "breaks --placebos",
    "compare --mission MINUSMA --mission MINUSCA",
    "check",
    "check --only epis-3",
    "timelines",
    "countries",
    "countries congo",
    "countries --groups",
    "cite",
)
NUMBER = re.compile(r"\d+(?:[,.]\d+)*")


def check(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("MALI_CLI_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), "MALI_CLI_GOLDEN=write pytest tests/cli"


def rows_of(text: str) -> list[str]:
    """Return the lines of a table on a terminal: those between its rule and the blank line."""
    lines = text.split("\n")
    rule = next((i for i, line in enumerate(lines) if set(line) == {"─"}), None)
    if rule is None:
        return []
    return lines[rule + 1 : lines.index("", rule)]


@pytest.mark.parametrize("name", IN_A_PIPE)
def test_golden_in_a_pipe(run: Run, name: str) -> None:
    check(name, run(*shlex.split(IN_A_PIPE[name])).out)


@pytest.mark.parametrize("name", ON_A_TERMINAL)
def test_golden_on_a_terminal(run: Run, name: str) -> None:
    line, width = ON_A_TERMINAL[name]
    check(name, run(*line.split(), tty=True, width=width, env={"NO_COLOR": "1"}).out)


@pytest.mark.sample(4)
@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("line", EVERYWHERE)
def test_nothing_is_cut_and_only_long_words_pass_the_width(run: Run, line: str, width: int) -> None:
    ran = run(*line.split(), tty=True, width=width, env={"NO_COLOR": "1"})
    assert ran.code == 0
    assert "…" not in ran.out
    for text in ran.out.splitlines():
        assert len(text) <= width or max(map(len, text.split())) + 25 > width, text


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("line", EVERYWHERE[:4])
def test_each_number_of_a_terminal_is_one_of_the_pipe(run: Run, line: str, width: int) -> None:
    whole = run(*line.split()).out
    shown = run(*line.split(), tty=True, width=width, env={"NO_COLOR": "1"}).out
    numbers = set(NUMBER.findall(whole))
    assert [n for row in rows_of(shown) for n in NUMBER.findall(row) if n not in numbers] == []


def test_all_columns_where_there_is_room_and_else_the_most_important(run: Run) -> None:
    def shown(width: int) -> str:
        out = run("periods", tty=True, width=width, env={"NO_COLOR": "1"}).out
        return " ".join(out.split())

    header = "years deaths inside–touching low–high a year peak share ratio"
    assert f"phase from–to {header} straddling a year, as bar" in shown(160)
    for width in (120, 140):
        assert f"phase from–to {header} straddling" in shown(width)
        assert "no room" not in shown(width)
    assert f"phase {header}" in shown(80)
    assert "before 1989..2013-06; during 2013-07..2023; after 2024" in shown(80)
    assert "(no room for straddling: widen the terminal, or use --csv)" in shown(80)
    assert "phase deaths low–high a year ratio" in shown(40)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_columns_stand_apart(run: Run, width: int) -> None:
    out = run("periods", tty=True, width=width, env={"NO_COLOR": "1"}).out
    before = next(row for row in rows_of(out) if row.startswith("before"))
    assert re.search(r"before\s.*\s1,029\s+(999–1,029\s+)?1,029–2,100\s+42\.0(\s|$)", before)


def test_the_command_to_repeat_can_be_pasted(run: Run) -> None:
    out = run("periods", tty=True, width=60, env={"NO_COLOR": "1"}).out
    command = out[out.index("Reproduce: ") + len("Reproduce: ") :]
    words = shlex.split(command.replace(" \\\n", " "))
    assert all(text.endswith(" \\") for text in command.splitlines()[:-1])
    assert words == list(mali_cli.periods().arguments)


def test_few_rows_of_long_texts_are_shown_as_records(run: Run) -> None:
    words = ("countries", "--groups", "g5")
    out = run(*words, tty=True, width=60, env={"NO_COLOR": "1"}).out
    assert re.search(r"^group +@g5-sahel$", out, re.MULTILINE)
    assert re.search(r"^members +5$", out, re.MULTILINE)
    assert "no room" not in out


@pytest.mark.parametrize("line", EVERYWHERE)
def test_a_pipe_gets_no_escape_codes(run: Run, line: str) -> None:
    env = {"GITHUB_ACTIONS": "1", "CI": "1", "COLORTERM": "truecolor"}
    ran = run(*line.split(), env=env)
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("words", "env", "tty", "colored"),
    [
        ((), {}, True, True),
        ((), {}, False, False),
        ((), {"NO_COLOR": "1"}, True, False),
        ((), {"NO_COLOR": ""}, True, True),
        ((), {"TERM": "dumb"}, True, False),
        ((), {"FORCE_COLOR": "1"}, False, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, True, False),
        (("--color", "always"), {"NO_COLOR": "1"}, False, True),
        (("--csv",), {"FORCE_COLOR": "1"}, True, False),
        (("--json",), {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_when_there_is_colour(
    run: Run, words: tuple[str, ...], env: dict[str, str], tty: bool, colored: bool
) -> None:
    for command in ("periods", "chart"):
        ran = run(command, *words, env=env, tty=tty)
        assert ran.code == 0
        assert ("\x1b[" in ran.out) is colored


def test_colour_changes_no_text(run: Run) -> None:
    plain = run("periods", tty=True, width=100, env={"NO_COLOR": "1"}).out
    colored = run("periods", tty=True, width=100).out
    bare = re.sub(r"\x1b\[[\d;]*m", "", colored)
    assert [line.rstrip() for line in bare.split("\n")] == plain.split("\n")


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", EVERYWHERE)
@pytest.mark.parametrize("tty", [True, False])
def test_ascii_streams_get_ascii(run: Run, line: str, tty: bool) -> None:
    ran = run(*line.split(), encoding="ascii", tty=tty, width=80, env={"NO_COLOR": "1"})
    assert ran.code == 0
    assert ran.stdout.isascii()
    assert "?" not in ran.out


def test_ascii_notes_are_readable(run: Run) -> None:
    assert "1989-2024" in run("periods", "--csv", encoding="ascii").err


@pytest.mark.parametrize(
    ("line", "env"),
    [
        ("periods", {"PYTHONIOENCODING": "ascii"}),
        ("periods", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        ("chart", {"LC_ALL": "C"}),
        ("cite -f bibtex", {"PYTHONIOENCODING": "ascii"}),
        ("periods --help", {"PYTHONIOENCODING": "ascii"}),
    ],
)
def test_processes_with_poor_locales(process: Run, line: str, env: dict[str, str]) -> None:
    ran = process(*line.split(), env=env)
    assert (ran.code, ran.err) == (0, "")
    assert "…" not in ran.out


# In a real terminal.

needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    yield command
    subprocess.run([*command, "kill-server"], capture_output=True, check=False)


def seen(tmux: list[str], line: str, width: int, height: int = 120) -> str:
    """Return what a terminal of a size shows after a command."""
    script = f"{shlex.join(COMMAND)} {line}; echo code $?; sleep 60"
    size = ["-x", str(width), "-y", str(height)]
    subprocess.run(
        [*tmux, "new-session", "-d", *size, "sh", "-c", script], env=environment(), check=True
    )
    for _ in range(200):
        screen = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, check=True)
        text = screen.stdout.decode()
        if "\ncode " in text:
            return text[: text.index("\ncode ") + 7]
        time.sleep(0.1)
    raise AssertionError(f"nothing came: {text}")


@needs_tmux
@pytest.mark.parametrize("width", [80, 120])
def test_a_real_terminal_shows_the_golden_table(tmux: list[str], width: int) -> None:
    golden = (GOLDEN / f"periods-{width}.txt").read_text(encoding="utf-8")
    assert seen(tmux, "periods", width) == f"{golden}code 0"


@needs_tmux
def test_a_real_terminal_shows_a_chart_of_its_width(tmux: list[str]) -> None:
    lines = seen(tmux, "chart", 120).split("\n")
    assert 108 < max(len(line) for line in lines if "┤" in line) <= 120
