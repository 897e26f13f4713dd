"""Lines of text for a place: wrapped at words on a terminal, whole in a pipe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from shlex import quote

from rich.cells import cell_len

from ..model.result import Note, Result
from ..words import showing
from ..words.sourcing import AGAIN
from .screen import Screen, WordsAround
from .text import clean, to_ascii_lines

BOLD, DIM, YELLOW = "1", "2", "33"
"""Codes of ANSI's "select graphic rendition" (ECMA-48)."""
CONTINUED = " \\"
_CODES = re.compile(r"\x1b\[[\d;]*m")
INDENT = "  "
ALWAYS = ("one-sided", "own dead", "phases", "needed", "source", "cite", "again")
"""The kinds of notes that a brief screen always has, besides warnings."""
FIRST = ("ratio", "verdicts", "recorded", "breaks", "distinct", "straddle")
"""The kinds that it has before others, as far as there is room; their order stays."""
NEVER = ("remark",)
"""The kinds that it has not, as others say what must be said of it."""
FEW_LINES = 3
"""Lines of a brief screen that notes of other kinds may take."""


def wrapped(text: str, screen: Screen, style: str = "") -> str:
    """Wrap text at words on a terminal; a word that is too long, such as an address, stays whole.

    In a pipe it stays one line.
    """
    lines = filled(text.split(" "), screen.width) if screen.tty else [text]
    return "\n".join(styled(line, style, screen) for line in lines)


def title_of(result: Result, screen: Screen) -> str:
    """Return the title of a result; on a terminal also what was taken by default, in a dim line."""
    title = wrapped(clean(result.title), screen, BOLD)
    if not (screen.tty and result.taken):
        return title
    return f"{title}\n{wrapped(clean(result.taken), screen, DIM)}"


def captioned(body: str, result: Result, screen: Screen, words: WordsAround) -> str:
    """Return a drawing or a text between the title and the notes of its result."""
    title = title_of(result, screen) if words.titled else ""
    notes = notes_of(result, screen, all=words.notes) if words.noted else ""
    parts = [title, body, notes]
    gap = "\n" if screen.brief else "\n\n"
    text = gap.join(part for part in parts if part) + "\n"
    return to_ascii_lines(text) if screen.ascii else text


def notes_of(result: Result, screen: Screen, *, all: bool = True) -> str:
    """Return the notes of a result, or the warnings among them, each on lines of its own.

    A brief screen has those that matter most, and says how many more there are.
    """
    notes = result.notes if all else result.warnings
    if not (screen.brief and all):
        return "\n".join(_note(note, result, screen) for note in notes)
    told = [(note, _note(note, result, screen)) for note in notes]
    shown = _few(told)
    last = [text for note, text in told if note.kind == AGAIN.kind]
    lines = [text for note, text in told if note in shown and note.kind != AGAIN.kind]
    if left := len(notes) - len(lines) - len(last):
        lines.append(wrapped(str(showing.MORE_NOTES(notes=left)), screen, DIM))
    return "\n".join([*lines, *last])


def _few(told: Sequence[tuple[Note, str]]) -> set[Note]:
    """Return the notes that a brief screen has: those that must be there, and a few lines more."""
    shown = {note for note, _ in told if note.warning or note.kind in ALWAYS}
    others = [(n, text) for n, text in told if n not in shown and n.kind not in NEVER]
    ranks = {kind: rank for rank, kind in enumerate(FIRST)}
    room = FEW_LINES
    for note, text in sorted(others, key=lambda one: ranks.get(one[0].kind, len(FIRST))):
        lines = text.count("\n") + 1
        if lines <= room:
            shown.add(note)
            room -= lines
    return shown


def _note(note: Note, result: Result, screen: Screen) -> str:
    if note.said.message is AGAIN and screen.tty:
        return _command(result.arguments, screen.width)
    text = note.brief if screen.brief else str(note)
    return wrapped(clean(text), screen, YELLOW if note.warning else "")


def _command(arguments: Sequence[str], width: int) -> str:
    """Break a command line between its options so that a shell still reads it as one."""
    first, *options = _options(arguments)
    lines = filled([str(AGAIN(command=first)), *options], width - len(CONTINUED), INDENT)
    return (CONTINUED + "\n").join(lines)


def _options(arguments: Sequence[str]) -> list[str]:
    """Return the words of a command line, quoted, each option together with its value."""
    starts = [i for i, word in enumerate(arguments) if i == 0 or word.startswith("-")]
    ends = pairwise([*starts, len(arguments)])
    return [" ".join(clean(quote(word)) for word in arguments[a:b]) for a, b in ends]


def filled(words: Sequence[str], width: int, indent: str = "") -> list[str]:
    """Fill lines with words, at least one; later lines are indented."""
    lines = [words[0] if words else ""]
    for word in words[1:]:
        if cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(indent + word)
    return lines


def flowed(entries: Sequence[str], width: int, gap: int = 3) -> list[str]:
    """Set entries side by side, so many spaces apart; one that is too long breaks at its words."""
    lines: list[str] = []
    for entry in entries:
        if lines and cell_len(lines[-1]) + gap + cell_len(entry) <= width:
            lines[-1] += " " * gap + entry
        else:
            lines += [clip(line, width) for line in filled(entry.split(" "), width)]
    return lines


def clip(text: str, width: int) -> str:
    """Cut to a width, the cut shown by an ellipsis."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[:-1]
    return text + "…" if width > 0 else ""


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill a line up to a width; codes of colours take no room."""
    blanks = " " * (width - width_of(text))
    return blanks + text if right else text + blanks


def width_of(text: str) -> int:
    """Return the columns that a line takes; codes of colours take none."""
    return cell_len(_CODES.sub("", text))


def beside(blocks: Sequence[tuple[Sequence[str], int]], gap: int) -> list[str]:
    """Set blocks of lines beside each other, each as wide as it says, so many spaces apart."""
    rows = zip_longest(*(lines for lines, _ in blocks), fillvalue="")
    widths = [width for _, width in blocks]
    return [
        (" " * gap).join(padded(*part) for part in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def styled(line: str, style: str, screen: Screen) -> str:
    """Return a line in a style, where the screen has colours."""
    return f"\x1b[{style}m{line}\x1b[0m" if style and screen.color else line
