"""Compare two recordings byte by byte, and let a difference pass only by a rule with a reason.

The rules stand in a TOML file:

    [[allowed]]
    case = "periods/*"              # the case by its folder, with * and ?; out: every case
    part = "stderr"                 # exit, stdout, stderr, store, files/NAME; out: every part
    pattern = '^[-+]Reproduce: '    # a regular expression, found in a changed line with its sign
    reason = "the command is shown with the release"

A difference passes where every line that is gone (-) or new (+) has a rule. What is in bytes, not
in text, counts as one line each, `<bytes SHA256>`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from scripts.corpus_cases import LOOK
from scripts.corpus_record import FIGURES, SUMMARY

SHOWN = 12
"""Lines shown of a difference."""
WIDTH = 240
KEYS = {"case", "part", "pattern", "reason"}


class Rule(NamedTuple):
    """What may differ, and why."""

    case: str
    part: str
    pattern: re.Pattern[str]
    reason: str

    def covers(self, difference: Difference, line: str) -> bool:
        """Return whether a changed line of a difference may be so."""
        here = fnmatchcase(difference.case, self.case) and fnmatchcase(difference.part, self.part)
        return here and self.pattern.search(line) is not None


class Difference(NamedTuple):
    """A part of a case that is not the same; None where one recording has no such part."""

    case: str
    part: str
    old: bytes | None
    new: bytes | None

    @property
    def look(self) -> bool:
        """Whether it is a help page or a figure, which somebody has to look at."""
        of_group = self.case.startswith(LOOK) and self.part == "stdout"
        return of_group or (self.part.startswith("files/") and self.part.endswith(FIGURES))

    def diff(self, context: int = 0) -> list[str]:
        """Return the unified difference without its header."""
        texts = (_lines(self.old), _lines(self.new))
        return list(unified_diff(*texts, n=context, lineterm=""))[2:]

    def changed(self) -> list[str]:
        """Return the lines that are gone, with -, and those that are new, with +."""
        return [line for line in self.diff() if not line.startswith("@@")]


class Verdict(NamedTuple):
    """The differences by what is to be done about them, and how often each rule was used."""

    look: list[Difference]
    allowed: list[Difference]
    wrong: list[Difference]
    used: Counter[Rule]


def read_rules(text: str) -> list[Rule]:
    """Return the rules of a TOML file.

    Raises:
        ValueError: one has no reason, or a pattern that lets everything pass; or it is no TOML.
    """
    body = tomllib.loads(text)
    if set(body) - {"allowed"}:
        raise ValueError(f"only [[allowed]] is known, not {', '.join(sorted(body))}")
    return [_rule(entry) for entry in body.get("allowed", [])]


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """Give every part of every case in which two recordings differ; of one that is missing, one.

    Raises:
        ValueError: they are no recordings, or what was read for them differs.
    """
    read, since = (_summary(folder)["inputs"] for folder in (old, new))
    if other := [name for name in read if since.get(name, read[name]) != read[name]]:
        raise ValueError(f"the two read other content in {', '.join(other)}: record both anew")
    files = [_files(folder) for folder in (old, new)]
    cases = [{name.rpartition("/command")[0] for name in found} for found in files]
    for name in sorted(files[0] | files[1]):
        before, after = (found[name].read_bytes() if name in found else None for found in files)
        group, case, part = name.split("/", 2)
        in_both = all(f"{group}/{case}" in found for found in cases)
        if before != after and (in_both or part == "command"):
            yield Difference(f"{group}/{case}", part, before, after)


def judged(found: Iterable[Difference], rules: Sequence[Rule]) -> Verdict:
    """Sort differences into those to look at, allowed ones and wrong ones."""
    verdict = Verdict([], [], [], Counter())
    for difference in found:
        by_line = [_first(rules, difference, line) for line in difference.changed()]
        kept = [rule for rule in by_line if rule]
        if by_line and len(kept) == len(by_line):
            verdict.allowed.append(difference)
            verdict.used.update(kept)
        else:
            (verdict.look if difference.look else verdict.wrong).append(difference)
    return verdict


def told(verdict: Verdict, rules: Sequence[Rule]) -> str:
    """Write a verdict for somebody who reads it: wrong ones last, with what differs."""
    lines = []
    if verdict.look:
        lines += [f"To be looked at, help pages and figures: {len(verdict.look)}"]
        lines += [f"  {one.case} {one.part}: {len(one.changed())} lines" for one in verdict.look]
    lines += [f"Allowed, {count} lines: {rule.reason}" for rule, count in verdict.used.items()]
    lines += [f"Rule without use: {rule.reason}" for rule in rules if rule not in verdict.used]
    for difference in verdict.wrong:
        diff = difference.diff(context=1)
        lines += [
            "",
            f"== {difference.case} {difference.part}",
            *(_cut(line) for line in diff[:SHOWN]),
        ]
        lines += [f"… {len(diff) - SHOWN} more lines"] if len(diff) > SHOWN else []
    counts = (len(verdict.wrong), len(verdict.allowed), len(verdict.look))
    lines.append("{} differ, {} allowed, {} to be looked at".format(*counts))
    return "\n".join(lines)


def _rule(entry: dict[str, Any]) -> Rule:
    if not (entry.keys() <= KEYS and all(isinstance(value, str) for value in entry.values())):
        raise ValueError(f"a rule has texts for {', '.join(sorted(KEYS))}, and no more: {entry}")
    if not entry.get("reason", "").strip():
        raise ValueError(f"a rule without a reason: {entry}")
    try:
        pattern = re.compile(entry.get("pattern", ""))
    except re.error as error:
        raise ValueError(f"no regular expression, {error}: {entry}") from None
    if pattern.search("-\0") or pattern.search("+\0"):
        raise ValueError(f"a pattern that lets everything pass: {entry}")
    return Rule(entry.get("case", "*"), entry.get("part", "*"), pattern, entry["reason"])


def _first(rules: Iterable[Rule], difference: Difference, line: str) -> Rule | None:
    return next((rule for rule in rules if rule.covers(difference, line)), None)


def _summary(folder: Path) -> dict[str, Any]:
    try:
        body: dict[str, Any] = json.loads((folder / SUMMARY).read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"{folder} is no whole recording: {error}") from None
    return body


def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.parent != folder)
    return {path.relative_to(folder).as_posix(): path for path in found}


def _lines(content: bytes | None) -> list[str]:
    if content is None:
        return []
    try:
        *lines, last = content.decode().split("\n")
    except UnicodeDecodeError:
        return [f"<bytes {sha256(content).hexdigest()}>"]
    return [*lines, f"{last} (without an end of line)"] if last else lines


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[:WIDTH] + "…"
