"""Stores with generated events: the GED once, ten times, and a hundred times with short texts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import polars as pl

from mali_cli.acquire.importing import import_files
from mali_cli.acquire.keep import Runs
from mali_cli.acquire.result import Watch
from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.store.manifest import Draft, Manifest
from mali_cli.store.store import Store

from . import others
from .generate import EVENTS, pieces, write_zip

RELEASE = "25.1"


def archive(folder: Path, times: int) -> Path:
    """Return a zip with so many times the events of the GED, made if it is not there yet."""
    path = folder / f"ged-{times}.csv.zip"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        write_zip(part, EVENTS * times)
        part.replace(path)
    return path


def store(folder: Path, times: int) -> Store:
    """Return a store with so many times the GED; long texts are short from 100 times on."""
    home = Store(folder / f"store-{times}")
    if not home.names():
        with home.workspace() as work, ThreadPoolExecutor(1) as thread:
            runs = Runs(work, thread)
            for frame in pieces(EVENTS * times, short=times >= 100):
                runs.add(frame)
            home.put(runs.in_order(), draft(times), in_order=EVENTS * times)
    return home


def other_files(folder: Path) -> dict[str, Path]:
    """Return files like those of ACLED, the UN's dead and populations, made where they are not."""
    place = folder / "others"
    made = {
        "acled": (others.ACLED_FILE, others.write_acled),
        "un-fatalities": ("un-fatalities.csv", others.write_un_fatalities),
        "population": ("population.csv", others.write_population),
    }
    place.mkdir(parents=True, exist_ok=True)
    for name, write in made.values():
        if not (place / name).exists():
            part = place / f"{name}.part"
            write(part)
            part.replace(place / name)
    return {dataset: place / name for dataset, (name, _) in made.items()}


def other_sources(folder: Path) -> Store:
    """Return a store with made-up data of every kind, and the GED once."""
    home = Store(folder / "store-others")
    if not home.names():
        for path in other_files(folder).values():
            import_files([str(path)], Watch(), whole=True, store=home)
        home.put(pl.concat(list(pieces(EVENTS))), draft(1))
    return home


def file_of(home: Store, dataset: str) -> Path:
    """Return the Parquet file of the one set of a data set in a store."""
    (manifest,) = (one for one in home.sets() if one.dataset == dataset)
    return home.path(manifest)


def draft(times: int) -> Draft:
    """Describe generated events as a release, so that they answer as one."""
    return Draft(
        dataset="ged",
        release=RELEASE,
        whole=True,
        coverage=Coverage.of(Span(date(1989, 1, 1), date(2024, 12, 31))),
        source=f"generated-{times}",
        layout="generated",
    )


def parquet(home: Store) -> tuple[Path, Manifest]:
    """Return the file of the one set in a store."""
    (manifest,) = home.sets()
    return home.path(manifest), manifest
