"""What is known of the place that text is printed to: width, colour, characters."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from ..model.words import one_of

COLORS = ("auto", "always", "never")
PIPE_WIDTH = 80
PIPE_HEIGHT = 24


class WordsAround(NamedTuple):
    """Which words stand around a drawing: a title, any notes, and more of them than warnings."""

    titled: bool = True
    noted: bool = True
    notes: bool = True


class Screen(NamedTuple):
    """A place to print to, and what it can show.

    `tty` is laid out to its width with boxes, as on a terminal; else text is plain and complete,
    as wide as its content. A `brief` one has the notes that matter most, in few lines.
    """

    width: int
    height: int
    tty: bool
    color: bool
    ascii: bool
    brief: bool = False


def screen_of(
    stream: TextIO | None, color: str, environment: Mapping[str, str], *, brief: bool = True
) -> Screen:
    """Describe a stream. `color` is auto, always or never; a pipe is never `brief`.

    Colour goes by the option, then NO_COLOR, FORCE_COLOR and TERM=dumb (each where it is not
    empty), then whether the stream is a terminal.

    Raises:
        UsageError: another word for `color`.
    """
    color = one_of(color, COLORS, "use of colour")
    tty = color == "always" or is_terminal(stream)
    size = shutil.get_terminal_size((PIPE_WIDTH, PIPE_HEIGHT)) if tty else None
    return Screen(
        width=max(size.columns, 20) if size else PIPE_WIDTH,
        height=size.lines if size else PIPE_HEIGHT,
        tty=tty,
        color=_colored(color, environment, tty),
        ascii=is_ascii(stream),
        brief=tty and brief,
    )


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def is_ascii(stream: TextIO | None) -> bool:
    """Return whether a stream takes ASCII only, or something that is not UTF-8."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return "utf" not in encoding.lower()


def process_environment() -> Mapping[str, str]:
    """Return the environment of this process."""
    return os.environ


def _colored(color: str, environment: Mapping[str, str], tty: bool) -> bool:
    if color != "auto":
        return color == "always"
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return bool(environment.get("FORCE_COLOR")) or tty
