"""What a user would write instead, with DuckDB, pandas or httpx: each a process of its own.

    python benchmarks/rivals.py NAME ARGUMENT ...

A query prints how long it took without the imports; the others are timed as a whole.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

QUERIES = {
    "phases": """
        SELECT CASE WHEN date_start < '2013-07-01' THEN 'before'
                    WHEN date_start <= '2023-12-31' THEN 'during' ELSE 'after' END AS phase,
               SUM(best), SUM(low), SUM(high), COUNT(*)
        FROM events WHERE country_id = 432 AND type_of_violence = 3 GROUP BY 1 ORDER BY 1""",
    "yearly": """
        SELECT country_id, country, year(date_start) AS year, type_of_violence,
               SUM(best), SUM(low), SUM(high), COUNT(*)
        FROM events GROUP BY ALL ORDER BY ALL""",
    "actors": """
        SELECT any_value(actor) AS actor, actor_id, SUM(best), SUM(low), SUM(high), COUNT(*) FROM (
            SELECT side_a AS actor, side_a_new_id AS actor_id, best, low, high FROM events
            UNION ALL SELECT side_b, side_b_new_id, best, low, high FROM events)
        GROUP BY actor_id ORDER BY actor""",
    "months": """
        SELECT date_trunc('month', date_start) AS month, SUM(best), SUM(low), SUM(high), COUNT(*)
        FROM events WHERE country_id = 432 AND type_of_violence = 3 GROUP BY 1 ORDER BY 1""",
    "acled phases": """
        SELECT CASE WHEN event_date < '2013-07-01' THEN 'before'
                    WHEN event_date <= '2023-12-31' THEN 'during' ELSE 'after' END AS phase,
               SUM(fatalities), COUNT(*)
        FROM events WHERE country_id = 432 GROUP BY 1 ORDER BY 1""",
    "acled yearly": """
        SELECT country_id, country, event_type, year(event_date) AS year, SUM(fatalities), COUNT(*)
        FROM events GROUP BY ALL ORDER BY ALL""",
    "acled actors": """
        SELECT actor, SUM(fatalities), COUNT(*) FROM (
            SELECT actor1 AS actor, fatalities FROM events
            UNION ALL SELECT actor2, fatalities FROM events WHERE actor2 <> actor1)
        WHERE actor IS NOT NULL GROUP BY actor ORDER BY actor""",
    "un missions": """
        SELECT mission, year(incident_date) AS year, SUM(fatalities)
        FROM events GROUP BY ALL ORDER BY ALL""",
    "rates": """
        SELECT e.country_id, any_value(e.country), e.year, SUM(best), SUM(low), SUM(high), COUNT(*),
               SUM(best) * 100000.0 / any_value(population)
        FROM (SELECT *, year(date_start) AS year FROM events) AS e
        LEFT JOIN people AS p ON p.country_id = e.country_id AND p.year = e.year
        GROUP BY 1, 3 ORDER BY 2, 3""",
}


def clocks() -> tuple[float, float]:
    """Return the seconds that have passed, and those that this process has worked."""
    return time.perf_counter(), time.process_time()


def tell(begin: tuple[float, float]) -> None:
    """Print how long it took since then, as `measure.run` reads it."""
    passed, worked = (now - then for now, then in zip(clocks(), begin, strict=True))
    print(f"seconds {passed} {worked}")


def claims_together(file: str) -> None:
    """Judge the claims of a file."""
    import mali_cli

    begin = clocks()
    mali_cli.check(files=[file])
    tell(begin)


def claims_one_by_one(file: str) -> None:
    """Judge each claim of a file for itself, a question after the other in one process."""
    import tempfile

    import mali_cli

    head, *tables = Path(file).read_text(encoding="utf-8").split("[[claim]]")
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "claim.toml"
        begin = clocks()
        for table in tables:
            one.write_text(f"{head}[[claim]]{table}", encoding="utf-8")
            mali_cli.check(files=[str(one)])
        tell(begin)


ORDER = "country_id, date_start, id"
"""The order of the rows of the GED in the store."""


def duckdb_query(name: str, parquet: str, people: str = "") -> None:
    """Ask DuckDB the question, on the Parquet files of the store."""
    import duckdb

    begin = clocks()
    query = QUERIES[name].replace("events", f"read_parquet('{parquet}')")
    query = query.replace("people", f"read_parquet('{people}')")
    duckdb.connect().execute(query).fetchall()
    tell(begin)


def pandas_query(name: str, csv: str, people: str = "") -> None:
    """Ask pandas the question, on the CSV in its zip, as most scripts do."""
    import pandas as pd

    begin = clocks()
    if name not in ("phases", "yearly", "actors", "months"):
        _pandas_of_others(name, csv, people)
        tell(begin)
        return
    frame = pd.read_csv(csv, low_memory=False, parse_dates=["date_start", "date_end"])
    measures = ["best", "low", "high"]
    mali = frame[(frame.country_id == 432) & (frame.type_of_violence == 3)]
    year, month = frame.date_start.dt.year, mali.date_start.dt.to_period("M")
    if name == "phases":
        edges = pd.to_datetime(["1900-01-01", "2013-07-01", "2024-01-01", "2100-01-01"])
        mali.groupby(pd.cut(mali.date_start, edges, right=False), observed=False)[measures].sum()
    elif name == "yearly":
        frame.groupby(["country_id", "country", year, "type_of_violence"])[measures].sum()
    elif name == "actors":
        names = ["actor", "actor_id", *measures]
        sides = [
            frame[[side, f"{side}_new_id", *measures]].set_axis(names, axis=1) for side in SIDES
        ]
        grouped = pd.concat(sides).groupby("actor_id")
        grouped[measures].sum().join(grouped["actor"].first())
    else:
        mali.groupby(month)[measures].sum()
    tell(begin)


SIDES = ("side_a", "side_b")


def _pandas_of_others(name: str, csv: str, people: str) -> None:
    import pandas as pd

    day = {"un missions": "incident_date", "rates": "date_start"}.get(name, "event_date")
    frame = pd.read_csv(csv, low_memory=False, parse_dates=[day])
    year = frame[day].dt.year.rename("Year")
    if name == "acled phases":
        mali = frame[frame.country == "Mali"]
        edges = pd.to_datetime(["1900-01-01", "2013-07-01", "2024-01-01", "2100-01-01"])
        mali.groupby(pd.cut(mali[day], edges, right=False), observed=False).fatalities.sum()
    elif name == "acled yearly":
        frame.groupby(["country", "event_type", year]).fatalities.sum()
    elif name == "acled actors":
        others = frame[frame.actor2 != frame.actor1][["actor2", "fatalities"]]
        sides = [frame[["actor1", "fatalities"]], others]
        pd.concat([side.set_axis(["actor", "dead"], axis=1) for side in sides]).groupby(
            "actor"
        ).sum()
    elif name == "un missions":
        frame.groupby(["mission_acronym", year]).id.count()
    else:
        dead = frame.groupby(["country", year])[["best", "low", "high"]].sum().reset_index()
        known = pd.read_csv(people).rename(columns={"Country Name": "country"})
        both = dead.merge(known, on=["country", "Year"], how="left")
        both["rate"] = both.best * 100_000 / both.Value


def our_query(name: str) -> None:
    """Ask mali-cli the question through its Python API, on the store."""
    import mali_cli
    import mali_cli.datasets.acled_rows
    import mali_cli.datasets.event_rows
    import mali_cli.datasets.figures
    import mali_cli.datasets.un_fatality_rows
    import mali_cli.observations.filtering
    import mali_cli.observations.population
    import mali_cli.observations.running
    import mali_cli.store.manifest
    import mali_cli.store.parquet
    import mali_cli.store.store
    from mali_cli.answers import periods, totals
    from mali_cli.datasets.registry import data_sets

    list(data_sets())  # a module each, imported where it is looked at
    asked = {
        "phases": lambda: periods.periods(mission="MINUSMA", dataset="ged"),
        "yearly": lambda: totals.totals(by=("country", "year", "type"), dataset="ged"),
        "actors": lambda: totals.totals(by=("actor",), type="all", dataset="ged"),
        "months": lambda: mali_cli.totals(
            by=("month",), country="Mali", type="one-sided", dataset="ged"
        ),
        "acled phases": lambda: periods.periods(mission="MINUSMA", dataset="acled"),
        "acled yearly": lambda: totals.totals(
            by=("country", "event_type", "year"), dataset="acled"
        ),
        "acled actors": lambda: totals.totals(by=("actor",), dataset="acled"),
        "un missions": lambda: totals.totals(by=("mission", "year"), dataset="un-fatalities"),
        "rates": lambda: totals.totals(
            by=("country", "year"), type="all", dataset="ged", per=100_000
        ),
    }
    begin = clocks()
    asked[name]()
    tell(begin)


def duckdb_ingest(archive: str, target: str, order: str = ORDER) -> None:
    """Unpack, order and write with DuckDB."""
    import shutil
    from zipfile import ZipFile

    import duckdb

    text = Path(archive)
    if text.suffix == ".zip":
        text = Path(target).with_suffix(".csv")
        with ZipFile(archive) as whole:
            (name,) = whole.namelist()
            with whole.open(name) as member, text.open("wb") as file:
                shutil.copyfileobj(member, file, 1 << 20)
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{text}') ORDER BY {order}) "
        f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    )
    if text != Path(archive):
        text.unlink()


def pandas_ingest(archive: str, target: str, order: str = ORDER) -> None:
    """Read, order and write with pandas."""
    import pandas as pd

    days = ["date_start", "date_end"] if order == ORDER else ["event_date"]
    frame = pd.read_csv(archive, low_memory=False, parse_dates=days)
    frame = frame.sort_values(order.split(", "))
    frame.to_parquet(target, compression="zstd", index=False)


def sequential_harvest(address: str, token: str) -> None:
    """Follow the pages of the API one after the other."""
    import httpx

    with httpx.Client(headers={"x-ucdp-access-token": token}) as client:
        rows, following = [], address
        while following:
            page = client.get(following).raise_for_status().json()
            rows += page["Result"]
            following = page["NextPageUrl"]


RIVALS: dict[str, Callable[..., None]] = {
    "duckdb": duckdb_query,
    "pandas": pandas_query,
    "ours": our_query,
    "together": claims_together,
    "one-by-one": claims_one_by_one,
    "duckdb-ingest": duckdb_ingest,
    "pandas-ingest": pandas_ingest,
    "harvest": sequential_harvest,
}

if __name__ == "__main__":
    RIVALS[sys.argv[1]](*sys.argv[2:])
