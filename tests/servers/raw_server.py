"""A server on the loopback that sends what no HTTP server sends, to each who connects."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

OK = b"HTTP/1.1 200 OK\r\n"
MOVED = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
Act = Callable[[socket.socket], object]


def once(content: bytes) -> Act:
    """Send something and close."""
    return lambda to: to.sendall(content)


def flood(start: bytes, more: bytes) -> Act:
    """Send something, and more without end."""

    def act(to: socket.socket) -> None:
        to.sendall(start)
        while True:
            to.sendall(more)

    return act


STRANGE: dict[str, Act] = {
    "continue without end": flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "hints without end": flood(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    "zeros without end": flood(b"", b"\0" * 65_536),
    "a line without end": flood(b"", b"x" * 65_536),
    "rubbish": lambda to: to.sendall(os.urandom(5_000)),
    "chunks of a byte": flood(CHUNKED, b"1\r\nx\r\n" * 1_000),
    "a chunk beyond all sizes": once(CHUNKED + b"ffffffffffffffff\r\n" + b"x" * 1_000),
    "a chunk's header without end": flood(CHUNKED + b"1;", b"x" * 65_536),
    "trailers without end": flood(CHUNKED + b"0\r\n", b"a: b\r\n" * 1_000),
    "a negative length": once(OK + b"Content-Length: -1\r\n\r\nabc"),
    "a length with a sign": once(OK + b"Content-Length: +5\r\n\r\nabcde"),
    "two lengths": once(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde"),
    "a length of twenty digits": once(OK + b"Content-Length: 99999999999999999999\r\n\r\nabc"),
    "a length beyond all sizes": once(OK + b"Content-Length: 9999999999999\r\n\r\nabcde"),
    "nothing": once(OK + b"Content-Length: 0\r\n\r\n"),
    "no content": once(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "not modified": once(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "another protocol": once(
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    ),
    "an unknown status": once(b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n"),
    "an old version": once(b"HTTP/1.0 200 OK\r\n\r\nhello"),
    "a new version": once(b"HTTP/2 200\r\n\r\n"),
    "moved to no letters": once(MOVED + b"http://\xe9\xff/\r\n\r\n"),
    "moved to a long name": once(MOVED + b"https://" + b"a" * 60_000 + b"/\r\n\r\n"),
    "moved to a wrong name": once(MOVED + b"https://xn--a/\r\n\r\n"),
    "moved to dots": once(MOVED + b"https://...../\r\n\r\n"),
    "moved to half an address": once(MOVED + b"http://[::1\r\n\r\n"),
    "moved to no port": once(MOVED + b"http://127.0.0.1:99999/\r\n\r\n"),
    "cookies": once(OK + (b"Set-Cookie: " + b"a=b;" * 4_000 + b"\r\n") * 5 + b"\r\nabc"),
    "a strange kind": once(OK + b"Content-Type: \xff; charset=\xff\r\nContent-Length: 1\r\n\r\na"),
    "a strange wait": once(
        b"HTTP/1.1 503 Busy\r\nRetry-After: Sun, 22 Nov 2026 12:01:30 +99999999999999\r\n"
        b"Content-Length: 0\r\n\r\n"
    ),
    "nothing at all": once(b""),
}


@contextmanager
def raw_server(act: Act) -> Iterator[str]:
    """Serve on the loopback; yield the address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(to: socket.socket) -> None:
        with to, suppress(OSError):
            to.recv(65_536)
            act(to)

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=listening.accept()[:1], daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
