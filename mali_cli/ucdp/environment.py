"""What the environment says of proxies and certificates, checked before a request is made.

httpx takes these variables as they are, and ends with whatever error comes of them. Sources: the
documentation of `urllib.request.getproxies`, of `ssl.create_default_context` and of httpx's
environment variables.
"""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from urllib.request import getproxies

import httpx

from ..model.errors import UcdpError
from ..words import online

HIGHEST_PORT = 65_535
_SCHEMES = ("https", "http", "all")
_HOST = re.compile(r"[A-Za-z0-9._:-]+", re.ASCII)


def check_environment(*, outside: bool) -> None:
    """Refuse variables with which no client can be made.

    With `outside` false, for a service on the loopback, proxies and certificates are not asked.

    Raises:
        UcdpError: naming the variable.
    """
    _check_key_log()
    if not outside:
        return
    _check_certificates()
    hosts = _direct()
    if "*" in hosts:
        return
    for host in hosts:
        _check_direct(host)
    for variable, url in _proxies():
        _check_proxy(variable, url)


def proxy_variable(url: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the variable that names a proxy for an address; None where no variable does."""
    wanted = (url.partition(":")[0], "all")
    named = (_name(f"{scheme}_proxy", environ) for scheme in wanted if getproxies().get(scheme))
    return None if "*" in _direct() else next(named, None)


def _name(variable: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return a variable as it is set: in small letters, which come first, or in capitals."""
    return variable if environ.get(variable) else variable.upper()


def _direct() -> list[str]:
    """Return the hosts that are asked without a proxy."""
    return [host for part in getproxies().get("no", "").split(",") if (host := part.strip())]


def _proxies() -> Iterator[tuple[str, str]]:
    found = getproxies()
    for scheme in _SCHEMES:
        if url := found.get(scheme):
            yield _name(f"{scheme}_proxy"), url if "://" in url else f"http://{url}"


def _check_key_log() -> None:
    path = os.environ.get("SSLKEYLOGFILE")
    if path:
        try:
            Path(path).open("ab").close()
        except OSError as error:
            said = online.BAD_KEY_LOG(variable="SSLKEYLOGFILE", path=path, why=_why(error))
            raise UcdpError(said) from None


def _check_certificates() -> None:
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    variable, path = ("SSL_CERT_FILE", file) if file else ("SSL_CERT_DIR", folder)
    if not path:
        return
    try:
        if file:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=file)
        else:
            next(Path(path).iterdir(), None)
    except OSError as error:
        said = online.BAD_CERTIFICATES(variable=variable, path=path, why=_why(error))
        raise UcdpError(said) from None


def _check_direct(host: str) -> None:
    with suppress(ValueError):
        ip_network(host, strict=False)
        return
    try:
        httpx.URL(host if "://" in host else f"all://*{host}")
    except (httpx.InvalidURL, ValueError):
        raise UcdpError(online.BAD_NO_PROXY(variable=_name("no_proxy"), host=host)) from None


def _check_proxy(variable: str, url: str) -> None:
    """Refuse a proxy that cannot be used. Its address, which may hold a password, is not shown."""
    try:
        proxy = httpx.Proxy(url).url
    except (httpx.InvalidURL, ValueError):
        raise UcdpError(online.BAD_PROXY(variable=variable)) from None
    if not _HOST.fullmatch(proxy.host) or (proxy.port or 0) > HIGHEST_PORT:
        raise UcdpError(online.BAD_PROXY(variable=variable))
    if proxy.scheme.startswith("socks") and find_spec("socksio") is None:
        raise UcdpError(online.NO_SOCKS(variable=variable))


def _why(error: OSError) -> str:
    reason = getattr(error, "reason", None) or error.strerror or str(error)
    return str(reason).replace("_", " ").lower()
