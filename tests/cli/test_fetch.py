"""`fetch` against a UCDP on the loopback: what it gets, keeps, reports, and does not get again."""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mali_cli.facts import releases
from tests.cli.conftest import notes_in, stored
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run
    from tests.servers.ucdp_server import UcdpServer

DATA_FILES = ("organizedviolencecy-271-csv.zip", "ged271-csv.zip")


def downloads(ucdp: UcdpServer) -> list[str]:
    """Return the files that were sent, and not only looked for."""
    paths = [seen.path for seen in ucdp.requests if seen.method == "GET" and seen.status == 200]
    return [path.rpartition("/")[2] for path in paths]


def names(ran: Ran) -> list[str]:
    return [row["name"] for row in ran.json()["rows"]]


def next_command(ran: Ran) -> list[str]:
    (line,) = [note for note in notes_in(ran.json()) if note.startswith("Next: ")]
    return shlex.split(line.removeprefix("Next: mali-cli "))


def test_bare_fetch_gets_the_newest_country_years_and_events(run: Run, ucdp: UcdpServer) -> None:
    ran = run("fetch", env={"NO_PROXY": "*"})
    assert (ran.code, ran.err) == (0, "".join(f"getting {name}\n" for name in DATA_FILES))
    assert "country-year@27.1  fetched    85  1989-01-01  2026-12-31  yes      0" in ran.out
    assert "ged@27.1           fetched   240  1989-01-01  2026-12-31  yes  " in ran.out
    assert tuple(downloads(ucdp)) == DATA_FILES
    assert not any("x-ucdp-access-token" in seen.headers for seen in ucdp.requests)
    assert {seen.headers["user-agent"].split("/")[0] for seen in ucdp.requests} == {"mali-cli"}


def test_the_report_says_where_it_lies_and_what_to_type_next(
    run: Run, ucdp: UcdpServer, home: Path
) -> None:
    ran = run("fetch")
    assert f"Store: {home}. `mali-cli datasets path NAME` gives the Parquet file." in ran.out
    path = run("datasets", "path", "ged").out.strip()
    assert Path(path).is_file()
    assert ran.out.splitlines()[-1] == (
        "Next: mali-cli periods -c Mali --mission MINUSMA --dataset ged@27.1"
    )


def test_answers_come_from_what_was_fetched(run: Run, ucdp: UcdpServer) -> None:
    run("fetch")
    rows = made_up.events("27.1")
    killed = sum(
        row["best"] for row in rows if (row["country_id"], row["type_of_violence"]) == (432, 3)
    )
    periods = run("periods", "--json").json()
    assert periods["source"]["release"] == "27.1"
    assert periods["source"]["dataset"] == "country-year"
    assert periods["distinct_total"] == killed
    by_country = run("totals", "--by", "country", "-t", "all", "--csv").csv()
    for number, (name, _) in made_up.COUNTRIES.items():
        best = sum(row["best"] for row in rows if row["country_id"] == number)
        assert by_country.filter(country_id=number)["deaths"].to_list() == [best], name
    by_month = run("totals", "--by", "month", "-t", "all", "--json").json()
    assert by_month["source"]["release"] == "27.1"
    assert by_month["source"]["dataset"] == "ged"
    assert sum(row["deaths"] for row in by_month["rows"]) == sum(row["best"] for row in rows)
    assert "Data: UCDP country-year 27.1" in run("periods").out


def test_what_is_here_is_not_downloaded_again(run: Run, ucdp: UcdpServer, home: Path) -> None:
    run("fetch")
    before = stored(home)
    ucdp.requests.clear()
    ran = run("fetch")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("already here") == 2
    assert {seen.method for seen in ucdp.requests} == {"HEAD"}
    assert stored(home) == before
    ucdp.requests.clear()
    assert run("fetch", "ged@27.1").code == 0
    assert ucdp.requests == []


def test_again_downloads_what_is_here(run: Run, ucdp: UcdpServer) -> None:
    run("fetch", "ged")
    ucdp.publish("ged", "27.1", made_up.events("27.1")[:100])
    assert run("fetch", "ged", "--csv").csv()["rows"].to_list() == [240]
    again = run("fetch", "ged", "--again", "--csv").csv()
    assert again["rows"].to_list() == [100]
    assert again["done"].to_list() == ["fetched"]
    assert run("events", "--csv", "-q").csv().height == 100


def test_a_named_release(run: Run, ucdp: UcdpServer, no_registry: None) -> None:
    ucdp.publish("ged", "24.1")
    ucdp.requests.clear()
    assert names(run("fetch", "events@24.1", "--json")) == ["ged@24.1"]
    assert [seen.path for seen in ucdp.requests] == ["/downloads/ged/ged241-csv.zip"]


def test_other_bytes_than_the_registry_knows_are_refused(
    run: Run, ucdp: UcdpServer, home: Path
) -> None:
    ucdp.publish("ged", "26.1")
    ran = run("fetch", "ged@26.1")
    assert ran.code == 5
    assert "is not the ged@26.1 that is known" in ran.err
    assert stored(home) == {}


