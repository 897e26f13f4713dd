"""What the outside world tells while it works; drawing and printing are done elsewhere."""

from __future__ import annotations

from typing import Protocol

from ..words.message import Said


class Progress(Protocol):
    """Told how far a job is: bytes of a download, rows of a harvest. `total` None = not known."""

    def __call__(self, total: int | None, done: int, /) -> None:
        """Take note of how much is done."""


class Say(Protocol):
    """Told a sentence for the user, to be written to stderr: how long is waited, and why."""

    def __call__(self, sentence: Said, /) -> None:
        """Pass the sentence on."""


def unseen(_total: int | None, _done: int) -> None:
    """Show no progress."""


def silent(_sentence: Said) -> None:
    """Say nothing."""
