"""Trying again: which faults pass by themselves, how long to wait, and when to give up.

The waits double, with up to a quarter of chance on top, so that many clients do not come back at
the same moment. A late 400 (after pages that worked) is how the API throttles: VIEWS got through
by waiting 30 s x 2^n, at most five tries. A Retry-After is honoured; one beyond the cap ends it.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from ..frozen import frozen
from ..model.errors import UcdpError, UsageError
from ..words import online
from ..words.message import Said
from .progress import Say

T = TypeVar("T")
VARIABLE = "MALI_CLI_RETRY_WAIT"
LONGEST_WAIT = 600.0
"""Seconds. A server that asks for more is not waited for."""
_JITTER = 0.25


@frozen
class Patience:
    """How a kind of fault is met: the first wait in seconds, and the number of tries in all."""

    base: float
    tries: int


THROTTLED = Patience(30.0, 5)
BUSY = Patience(2.0, 6)
EMPTY = Patience(5.0, 6)
SLOW = Patience(2.0, 3)
BROKEN_OFF = Patience(1.0, 4)


@frozen
class Limits:
    """What UCDP is allowed to take, and what it is asked to bear.

    Seconds: `connect`, `read` (between two pieces), `answer` (a whole page, or until a download
    begins), `window` (in which `window_bytes` of a download must come), `interval` (between the
    starts of two requests). `at_once` requests at a time. `body`: bytes of a page at most.
    Pages of 1,000 rows take 1 to 5 s (VIEWS); other clients wait 90 to 300 s for one. So three at
    once are what is asked for; the interval is for a server that answers from a cache.
    """

    connect: float = 20.0
    read: float = 60.0
    answer: float = 180.0
    window: float = 60.0
    window_bytes: int = 64 * 1024
    interval: float = 0.05
    at_once: int = 3
    body: int = 128 * 1024 * 1024


LIMITS = Limits()


class Fault(Exception):  # noqa: N818 - it is not an error yet
    """Something that may pass: worth another try. Never leaves this room."""

    def __init__(
        self, why: Said, patience: Patience, *, after: float | None = None, progressed: bool = False
    ) -> None:
        super().__init__(str(why))
        self.why = why
        self.patience = patience
        self.after = after
        self.progressed = progressed

    def given_up(self, tries: int, hint: Said) -> UcdpError:
        """Return the error that ends it."""
        if tries < 2:
            return UcdpError(self.why, hint)
        return UcdpError(online.GIVEN_UP(why=self.why, tries=tries), hint)


def base_wait(environ: Mapping[str, str] = os.environ) -> float | None:
    """Return the first wait that MALI_CLI_RETRY_WAIT asks for, in seconds; None if it is unset.

    Raises:
        UsageError: it is no number of seconds from 0 to 3600.
    """
    text = environ.get(VARIABLE, "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= 3600:
        raise UsageError(online.NO_RETRY_WAIT(variable=VARIABLE, text=text))
    return seconds


def retry_after(text: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number or an HTTP date.

    Source: RFC 9110, section 10.2.3. What cannot be read is None.
    """
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def pause(fault: Fault, failures: int, base: float | None = None) -> float:
    """Return how long to wait after so many failures in a row, in seconds."""
    first = fault.patience.base if base is None else base
    grown = first * float(2 ** (failures - 1)) * (1 + random.uniform(0, _JITTER))  # noqa: S311
    return max(min(grown, LONGEST_WAIT), fault.after or 0.0)


async def patiently(
    attempt: Callable[[], Awaitable[T]],
    say: Say,
    hint: Said,
    hold: Callable[[float], None] = lambda _seconds: None,
) -> T:
    """Try until it works, waiting longer each time, and say how long and why.

    `hint` stands under the error when it is given up; `hold` is told each wait, so that other
    requests can wait too.

    Raises:
        UcdpError: it failed too often, or UCDP asks for a longer wait than the cap.
    """
    base = base_wait()
    failures = 0
    while True:
        try:
            return await attempt()
        except Fault as caught:
            fault = caught
        failures = 1 if fault.progressed else failures + 1
        if failures >= fault.patience.tries or (fault.after or 0) > LONGEST_WAIT:
            raise fault.given_up(failures, _later(fault, hint)) from None
        seconds = pause(fault, failures, base)
        say(
            online.WAITING(
                why=fault.why, seconds=seconds, attempt=failures + 1, tries=fault.patience.tries
            )
        )
        hold(seconds)
        await asyncio.sleep(seconds)


def _later(fault: Fault, hint: Said) -> Said:
    if (fault.after or 0) <= LONGEST_WAIT:
        return hint
    return online.ASKS_TO_WAIT(seconds=fault.after, hint=hint)
