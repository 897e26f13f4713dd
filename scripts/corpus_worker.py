"""Answer many command lines in one process, by the function that the command itself runs.

Runs under the Python of the program that is asked, alone, and imports nothing of this folder. A
line of JSON on stdin is a list of words; a line on stdout says how they ended: `code`, `out`
and `err`.
"""

from __future__ import annotations

import io
import json
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

CRASH = 1000
"""In place of an exit code, where something other than an exit came out."""


def answer(main: Callable[[], Any], words: list[str]) -> dict[str, Any]:
    """Run one command line, with streams of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr
    sys.argv = ["mali-cli", *words]
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO()), out, err
    try:
        code = _ended(main)
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept
    return {"code": code, "out": _text(out), "err": _text(err)}


def _ended(main: Callable[[], Any]) -> int:
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:
        traceback.print_exc()
        return CRASH
    return 0


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8", "backslashreplace")


def serve() -> None:
    """Answer until stdin ends."""
    main, answers = import_module("mali_cli.__main__").main, sys.stdout
    for line in sys.stdin:
        answers.write(json.dumps(answer(main, json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve()
