"""A part of a year: who answers it, with which bounds, and when nobody does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.errors import Exit, NotHereError
from tests.analysis import oracle
from tests.cli.conftest import Run
from tests.servers import made_up

RELEASE = "26.1"
FIRST, LAST = date(2010, 1, 1), date(2025, 12, 31)
ONE_DAY = timedelta(days=1)
ONE_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., None]:
    """Put made-up events, and the yearly figures that they sum to, into the store."""

    def keep(release: str, *, yearly: bool = False) -> None:
        events = made_up.events(release)
        rows = made_up.country_years(release, events) if yearly else events
        path = tmp_path / f"{release}-{yearly}.csv"
        path.write_bytes(made_up.as_csv(rows))
        import_files([str(path)], Watch(), release=release, whole=True)

    return keep


def is_cut(first: date | None, last: date | None) -> bool:
    return bool(
        (first and (first.month, first.day) != (1, 1))
        or (last and (last.month, last.day) != (12, 31))
    )


@ONE_STORE
@given(st.data())
def test_events_answer_a_part_of_a_year(put: Callable[..., None], data: st.DataObject) -> None:
    if not data.draw(st.just(getattr(put, "done", False))):
        put(RELEASE)
        put(RELEASE, yearly=True)
        put.done = True  # type: ignore[attr-defined]
    first = data.draw(st.none() | st.dates(FIRST, LAST))
    last = data.draw(st.none() | st.dates(first or FIRST, LAST))
    country = data.draw(st.sampled_from(sorted(made_up.COUNTRIES)))
    result = mali_cli.totals(
        country=str(country),
        type="all",
        from_=str(first) if first else None,
        to=str(last) if last else None,
    )
    rows = [r for r in made_up.events(RELEASE) if r["country_id"] == country]
    lo, hi = first or date.min, last or date.max
    days = [(_day(r["date_start"]), _day(r["date_end"]), r["best"]) for r in rows]
    (row,) = result.frame.to_dicts()
    assert result.sources[0].dataset == ("ged" if is_cut(first, last) else "country-year")
    if is_cut(first, last):
        assert row["deaths"] == sum(best for start, _, best in days if lo <= start <= hi)
        assert row["at_least"] == sum(best for s, e, best in days if lo <= s and e <= hi)
        assert row["at_most"] == sum(best for s, e, best in days if s <= hi and e >= lo)
    else:
        assert row["at_least"] == row["deaths"] == row["at_most"]


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


@given(
    st.sampled_from((432, 436, 439)),
    st.dates(date(1989, 1, 1), date(2024, 12, 31)),
    st.integers(0, 14000),
    st.booleans(),
)
def test_without_events_years_answer_where_their_bounds_lie_close(
    country: int, first: date, length: int, named: bool
) -> None:
    last = min(first + length * ONE_DAY, date(2024, 12, 31))
    ask = oracle.Ask((country,), ("state-based", "non-state", "one-sided"), "best", "start", ())
    expected = oracle.total_rows(ask, first, last)
    least, most = (expected[0]["at_least"], expected[0]["at_most"]) if expected else (0, 0)
    asked: dict[str, Any] = {"country": str(country), "type": "all"}
    asked |= {"from_": str(first), "to": str(last)}
    if named:
        asked |= {"dataset": "country-year", "straddle": "start"}
    if not named and most - least > most / 10:
        with pytest.raises(NotHereError, match=r"whole years only: between [\d,]+ and") as error:
            mali_cli.totals(**asked)
        assert error.value.exit_code == Exit.NOT_HERE
        assert "mali-cli fetch ged" in str(error.value.advice)
        return
    for row in mali_cli.totals(**asked).frame.to_dicts():
        assert (row["at_least"], row["at_most"]) == (least, most)
        assert row["deaths"] is None or least <= row["deaths"] <= most


def test_events_that_end_before_an_open_window_do_not_answer_in_silence(
    put: Callable[..., None],
) -> None:
    put(RELEASE, yearly=True)
    put("25.1")
    asked: dict[str, Any] = {"country": "Mali", "type": "all"}
    to_the_end = mali_cli.totals(**asked, from_="2024-07", to="2024-12")
    assert to_the_end.sources[0].pinned == "ged@25.1"
    with pytest.raises(NotHereError, match="whole years only"):
        mali_cli.totals(**asked, from_="2024-07")


@pytest.mark.parametrize(
    "words", [["totals", "--by", "month"], ["events"], ["chart", "--by", "month"]]
)
def test_events_that_end_before_an_open_window_say_so(
    run: Run, put: Callable[..., None], words: list[str]
) -> None:
    put("24.1")
    asked = [*words, "-c", "Mali", "-t", "all"]
    warned = "Warning: ged@24.1 ends on 2023-12-31, country-year@25.1 on 2024-12-31"
    got = run(*asked, "--from", "2023-11")
    told = " ".join(f"{got.out} {got.err}".split())
    assert warned in told
    assert "mali-cli fetch ged@25.1" in told
    for window in (["--from", "2023-11", "--to", "2023-12"], [], ["--from", "2023-11", "-q"]):
        got = run(*asked, *window)
        assert (warned in " ".join(f"{got.out} {got.err}".split())) == ("-q" in window)
    named = run(*asked, "--from", "2023-11", "--release", "24.1")
    assert warned in " ".join(f"{named.out} {named.err}".split()), "the same when it is put again"


@pytest.mark.parametrize("words", [["totals"], ["chart", "-f", "csv"], ["report", "-f", "json"]])
def test_every_command_asks_the_events(
    run: Run, put: Callable[..., None], words: list[str]
) -> None:
    window = ["-c", "Mali", "-t", "all", "--from", "2022-03", "--to", "2023-08"]
    phases = [] if words == ["totals"] else ["--mission", "MINUSMA"]
    refused = run(*words, *window, *phases)
    assert refused.code == Exit.NOT_HERE
    assert "fetch ged" in refused.err
    put(RELEASE)
    put(RELEASE, yearly=True)
    assert "ged" in run(*words, *window, *phases).out


def test_edges_of_phases_never_change_the_source(put: Callable[..., None]) -> None:
    put(RELEASE)
    bare = mali_cli.periods()
    assert bare.sources[0].pinned == "country-year@25.1"
    assert bare.frame["deaths"].to_list() == [1029, 3818, 619]
    assert bare.frame.select("at_least", "at_most").rows() == [
        (999, 1029),
        (3788, 3818),
        (619, 619),
    ]
    cut = mali_cli.periods(country="Mali", cut=["2022-03-15"], type="all")
    assert cut.sources[0].dataset == "country-year"


def test_who_names_the_data_set_alone_is_told_of_the_events(put: Callable[..., None]) -> None:
    put(RELEASE)
    put(RELEASE, yearly=True)
    asked: dict[str, Any] = {"type": "all", "from_": "2022-03", "to": "2022-08"}
    with pytest.raises(NotHereError) as error:
        mali_cli.totals(**asked, dataset="country-year")
    assert "use ged instead of country-year" in str(error.value.advice)
    line = "mali-cli totals -t all --from 2022-03 --to 2022-08 --dataset country-year"
    assert str(error.value.advice).endswith(f"their bounds: {line} --straddle start")
    (row,) = mali_cli.totals(**asked, dataset="country-year", straddle="end").frame.to_dicts()
    assert (row["deaths"], row["at_least"]) == (None, 0)
    assert row["at_most"] > 0


def test_units_that_the_window_cuts_are_marked(run: Run, put: Callable[..., None]) -> None:
    put(RELEASE)
    put(RELEASE, yearly=True)
    found = run("totals", "-c", "Mali", "--by", "year", "--from", "2022-03", "--to", "2023")
    assert "2022 (part)" in found.out
    assert "2023 (part)" not in found.out
    assert "2022 (2022-03-01..2022-12-31)" in found.out


def test_events_that_cross_a_month_are_told(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    result = mali_cli.totals(type="all", by="month", data=path)
    notes = " ".join(note.text for note in result.notes)
    assert "60 of 2,120 events, with 973 deaths, cross the edge of a month" in notes
    assert result.frame["at_least"].null_count() == result.frame.height


def test_eight_months_of_2023_from_real_files(real_data: Callable[[str], Path]) -> None:
    files = ["ged241_mali_webexport.csv", "organizedviolencecy_v25_1.csv"]
    asked: dict[str, Any] = {"country": "Mali", "type": "all", "from_": "2023-01", "to": "2023-08"}
    with pytest.raises(NotHereError):
        mali_cli.totals(**asked)
    for name, release in zip(files, ("24.1", "25.1"), strict=True):
        import_files([str(real_data(name))], Watch(), release=release, whole=name != files[0])
    assert mali_cli.totals(**asked).frame["deaths"].item() == 1178
    with pytest.raises(NotHereError, match="between 0 and 1,901"):
        mali_cli.totals(country="Mali", type="all", from_="2024-07", to="2024-12")


def test_a_part_of_the_events_does_not_answer_for_the_world(
    put: Callable[..., None], tmp_path: Path
) -> None:
    put(RELEASE, yearly=True)
    rows = [row for row in made_up.events(RELEASE) if row["country_id"] == 432]
    path = tmp_path / "mali.csv"
    path.write_bytes(made_up.as_csv(rows))
    import_files([str(path)], Watch(), release=RELEASE)
    asked: dict[str, Any] = {"type": "all", "from_": "2022-03", "to": "2022-08"}
    with pytest.raises(NotHereError, match="whole years only"):
        mali_cli.totals(**asked)
    assert mali_cli.totals(country="Mali", **asked).sources[0].dataset == "ged"


def test_a_ratio_of_which_nothing_is_known_is_no_number(run: Run) -> None:
    phases = ["--phase", "a=2020-02..2020-05", "--phase", "b=2020-06..2020-09"]
    found = run("periods", "-c", "Mali", "-t", "all", *phases)
    assert "0–1,543" in found.out
    assert "×" not in found.out
