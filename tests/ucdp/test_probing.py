"""Looking for newer releases: a handful of small requests."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from mali_cli.model.errors import UcdpError
from mali_cli.ucdp import probe, waiting
from mali_cli.ucdp.probe import all_published, newest_published, published
from tests.servers.ucdp_server import Notes, UcdpServer

TODAY = date(2026, 11, 22)


def _put(ucdp: UcdpServer, *paths: str) -> None:
    for path in paths:
        ucdp.put(path, b"id\r\n1\r\n")


def test_nothing_newer(ucdp: UcdpServer) -> None:
    found = published(today=TODAY)
    assert found.yearly == "26.1"
    assert found.candidates[-1] == "26.0.8"
    assert "26.01.26.06" in found.candidates
    assert {seen.method for seen in ucdp.requests} == {"HEAD"}
    assert len(ucdp.requests) <= 8


def test_a_newer_year_and_newer_months(ucdp: UcdpServer) -> None:
    months = [f"candidateged/GEDEvent_v27_0_{month}.csv" for month in (1, 2, 4)]
    _put(ucdp, "ged/ged271-csv.zip", *months, "candidateged/GEDEvent_v27_01_27_03.csv")
    found = published(today=date(2027, 7, 1))
    assert found.yearly == "27.1"
    assert found.candidates == ("27.0.1", "27.0.2", "27.01.27.03", "27.0.4")
    asked = [seen.path.rpartition("/")[2] for seen in ucdp.requests]
    assert "GEDEvent_v27_0_6.csv" in asked
    assert "GEDEvent_v27_0_7.csv" not in asked
    assert len(asked) <= 12


def test_a_month_is_not_asked_for_before_it_has_ended(ucdp: UcdpServer) -> None:
    _put(ucdp, *(f"candidateged/GEDEvent_v26_0_{month}.csv" for month in (9, 10, 11)))
    assert published(today=TODAY).candidates[-1] == "26.0.10"


def test_another_data_set(ucdp: UcdpServer) -> None:
    _put(ucdp, "organizedviolencecy/organizedviolencecy-281-csv.zip")
    assert newest_published("country-year") == "28.1"
    assert newest_published("ged") == "26.1"
    assert len(ucdp.requests) == 4


def test_a_server_without_head(ucdp: UcdpServer) -> None:
    _put(ucdp, "ged/ged271-csv.zip")
    ucdp.fail("status", value=405, path="ged271", times=1)
    assert newest_published("ged") == "27.1"
    assert [seen.method for seen in ucdp.requests] == ["HEAD", "GET", "HEAD"]
    assert ucdp.requests[1].headers["range"] == "bytes=0-0"


SURE = "ged/ged261-csv.zip"


def test_a_web_page_in_its_place_is_no_release(ucdp: UcdpServer) -> None:
    _put(ucdp, SURE)
    ucdp.fail("html", path="ged27")
    ucdp.fail("html", path="ged28")
    assert newest_published("ged") == "26.1"
    asked = [seen.path.rpartition("/")[2] for seen in ucdp.requests]
    assert asked == ["ged271-csv.zip", "ged261-csv.zip", "ged281-csv.zip"]


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=utf-8", "text/plain", ""])
def test_a_network_that_answers_everything_is_not_ucdp(kind: str, ucdp: UcdpServer) -> None:
    ucdp.fail("html", path="ged27" if kind == "text/html" else "")
    ucdp.put(SURE, b"Please log in")
    ucdp.fail("headers", headers={"Content-Type": kind})
    with pytest.raises(UcdpError, match=r"http://127\.0\.0\.1 is not answering as UCDP") as caught:
        all_published(["ged"], today=TODAY)
    assert "is unknown" in str(caught.value.hint)
    assert len(ucdp.requests) == 1


def test_it_shows_without_a_check_too(ucdp: UcdpServer) -> None:
    ucdp.fail("html")
    with pytest.raises(UcdpError, match="is not answering as UCDP"):
        newest_published("ged")
    with pytest.raises(UcdpError, match="is not answering as UCDP"):
        published(today=TODAY)


def test_a_login_page_elsewhere_is_not_ucdp(ucdp: UcdpServer, elsewhere: UcdpServer) -> None:
    elsewhere.fail("html")
    ucdp.fail("redirect", value=f"{elsewhere.base}/login")
    with pytest.raises(UcdpError, match="is not answering as UCDP"):
        all_published(["ged"], today=TODAY)


def test_a_known_size_shows_that_it_is_ucdp(ucdp: UcdpServer) -> None:
    ucdp.put(SURE, bytes(39_122_522))
    ucdp.fail("headers", headers={"Content-Type": "text/plain"})
    assert all_published(["ged"], today=TODAY) == {"ged": ("26.1",)}


def test_nothing_newer_is_said_only_where_what_must_be_there_is(ucdp: UcdpServer) -> None:
    with pytest.raises(UcdpError, match=r"no longer has ged261-csv\.zip at its address"):
        all_published(["ged", "country-year"], today=TODAY)
    _put(ucdp, "ged/ged271-csv.zip")
    found = all_published(["ged", "country-year", "candidate"], today=TODAY)
    assert found["ged"] == ("27.1",)
    assert found["country-year"] == ("26.1",)
    ucdp.files.clear()
    _put(ucdp, SURE)
    found = all_published(["ged", "candidate"], today=TODAY)
    assert found["ged"] == ("26.1",)
    assert found["candidate"][-1] == "26.0.8"


def test_a_server_that_hangs_is_given_up_without_a_second_try(
    ucdp: UcdpServer, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "SILENT", 0.4)
    ucdp.fail("stall", value=5)
    begin = time.monotonic()
    with pytest.raises(UcdpError, match=r"http://127.0.0.1 was silent for"):
        all_published(["ged"], limits=replace(waiting.LIMITS, first_word=0.1), say=said)
    assert time.monotonic() - begin < 1.5
    assert len(ucdp.requests) == 1
    (sentence,) = said
    assert sentence.startswith("waiting for http://127.0.0.1: ")
    monkeypatch.undo()
    assert probe.SILENT == 15


def test_a_busy_moment_passes(ucdp: UcdpServer, said: Notes) -> None:
    _put(ucdp, "ged/ged271-csv.zip")
    ucdp.fail("status", value=503, times=1)
    assert newest_published("ged", say=said) == "27.1"
    assert len(said) == 1


@pytest.mark.parametrize("status", [403, 418])
def test_a_refusal_is_an_error(status: int, ucdp: UcdpServer) -> None:
    ucdp.fail("status", value=status)
    with pytest.raises(UcdpError, match=str(status)):
        newest_published("ged")


def test_nobody_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALI_CLI_UCDP_DOWNLOADS", "http://127.0.0.1:9/downloads")
    with pytest.raises(UcdpError, match="cannot be reached"):
        published(today=TODAY)
