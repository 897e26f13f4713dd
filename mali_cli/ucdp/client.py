"""HTTP as this program does it: one client for all services, own limits, faults told apart.

    ask(SERVICE, work, say=say, until=deadline(60), hint=...)    # work(line) is a coroutine
    await get(line, url, what, check)                            # the body of an answer, in memory
    await transfer.get_file(line, wanted, part, progress)        # a file, gone on with later

A service gives its address and sizes (`Service`), and what its statuses mean (`check`). httpx
times each read only, retries nothing but connecting, unpacks whatever comes, and sends custom
headers along when it follows a redirect: so it follows none here, bodies are read as they are on
the wire, and `watched` ends what takes too long.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar

import httpx

from ..frozen import frozen
from ..model.errors import DamagedError, UcdpError
from ..words import online
from ..words.message import Said
from . import waiting
from .addresses import USER_AGENT, Service, is_loopback, place
from .environment import check_environment, proxy_variable
from .progress import Say
from .waiting import (
    BROKEN_OFF,
    BUSY,
    IN_ALL,
    SLOW,
    Clock,
    Deadline,
    Fault,
    Limits,
    Pace,
    deadline,
    retry_after,
    watched,
)

T = TypeVar("T")
PASSING = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
_TROUBLE = {429: online.ASKS_TO_SLOW_DOWN(), 503: online.IS_BUSY(), 504: online.IS_SLOW()}


_asking: ContextVar[bool] = ContextVar("asking", default=False)
LOGGERS = ("httpx", *(f"httpcore.{name}" for name in ("connection", "http11", "proxy", "socks")))


def _of_others(_record: logging.LogRecord) -> bool:
    """Return whether a line of httpx's log is of a request that another program makes.

    Its lines have addresses and headers, in which the key of a user may stand.
    """
    return not _asking.get()


for _name in LOGGERS:
    logging.getLogger(_name).addFilter(_of_others)


@frozen
class Line:
    """An open line to a service, for one job."""

    service: Service
    client: httpx.AsyncClient = field(repr=False)
    limits: Limits
    say: Say
    clock: Clock
    pace: Pace
    hint: Said

    async def patiently(
        self, attempt: Callable[[], Coroutine[Any, Any, T]], hint: Said | None = None
    ) -> T:
        """Try until it works, as `waiting.patiently` does; other requests wait too."""
        hint = hint or self.hint
        return await waiting.patiently(attempt, self.clock, self.say, hint, self.pace.hold)


def ask(
    service: Service,
    work: Callable[[Line], Coroutine[Any, Any, T]],
    *,
    say: Say,
    hint: Said,
    limits: Limits | None = None,
    until: Deadline | None = None,
) -> T:
    """Do a job with an open line to a service.

    `say` is told when and why it waits, `hint` is what to do where it is given up; None for the
    usual limits, and for an hour in all.

    Raises:
        UsageError: a variable of this program holds no address or no number of seconds.
        UcdpError: the environment has a proxy or certificates that cannot be used; nothing came
            for too long, or it took too long in all; and what the job raises.
    """
    waiting.base_wait()
    base, limits = service.base(), limits or waiting.LIMITS
    client = _client(base, limits)
    clock = Clock(service, limits, until or deadline(IN_ALL), say, hint)

    async def job() -> T:
        _asking.set(True)
        line = Line(service, client, limits, say, clock, Pace(limits.interval), hint)
        async with client:
            return await watched(clock, work(line))

    return run(job)


def _client(base: str, limits: Limits) -> httpx.AsyncClient:
    """Make a client. A proxy is used as the environment says, but not for the loopback.

    A token that is sent there over plain http must not pass through a proxy. It keeps no cookies.
    """
    outside = not is_loopback(base)
    check_environment(outside=outside)
    try:
        client = httpx.AsyncClient(
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(limits.read, connect=limits.connect),
            follow_redirects=False,
            trust_env=outside,
        )
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
        raise UcdpError(online.CANNOT_ASK(where=place(base), why=type(error).__name__)) from None
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


class _Resolvers(ThreadPoolExecutor):
    """Threads that nothing waits for: a name that is looked up may hang for a minute."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run a function in a thread that does not outlive the program."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on it is not cancelled under the thread

        def act() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=act, daemon=True).start()
        return future


