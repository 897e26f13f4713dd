"""What ends a command: how an error is shown, and a mistake of the program."""

from __future__ import annotations

from .message import Message

ERROR = Message("error: {error}")
HINT = Message("hint: {hint}")
PASSED_OVER = Message("Warning: not needed for this answer, and passed over: {what} ({hint})")
MORE_PASSED_OVER = Message("Warning: {number} more cannot be read; see: {command}")
BUG = Message("error: a bug in mali-cli: {summary}; please report it: {issues} (more: {option})")
