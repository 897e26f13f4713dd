"""Figures around a claim are those that the same question has about other countries and days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.answers.check.around import around, split_up, subjects_of
from mali_cli.answers.check.asking import pinned_to
from mali_cli.answers.check.gathering import gather
from mali_cli.datasets.figures import embedded_source
from mali_cli.model.claims import Change, Claim, FigureQuery, Value, Window
from tests.datasets import acled_files

DAYS = re.compile(r"(?:from (\S+))? ?(?:to (\S+))?")
WHOLE = st.tuples(st.integers(1989, 2024), st.integers(1989, 2024)).map(
    lambda two: Window(date(min(two), 1, 1), date(max(two), 12, 31))
)


def about(query: FigureQuery, against: Window | None = None) -> dict[str, float]:
    """Return what is found around a question, by its names."""
    wanted = Change(5, 0.5) if against else Value("=", 1)
    other = replace(query, windows=(against,)) if against else None
    claim = Claim("c", "s", wanted, query, other)
    source = gather(claim).sources[0]
    pinned = [pinned_to(one, source) if one else None for one in (query, other)]
    found = list(around(replace(claim, query=pinned[0], against=pinned[1]), source))
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def asked(words: str, stated: str = "", **selection: object) -> int:
    """Put the question that a name says, by itself; `stated` are the days that it leaves out."""
    subject, _, days = words.rpartition(", ")
    if not days.startswith(("from ", "to ")):
        subject, days = words, stated
    told = DAYS.fullmatch(days)
    assert told
    first, last = told.groups()
    frame = mali_cli.totals(
        **selection | {"country": subject or "Mali", "from_": first, "to": last}  # type: ignore[arg-type]
    ).frame
    return int(frame["deaths"].sum())


@settings(max_examples=12, deadline=None)
@given(WHOLE)
def test_each_is_the_answer_to_its_own_question(window: Window) -> None:
    found = about(FigureQuery(("Mali",), ("one-sided",), (window,)))
    stated = f"from {window.first} to {window.last}"
    assert {"Burkina Faso", "Niger", "@aes"} <= set(found)
    for words, number in found.items():
        assert number == asked(words, type="one-sided", stated=stated), words


def test_days_that_cut_years_are_put_one_by_one() -> None:
    during = Window(date(2013, 7, 1), date(2023, 12, 31), phase=True)
    found = about(FigureQuery(("Mali",), ("one-sided",), (during,), straddle="both"))
    assert found["from 2014-07-01 to 2023-12-31"] == 3788
    assert found["from 2013-01-01 to 2023-12-31"] == 3818
    assert found["from 2014-01-01 to 2023-12-31"] == 3788
    assert found["@aes"] == found["Burkina Faso"] + found["Niger"] + 3818


def test_a_change_is_asked_elsewhere_on_both_sides() -> None:
    years = [Window(date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2022)]
    found = about(FigureQuery(("Niger",), ("all",), (years[0],)), years[1])
    days = "from 2022-01-01 to 2022-12-31 against from 2021-01-01 to 2021-12-31"
    cases = {"Burkina Faso": ("Burkina Faso", 2022), "@aes": ("@aes", 2022), days: ("Niger", 2021)}
    for words, (country, year) in cases.items():
        before, after = (
            asked(f"{country}, from {y}-01-01 to {y}-12-31", type="all") for y in (year, year + 1)
        )
        assert found[words] == pytest.approx(100 * (after - before) / before), words


def test_a_mission_may_be_meant_to_another_day_or_another_one() -> None:
    query = FigureQuery(
        (), (), (Window(None, date(2023, 6, 30)),), dataset="un-fatalities",
        measure="fatalities", mission=("MINUSMA",),
    )  # fmt: skip
    found = about(query)
    assert found["to 2023-02-28"] == 303
    assert found["to 2023-12-31"] == 311
    assert found["UNIFIL"] == 330
    parts = dict(split_up(Claim("c", "s", Value("=", 1), query)))
    assert parts["cause Malicious Act"] == 174
    assert parts["all but cause Malicious Act"] == 310 - 174


CLAIMS = {
    "MINUSMA fatalities ..2023-06 = 303": "to 2023-02-28",
    "MINUSMA fatalities ..2023-06 = 174": "cause Malicious Act",
    "MINUSMA fatalities ..2023-06 illness = 174": "cause Malicious Act",
    "Niger 2022 all = 3656": "Mali",
    "Mali 2021 one-sided per 100000 = 6.33": "from 2022-01-01 to 2022-12-31",
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_typed_claim_finds_them(claim: str) -> None:
    (found,) = mali_cli.check(claim=claim).frame["also_equals"]
    assert found.startswith(CLAIMS[claim])


def test_who_lies_around_the_world_is_near_nobody() -> None:
    """The boxes of the United States, Russia and Fiji go on beyond the antimeridian."""
    whole = replace(embedded_source("country-year"), country_ids=None)
    year = (Window(date(2022, 1, 1), date(2022, 12, 31)),)
    near = {}
    for name in ("Mali", "USA"):
        _own, near[name] = subjects_of(FigureQuery((name,), ("all",), year), whole)
    assert {"Algeria", "Senegal", "Niger", "@g5-sahel"} <= set(near["Mali"])
    assert "Russia (Soviet Union)" not in near["USA"]
    assert "Mali" not in near["USA"]


def export(counts: Mapping[tuple[str, int, int], int], folder: Path) -> str:
    """Write an export with so many events of political violence a country, year and month."""
    header, *_ = acled_files.export().decode().splitlines()
    row = dict.fromkeys(acled_files.NAMES, "")
    row |= {"time_precision": "1", "geo_precision": "1", "disorder_type": "Political violence"}
    row |= {"event_type": "Battles", "sub_event_type": "Armed clash", "fatalities": "0"}
    row |= {"latitude": "14", "longitude": "-1", "timestamp": "1761264000"}
    codes = {"Mali": "466", "Burkina Faso": "854", "Niger": "562"}
    lines = [header]
    for (country, year, month), number in counts.items():
        for n in range(number):
            cells = row | {"event_id_cnty": f"{country[:3]}{year}{month}n{n}", "year": str(year)}
            cells |= {"event_date": f"{year}-{month:02}-15", "iso": codes[country]}
            lines.append(
                ",".join((cells | {"country": country})[name] for name in header.split(","))
            )
    path = folder / "acled.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_change_of_three_countries_in_whole_years_is_found(tmp_path: Path) -> None:
    """What a text gave to one country and eight months."""
    counts = {("Niger", 2022, 3): 50, ("Niger", 2023, 3): 40, ("Mali", 2022, 11): 70}
    counts |= {("Mali", 2023, 11): 81, ("Burkina Faso", 2022, 5): 80, ("Burkina Faso", 2023, 5): 89}
    import_files([export(counts, tmp_path)], Watch())
    row = mali_cli.check(only="exit-4").frame.row(0, named=True)
    assert (row["verdict"], row["computed"]) == ("differs", "50 → 40 = -20.0 %")
    days = "from 2023-01-01 to 2023-12-31 against from 2022-01-01 to 2022-12-31"
    assert row["also_equals"].startswith(f"@aes, {days} (of ")
    assert re.search(r"by chance .* would match\)$", row["also_equals"])