def run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a job to its end, also where an event loop runs already (a notebook)."""
    stops: list[Callable[[], object]] = []

    async def main() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        loop.set_default_executor(_Resolvers())
        assert task
        stops.append(partial(loop.call_soon_threadsafe, task.cancel))
        return await work()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(main())
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(lambda: asyncio.run(main()))
        try:
            return result.result()
        except KeyboardInterrupt:
            for stop in stops:
                stop()
            raise


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
        raise Fault(_not_reached(url, error), SLOW) from None
    except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.DecodingError):
        raise Fault(online.ANSWER_BROKE_OFF(what=what, where=where), BROKEN_OFF) from None
    except (httpx.RequestError, httpx.InvalidURL, UnicodeError) as error:  # idna's is the last
        raise UcdpError(online.CANNOT_ASK(where=where, why=type(error).__name__)) from None


def _not_reached(url: str, error: Exception) -> Said:
    why = " ".join(str(error).split())[:120].lower() or online.NO_CONNECTION()
    variable = None if is_loopback(url) else proxy_variable(url)
    if variable is None:
        return online.NOT_REACHED(where=place(url), why=why)
    return online.NOT_REACHED_THROUGH(where=place(url), why=why, variable=variable)


def check_passing(line: Line, response: httpx.Response, what: str | Said) -> None:
    """Raise a `Fault` where the status says that another try may work (RFC 9110, 15.6)."""
    status = response.status_code
    if status in PASSING:
        trouble = _TROUBLE.get(status) or online.HAS_TROUBLE()
        said = online.PASSING_TROUBLE(
            service=line.service.name, trouble=trouble, status=status, what=what
        )
        raise Fault(said, BUSY, after=retry_after(response.headers.get("Retry-After")))


def check_usual(line: Line, response: httpx.Response, what: str | Said) -> None:
    """Raise what a status means that is not 200, where a service has no meanings of its own."""
    check_passing(line, response, what)
    if response.status_code == 403:
        raise forbidden(line, str(response.url))
    if response.status_code != 200:
        raise unexpected(str(response.url), response.status_code, what)


def forbidden(line: Line, url: str) -> UcdpError:
    """Say what a 403 may mean."""
    return UcdpError(online.FORBIDDEN(where=place(url), site=line.service.site))


def unexpected(url: str, status: int, what: str | Said) -> UcdpError:
    """Say that a status was not expected."""
    return UcdpError(online.UNEXPECTED(where=place(url), status=status, what=what))


def looks_like_page(head: bytes) -> bool:
    """Return whether an answer begins as HTML does: no file and no page of data begins with `<`."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"


def told_length(headers: Mapping[str, str]) -> int | None:
    """Return the Content-Length of an answer; None where it has none that can be read."""
    text = headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def ends(headers: Mapping[str, str]) -> bool:
    """Return whether an answer tells where it ends, so that a cut one is known (RFC 9112, 6.3)."""
    return "Content-Length" in headers or "Transfer-Encoding" in headers


@frozen
class Body:
    """The body of an answer, and whether the service told where it ends."""

    content: bytes = field(repr=False)
    ends: bool


async def get(
    line: Line,
    url: str,
    what: str | Said,
    check: Callable[[httpx.Response], None],
    headers: Mapping[str, str] | None = None,
) -> Body:
    """Return the body of an answer; `check` raises what a status means. No redirect is followed.

    Raises:
        Fault: it may pass.
        UcdpError: the service cannot be asked.
        DamagedError: it is compressed, or larger than the service's sizes.
    """
    with faults(url, what):
        async with (
            asyncio.timeout(line.limits.answer),
            line.client.stream("GET", url, headers=headers) as response,
        ):
            line.clock.hear()
            check(response)
            most = line.service.sizes.body
            content = bytearray()
            async for piece in pieces(line, response, what, most):
                content += piece
                line.clock.hear(got=False)
    line.clock.hear()
    return Body(bytes(content), ends(response.headers))


async def pieces(
    line: Line, response: httpx.Response, what: str | Said, most: int, done: int = 0
) -> AsyncIterator[bytes]:
    """Give the body of an answer as it is on the wire, in time and within a size.

    Raises:
        Fault: it comes more slowly than the limits allow.
        DamagedError: it is compressed, or has more than `most` bytes with the `done` ones that are
            here; no more than that is given.
    """
    encoding = response.headers.get("Content-Encoding", "identity")
    if encoding.strip().lower() not in ("identity", ""):
        raise DamagedError(online.COMPRESSED(what=what, where=place(str(response.url))))
    if done + (told_length(response.headers) or 0) > most:
        raise DamagedError(online.TOO_LARGE(what=what, most=most))
    limits, loop = line.limits, asyncio.get_running_loop()
    wire = aiter(response.aiter_raw())
    goal, end = done + limits.window_bytes, loop.time() + limits.window
    while True:
        try:
            async with asyncio.timeout_at(end):
                piece = await anext(wire)
        except StopAsyncIteration:
            return
        except TimeoutError:
            where = place(str(response.url))
            raise Fault(online.SENDS_SLOWLY(where=where, what=what), SLOW) from None
        done += len(piece)
        if done > most:
            raise DamagedError(online.TOO_LARGE(what=what, most=most))
        if done >= goal:
            goal, end = done + limits.window_bytes, loop.time() + limits.window
        yield piece


def read_json(content: bytes, most: int) -> Any:
    """Read JSON of no more than so many values.

    Raises:
        ValueError: it is none, or has more; also NaN and Infinity, which are no JSON.
    """
    if sum(map(content.count, (b",", b"[", b"{"))) > most:
        raise ValueError(most)
    try:
        return json.loads(content, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError(str(error)) from None


def _refuse(constant: str) -> None:
    raise ValueError(constant)
