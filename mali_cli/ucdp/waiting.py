"""How long a service is waited for: tries again, longer each time, and one limit for all of it.

The waits double, with up to a quarter of chance on top, so that many clients do not come back at
the same moment. A late 400 (after pages that worked) is how UCDP's API throttles: VIEWS got through
by waiting 30 s x 2^n, at most five tries. A Retry-After is honoured; where those in a row ask for
more than the cap, or for more than the time that is left, it ends.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from ..frozen import frozen
from ..model.errors import UcdpError, UsageError
from ..words import online
from ..words.message import Said
from .addresses import Service, place
from .progress import Say

T = TypeVar("T")
VARIABLE = "MALI_CLI_RETRY_WAIT"
LONGEST_WAIT = 600.0
"""Seconds. A server that asks for more, at once or in a row, is not waited for."""
IN_ALL = 3600.0
"""Seconds that a fetch may take where nobody says: GED by the API takes half an hour (VIEWS)."""
LONGEST = 86_400.0
"""Seconds that a command may be allowed in all."""
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
    """How long a service may take, and what it is asked to bear.

    Seconds: `connect`, `read` (a try, between two pieces), `answer` (a whole page, or until a
    download begins), `window` (in which `window_bytes` of a body must come), `first_word` (until
    the user is told that nothing comes), `silent` (without a byte in all tries; waits that were
    said do not count), `interval` (between the starts of two requests). `at_once` requests at a
    time. Pages of 1,000 rows take 1 to 5 s (VIEWS). So three at once are what is asked for; the
    interval is for a server that answers from a cache.
    """

    connect: float = 20.0
    read: float = 30.0
    answer: float = 180.0
    window: float = 60.0
    window_bytes: int = 64 * 1024
    interval: float = 0.05
    at_once: int = 3
    first_word: float = 5.0
    silent: float = 60.0


LIMITS = Limits()


@frozen
class Deadline:
    """When a command gives up, whatever comes: the seconds that it has in all, and their end."""

    seconds: float
    end: float

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.end - time.monotonic()


def deadline(seconds: float) -> Deadline:
    """Return the deadline so many seconds from now.

    Raises:
        UsageError: it is no number of seconds above 0 and up to a day.
    """
    if not 0 < seconds <= LONGEST:
        raise UsageError(online.NO_TIMEOUT(text=seconds, most=LONGEST))
    return Deadline(seconds, time.monotonic() + seconds)


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


class Clock:
    """When a service was last heard, and when to say or end something for it."""

    def __init__(
        self, service: Service, limits: Limits, until: Deadline, say: Say, hint: Said
    ) -> None:
        self.until = until
        self.service = service.name
        self._where = place(service.base())
        self._limits = limits
        self._say = say
        self._hint = hint
        self._told = False
        self._heard = self._got = time.monotonic()

    def hear(self, *, got: bool = True) -> None:
        """Take note that bytes came, and unless told otherwise that they are of use by themselves.

        Those of a page are of use once all have come: until then the user waits.
        """
        self._heard = time.monotonic()
        if got:
            self._got, self._told = self._heard, False

    def rest(self, seconds: float) -> None:
        """Let a wait that the user was told of not count as silence."""
        now = time.monotonic()
        self._heard, self._got = min(self._heard, now) + seconds, min(self._got, now) + seconds

    def check(self) -> float:
        """Say that nothing comes once it is time; return the seconds until the next look.

        Raises:
            UcdpError: nothing came for too long, or all the time is over.
        """
        now, limits = time.monotonic(), self._limits
        silence, wait = now - self._heard, now - self._got
        if self.until.left <= 0:
            raise UcdpError(
                online.OUT_OF_TIME(where=self._where, seconds=self.until.seconds),
                online.MORE_TIME(hint=self._hint),
            )
        if silence >= limits.silent:
            raise UcdpError(online.SILENT(where=self._where, seconds=limits.silent), self._hint)
        if wait >= limits.first_word and not self._told:
            self._told = True
            self._say(
                online.WAITING_FOR(
                    where=self._where,
                    seconds=limits.first_word,
                    silent=limits.silent,
                    all=self.until.seconds,
                )
            )
        word = math.inf if self._told else limits.first_word - wait
        return min(word, limits.silent - silence, self.until.left)


async def watched(clock: Clock, work: Coroutine[Any, Any, T]) -> T:
    """Return what a job does, or end it when the clock says so.

    Raises:
        UcdpError: nothing came for too long, or all the time is over.
    """
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait([task], timeout=max(clock.check(), 0.001))
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # taken note of: asyncio would print one that nobody asked for
    return task.result()


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
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
    except (ValueError, OverflowError):
        return None


def pause(fault: Fault, failures: int, base: float | None = None) -> float:
    """Return how long to wait after so many failures in a row, in seconds."""
    first = fault.patience.base if base is None else base
    grown = first * float(2 ** (failures - 1)) * (1 + random.uniform(0, _JITTER))  # noqa: S311
    return max(min(grown, LONGEST_WAIT), fault.after or 0.0)


async def patiently(
    attempt: Callable[[], Awaitable[T]],
    clock: Clock,
    say: Say,
    hint: Said,
    hold: Callable[[float], None] = lambda _seconds: None,
) -> T:
    """Try until it works, waiting longer each time, and say how long and why.

    `hint` stands under the error when it is given up; `hold` is told each wait, so that other
    requests can wait too.

    Raises:
        UcdpError: it failed too often, or would have to wait for longer than the cap or the
            time that is left.
    """
    base = base_wait()
    failures, asked = 0, 0.0
    while True:
        try:
            return await attempt()
        except Fault as caught:
            fault = caught
        if fault.progressed:
            failures, asked = 0, 0.0
        failures += 1
        asked += fault.after or 0.0
        seconds = pause(fault, failures, base)
        if failures >= fault.patience.tries:
            raise fault.given_up(failures, hint) from None
        if refusal := _too_long(seconds, asked, clock, hint):
            raise fault.given_up(failures, refusal) from None
        say(
            online.WAITING(
                why=fault.why, seconds=seconds, attempt=failures + 1, tries=fault.patience.tries
            )
        )
        hold(seconds)
        clock.rest(seconds)
        await asyncio.sleep(seconds)


def _too_long(seconds: float, asked: float, clock: Clock, hint: Said) -> Said | None:
    """Say what to do where a wait is not worth it; None where it is."""
    if asked > LONGEST_WAIT:
        return online.ASKS_TO_WAIT(
            service=clock.service, seconds=asked, most=LONGEST_WAIT, hint=hint
        )
    if seconds < clock.until.left:
        return None
    over = online.NO_TIME_TO_WAIT(seconds=seconds, all=clock.until.seconds, hint=hint)
    return online.MORE_TIME(hint=over)


class Pace:
    """Keeps requests apart: at most one starts in each interval, none while a service rests."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._free = 0.0

    async def turn(self) -> None:
        """Wait until the next request may start."""
        loop = asyncio.get_running_loop()
        start = max(self._free, loop.time())
        self._free = start + self._interval
        await asyncio.sleep(start - loop.time())

    def hold(self, seconds: float) -> None:
        """Let no request start for so long."""
        self._free = max(self._free, asyncio.get_running_loop().time() + seconds)
