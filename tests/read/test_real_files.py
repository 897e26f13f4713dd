"""Real files of UCDP give the figures that two other readers counted in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from mali_cli.model.errors import DamagedError
from mali_cli.read.files import read_file
from mali_cli.read.table import Table

Find = Callable[[str], Path]

MALI = "ged241_mali_webexport.csv"
SUDAN = "ged221_south_sudan_hdx.csv"
CANDIDATE = "GEDEvent_v26_0_1.csv"
OLD = "ged191_sample.zip"
SAMPLE = "ged231_sample1000.csv"

# rows; best, low, high; by type: rows and the same three; civilians by type; active; broken order
# (below low, above high); best 0; long events; number_of_sources -1; countries
TRUTHS = {
    MALI: (
        (2120, 15742, 15153, 20656),
        ((1252, 8015, 7772, 10004), (326, 2977, 2914, 4046), (542, 4750, 4467, 6606)),
        ((939, 29, 4698), 1990, (5, 18), 311, 477, 151, 1),
    ),
    SUDAN: (
        (941, 13579, 12211, 19462),
        ((384, 5709, 4707, 9760), (201, 5100, 4840, 6244), (356, 2770, 2664, 3458)),
        ((958, 207, 2660), 875, (3, 11), 97, 389, 76, 1),
    ),
    CANDIDATE: (
        (1727, 33867, 33364, 53526),
        ((906, 12201, 11820, 14627), (441, 836, 796, 1427), (380, 20830, 20748, 37472)),
        ((582, 69, 6305), 723, (1, 4), 212, 176, 0, 47),
    ),
    OLD: (
        (3194, 20936, 19808, 30686),
        ((1390, 11630, 11028, 19659), (284, 2640, 2455, 3683), (1520, 6666, 6325, 7344)),
        ((363, 23, 6664), 2720, (1, 5), 215, 571, 2604, 2),
    ),
    SAMPLE: (
        (1000, 9561, 6224, 22017),
        ((707, 3914, 3390, 4858), (133, 3752, 988, 6850), (160, 1895, 1846, 10309)),
        ((815, 62, 1813), 970, (8, 5), 93, 151, 326, 59),
    ),
}


def sums(frame: pl.DataFrame) -> tuple[int, ...]:
    return (frame.height, *frame.select(pl.col("best", "low", "high").sum()).row(0))


def odd(table: Table, kind: str) -> int:
    return next((oddity.count for oddity in table.oddities if oddity.kind == kind), 0)


@pytest.mark.parametrize("name", TRUTHS)
def test_events_have_the_known_figures(name: str, real_data: Find) -> None:
    total, by_type, rest = TRUTHS[name]
    table = read_file(real_data(name))
    frame = table.frame
    kinds = [frame.filter(pl.col("type_of_violence") == kind) for kind in (1, 2, 3)]
    assert sums(frame) == total
    assert tuple(sums(kind) for kind in kinds) == by_type
    civilians, active, order, zero, long, unknown, countries = rest
    assert tuple(kind["deaths_civilians"].sum() for kind in kinds) == civilians
    assert frame["active_year"].sum() == active
    assert (odd(table, "best < low"), odd(table, "best > high")) == order
    assert (frame["best"] == 0).sum() == zero
    assert (frame["date_start"] != frame["date_end"]).sum() == long
    assert (frame["number_of_sources"] == -1).sum() == unknown
    assert frame["country_id"].n_unique() == countries
    assert odd(table, "best is not the sum of its parts") == 0


def test_the_web_export_keeps_its_text(real_data: Find) -> None:
    table = read_file(real_data(MALI))
    text = table.frame.select(pl.col(pl.String))
    assert table.frame.width == 47
    assert sum(column.str.contains("\ufeff").sum() for column in text) == 2
    assert table.frame["date_end"].max() == pl.Series(["2023-12-31"]).str.to_date()[0]


@pytest.mark.parametrize("name", [MALI, CANDIDATE])
def test_every_cell_is_as_duckdb_reads_it(name: str, real_data: Find) -> None:
    result = duckdb.execute(
        "select * from read_csv(?, all_varchar = true, header = true, strict_mode = true, "
        "quote = '\"', escape = '\"', delim = ',')",
        [str(real_data(name))],
    )
    names = [column[0] for column in result.description or ()]
    cells = dict(zip(names, zip(*result.fetchall(), strict=True), strict=True))
    frame = read_file(real_data(name)).frame
    for column in frame.select(pl.col(pl.String), pl.col(pl.Int64)).columns:
        other = cells[column if column in cells else f"{column}_est"]
        text = pl.Series(column, [cell or None for cell in other], dtype=pl.String)
        assert frame[column].equals(text.cast(frame[column].dtype), null_equal=True), column


def test_hdx_tags_are_no_event(real_data: Find) -> None:
    table = read_file(real_data(SUDAN))
    assert tuple(map(str, table.remarks)) == (
        "row of HXL tags left out",
        "column 'iso3' left out",
    )
    assert str(table.frame["date_start"].min()) == "2011-08-18"


def test_candidates_are_reported(real_data: Find) -> None:
    table = read_file(real_data(CANDIDATE))
    assert odd(table, "code_status not Clear") == 872
    dates = next(o for o in table.oddities if o.kind == "year does not match the dates")
    assert set(dates.examples) == {"615636", "615733", "613492"}


def test_the_sample_saved_by_r_has_whole_ids(real_data: Find) -> None:
    frame = read_file(real_data(SAMPLE)).frame
    mali = frame.filter(pl.col("country_id") == 432).select("id", "best").rows()
    assert dict(mali) == {
        **{256789: 1, 203499: 6, 431002: 2, 12989: 20, 433894: 48, 237564: 3, 352268: 12}
    }
    assert not frame["gwnoa"].drop_nulls().str.contains(".", literal=True).any()


def test_19_1_has_no_column_that_it_lacks(real_data: Find) -> None:
    table = read_file(real_data(OLD))
    assert table.frame.width == 42
    assert "relid" not in table.frame.columns


def test_country_years_of_the_world(real_data: Find) -> None:
    table = read_file(real_data("organizedviolencecy_v25_1.csv"))
    total = "cumulative_total_deaths_in_orgvio_"
    names = [total + estimate for estimate in ("best", "low", "high")]
    assert table.frame.shape == (6936, 74)
    assert table.release == "25.1"
    assert table.frame["country_id"].n_unique() == 199
    assert table.frame.select(names).sum().row(0) == (3957143, 3294758, 5833924)
    types = {"sb": 2373140, "ns": 390988, "os": 1193015}
    for short, deaths in types.items():
        assert table.frame[f"{short}_total_deaths_best"].sum() == deaths


def test_country_years_of_mali(real_data: Find) -> None:
    frame = read_file(real_data("organizedviolencecy_v25_1.csv")).frame
    mali = frame.filter(pl.col("country_id") == 432)
    deaths = pl.col("os_total_deaths_best")
    year = pl.col("year")
    phases = [(1989, 2013), (2013, 2023), (2024, 2024)]
    found = [mali.filter(year.is_between(*phase)).select(deaths.sum()).item() for phase in phases]
    assert found == [1029, 3818, 619]


def test_one_sided_actor_years(real_data: Find) -> None:
    table = read_file(real_data("onesided-241_api.csv"))
    frame = table.frame
    estimates = [f"{name}_fatality_estimate" for name in ("best", "low", "high")]
    assert table.dataset == "one-sided"
    assert table.release == "24.1"
    assert frame.height == 1262
    assert frame.select(estimates).sum().row(0) == (1165818, 705286, 2219825)
    assert frame["actor_id"].n_unique() == 344
    government = frame.filter(pl.col("is_government_actor") == 1)
    assert (government.height, government["gwnoa"].count()) == (443, 440)
    assert frame["region"].str.len_chars().max() == len("2, 4, 3, 1, 5")
    assert frame["actor_name_fulltext"].str.contains("\n").sum() == 6


def test_the_ruined_file_is_refused(real_data: Find) -> None:
    path = real_data("ged241_niger_damaged.csv")
    with pytest.raises(DamagedError) as caught:
        read_file(path)
    assert caught.value.message == (
        f"{path}: line 1, the header line, holds 45 names twice, joined by ';' (such as 'relid'): "
        "a spreadsheet program has ruined the file"
    )
    assert "download it anew from https://ucdp.uu.se/downloads/" in (caught.value.hint or "")
    assert caught.value.exit_code == 5


@pytest.mark.parametrize("lines", [100, 2800])
def test_a_truncated_real_file_is_refused(lines: int, real_data: Find, tmp_path: Path) -> None:
    kept = real_data(CANDIDATE).read_bytes().splitlines(keepends=True)[: lines - 3]
    cut = tmp_path / "cut.csv"
    cut.write_bytes(b"".join(kept)[:-20])
    with pytest.raises(DamagedError, match=r"line \d+"):
        read_file(cut)


def test_mali_in_country_years_is_one_frame_with_the_embedded_names(real_data: Find) -> None:
    table = read_file(real_data("organizedviolencecy_v25_1.csv"))
    assert_frame_equal(table.frame, table.frame.unique(["country_id", "year"], maintain_order=True))
