"""Measure mali-cli against what a user would use instead.

    python -m benchmarks.run [--sizes 1,10,100] [--runs 7] [--only PART,…] [--folder FOLDER]
                             [--output FILE.json]

Parts: start, ingest, queries, check, sources, survey, harvest. Each pair runs in turn as whole
processes; medians, the median of the pairwise ratios and the peak memory of both are printed, and
with --output written as JSON and Markdown, with the machine and the versions. The generated data
stay in the folder for the next time (by default `mali-cli-benchmarks` in the folder for temporary
files): 0.1 GB at size 1, 1 GB at 10, 3 GB at 100, 1.4 GB of other sources.

Install what is measured, not a checkout, so that its bytecode is compiled as a user's is:
    pip install '.[test]' pandas pyarrow
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .measure import Contest, contest, run
from .report import HEADER, line, machine, record, write

OF_INGEST = {1: 1.0, 10: 1.2}
"""How many times as long as DuckDB the import of so many times the GED may take."""
FLOOR = "import polars, typer, rich.table; from pydantic import TypeAdapter"
PARTS = ("start", "ingest", "queries", "check", "sources", "survey", "harvest")
PROGRAM = str(Path(sys.executable).parent / "mali-cli")
RIVALS = [sys.executable, str(Path(__file__).with_name("rivals.py"))]
STARTS = {
    "periods": 1.2,
    "check": 1.5,
    "chart": 1.6,
    "report -o r.html": 4.0,
    "--help": 0.4,
}
"""Commands, and how many times as long as the imports each may take."""
OF_MANY = {"phases": 1.0, "yearly": 1.0, "actors": 1.2, "months": None}
"""How many times as long as DuckDB questions to a hundred times the GED may take."""
QUERIES = ("phases", "yearly", "actors", "months")
OTHER_QUERIES = {
    **dict.fromkeys(("acled phases", "acled yearly", "acled actors"), "acled"),
    **{"un missions": "un-fatalities", "rates": "ged"},
}
"""The questions to other data sets, by which of them has the rows."""


def start(folder: Path, runs: int, _sizes: list[int]) -> Iterator[Contest]:
    """Start-up against importing what any such program must import."""
    floor = [sys.executable, "-c", FLOOR]
    empty = {"MALI_CLI_HOME": str(folder / "empty")}
    with tempfile.TemporaryDirectory(dir=folder) as place:
        page = str(Path(place) / "r.html")
        for name, target in STARTS.items():
            words = [page if word == "r.html" else word for word in name.split()]
            words += ["--force"] if page in words else []
            yield contest(
                name,
                lambda words=words: run([PROGRAM, *words], empty),  # type: ignore[misc]
                lambda: run(floor),
                "imports",
                runs=runs,
                target=target,
            )


def ingest(folder: Path, runs: int, sizes: list[int]) -> Iterator[Contest]:
    """From the zip to the store, against DuckDB, and pandas at size 1."""
    from .stores import archive

    for size in (size for size in sizes if size <= 10):
        path = str(archive(folder, size))
        with tempfile.TemporaryDirectory(dir=folder) as name:
            place = Path(name)
            words = [PROGRAM, "import", path, "--release", "25.1", "--whole", "-q"]
            home = {"MALI_CLI_HOME": str(place / "home")}
            others = ["duckdb", "pandas"] if size == 1 else ["duckdb"]
            for other in others:
                theirs = [*RIVALS, f"{other}-ingest", path, str(place / f"{other}.parquet")]
                yield contest(
                    f"ingest ×{size}",
                    lambda words=words, home=home: run(words, home),  # type: ignore[misc]
                    lambda theirs=theirs: run(theirs),  # type: ignore[misc]
                    other,
                    runs=min(runs, 5) if size == 1 else 1,
                    target=OF_INGEST.get(size) if other == "duckdb" else None,
                )


def queries(folder: Path, runs: int, sizes: list[int]) -> Iterator[Contest]:
    """Questions to the store, without imports, against DuckDB on its file and pandas on the CSV."""
    from .stores import archive, parquet, store

    for size in sizes:
        home = store(folder, size)
        path, _ = parquet(home)
        env = {"MALI_CLI_HOME": str(home.root)}
        for name in QUERIES:
            ours = [*RIVALS, "ours", name]
            yield contest(
                f"{name} ×{size}",
                lambda ours=ours, env=env: run(ours, env),  # type: ignore[misc]
                lambda name=name, path=path: run([*RIVALS, "duckdb", name, str(path)]),  # type: ignore[misc]
                "duckdb",
                runs=runs,
                target=1.0 if size == 1 else OF_MANY[name] if size == 100 else None,
            )
        if size == 1:
            yield from _against_pandas(env, str(archive(folder, 1)), min(runs, 3))
            yield from _whole_command(env, runs)


def _against_pandas(env: dict[str, str], csv: str, runs: int) -> Iterator[Contest]:
    """The same questions to pandas, which reads the CSV for each, as most scripts do."""
    for name in QUERIES:
        yield contest(
            f"{name} ×1",
            lambda name=name: run([*RIVALS, "ours", name], env),  # type: ignore[misc]
            lambda name=name: run([*RIVALS, "pandas", name, csv]),  # type: ignore[misc]
            "pandas",
            runs=runs,
        )


def _whole_command(env: dict[str, str], runs: int) -> Iterator[Contest]:
    words = [PROGRAM, "periods", "--mission", "MINUSMA", "--dataset", "ged"]
    floor = [sys.executable, "-c", FLOOR]
    name = "periods of the GED ×1"
    yield contest(
        name, lambda: run(words, env), lambda: run(floor), "imports", runs=runs, target=1.5
    )


def check(folder: Path, runs: int, _sizes: list[int]) -> Iterator[Contest]:
    """A thousand claims about the whole GED, against each judged for itself."""
    from .claims import CLAIMS, write_claims
    from .stores import parquet, store

    home = store(folder, 1)
    path, _ = parquet(home)
    env, file = {"MALI_CLI_HOME": str(home.root)}, folder / "claims.toml"
    write_claims(file, path)
    yield contest(
        f"check of {CLAIMS:,} claims",
        lambda: run([*RIVALS, "together", str(file)], env),
        lambda: run([*RIVALS, "one-by-one", str(file)], env),
        "one by one",
        runs=min(runs, 2),
    )


def sources(folder: Path, runs: int, _sizes: list[int]) -> Iterator[Contest]:
    """ACLED (two million events), the UN's dead and populations, as the GED is measured."""
    from .stores import archive, file_of, other_files, other_sources

    files, home = other_files(folder), other_sources(folder)
    env, export = {"MALI_CLI_HOME": str(home.root)}, str(files["acled"])
    with tempfile.TemporaryDirectory(dir=folder) as name:
        empty = {"MALI_CLI_HOME": str(Path(name) / "home")}
        for other in ("duckdb", "pandas"):
            theirs = [*RIVALS, f"{other}-ingest", export, str(Path(name) / f"{other}.parquet")]
            yield contest(
                "ingest acled",
                lambda: run([PROGRAM, "import", export, "--whole", "-q"], empty),
                lambda theirs=theirs: run([*theirs, "country, event_date"]),  # type: ignore[misc]
                other,
                runs=1 if other == "pandas" else min(runs, 3),
            )
    people = {"duckdb": str(file_of(home, "population")), "pandas": str(files["population"])}
    for name, dataset in OTHER_QUERIES.items():
        csv = str(archive(folder, 1)) if dataset == "ged" else str(files[dataset])
        rows = {"duckdb": str(file_of(home, dataset)), "pandas": csv}
        for other, path in rows.items():
            theirs = [*RIVALS, other, name, path, people[other]]
            yield contest(
                name,
                lambda name=name: run([*RIVALS, "ours", name], env),  # type: ignore[misc]
                lambda theirs=theirs: run(theirs),  # type: ignore[misc]
                other,
                runs=min(runs, 2) if other == "pandas" else runs,
            )


