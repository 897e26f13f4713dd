"""Put the same questions to two installations, each in a process that answers many of them."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

from scripts.corpus_compare import Difference
from scripts.corpus_inputs import environment, make_store, prepare, program_and_python
from scripts.corpus_questions import Words, questions

WORKER = Path(__file__).with_name("corpus_worker.py")
LONGEST = 120
"""Seconds that an answer may take."""
DIED = 1001
"""In place of an exit code, where the process ended or took too long."""


class Answer(NamedTuple):
    """How a command line ended."""

    code: int
    out: str
    err: str


class Asked(NamedTuple):
    """A question with both answers."""

    number: int
    words: Words
    old: Answer
    new: Answer


class Worker:
    """A process that answers; after one that died there is a new one for the next question."""

    def __init__(self, python: Path, work: Path, surroundings: Mapping[str, str]) -> None:
        self.command = [str(python), "-I", str(WORKER)]
        self.work, self.surroundings = work, dict(surroundings)
        self.process: subprocess.Popen[str] | None = None

    def ask(self, words: Sequence[str]) -> Answer:
        """Return the answer to a command line."""
        process = self.process = self.process or self._started()
        assert process.stdin
        assert process.stdout
        timer = Timer(LONGEST, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if line:
            return Answer(**json.loads(line))
        self.close()
        return Answer(DIED, "", f"the process ended with {process.returncode}\n")

    def close(self) -> None:
        """End the process."""
        if self.process:
            self.process.communicate()
        self.process = None

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command,
            cwd=self.work,
            env=self.surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )


def ask_both(old: str, new: str, seed: int, count: int) -> list[Asked]:
    """Ask two programs the questions of a seed; both read the store that the old one made.

    Raises:
        InputError: a program is not there, or refuses a file of the store.
    """
    programs = [program_and_python(named) for named in (old, new)]
    with tempfile.TemporaryDirectory(prefix="corpus-") as name:
        work = Path(name).resolve()
        prepare(work)
        (work / "shared").mkdir()
        make_store("made", programs[0][0], work, work / "home")
        asked = questions(seed, count)
        with ThreadPoolExecutor(2) as pool:
            answers = [
                pool.submit(_answers, python, asked, work, program) for program, python in programs
            ]
            both = zip(*(answer.result() for answer in answers), strict=True)
        return [
            Asked(n, words, *pair) for n, (words, pair) in enumerate(zip(asked, both, strict=True))
        ]


def unlike(asked: Asked) -> Iterator[Difference]:
    """Give what differs between two answers: rows in their order, notes and stderr as sets."""
    old, new = parts(asked.old), parts(asked.new)
    for part in sorted(old.keys() | new.keys()):
        if old.get(part) != new.get(part):
            name = f"random/{asked.number}: mali-cli {shlex.join(asked.words)}"
            yield Difference(name, part, _bytes(old.get(part)), _bytes(new.get(part)))


def parts(answer: Answer) -> dict[str, list[str]]:
    """Return the lines of an answer: of an envelope the rows, the notes and the rest apart."""
    found = {"exit": [str(answer.code)], "stderr": sorted(set(answer.err.splitlines()))}
    body = _envelope(answer.out)
    if body is None:
        return found | {"stdout": answer.out.split("\n")}
    rows = body.pop("rows" if "rows" in body else "phases")
    notes = body.pop("notes")
    return found | {
        "rows": [json.dumps(row, ensure_ascii=False) for row in rows],
        "notes": sorted({str(note) for note in notes}),
        "rest": json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False).split("\n"),
    }


def told_of(asked: Sequence[Asked], seconds: float) -> str:
    """Say how many questions there were and how they ended, so that silence has a weight."""
    codes = Counter(one.old.code for one in asked)
    rows = sum(len(parts(one.old).get("rows", ())) for one in asked)
    said = ", ".join(f"{code}: {count}" for code, count in sorted(codes.items()))
    return (
        f"{len(asked)} questions in {seconds:.0f} s (exit {said}); {rows:,} rows of the old program"
    )


def run(old: str, new: str, seed: int, count: int) -> list[Difference]:
    """Ask, say how it went, and return what differs."""
    begun = time.monotonic()
    asked = ask_both(old, new, seed, count)
    print(told_of(asked, time.monotonic() - begun))
    return [difference for one in asked for difference in unlike(one)]


def _answers(python: Path, asked: Sequence[Words], work: Path, program: Path) -> list[Answer]:
    surroundings = environment(program, work, work / "home", work / "shared")
    worker = Worker(python, work, surroundings)
    found = []
    for number, words in enumerate(asked, 1):
        found.append(worker.ask(words))
        if number % 200 == 0:
            print(f"{program}: {number} of {len(asked)}", file=sys.stderr)
    worker.close()
    return found


def _envelope(text: str) -> dict[str, Any] | None:
    """Return the JSON of an answer; `periods` calls its rows phases."""
    try:
        body = json.loads(text)
    except ValueError:
        return None
    known = isinstance(body, dict) and "notes" in body and ("rows" in body or "phases" in body)
    return body if known else None


def _bytes(lines: list[str] | None) -> bytes | None:
    return None if lines is None else "".join(f"{line}\n" for line in lines).encode()
