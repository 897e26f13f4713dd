"""The UN's own dead: a mission's, by month as embedded, and one by one from the UN's list."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import jsonschema  # type: ignore[import-untyped]
import polars as pl
import pytest

import mali_cli
from mali_cli.datasets.figures import embedded_file
from mali_cli.facts.missions import listed_as, missions
from mali_cli.model.errors import NotHereError, UsageError
from tests.cli.conftest import notes_in
from tests.read.writers import FIXTURES

if TYPE_CHECKING:
    from tests.cli.conftest import Run

NAME, ROOT = "un-fatalities", Path(__file__).parents[2]
LIST = str(FIXTURES / "un-fatalities.csv")
BY_YEAR = {2013: 6, 2014: 39, 2015: 29, 2016: 39, 2017: 42, 2018: 22, 2019: 31, 2020: 23}
BY_YEAR |= {2021: 37, 2022: 30, 2023: 13}
NEWER, OLDER = "un_fatalities_2025-04.csv", "un_fatalities_2023-11.csv"
REAL = ("2025-04-04", "2023-11-28")


def figures(*groups: str, **asked: Any) -> dict[Any, int]:
    """Return the fatalities of an answer by its group, if it has one."""
    frame = mali_cli.totals(dataset=None if "data" in asked else NAME, by=groups, **asked).frame
    if not groups:
        return {"": frame["fatalities"][0]}
    return dict(frame.select(*groups, "fatalities").iter_rows())


def test_the_dead_of_minusma_answer_at_once() -> None:
    assert figures(mission="MINUSMA") == {"": 311}
    assert figures(mission="MINUSMA", to="2023-02-28") == {"": 303}
    assert figures(mission="MINUSMA", to="2023-06-30") == {"": 310}
    assert figures("cause", mission="MINUSMA") == {
        **{"Accident": 38, "Illness": 88, "Malicious Act": 174},
        **{"To Be Determined": 9, "Unknown": 2},
    }
    years = figures("year", mission="MINUSMA")
    assert {year: count for year, count in years.items() if count} == BY_YEAR
    assert min(years) == 2013  # nobody could die in it before it began


def test_missions_beside_each_other() -> None:
    every = figures("mission")
    assert sum(every.values()) == 4429
    assert sorted(every, key=lambda name: -every[name])[:5] == [
        *("UNIFIL", "MINUSMA", "UNAMID", "MONUSCO", "ONUC"),
    ]
    malicious = figures("mission", cause="Malicious Act")
    assert max(malicious, key=lambda name: malicious[name]) == "MINUSMA"


def test_the_phases_of_a_mission_are_those_of_its_own_dead() -> None:
    found = mali_cli.periods(dataset=NAME, mission="MINUSMA")
    assert found.frame.select("phase", "fatalities").rows() == [
        *(("before", 0), ("during", 311), ("after", 0)),
    ]
    assert str(found.frame["start"][0]) == "2013-04-25"
    assert found.heading.startswith("Fatalities of UN personnel: before, during and after")
    chart = mali_cli.chart(dataset=NAME, mission="MINUSMA")
    assert dict(chart.frame.select("year", "fatalities").iter_rows())[2017] == 42
    with pytest.raises(UsageError, match="which missions"):
        mali_cli.compare(dataset=NAME)
    beside = mali_cli.compare(dataset=NAME, mission=["MINUSMA", "UNAMID"]).frame
    assert beside.select("mission", "country", "during_fatalities").rows() == [
        *(("MINUSMA", "Mali", 311), ("UNAMID", "Sudan", 289)),
    ]


def test_a_month_that_an_edge_cuts_has_bounds() -> None:
    found = mali_cli.periods(dataset=NAME, mission="UNPROFOR")
    row = found.frame.filter(phase="after").row(0, named=True)
    assert (row["fatalities"], row["at_least"], row["at_most"]) == (2, 1, 2)
    said = " ".join(map(str, found.notes))
    assert "an edge cuts 1995-12" in said
    assert "get them with mali-cli fetch un-fatalities, then mali-cli periods --mission" in said
    window = mali_cli.totals(dataset=NAME, mission="MINUSMA", to="2023-02-15").frame
    assert window.select("at_least", "at_most").row(0) == (298, 303)


def test_a_country_means_its_missions_whole_and_no_shared_one() -> None:
    found = mali_cli.totals(dataset=NAME, country="Sudan", by="mission")
    assert found.frame["mission"].to_list() == ["UNAMID"]
    said = " ".join(map(str, found.notes))
    assert "A mission counts as a whole, wherever its people died: UNAMID in Sudan." in said
    assert "Left out, as they were in other countries too: UNMIS and UNISFA" in said
    with pytest.raises(UsageError, match="cannot group by 'country'"):
        mali_cli.totals(dataset=NAME, by="country")
    with pytest.raises(UsageError, match="these data have no mission in Burkina Faso"):
        mali_cli.totals(dataset=NAME, country="Burkina Faso")
    with pytest.raises(UsageError, match="UNIKOM was also in countries other than Kuwait"):
        mali_cli.totals(dataset=NAME, country="Kuwait")
    with pytest.raises(UsageError, match="--mission and -c both say where"):
        mali_cli.totals(dataset=NAME, country="Sudan", mission="UNMIS")
    with pytest.raises(UsageError, match="not part of a country's population"):
        mali_cli.totals(dataset=NAME, mission="MINUSMA", per=100000)


def test_names_that_stand_for_several_missions_say_so() -> None:
    found = mali_cli.totals(dataset=NAME, mission="UNAVEM II")
    assert found.frame["fatalities"].to_list() == [41]
    assert "In the UN's data UNAVEM stands for UNAVEM I, UNAVEM II and UNAVEM III." in [
        str(note) for note in found.notes
    ]
    assert figures(mission="UNAMA") == {"": 45}  # not in the list of peacekeeping missions
    with pytest.raises(UsageError, match="no rows of UNAMX"):
        mali_cli.totals(dataset=NAME, mission="UNAMX")
    with pytest.raises(UsageError, match="unknown mission"):
        mali_cli.totals(mission="UNAMX")


def test_every_name_of_ours_is_the_uns_or_is_known_to_have_no_row() -> None:
    listed = {line.split(",")[0] for line in embedded_file(NAME).decode().splitlines()[1:]}
    assert {m.name for m in missions() if listed_as(m.name) not in listed} == {
        *("UNGOMAP", "ONUCA", "UNAMIC", "UNOMUR", "UNOMIL", "UNASOG", "UNMOP", "UNOMSIL"),
        *("MINUCI", "UNTMIH"),
    }


def test_a_mission_stands_for_its_hosts_in_other_data() -> None:
    ours = mali_cli.totals(mission="MINUSMA", type="one-sided")
    assert ours.frame["deaths"].to_list() == [5436]
    assert ours.heading.endswith("Mali")
    with pytest.raises(UsageError, match="--mission and -c both say where"):
        mali_cli.totals(mission="MINUSMA", country="Mali")


def test_what_only_the_list_tells_says_how_to_get_it() -> None:
    for asked in ({"by": "nationality"}, {"by": "personnel"}, {"nationality": "Chad"}):
        with pytest.raises(NotHereError) as caught:
            mali_cli.totals(dataset=NAME, mission="MINUSMA", **asked)  # type: ignore[arg-type]
        assert "mali-cli fetch un-fatalities" in str(caught.value.hint)


def test_the_list_counts_deaths_and_trims_words() -> None:
    assert figures("mission", data=LIST) == {"MINUSMA": 6, "UNAMA": 1, "UNAVEM": 1, "UNISFA": 1}
    assert figures("personnel", data=LIST, mission="MINUSMA")["Local"] == 1
    assert figures("nationality", data=LIST)["Land, of Commas"] == 1
    assert figures(data=LIST, personnel="Local", mission="MINUSMA") == {"": 1}
    phases = mali_cli.periods(data=LIST, mission="MINUSMA").frame
    assert phases["fatalities"].to_list() == [1, 5, 0]  # an injury is no death
    assert [str(odd.kind) for odd in mali_cli.totals(data=LIST).sources[0].oddities] == [
        "repeated casualty_id"
    ]


def test_the_rows_have_the_uns_values(run: Run) -> None:
    ran = run("events", "--data", LIST, "--cause", "Malicious Act", "--csv")
    frame = ran.csv()
    assert frame["cause"].unique().to_list() == ["Malicious Act"]
    assert {"mission", "nationality", "personnel", "incident_date"} <= set(frame.columns)
    again = run("totals", "--data", "-", "--by", "mission", "--csv", stdin=ran.stdout)
    assert again.csv()["fatalities"].to_list() == [3]


def test_a_phase_shows_the_own_dead_beside_it_and_adds_nothing(run: Run) -> None:
    body = run("periods", "--json").json()
    (note,) = [note for note in body["notes"] if note["kind"] == "own dead"]
    assert (note["fatalities"], note["malicious"], note["release"]) == (311, 174, "2025-04-04")
    assert [row["deaths"] for row in body["phases"]] == [1029, 3818, 619]
    again = run(*note["command"].split()[1:], "--csv").csv()
    assert again["fatalities"].sum() == 311
    assert "own dead" in run("report").out
    assert "own dead" not in run("periods", "--cut", "2020-01-01").out


def test_an_answer_can_be_had_again(run: Run) -> None:
    for words in (
        ("totals", "--mission", "MINUSMA", "--by", "cause"),
        ("totals", "-c", "Sudan", "--by", "year"),
        ("periods", "--mission", "UNPROFOR"),
        ("chart", "--mission", "MINUSMA", "--by", "month"),
        ("compare", "--mission", "MINUSMA"),
    ):
        first = run(*words, "--dataset", NAME, "--json").json()
        again = run(*shlex.split(first["reproduce"])[1:]).json()
        key = "phases" if words[0] == "periods" else "rows"
        assert again[key] == first[key]


def test_two_vintages_differ_by_what_was_added_and_reclassified(run: Run, tmp_path: Path) -> None:
    text = Path(LIST).read_text(encoding="utf-8")
    later = tmp_path / "later.csv"
    text = text.replace("2024-06-30", "2024-12-31").replace(
        "Police,To Be Determined", "Police,Illness"
    )
    row = "11,2024-10-01,UNISFA-2024-10-00011,UNISFA,Fatality,M,Nowhere,Military,Illness,998.0,NOW"
    later.write_text(f"{text}{row},2024-12-31\n", encoding="utf-8")
    assert run("import", LIST, str(later), "--whole").code == 0
    sides = (f"{NAME}@2024-06-30", f"{NAME}@2024-12-31")
    body = run("diff", *sides, "--events", "--json").json()
    revised = [
        (r["id"], r["column"], r["a"], r["b"]) for r in body["rows"] if r["status"] == "revised"
    ]
    assert (4, "cause", "To Be Determined", "Illness") in revised
    assert body["event_changes"]["new"] == 1
    by = run("diff", *sides, "--by", "mission", "--all", "--json").json()
    assert {row["mission"] for row in by["rows"]} == {"MINUSMA", "UNAMA", "UNAVEM", "UNISFA"}
    one = run("diff", *sides, "--mission", "UNISFA", "--all").out
    assert "Fatalities of UN personnel, UNISFA: a UN" in one
    assert "--mission UNISFA" in one.splitlines()[-1]
    every = run("diff", *sides).out
    assert "0 fatalities were added, 0 removed and " in every
    assert "without a difference in fatalities" in every
    for words in ("best", "deaths", " events"):
        assert words not in every.partition("Data:")[0], words


@pytest.mark.parametrize("file", [NEWER, OLDER])
def test_the_real_lists_equal_duckdb(file: str, real_data: Callable[[str], Path]) -> None:
    path = str(real_data(file))
    query = f"""
        select trim({{}}) as word, count(*) from read_csv('{path}', all_varchar = true)
        where mission_acronym = 'MINUSMA' group by 1
    """
    columns = {"cause": "type_of_incident", "personnel": "casualty_personnel_type"}
    columns["nationality"] = "casualty_nationality"
    for group, column in columns.items():
        assert figures(group, data=path, mission="MINUSMA") == dict(
            duckdb.execute(query.format(column)).fetchall()
        )
    assert figures("nationality", data=path, mission="MINUSMA")["Chad"] == 80


def test_the_embedded_months_are_those_of_the_real_list(real_data: Callable[[str], Path]) -> None:
    rows = duckdb.execute(
        f"""select mission_acronym, strftime(incident_date::date, '%Y-%m'), type_of_incident,
        count(*) from read_csv('{real_data(NEWER)}', all_varchar = true) group by all"""
    ).fetchall()
    embedded = pl.read_csv(embedded_file(NAME))
    assert sorted(embedded.rows()) == sorted(rows)


JSON = [
    "periods --mission MINUSMA",
    "periods --mission UNPROFOR --by cause",
    "totals --mission MINUSMA --by year --by cause",
    "chart --mission MINUSMA --by month",
    "compare --mission MINUSMA --mission MINUSCA",
]


@pytest.mark.parametrize("line", JSON)
def test_json_is_as_documented(run: Run, line: str) -> None:
    schema = json.loads((ROOT / "docs" / "json-schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(
        run(*line.split(), "--dataset", NAME, "--json").json()
    )


def test_json_of_rates_and_of_the_dead_by_side_is_as_documented(run: Run) -> None:
    schema = json.loads((ROOT / "docs" / "json-schema.json").read_text(encoding="utf-8"))
    for line in (
        "periods --per 100000",
        "totals --by year -c Mali --per 100000",
        "chart --per 1000000",
        "compare --mission MINUSMA --per 100000",
        f"totals --measure deaths_a --data {FIXTURES / 'ged-official.csv'}",
        f"events --data {LIST}",
    ):
        jsonschema.Draft202012Validator(schema).validate(run(*line.split(), "--json").json())


def test_the_year_in_which_a_mission_began_is_whole(run: Run) -> None:
    ran = run("totals", "--dataset", NAME, "--mission", "MINUSMA", "--by", "year")
    assert "2013 (part)" not in ran.out
    assert "2025 (part)" in ran.out


def test_notes_say_who_is_counted(run: Run) -> None:
    notes = notes_in(run("totals", "--dataset", NAME, "--json").json())
    assert any("military, police and civilian" in note for note in notes)