def survey(folder: Path, runs: int, _sizes: list[int]) -> Iterator[Contest]:
    """The survey-based intervals of the whole GED, 10,000 draws, against its plain totals."""
    from .stores import store

    env = {"MALI_CLI_HOME": str(store(folder, 1).root)}
    for by in ("type", "year", "country"):
        words = [PROGRAM, "totals", "--by", by, "--dataset", "ged", "-q"]
        yield contest(
            f"survey --by {by}",
            lambda words=words: run([*words, "--uncertainty", "survey"], env),  # type: ignore[misc]
            lambda words=words: run(words, env),  # type: ignore[misc]
            "plain",
            runs=min(runs, 3),
        )


def harvest(folder: Path, runs: int, _sizes: list[int]) -> Iterator[Contest]:
    """Pages of the API against a client that asks one after the other.

    A hundred pages of 50 ms, and twelve of the second that a page of UCDP takes at least.
    """
    from tests.servers import made_up
    from tests.servers.ucdp_server import UcdpServer

    for pages, seconds in ((100, 0.05), (12, 1.0)):
        with UcdpServer() as ucdp, tempfile.TemporaryDirectory(dir=folder) as name:
            ucdp.offer("ged", "27.1", made_up.events("27.1", 100 * pages))
            ucdp.page_limit = 100
            ucdp.fail("stall", path="/api/", value=seconds)
            env = {**ucdp.environment, "UCDP_TOKEN": ucdp.token, "MALI_CLI_HOME": name}
            words = [PROGRAM, "fetch", "ged@27.1", "--via", "api", "--again", "-q"]
            address = f"{ucdp.api}/gedevents/27.1?pagesize=100&page=0"
            theirs = [*RIVALS, "harvest", address, ucdp.token]
            yield contest(
                f"{pages} pages of {seconds} s",
                lambda words=words, env=env: run(words, env),  # type: ignore[misc]
                lambda theirs=theirs: run(theirs),  # type: ignore[misc]
                "sequential",
                runs=min(runs, 3),
            )


