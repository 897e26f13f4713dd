"""A UCDP on the loopback: a real threaded HTTP server, with a switch for each kind of fault.

    with UcdpServer() as ucdp:
        ucdp.publish("country-year", "27.1")          # both in the API and as a download
        ucdp.fail("status", page=2, value=503, times=1)
        ... MALI_CLI_UCDP_API=ucdp.api  MALI_CLI_UCDP_DOWNLOADS=ucdp.downloads ...
        ucdp.requests                                 # what was asked, with headers

It answers as `reference/ucdp.md` says that UCDP does: unknown parameters are ignored, both dates
are tested on date_end, a version that does not exist has TotalCount 0, no token is a 401.

It stands in for the others too. The World Bank and the UN give files of `put`; IDMC and UNHCR give
`displaced` and `refugees` in pages, as `reference/other_sources.md` has them.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from mali_cli.datasets.registry import data_set
from mali_cli.datasets.ucdp_files import file_of
from mali_cli.words.message import Said
from tests.datasets import stock_files
from tests.read.writers import FIXTURES, population_of_api

from . import made_up
from .made_up import Row

POPULATION = "country/all/indicator/SP.POP.TOTL"
UN_LISTS = {
    "DPPADPOSS-FATALITIES/CSV": "un-fatalities.csv",
    "DPO-UCHISTORICAL/CSV": "un-personnel.csv",
}
"""Where the UN's lists are, and the fixture that each is."""
CLIENT_ID = "MADE-UP-CLIENT-0123456789"
TOKEN = "made-up-token-0123456789abcdef"
NO_TOKEN = "API token required. Add header: x-ucdp-access-token: <your-token>"
BAD_TOKEN = "Invalid API token."
PAGE = b"<!DOCTYPE html><html><body>Please log in to the hotel network</body></html>"
FAULTS = (
    *("status", "stall", "redirect", "html", "headers", "cut", "drip"),  # of any request
    *("trickle", "unsized", "flood"),
    *("empty", "total", "pages", "duplicates", "ignore", "json", "body", "rows"),  # of the API
    "next",  # of IDMC
    "range",  # of downloads
)


class Notes(list[str]):
    """Collects what is said to the user."""

    def __call__(self, sentence: Said, /) -> None:
        self.append(str(sentence))


