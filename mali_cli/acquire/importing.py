"""Take files that a user already has into the store."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from ..datasets.registry import data_set, layout_of
from ..facts.inputs import STDIN
from ..read.stamps import Stamp, shortfall, stamp_of
from ..read.table import AnyTable, with_weeks
from ..store.manifest import LAYOUT, Draft
from ..store.store import Store
from ..words import storing
from .keep import Reader, check_days, check_whole, keep
from .result import IMPORTED, Kept, Watch


def import_files(
    names: Sequence[str],
    watch: Watch,
    *,
    release: str | None = None,
    whole: bool = False,
    dataset: str | None = None,
    week_starts: str | None = None,
    store: Store | None = None,
) -> tuple[Kept, ...]:
    """Read files and store each; where one cannot be read with certainty, none is stored.

    Raises:
        UsageError: a file does not exist, or the release makes no sense.
        DamagedError: a file cannot be read with certainty; the message names file and line.
        NewerError: a newer version of the program stored a set of that name.
        OutputError: the store cannot be written.
    """
    store = store or Store()
    with ExitStack() as stack:
        reader = Reader(store, watch, stack)
        tables = [(name, with_weeks(reader.read(name), week_starts, name)) for name in names]
        drafts = [
            (table, _draft(name, table, release, whole=whole, dataset=dataset))
            for name, table in tables
        ]
        for _, draft in drafts:
            store.refuse_newer(draft.name)
        return tuple(keep(store, table, draft, IMPORTED, watch) for table, draft in drafts)


def _draft(
    name: str, table: AnyTable, release: str | None, *, whole: bool, dataset: str | None
) -> Draft:
    file = "" if name == STDIN else name
    stamp = stamp_of(table, release, name=file, whole=whole, dataset=dataset)
    draft = Draft(
        dataset=stamp.dataset,
        release=stamp.release,
        whole=stamp.whole,
        coverage=stamp.coverage,
        coverage_assumed=stamp.assumed,
        source="stdin" if name == STDIN else str(Path(name).resolve()),
        layout=table.layout,
        countries=stamp.countries,
        selection={**_days_of(stamp), **_layout_of(table)},
        source_sha256=table.sha256,
        source_size=table.size,
        oddities=table.oddities,
        remarks=tuple(map(str, (*table.remarks, *shortfall(table, stamp)))),
        preliminary=stamp.preliminary,
    )
    what = "stdin" if name == STDIN else name
    check_whole(table, draft, what, storing.AS_PARTIAL())
    check_days(table, draft, what, storing.AS_PARTIAL())
    return draft


def _layout_of(table: AnyTable) -> dict[str, str]:
    """Name the layout of a table whose data set has another first: both can be kept."""
    first = data_set(table.dataset).layouts[0]
    layout = layout_of(table.dataset, table.rows.collect_schema().names())
    return {} if layout is first else {LAYOUT: layout.name}


def _days_of(stamp: Stamp) -> dict[str, str]:
    """Return the days that a file is limited to, as those of a fetch are kept."""
    if not stamp.cut:
        return {}
    return {"from": str(stamp.coverage.start), "to": str(stamp.coverage.end)}
