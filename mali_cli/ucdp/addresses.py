"""The services that data come from: where each is, or its stand-in, and how much it may send."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from ..frozen import frozen
from ..model.errors import UsageError
from ..version import __version__
from ..words import online
from ..words.message import Said

REPOSITORY = "https://github.com/mali-cli/mali-cli"
USER_AGENT = f"mali-cli/{__version__} (+{REPOSITORY})"
"""An honest name: ucdp.uu.se is said to turn away clients that hide theirs."""
_HOST = re.compile(r"[A-Za-z0-9.-]+|[0-9A-Fa-f:.]+", re.ASCII)
LONGEST_HOST = 254
"""Letters; a name of a host has fewer (RFC 1035, 2.3.4)."""
_STRANGE = re.compile(r"[^\x21-\x7e]|\\")


MIB = 1024 * 1024


@frozen
class Sizes:
    """The most that is taken from a service; what is larger is refused, and nothing of it kept.

    Bytes: `body` of an answer that is read in memory, `file` of a download whose size is not
    known, `pages` of all pages of one job. `values`: of the JSON of an answer, which takes far
    more memory than its text.
    """

    body: int = 64 * MIB
    values: int = 4_000_000
    file: int = 256 * MIB
    pages: int = 2048 * MIB


@frozen
class Service:
    """A service that data come from.

    `name` is what messages call it, `variable` names a mirror or test server in its place, `usual`
    is its own address, `site` the page where a browser finds the same.
    """

    name: str
    variable: str
    usual: str
    site: str
    sizes: Sizes = Sizes()

    def base(self, environ: Mapping[str, str] = os.environ) -> str:
        """Return its base address, without a slash at its end.

        Raises:
            UsageError: the variable holds no https or loopback address.
        """
        url = environ.get(self.variable, "").strip() or self.usual
        parts = _split(url)
        if not is_safe(url) or parts is None or parts.query or parts.fragment:
            raise UsageError(online.UNSAFE_ADDRESS(variable=self.variable, usual=self.usual))
        return url.rstrip("/")


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
    host = parts.hostname if parts else None
    if parts and host and len(host) < LONGEST_HOST:
        return f"{parts.scheme}://{host}"
    return online.ANOTHER_ADDRESS()


def on_same_host(url: str, base: str) -> bool:
    """Return whether an address is one below a base address, whatever its scheme is."""
    found, own = _split(url), _split(base)
    if found is None or own is None or found.username is not None or found.fragment:
        return False
    same = (found.hostname, found.port) == (own.hostname, own.port)
    return same and found.path.startswith(f"{own.path.rstrip('/')}/")


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


_SITE = "https://ucdp.uu.se/downloads/"
UCDP_API = Service("UCDP", "MALI_CLI_UCDP_API", "https://ucdpapi.pcr.uu.se/api", _SITE)
"""A page of 1,000 events has some 2 MB, the whole of GED 26.1 some 0.8 GB."""
UCDP_DOWNLOADS = Service("UCDP", "MALI_CLI_UCDP_DOWNLOADS", "https://ucdp.uu.se/downloads", _SITE)
"""The largest file, GED 26.1, has 39 MB."""
WORLD_BANK = Service(
    "the World Bank",
    "MALI_CLI_WORLDBANK_API",
    "https://api.worldbank.org/v2",
    "https://data.worldbank.org/indicator/SP.POP.TOTL",
)
"""The population of all countries, 1989 to 2024, is a page of some 3 MB."""
UN_DATA = Service(
    "the UN",
    "MALI_CLI_UN_DATA",
    "https://api.psdata.un.org/public/data",
    "https://psdata.un.org",
)
"""The list of fatalities has 0.5 MB."""
IDMC = Service(
    "IDMC",
    "MALI_CLI_IDMC_API",
    "https://helix-tools-api.idmcdb.org/external-api/gidd",
    "https://www.internal-displacement.org/database/displacement-data",
    Sizes(body=16 * MIB, values=500_000, pages=64 * MIB),
)
"""All years of all countries have 0.2 MB, in ten pages."""
UNHCR = Service(
    "UNHCR",
    "MALI_CLI_UNHCR_API",
    "https://api.unhcr.org/population/v1",
    "https://www.unhcr.org/refugee-statistics",
    Sizes(body=16 * MIB, values=500_000, pages=256 * MIB),
)
OF_QUERIES: Mapping[str, Service] = {
    **{"worldbank": WORLD_BANK, "un": UN_DATA, "idmc": IDMC, "unhcr": UNHCR},
}
"""The services that answer one query with all rows of a data set, by what a door calls them."""
api_base, downloads_base = UCDP_API.base, UCDP_DOWNLOADS.base
