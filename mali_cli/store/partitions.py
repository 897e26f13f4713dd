"""Rows too many for the memory, put on the disk by country, and given back in order."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from .parquet import ordered
from .problems import disk_errors

if TYPE_CHECKING:
    import polars as pl


AT_ONCE = 300_000
"""Rows that are put away together: each time takes a file a country."""


class Partitions:
    """Rows of one schema in files by `country_id`, in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, list[Path]] = defaultdict(list)
        self._held: list[pl.DataFrame] = []

    def add(self, rows: pl.DataFrame) -> None:
        """Put rows away, once they are many.

        Raises:
            OSError: they cannot be written.
        """
        self._held.append(rows)
        if sum(part.height for part in self._held) >= AT_ONCE:
            self._put_away()

    def _put_away(self) -> None:
        import polars as pl

        if not self._held:
            return
        rows = pl.concat(self._held)
        self._held.clear()
        for (country, *_), part in rows.partition_by("country_id", as_dict=True).items():
            files = self._files[int(country)]
            files.append(self._folder / f"{country}-{len(files)}.arrow")
            with disk_errors():
                part.write_ipc(files[-1], compression="lz4")

    def in_order(self) -> pl.LazyFrame:
        """Return all rows as `parquet.ordered` would: a country after the other, sorted in it.

        No more than one country is held in memory.

        Raises:
            OSError: they cannot be written.
        """
        import polars as pl

        self._put_away()
        return pl.concat([self._sorted(country) for country in sorted(self._files)])

    def _sorted(self, country: int) -> pl.LazyFrame:
        import polars as pl

        files = self._files[country]
        whole = self._folder / f"{country}.arrow"
        rows = ordered(pl.concat([pl.read_ipc(file) for file in files]))
        with disk_errors():
            rows.write_ipc(whole, compression="lz4")
        for file in files:
            file.unlink()
        return pl.scan_ipc(whole)
