"""Variables of common machines, for proxies and certificates: exit 4 and the variable's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from mali_cli.datasets.ucdp_files import file_of
from mali_cli.model.errors import Exit, UcdpError
from mali_cli.ucdp import environment, waiting
from mali_cli.ucdp.download import download
from mali_cli.ucdp.environment import proxy_variable
from mali_cli.ucdp.waiting import deadline
from tests.servers.ucdp_server import UcdpServer

FILE = file_of("country-year", "27.1")._replace(rows=None)
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


@pytest.fixture(autouse=True)
def outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take an address that is not of this machine, and an environment without proxies."""
    for name in (*NAMES, *map(str.upper, NAMES), *CERTIFICATES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MALI_CLI_UCDP_DOWNLOADS", "https://downloads.invalid/ucdp")


def refused(folder: Path) -> UcdpError:
    with pytest.raises(UcdpError) as caught:
        download(FILE, folder)
    assert caught.value.exit_code is Exit.UCDP
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("name", ["ALL_PROXY", "https_proxy", "HTTPS_PROXY", "HTTP_PROXY"])
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy_needs_a_package(
    name: str, scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, f"{scheme}://user:secret@localhost:1080")
    error = refused(tmp_path)
    assert f"{name} names a SOCKS proxy, which needs the package socksio" in error.message
    assert "pip install socksio" in str(error.hint)
    assert "secret" not in error.message + str(error.hint)


def test_a_socks_proxy_with_the_package_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://localhost:1080")
    monkeypatch.setattr(environment, "find_spec", lambda _name: object())
    environment.check_environment(outside=True)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY", "http_proxy"])
@pytest.mark.parametrize(
    "url",
    [
        *("http://[::1", "http://host:port", "http://host:99999", "ftp://secret@host", "http://"),
        *("secret word", "://", "http://ho\x7fst", "socks4://host:1080", "http://\u2028", "[::1"),
    ],
)
def test_a_proxy_that_is_none(
    name: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, url)
    error = refused(tmp_path)
    assert error.message.startswith(f"{name} names no usable proxy")
    assert "secret" not in error.message + str(error.hint)


@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
@pytest.mark.parametrize("hosts", ["[::1]", "localhost,127.0.0.1,[::1]", "a b:c", "http://[::1"])
def test_exceptions_that_are_no_hosts(
    name: str, hosts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, hosts)
    error = refused(tmp_path)
    assert error.message.startswith(f"{name} contains '{hosts.rpartition(',')[2]}'")
    assert "localhost,::1" in str(error.hint)


@pytest.mark.parametrize(
    "hosts", ["::1", "localhost, 127.0.0.1,.uu.se", "192.168.0.0/16", "*", "*,[::1]", " , ", "a:80"]
)
def test_exceptions_that_are_hosts(hosts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", hosts)
    environment.check_environment(outside=True)


@pytest.mark.parametrize("kind", ["missing", "folder", "text"])
def test_certificates_that_cannot_be_read(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "certificates.pem"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    error = refused(tmp_path)
    assert error.message.startswith(f"SSL_CERT_FILE names {path}, which has no readable cert")


def test_a_folder_of_certificates_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "missing"))
    assert refused(tmp_path).message.startswith("SSL_CERT_DIR names ")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    environment.check_environment(outside=True)


@pytest.mark.parametrize("address", ["https://downloads.invalid", "http://127.0.0.1:9"])
def test_a_log_of_keys_that_cannot_be_written(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALI_CLI_UCDP_DOWNLOADS", address)
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "missing" / "keys"))
    assert "SSLKEYLOGFILE names " in refused(tmp_path).message
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    environment.check_environment(outside=True)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
def test_a_proxy_that_is_not_there_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    error = refused(tmp_path)
    assert f"cannot be reached through the proxy that {name} names" in error.message


def test_which_variable_names_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_variable("https://example.org") is None
    monkeypatch.setenv("ALL_PROXY", "http://proxy:1")
    assert proxy_variable("https://example.org") == "ALL_PROXY"
    monkeypatch.setenv("https_proxy", "http://proxy:2")
    assert proxy_variable("https://example.org") == "https_proxy"
    assert proxy_variable("http://example.org") == "ALL_PROXY"
    monkeypatch.setenv("NO_PROXY", "*")
    assert proxy_variable("https://example.org") is None


def test_the_loopback_needs_neither(
    ucdp: UcdpServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ucdp.publish("country-year", "27.1")
    monkeypatch.setenv("MALI_CLI_UCDP_DOWNLOADS", ucdp.downloads)
    monkeypatch.setenv("ALL_PROXY", "socks5://localhost:1080")
    monkeypatch.setenv("NO_PROXY", "[::1]")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing"))
    assert download(FILE, tmp_path, limits=waiting.LIMITS, until=deadline(20)).size