def row_groups(path: Path, country: int) -> tuple[int, int]:
    """Return how many row groups of a file may hold a country, and how many there are."""
    import duckdb

    found = duckdb.connect().execute(
        f"SELECT count(*) FILTER (WHERE {country} BETWEEN stats_min_value::BIGINT "
        f"AND stats_max_value::BIGINT), count(*) FROM parquet_metadata('{path}') "
        "WHERE path_in_schema = 'country_id'"
    )
    read, there = found.fetchall()[0]
    return int(read), int(there)


def main() -> None:
    """Measure, print the table and write the file."""
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.run")
    wanted.add_argument("--sizes", default="1")
    wanted.add_argument("--runs", type=int, default=7)
    wanted.add_argument("--only", default=",".join(PARTS))
    wanted.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "mali-cli-benchmarks"
    )
    wanted.add_argument("--output", type=Path)
    asked = wanted.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    parts = asked.only.split(",")
    if unknown := sorted({*parts} - {*PARTS}):
        wanted.error(f"no part is called {unknown[0]}: there are {', '.join(PARTS)}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    about = machine()
    print(json.dumps(about))
    print(HEADER)
    entries = []
    for part in parts:
        for found in globals()[part](asked.folder, asked.runs, sizes):
            entries.append(record(found))
            print(line(entries[-1]), flush=True)
    groups = _groups(asked.folder, sizes) if "queries" in parts else {}
    for size, (read, there) in groups.items():
        print(f"one country's phases ×{size}: {read} of {there} row groups")
    if asked.output:
        write(asked.output, about, entries, {"row_groups": groups})


def _groups(folder: Path, sizes: list[int]) -> dict[int, tuple[int, int]]:
    from .generate import MALI
    from .stores import parquet, store

    return {size: row_groups(parquet(store(folder, size))[0], MALI) for size in sizes}


if __name__ == "__main__":
    main()
