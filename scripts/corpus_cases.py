"""The command lines to record: read from corpus_cases.txt, which says how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).with_suffix(".txt")
LOOK = "look"
"""Groups whose names begin so are shown, not compared by byte."""
_HEADING = re.compile(r"\[([a-z-]+): (none|made|real)\]")
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")


class Case(NamedTuple):
    """A command line: its name is a folder of the recording, `home` the store that is there."""

    name: str
    line: str
    home: str


def read_cases(text: str) -> list[Case]:
    """Return the cases of a text; a case keeps its name when others come or go.

    Raises:
        ValueError: a line stands above all groups, or twice in one.
    """
    found: dict[str, Case] = {}
    group = home = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if heading := _HEADING.fullmatch(line):
            group, home = heading[1], heading[2]
        elif not line.startswith("#"):
            for words in [line[1:].strip()] if line.startswith("%") else expanded(line):
                case = Case(_name(group, home, words), words, home)
                if not group or case.name in found:
                    raise ValueError(f"no group, or twice in it: {words}")
                found[case.name] = case
    return list(found.values())


def expanded(line: str) -> Iterator[str]:
    """Give a line for each alternative in braces, as a shell does; of none, itself."""
    braces = _BRACES.search(line)
    if not braces:
        yield " ".join(line.split())
        return
    for word in braces[1].split(","):
        yield from expanded(line[: braces.start()] + word + line[braces.end() :])


def _name(group: str, home: str, line: str) -> str:
    words = re.sub(r"[^\w@.]+", "-", line.replace("mali-cli ", "", 1)).strip("-")
    mark = sha256(f"{home} {line}".encode()).hexdigest()[:6]
    return f"{group}/{home}-{words[:60]}-{mark}"