def test_all_gets_every_data_set(run: Run, ucdp: UcdpServer) -> None:
    for name in ("one-sided", "non-state", "armed-conflict", "dyadic", "battle-deaths", "actors"):
        ucdp.publish(name, "27.1")
    ucdp.publish_others()
    found = names(run("fetch", "all", "--json"))
    assert len(found) == 12
    assert [name.partition("@")[2] for name in found].count("27.1") == 8
    for name in found:
        assert run("datasets", "show", name, "--limit", "1", "--json").code == 0


def test_candidate_gets_all_after_the_newest_yearly_release(
    run: Run, ucdp: UcdpServer, no_registry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "newest_yearly", lambda: "26.1")
    ucdp.files.clear()
    for release in releases.known_candidates():
        ucdp.publish("candidate", release)
    ran = run("fetch", "candidate", "--json")
    assert names(ran) == [f"candidate@{release}" for release in releases.known_candidates()]
    listed = run("datasets", "--json").json()["rows"]
    here = [row for row in listed if row["state"] == "here"]
    assert len(here) == len(releases.known_candidates())
    assert all(row["preliminary"] for row in here)
    assert run(*next_command(ran)).code == 0


def test_without_candidates_it_says_so(run: Run, ucdp: UcdpServer) -> None:
    ran = run("fetch", "candidate")
    assert ran.code in (3, 4)
    assert "no candidate release since the newest yearly one" in ran.err


def test_formats_of_the_report(run: Run, ucdp: UcdpServer, tmp_path: Path) -> None:
    frame = run("fetch", "ged", "--csv").csv()
    assert frame.columns == [
        *("name", "done", "rows", "first_day", "last_day", "whole", "odd", "bytes"),
        *("licence", "layout", "path"),
    ]
    assert frame.row(0)[:6] == (
        *("ged@27.1", "fetched", 240, date(1989, 1, 1), date(2026, 12, 31), True),
    )
    body = run("fetch", "ged", "--json").json()
    assert (body["command"], body["source"]["release"]) == ("fetch", "27.1")
    assert body["rows"][0]["done"] == "already here"
    assert run("fetch", "ged", "-o", str(tmp_path / "report.json")).code == 0
    assert json.loads((tmp_path / "report.json").read_text())["rows"] == body["rows"]


def test_what_was_odd_is_reported(run: Run, ucdp: UcdpServer) -> None:
    rows = made_up.events("27.1")
    rows[3] |= {"best": 99, "high": 5}
    ucdp.publish("ged", "27.1", rows)
    ran = run("fetch", "ged")
    assert f"{rows[3]['id']}" in ran.out
    assert f"best > high (1 row: {rows[3]['id']}); kept as published." in ran.out
    verified = run("datasets", "verify", "--csv", "-q").csv()
    assert verified.height >= 1
    assert str(rows[3]["id"]) in str(verified["examples"].to_list())


