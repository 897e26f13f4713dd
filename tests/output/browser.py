"""A real browser for tests: headless Chromium, driven by the WebDriver protocol over HTTP."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

NAMES = (("chromium", "chromium-browser", "google-chrome"), ("chromedriver",))
SWITCHES = (
    *("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"),
    *("disable-component-update", "disable-sync", "disable-dev-shm-usage", "hide-scrollbars"),
)
STARTS_IN, ANSWERS_IN = 30.0, 60.0


def installed() -> tuple[str, str] | None:
    """Return the paths of the browser and of its driver; None where one is not installed."""
    found = [next(filter(None, map(shutil.which, names)), None) for names in NAMES]
    return (found[0], found[1]) if found[0] and found[1] else None


class Browser:
    """A session of a browser."""

    def __init__(self, address: str, binary: str, folder: Path) -> None:
        """Begin a session that stores what it downloads in a folder."""
        self.client = httpx.Client(base_url=address, timeout=ANSWERS_IN, trust_env=False)
        options = {
            "binary": binary,
            "args": [*SWITCHES, f"user-data-dir={folder / 'profile'}"],
            "prefs": {"download.default_directory": str(folder)},
        }
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        body = {"capabilities": {"alwaysMatch": wanted}}
        self.at = "/session"
        self.at = f"/session/{self.post('', body)['sessionId']}"

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Send a command and return its value."""
        response = self.client.post(self.at + path, json=body)
        value = response.json()["value"]
        assert response.status_code == 200, value
        return value

    def open(self, path: Path) -> None:
        """Open a file."""
        self.post("/url", {"url": path.as_uri()})

    def run(self, script: str, *values: object) -> Any:
        """Run the body of a function of JavaScript and return what it returns."""
        return self.post("/execute/sync", {"script": script, "args": list(values)})

    def ask(self, command: str, **values: object) -> Any:
        """Send a command of the DevTools protocol."""
        return self.post("/goog/cdp/execute", {"cmd": command, "params": values})

    def screen(self, width: int, height: int = 900, *, media: str = "", dark: bool = False) -> None:
        """Show pages as on a screen of that size, or on paper (`media` "print")."""
        narrow = width < 600
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            **{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": narrow},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def type(self, keys: str) -> None:
        """Press keys where the focus is."""
        presses = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": presses}]})

    def clipboard(self) -> str:
        """Return what was copied."""
        read = "navigator.clipboard.readText().then(arguments[0])"
        return str(self.post("/execute/async", {"script": read, "args": []}))

    def logged(self, kind: str) -> list[dict[str, Any]]:
        """Return what was logged since it was last asked: "browser" or "performance"."""
        found: list[dict[str, Any]] = self.post("/se/log", {"type": kind})
        return found

    def printed(self, width: float, height: float) -> bytes:
        """Return the page as a PDF on paper of that size in centimetres."""
        page = {"width": width, "height": height}
        return base64.b64decode(self.post("/print", {"page": page, "background": True}))

    def picture(self, *, whole: bool = False) -> bytes:
        """Return a picture of what the screen shows, or of the whole page, as PNG."""
        told = self.ask("Page.captureScreenshot", captureBeyondViewport=whole)
        return base64.b64decode(told["data"])


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Start a browser with an empty profile, and end it."""
    found = installed()
    assert found
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = subprocess.Popen(
        [found[1], f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        session = Browser(address, found[0], folder)
        try:
            yield session
        finally:
            session.client.delete(session.at)
            session.client.close()
    finally:
        driver.terminate()
        driver.wait(STARTS_IN)


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_IN
    while True:
        try:
            if httpx.get(f"{address}/status", trust_env=False).json()["value"]["ready"]:
                return
        except httpx.TransportError:
            assert time.monotonic() < until, "the driver does not start"
        time.sleep(0.1)