@dataclass
class Seen:
    """A request that came in, and the status it got (0: none was sent yet)."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    status: int


@dataclass
class Fault:
    """Something that goes wrong: where (a page, a part of the path), how often (None = always)."""

    kind: str
    page: int | None = None
    path: str = ""
    times: int | None = None
    value: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def hits(self, path: str, query: Mapping[str, str]) -> bool:
        """Return whether it happens now."""
        if self.times == 0 or self.path not in path:
            return False
        return self.page is None or query.get("page", "0") == str(self.page)


@dataclass
class File:
    """A file to download. `etag` and `modified` "" = the header is not sent."""

    content: bytes
    etag: str = ""
    modified: str = ""


class UcdpServer:
    """The server. Use it as a context manager; all its switches may be changed while it runs."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.tables: dict[tuple[str, str], list[Row]] = {}
        self.files: dict[str, File] = {}
        self.faults: list[Fault] = []
        self.requests: list[Seen] = []
        self.page_limit = 1000
        self.client_id, self.few = CLIENT_ID, 10
        self.displaced: list[Row] = stock_files.displaced_rows()
        self.refugees: list[Row] = stock_files.refugee_rows()
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.ucdp = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def api(self) -> str:
        """For MALI_CLI_UCDP_API."""
        return f"{self.base}/api"

    @property
    def downloads(self) -> str:
        """For MALI_CLI_UCDP_DOWNLOADS."""
        return f"{self.base}/downloads"

    @property
    def environment(self) -> dict[str, str]:
        """All that a command needs to take this server for UCDP, and not to wait long."""
        return {
            "MALI_CLI_UCDP_API": self.api,
            "MALI_CLI_UCDP_DOWNLOADS": self.downloads,
            "MALI_CLI_WORLDBANK_API": self.downloads,
            "MALI_CLI_UN_DATA": self.downloads,
            "MALI_CLI_IDMC_API": f"{self.base}/idmc",
            "MALI_CLI_UNHCR_API": f"{self.base}/unhcr",
            "IDMC_CLIENT_ID": self.client_id,
            "MALI_CLI_RETRY_WAIT": "0.01",
            "UCDP_TOKEN": self.token,
        }

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._http.stopping.set()
        self._http.shutdown()
        self._http.server_close()

    def publish(
        self, dataset: str, release: str, rows: list[Row] | None = None, *, inner: str = ""
    ) -> list[Row]:
        """Publish a data set (made-up rows unless given) in the API and as a download."""
        if rows is None:
            rows = _rows_of(dataset, release)
        self.offer(dataset, release, rows)
        content = made_up.as_csv(rows, bom=dataset == "country-year")
        file = file_of(dataset, release)
        if file.zipped:
            content = made_up.as_zip(inner or file.inner or f"{dataset}_v{release}.csv", content)
        self.put(file.path, content)
        return rows

    def offer(self, dataset: str, release: str, rows: list[Row]) -> None:
        """Publish rows in the API only."""
        door = data_set(dataset).door("api")
        resource = door.path if door else ""
        if resource:
            self.tables[(resource, release)] = rows

    def put(self, path: str, content: bytes, *, etag: bool = True, modified: bool = True) -> None:
        """Put a file on the downloads page, or replace it."""
        tag = f'"{sha256(content).hexdigest()[:16]}"' if etag else ""
        self.files[path] = File(
            content, tag, formatdate(1780920000, usegmt=True) if modified else ""
        )

    def publish_others(self) -> None:
        """Publish what the World Bank and the UN have, in one piece each."""
        self.put(POPULATION, population_of_api())
        for path, name in UN_LISTS.items():
            self.put(path, (FIXTURES / name).read_bytes())

    def fail(self, kind: str, **where: Any) -> Fault:
        """Let something go wrong from now on; see `Fault`, and `_Handler` for the kinds."""
        assert kind in FAULTS, kind
        fault = Fault(kind, **where)
        self.faults.append(fault)
        return fault

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        self.faults.clear()

    def pages(self) -> list[int]:
        """The numbers of the pages that were asked for, in order of their requests."""
        return [int(seen.query["page"]) for seen in self.requests if "page" in seen.query]

    def fault(self, path: str, query: Mapping[str, str], *kinds: str) -> Fault | None:
        """Return the fault of these kinds that happens now, and count it down."""
        with self.lock:
            for fault in self.faults:
                if fault.kind in kinds and fault.hits(path, query):
                    fault.times = None if fault.times is None else fault.times - 1
                    return fault
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    ucdp: UcdpServer

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    @property
    def ucdp(self) -> UcdpServer:
        return self.server.ucdp

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.where, self.asked = parts.path, dict(parse_qsl(parts.query))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen = Seen(self.command, self.where, self.asked, headers, 0)
        with self.ucdp.lock:
            self.ucdp.requests.append(self.seen)
            self.ucdp.at_once += 1
            self.ucdp.most_at_once = max(self.ucdp.most_at_once, self.ucdp.at_once)
        try:
            self._answer()
        finally:
            with self.ucdp.lock:
                self.ucdp.at_once -= 1

    do_HEAD = do_GET  # noqa: N815

    def _answer(self) -> None:
        if fault := self._fault("stall"):
            self.server.stopping.wait(fault.value or 30)
        if fault := self._fault("trickle"):
            return self._trickle(fault.value or 0.05)
        if fault := self._fault("redirect"):
            return self._send(302, b"", {"Location": fault.value})
        if fault := self._fault("status"):
            return self._send(fault.value, b"made to fail", fault.headers)
        if self._fault("html"):
            return self._send(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
        if self.where.startswith("/api/"):
            return self._api()
        if self.where.startswith("/downloads/"):
            return self._download()
        if self.where == "/idmc/conflicts/":
            return self._idmc()
        if self.where == "/unhcr/population/":
            return self._unhcr()
        return self._send(404, b"Not found", {"Content-Type": "text/html"})

    def _api(self) -> None:
        token = self.headers.get("x-ucdp-access-token")
        if token != self.ucdp.token:
            return self._send(401, (BAD_TOKEN if token else NO_TOKEN).encode())
        resource, _, version = self.where.removeprefix("/api/").partition("/")
        rows = self._selected(resource, self.ucdp.tables.get((resource.lower(), version), []))
        size = min(int(self.asked.get("pagesize", "100")), self.ucdp.page_limit)
        number = int(self.asked.get("page", "0"))
        content = made_up.page(rows, number, size, f"{self.ucdp.base}{self.path}")
        self._spoil(content)
        body = json.dumps(content).encode()
        if self._fault("json"):
            body = body[: len(body) // 2]
        if fault := self._fault("body"):
            body = fault.value
        return self._send(200, body, {"Content-Type": "application/json; charset=utf-8"})

    def _idmc(self) -> None:
        """Give a page of IDMC's, with the address of the next one and its key in it."""
        if self.asked.get("client_id") != self.ucdp.client_id:
            return self._send(401, b"no client")
        number, rows = int(self.asked.get("page", "1")), self.ucdp.displaced
        first, last = self.ucdp.few * (number - 1), self.ucdp.few * number
        query = f"client_id={self.ucdp.client_id}&format=json&page={number + 1}"
        following = f"{self.ucdp.base}/idmc/conflicts/?{query}" if last < len(rows) else None
        if fault := self._fault("next"):
            following = fault.value
        return self._pages(
            stock_files.displaced_page(rows[first:last], len(rows), following), "results", "count"
        )

    def _unhcr(self) -> None:
        """Give a page of UNHCR's, of a few rows in place of the thousand that were asked for."""
        number, rows = int(self.asked.get("page", "1")), self.ucdp.refugees
        pages = -(-len(rows) // self.ucdp.few)
        here = rows[self.ucdp.few * (number - 1) : self.ucdp.few * number]
        return self._pages(stock_files.refugee_page(here, number, pages), "items", "maxPages")

    def _pages(self, content: dict[str, Any], rows: str, total: str) -> None:
        if self._fault("empty"):
            content[rows] = []
        if fault := self._fault("total"):
            content[total] += fault.value
        if content[rows] and self._fault("duplicates"):
            content[rows] = [*content[rows][:-1], content[rows][0]]
        body = json.dumps(content).encode()
        if self._fault("json"):
            body = body[: len(body) // 2]
        if fault := self._fault("body"):
            body = fault.value
        return self._send(200, body, {"Content-Type": "application/json"})

    def _selected(self, resource: str, rows: list[Row]) -> list[Row]:
        """Filter rows as the API does: what it does not know, it ignores."""
        filters = _EVENT_FILTERS if resource == "gedevents" else _YEAR_FILTERS
        ignored = self._fault("ignore")
        for name, value in self.asked.items():
            test = filters.get(name.lower())
            if test and not (ignored and ignored.value in (None, name)):
                rows = [row for row in rows if test(row, value)]
        return rows

    def _spoil(self, content: dict[str, Any]) -> None:
        rows = content["Result"]
        if self._fault("empty"):
            content["Result"] = []
        if fault := self._fault("total"):
            content["TotalCount"] += fault.value
        if fault := self._fault("pages"):
            content["TotalPages"] = fault.value
        if fault := self._fault("rows"):
            content["Result"] = (rows * fault.value)[: fault.value]
        if rows and self._fault("duplicates"):
            content["Result"] = [*rows[:-1], rows[0]]

    def _download(self) -> None:
        file = self.ucdp.files.get(self.where.removeprefix("/downloads/"))
        if file is None:
            return self._send(404, b"<html>Not found</html>", {"Content-Type": "text/html"})
        headers = {"Accept-Ranges": "bytes", "Content-Type": "application/octet-stream"}
        headers |= {"ETag": file.etag} if file.etag else {}
        headers |= {"Last-Modified": file.modified} if file.modified else {}
        start = self._start(file)
        if start is None:
            return self._send(200, file.content, headers)
        total = len(file.content)
        if start >= total:
            return self._send(416, b"", headers | {"Content-Range": f"bytes */{total}"})
        fault = self._fault("range")
        headers["Content-Range"] = fault.value if fault else f"bytes {start}-{total - 1}/{total}"
        return self._send(206, file.content[start:], headers)

    def _start(self, file: File) -> int | None:
        """Return where the client wants to go on; None = it gets the whole file."""
        wanted = self.headers.get("Range", "")
        if not wanted.startswith("bytes=") or not wanted.endswith("-"):
            return 0 if wanted == "bytes=0-0" else None
        condition = self.headers.get("If-Range")
        if condition is not None and condition not in (file.etag, file.modified):
            return None
        return int(wanted[len("bytes=") : -1])

    def _send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.seen.status = status
        extra = self._fault("headers")
        self.send_response(status)
        for name, value in {**(headers or {}), **(extra.headers if extra else {})}.items():
            self.send_header(name, value)
        flood = self._fault("flood")
        if flood or self._fault("unsized"):
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if flood:
            body += b" " * flood.value
        if fault := self._fault("cut"):
            body = body[: fault.value if fault.value is not None else len(body) // 2]
            self.close_connection = True
        if fault := self._fault("drip"):
            return self._drip(body, fault.value or 0.05)
        self.wfile.write(body)

    def _trickle(self, seconds: float) -> None:
        """Send headers without end, one at a time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.stopping.wait(seconds):
            self.wfile.write(b"X-More: to come\r\n")

    def _drip(self, body: bytes, seconds: float) -> None:
        for byte in body:
            if self.server.stopping.is_set():
                break
            self.wfile.write(bytes([byte]))
            time.sleep(seconds)

    def _fault(self, *kinds: str) -> Fault | None:
        return self.ucdp.fault(self.where, self.asked, *kinds)

    def log_message(self, format: str, *args: Any) -> None:
        """Write no log."""


def _rows_of(dataset: str, release: str) -> list[Row]:
    if dataset in ("ged", "candidate"):
        return made_up.events(release)
    if dataset == "country-year":
        return made_up.country_years(release)
    return made_up.others(dataset, release)


def _among(name: str) -> Callable[[Row, str], bool]:
    """A filter by a column: any of a comma list."""
    return lambda row, value: str(row.get(name)) in value.split(",")


def _located(row: Row, value: str) -> bool:
    cells = [str(row.get(name, "")) for name in ("gwno_location", "gwno_loc")]
    return bool(
        {word.strip() for cell in cells for word in cell.split(",")} & set(value.split(","))
    )


_EVENT_FILTERS: dict[str, Callable[[Row, str], bool]] = {
    "id": _among("id"),
    "country": _among("country_id"),
    "typeofviolence": _among("type_of_violence"),
    "dyad": _among("dyad_new_id"),
    "startdate": lambda row, value: row["date_end"][:10] >= value,
    "enddate": lambda row, value: row["date_end"][:10] <= value,
}
_YEAR_FILTERS: dict[str, Callable[[Row, str], bool]] = {
    "country": _located,
    "country_id": _among("country_id"),
    "year": _among("year"),
    "conflict": _among("conflict_id"),
    "dyad": _among("dyad_id"),
}
