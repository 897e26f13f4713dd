"""Where UCDP is, or the mirror or test server that stands in for it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from ..model.errors import UsageError
from ..version import __version__
from ..words import online
from ..words.message import Said

API_VARIABLE, DOWNLOADS_VARIABLE = "MALI_CLI_UCDP_API", "MALI_CLI_UCDP_DOWNLOADS"
API = "https://ucdpapi.pcr.uu.se/api"
DOWNLOADS = "https://ucdp.uu.se/downloads"
REPOSITORY = "https://github.com/mali-cli/mali-cli"
USER_AGENT = f"mali-cli/{__version__} (+{REPOSITORY})"
"""An honest name: ucdp.uu.se is said to turn away clients that hide theirs."""
_HOST = re.compile(r"[A-Za-z0-9.-]+|[0-9A-Fa-f:.]+", re.ASCII)
_STRANGE = re.compile(r"[^\x21-\x7e]|\\")


def api_base(environ: Mapping[str, str] = os.environ) -> str:
    """Return the base address of the API, without a slash at its end.

    Raises:
        UsageError: MALI_CLI_UCDP_API is no address that a token may be sent to.
    """
    return _base(environ, API_VARIABLE, API)


def downloads_base(environ: Mapping[str, str] = os.environ) -> str:
    """Return the base address of the downloads, without a slash at its end.

    Raises:
        UsageError: MALI_CLI_UCDP_DOWNLOADS is no https or loopback address.
    """
    return _base(environ, DOWNLOADS_VARIABLE, DOWNLOADS)


def under(base: str, path: str) -> str:
    """Return the address of a path below a base address."""
    return f"{base.rstrip('/')}/{path.lstrip('/')}"


def is_loopback(url: str) -> bool:
    """Return whether an address is on this machine."""
    parts = _split(url)
    host = (parts.hostname or "").lower() if parts else ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_safe(url: str) -> bool:
    """Return whether an address is https, or plain http on the loopback, and names nothing else."""
    parts = _split(url)
    if parts is None or not _HOST.fullmatch(parts.hostname or ""):
        return False
    if parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))


def place(url: str) -> str | Said:
    """Return scheme and host of an address, to be named in a message; nothing of its query."""
    parts = _split(url)
    if parts and parts.hostname:
        return f"{parts.scheme}://{parts.hostname}"
    return online.ANOTHER_ADDRESS()


def _base(environ: Mapping[str, str], variable: str, default: str) -> str:
    url = environ.get(variable, "").strip() or default
    parts = _split(url)
    if not is_safe(url) or parts is None or parts.query or parts.fragment:
        raise UsageError(online.UNSAFE_ADDRESS(variable=variable, usual=default))
    return url.rstrip("/")


def _split(url: str) -> SplitResult | None:
    """Take an address apart; None where programs might read it differently."""
    if _STRANGE.search(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
