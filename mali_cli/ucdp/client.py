"""HTTP as this program does it: one client a job, own deadlines, faults told apart, tries again.

httpx times each read only, retries nothing but connecting, and sends custom headers along when it
follows a redirect: so it follows none here.

The waits double, with up to a quarter of chance on top, so that many clients do not come back at
the same moment. A late 400 (after pages that worked) is how the API throttles: VIEWS got through
by waiting 30 s x 2^n, at most five tries. A Retry-After is honoured; one beyond the cap ends it.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx

from ..datasets.ucdp_files import newest_known
from ..frozen import frozen
from ..model.errors import DamagedError, UcdpError, UsageError
from ..words import online
from ..words.message import Said
from .addresses import USER_AGENT, is_loopback, place
from .progress import Say

T = TypeVar("T")
VARIABLE = "MALI_CLI_RETRY_WAIT"
LONGEST_WAIT = 600.0
"""Seconds. A server that asks for more is not waited for."""
_JITTER = 0.25
PASSING = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
_TROUBLE = {429: online.ASKS_TO_SLOW_DOWN(), 503: online.IS_BUSY(), 504: online.IS_SLOW()}


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


class NoSuchReleaseError(UcdpError):
    """UCDP has no such release of a data set; not for a selection without rows."""

    def __init__(self, dataset: str, release: str, why: Said) -> None:
        newest = newest_known(dataset)
        super().__init__(
            online.NO_SUCH_RELEASE(
                dataset=dataset,
                release=release,
                why=why,
                newest=newest,
                command="mali-cli datasets --check",
            )
        )


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


class Pace:
    """Keeps requests apart: at most one starts in each interval, none while UCDP rests."""

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


@frozen
class Line:
    """An open line to UCDP, for one job."""

    client: httpx.AsyncClient = field(repr=False)
    limits: Limits
    say: Say
    pace: Pace


def open_line(base: str, limits: Limits | None, say: Say) -> Line:
    """Open a line to the host of `base`. A proxy is used as the environment says.

    Not for the loopback: a token sent there over plain http must not pass through a proxy. None
    for the usual limits.
    """
    limits = limits or LIMITS
    client = httpx.AsyncClient(
        headers={"User-Agent": USER_AGENT},
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        follow_redirects=False,
        trust_env=not is_loopback(base),
    )
    return Line(client, limits, say, Pace(limits.interval))


def run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a job to its end, also where an event loop runs already (a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work())
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


@contextmanager
def faults(url: str, what: str | Said) -> Iterator[None]:
    """Turn what goes wrong on the wire into a `Fault` that may pass, or into an error.

    `what` names what was asked for; the messages hold no address but scheme and host.
    """
    where = place(url)
    try:
        yield
    except httpx.ConnectTimeout:
        raise Fault(online.NO_ANSWER(where=where), SLOW) from None
    except (httpx.TimeoutException, TimeoutError):
        raise Fault(online.TOO_SLOW(where=where, what=what), SLOW) from None
    except (httpx.ConnectError, httpx.ProxyError) as error:
        if "CERTIFICATE" in str(error).upper():
            raise UcdpError(online.UNTRUSTED(where=where)) from None
        raise Fault(online.NOT_REACHED(where=where, why=_reason(error)), SLOW) from None
    except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.DecodingError):
        raise Fault(online.ANSWER_BROKE_OFF(what=what, where=where), BROKEN_OFF) from None
    except (httpx.RequestError, httpx.InvalidURL) as error:
        raise UcdpError(online.CANNOT_ASK(where=where, why=type(error).__name__)) from None


def _reason(error: Exception) -> str | Said:
    return " ".join(str(error).split())[:120].lower() or online.NO_CONNECTION()


def check_passing(response: httpx.Response, what: str | Said) -> None:
    """Raise a `Fault` where the status says that another try may work (RFC 9110, 15.6)."""
    status = response.status_code
    if status in PASSING:
        trouble = _TROUBLE.get(status) or online.HAS_TROUBLE()
        after = retry_after(response.headers.get("Retry-After"))
        raise Fault(
            online.PASSING_TROUBLE(trouble=trouble, status=status, what=what), BUSY, after=after
        )


def forbidden(url: str) -> UcdpError:
    """Say what a 403 may mean."""
    return UcdpError(online.FORBIDDEN(where=place(url)))


def unexpected(url: str, status: int, what: str | Said) -> UcdpError:
    """Say that a status was not expected."""
    return UcdpError(online.UNEXPECTED(where=place(url), status=status, what=what))


def looks_like_page(head: bytes) -> bool:
    """Return whether an answer begins as HTML does: no file and no page of UCDP begins with `<`."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"


async def whole_body(response: httpx.Response, longest: int, what: str | Said) -> bytes:
    """Return the body of an answer, up to a size.

    Raises:
        DamagedError: it is larger.
    """
    pieces, size = [], 0
    async for piece in response.aiter_bytes():
        size += len(piece)
        if size > longest:
            raise DamagedError(online.TOO_LARGE(what=what, most=longest))
        pieces.append(piece)
    return b"".join(pieces)