def test_progress_is_a_line_on_a_pipe_a_bar_on_a_terminal_and_nothing_when_quiet(
    run: Run, ucdp: UcdpServer
) -> None:
    piped = run("fetch", "ged", "--again")
    assert piped.err == "getting ged271-csv.zip\n"
    assert "\x1b" not in piped.out + piped.err
    drawn = run("fetch", "ged", "--again", tty=True, width=80)
    assert "ged271-csv.zip" in drawn.err
    assert "100%" in drawn.err
    assert "━" in drawn.err
    assert "getting" not in drawn.err
    quiet = run("fetch", "ged", "--again", "-q")
    assert quiet.err == ""
    assert "Next" not in quiet.out
    assert run("fetch", "ged", "--again", "-q", tty=True, width=80).err == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gedd",), "did you mean ged?"),
        (("ged@nothing",), "'nothing' is not a release"),
        (("ged@26.0.1",), "a monthly release; ged has none"),
        (("candidate@26.1",), "releases of candidate look like 26.0.8"),
        (("--via", "pigeon"), "pigeon"),
        (("--via", "download", "-c", "Mali"), "always whole"),
        (("ged", "-c", "Atlantis"), "Atlantis"),
        (("ged", "-t", "riots"), "riots"),
        (("ged", "--from", "yesterday"), "yesterday"),
        (("ged", "--from", "2020", "--to", "2019"), "2019"),
    ],
)
def test_wrong_words_are_refused_before_anything_is_asked(
    run: Run, ucdp: UcdpServer, home: Path, words: tuple[str, ...], says: str
) -> None:
    ran = run("fetch", *words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert 1 <= len(ran.err.splitlines()) <= 3
    assert ucdp.requests == []
    assert not home.exists()


# From the API.


def test_a_part_is_stored_as_partial_and_answers_inside_only(
    run: Run, ucdp: UcdpServer, token: dict[str, str]
) -> None:
    words = ("fetch", "ged", "-c", "Mali", "--from", "2012", "--to", "2024", "-t", "one-sided")
    ran = run(*words, "--json", env=token)
    assert ran.code == 0
    (row,) = ran.json()["rows"]
    name = row["name"]
    assert name.startswith("ged@27.1+")
    assert (row["whole"], row["first_day"], row["last_day"]) == (False, "2012-01-01", "2024-12-31")
    wanted = [
        event
        for event in made_up.events("27.1")
        if (event["country_id"], event["type_of_violence"]) == (432, 3)
        and event["date_end"] >= "2012"
        and event["date_start"] < "2025"
    ]
    assert row["rows"] == len(wanted)
    inside = ("--from", "2013", "--to", "2020", "-t", "one-sided", "-c", "Mali")
    best = sum(e["best"] for e in wanted if "2013" <= e["date_start"] < "2021")
    total = run("totals", "--dataset", "ged", *inside, "--json").json()
    assert [row["deaths"] for row in total["rows"]] == [best]
    assert run("totals", "--dataset", name, *inside).code == 0
    for outside in (
        ("-c", "Niger", "-t", "one-sided", "--from", "2013", "--to", "2020"),
        ("-c", "Mali", "-t", "non-state", "--from", "2013", "--to", "2020"),
        ("-c", "Mali", "-t", "one-sided", "--from", "2011", "--to", "2020"),
    ):
        assert run("totals", "--dataset", "ged", *outside).code == 3
    listed = [row for row in run("datasets", "--json").json()["rows"] if row["name"] == name]
    assert "only --country Mali --type one-sided --from 2012-01-01" in listed[0]["note"]


def test_the_api_is_asked_for_just_that_part(
    run: Run, ucdp: UcdpServer, token: dict[str, str]
) -> None:
    run("fetch", "ged@27.1", "-c", "Mali", "-t", "one-sided", env=token)
    asked = [seen for seen in ucdp.requests if seen.path.startswith("/api/")]
    assert {seen.query["Country"] for seen in asked} == {"432"}
    assert {seen.query["TypeOfViolence"] for seen in asked} == {"3"}
    assert {seen.query["pagesize"] for seen in asked} == {"1000"}
    assert ucdp.pages()[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("ged", "-c", "Mali", "--from", "2012"),
        ("ged", "-c", "Mali", "-t", "one-sided"),
        ("ged", "-c", "Niger", "-c", "Mali"),
        ("ged", "-t", "non-state"),
        ("ged", "-c", "Niger"),
        ("country-year", "-c", "Niger"),
        ("country-year", "-c", "Mali", "--from", "2015", "--to", "2020"),
        ("country-year", "--via", "api"),
        ("one-sided", "--via", "api"),
        ("one-sided", "-c", "Mali"),
    ],
)
def test_the_next_command_that_is_named_answers(
    run: Run, ucdp: UcdpServer, token: dict[str, str], words: tuple[str, ...]
) -> None:
    ucdp.publish("one-sided", "27.1")
    ran = run("fetch", *words, "--json", env=token)
    assert ran.code == 0, ran.err
    after = run(*next_command(ran))
    assert (after.code, after.err) == (0, "")


def test_a_whole_small_set_by_the_api(run: Run, ucdp: UcdpServer, token: dict[str, str]) -> None:
    ucdp.publish("one-sided", "27.1")
    (row,) = run("fetch", "one-sided", "--via", "api", "--json", env=token).json()["rows"]
    assert (row["name"], row["whole"], row["rows"]) == ("one-sided@27.1", True, 25)
    by_api = run("datasets", "show", "one-sided", "--csv").csv()
    run("fetch", "one-sided", "--again")
    by_download = run("datasets", "show", "one-sided", "--csv").csv()
    assert by_api.sort("dyad_id", "year").equals(by_download.sort("dyad_id", "year"))


def test_no_token_and_a_refused_one_are_different_errors(
    run: Run, ucdp: UcdpServer, home: Path
) -> None:
    none = run("fetch", "ged", "-c", "Mali")
    assert none.code == 4
    assert "needs an access token, and none is set" in none.err
    assert "mali-cli token set" in none.err
    assert ucdp.requests == []
    refused = run("fetch", "ged", "-c", "Mali", env={"UCDP_TOKEN": "another-token-9876543210"})
    assert refused.code == 4
    assert "refused the token from UCDP_TOKEN (401)" in refused.err
    assert "9876543210" not in refused.err
    assert stored(home) == {}


def test_the_stored_token_is_used(run: Run, ucdp: UcdpServer) -> None:
    assert run("token", "set", stdin=ucdp.token.encode() + b"\n").code == 0
    assert run("fetch", "ged", "-c", "Mali").code == 0


def test_a_selection_without_rows_stores_nothing(
    run: Run, ucdp: UcdpServer, token: dict[str, str], home: Path
) -> None:
    ran = run("fetch", "ged", "-c", "Germany", env=token)
    assert ran.code == 3
    assert "ged@27.1 has no rows for --country Germany" in ran.err
    assert stored(home) == {}


def test_dates_outside_the_release_are_refused(
    run: Run, ucdp: UcdpServer, token: dict[str, str]
) -> None:
    for words in (("--from", "2040"), ("--to", "1970"), ("--from", "1970", "--to", "1971")):
        ran = run("fetch", "ged", "-c", "Mali", *words, env=token)
        assert ran.code == 2
        assert "ged@27.1 covers 1989-01-01..2026-12-31, none of" in ran.err
        assert "2040-01-01..2026" not in ran.err
