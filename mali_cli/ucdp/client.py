"""HTTP as this program does it: one client a job, own deadlines, faults told apart.

httpx times each read only, retries nothing but connecting, and sends custom headers along when it
follows a redirect: so it follows none here, and the waiting is done in `waiting`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import field
from typing import Any, TypeVar

import httpx

from ..frozen import frozen
from ..model.errors import DamagedError, UcdpError
from ..words import online
from ..words.message import Said
from .addresses import USER_AGENT, is_loopback, place
from .progress import Say
from .waiting import BROKEN_OFF, BUSY, SLOW, Fault, Limits, retry_after

T = TypeVar("T")
PASSING = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
_TROUBLE = {429: online.ASKS_TO_SLOW_DOWN(), 503: online.IS_BUSY(), 504: online.IS_SLOW()}


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


def open_line(base: str, limits: Limits, say: Say) -> Line:
    """Open a line to the host of `base`. A proxy is used as the environment says.

    Not for the loopback: a token sent there over plain http must not pass through a proxy.
    """
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


def _reason(error: Exception) -> str | Said:
    return " ".join(str(error).split())[:120].lower() or online.NO_CONNECTION()
