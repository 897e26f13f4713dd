"""What ends a command: how an error is shown, a mistake of the program, what the machine lacks."""

from __future__ import annotations

from .message import Message

ERROR = Message("error: {error}")
HINT = Message("hint: {hint}")
PASSED_OVER = Message("Warning: not used for this answer: {what} ({hint})")
MORE_PASSED_OVER = Message("Warning: {number} more cannot be read; see: {command}")
_ALLOW = "allow more, as ulimit and containers limit them, or end other programs"

WARNING = Message("Warning: {warning}")
BUG = Message("error: a bug in mali-cli: {summary}; please report it: {issues} (more: {option})")
PANIC = Message(
    "Polars, which reads and counts, stopped: {why}", "please report it: {issues} (more: {option})"
)
SETTINGS = Message("unset {variables:and}, which it reads, and try again")
NOT_LOADED = Message("mali-cli cannot be loaded: {why}", "install it again, or see what is missing")
FEW_THREADS = Message(
    "too few threads can be started: {started}, and {needed} are needed", f"{_ALLOW} (ulimit -u)"
)
LACKS = Message(
    "the machine has too little left: {why}", f"{_ALLOW} (ulimit -u processes, -n files, -v memory)"
)
NO_TRIAL = Message(
    "{file} was not read: the process that tries it first did not start: {why}",
    f"{_ALLOW} (ulimit -u processes, -v memory)",
)
NO_MEMORY_FOR = Message(
    "{file} was not read: the process that tries it first ran out of memory",
    "end other programs, or use a machine with more",
)
WRONG_THREADS = Message(
    "{variable} is '{value}', and should be a whole number from 1 to {most:,}",
    "set it to one, or unset it",
)
FOLDER_GONE = Message(
    "the folder in which this runs was deleted", "change to one that exists, as with: cd ~"
)
