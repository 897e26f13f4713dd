"""What ends a command: how an error is shown, a mistake of the program, what the machine lacks."""

from __future__ import annotations

from .message import Message

EXITS = {
    0: "done",
    1: "the answer is no",
    2: "wrong usage",
    3: "the data is not here",
    4: "UCDP cannot be reached",
    5: "damaged data",
    6: "the output cannot be written",
    70: "a bug",
    130: "Ctrl-C",
    141: "closed pipe",
    143: "SIGTERM",
}
"""What the exit codes mean, in few words."""
ERROR = Message("error: {error}")
HINT = Message("hint: {hint}")
PASSED_OVER = Message("Warning: not used here: {what} ({hint})")
MORE_PASSED_OVER = Message("Warning: {number} more cannot be read; see: {command}")
_ALLOW = "allow more, as ulimit and containers limit them, or end other programs"

WARNING = Message("Warning: {warning}")
BUG = Message("a bug in mali-cli: {summary}; please report it: {issues} (more: {option})")
PANIC = Message(
    "Polars, which does the reading and counting, stopped: {why}",
    "please report it: {issues} (more: {option})",
)
SETTINGS = Message("unset {variables:and}, which it reads, and try again")
NOT_LOADED = Message("mali-cli cannot be loaded: {why}", "reinstall it, or see what is missing")
FEW_THREADS = Message(
    "too few threads can be started: {started}, and {needed} are needed", f"{_ALLOW} (ulimit -u)"
)
LACKS = Message(
    "the machine has too little left: {why}", f"{_ALLOW} (ulimit -u processes, -n files, -v memory)"
)
NO_TRIAL = Message(
    "{file} was not read: the process that tests it could not start: {why}",
    f"{_ALLOW} (ulimit -u processes, -v memory)",
)
NO_MEMORY_FOR = Message(
    "{file} was not read: the process that tests it ran out of memory",
    "end other programs, or use a machine with more",
)
WRONG_THREADS = Message(
    "{variable} is '{value}': it must be a whole number from 1 to {most:,}",
    "correct it, or unset it",
)
FOLDER_GONE = Message("the current folder was deleted", "change to one that exists: cd ~")
