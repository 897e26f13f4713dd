"""Which data set a file is, and which of its columns are which, told by the header alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from ..datasets.declaration import PROVENANCE, WINDOW, FileLayout
from ..datasets.registry import data_set, plain, told_by
from ..frozen import frozen
from ..model.coverage import Coverage
from ..model.dates import Span, read_date
from ..model.errors import DamagedError, UsageError
from ..words import remarking, unreadable
from ..words.message import Said
from .foreign import refuse_foreign
from .raw import FETCH, Raw, damaged_cell, first_rows, is_index, repeated

_WITHOUT_POINT = re.compile(r"(\d\d)(?:,|)(\d)(?:\.0)?")
MOST_NAMED = 4
"""How many columns a remark names."""


@frozen
class Named:
    """A file whose data set is known; `columns` maps its names to columns of `raw.frame`.

    `form` is its layout, `layout` says in words which form of it. `unknown` are the names in the
    file that the data set does not have.
    """

    raw: Raw
    dataset: str
    form: FileLayout
    layout: str
    columns: Mapping[str, str]
    release: str | None
    remarks: tuple[Said, ...]
    window: Coverage | None = None
    unknown: tuple[str, ...] = ()

    def cells(self, name: str) -> pl.Series:
        """Return the raw cells of a column, under its name in the layout."""
        return self.raw.frame[self.columns[name]].alias(name)


def identify(raw: Raw) -> Named:
    """Return the data set of a file and its columns.

    Raises:
        DamagedError: no UCDP data set, columns missing or there twice, cells without a column.
    """
    twice = repeated(raw.names)
    if twice:
        shown = [repr(name) for name in twice[:5]]
        raise DamagedError(unreadable.COLUMNS_TWICE(file=raw.name, columns=shown))
    raw, tagged = _without_tags(raw)
    dataset, form = _told(raw)
    written = enumerate(raw.names)
    found = {form.rename(plain(name)): str(at) for at, name in written if name.strip()}
    _check_required(raw, dataset, form, found)
    columns = {name: found[name] for name in form.columns if name in found}
    left_out, columns = _useless(raw, form, columns)
    release, mixed = _release(raw, found, form, data_set(dataset).release_form)
    unknown = _unknown(raw, form)
    remarks = (*raw.remarks, *tagged, *_unnamed(raw), *_dropped(unknown), *left_out, *mixed)
    window = _window(raw, found) if form.of_events else None
    words = _form_words(raw, dataset, form, tagged=tagged)
    return Named(raw, dataset, form, words, columns, release, remarks, window, unknown)


def _without_tags(raw: Raw) -> tuple[Raw, tuple[Said, ...]]:
    """Drop the row of HXL tags that HDX puts below the header (https://hxlstandard.org).

    A column that pandas put before the others numbers this row as well.
    """
    top = raw.frame.head(1).cast(pl.String)  # a date of Parquet may lie beyond those of Python
    named = zip(raw.names, top.row(0), strict=True) if top.height else ()
    cells = [cell for name, cell in named if cell and not is_index(name)]
    if not cells or not all(isinstance(cell, str) and cell.startswith("#") for cell in cells):
        return raw, ()
    if raw.frame.height == 1:
        raise DamagedError(unreadable.HEADER_ONLY(file=raw.name))
    shifted = replace(
        raw, frame=raw.frame.slice(1), lines=lambda rows: raw.lines([row + 1 for row in rows])
    )
    return shifted, (remarking.TAGS(),)


def _told(raw: Raw) -> tuple[str, FileLayout]:
    refuse_foreign(raw.name, raw.names)
    told = told_by(raw.names)
    if told is None:
        found = dict.fromkeys(plain(name) for name in raw.names if name.strip())
        columns = ", ".join(found)
        raise DamagedError(
            unreadable.NO_UCDP_COLUMNS(file=raw.name, columns=columns, command=FETCH)
        )
    return told[0].name, told[1]


def _check_required(raw: Raw, dataset: str, form: FileLayout, found: Mapping[str, str]) -> None:
    missing = [name for name in form.required if name not in found]
    if missing:
        maker = data_set(dataset).maker
        raise DamagedError(
            unreadable.COLUMNS_MISSING(
                file=raw.name,
                missing=missing,
                dataset=dataset,
                needed=form.required,
                maker=maker.short,
                page=maker.page,
            )
        )


def _form_words(raw: Raw, dataset: str, form: FileLayout, *, tagged: tuple[Said, ...]) -> str:
    written = [plain(name) for name in raw.names]
    words = [form.words(written) if form.words else form.name or dataset]
    if tagged:
        words.insert(0, "HDX file with HXL tags")
    if raw.kind != "CSV":
        words.append(raw.kind)
    return "; ".join(words)


def _unnamed(raw: Raw) -> tuple[Said, ...]:
    """Leave out columns without a name: empty ones, and row numbers that stand first."""
    remarks = []
    for index, name in enumerate(raw.names):
        if name.strip():
            continue
        filled = raw.frame[str(index)].cast(pl.String).fill_null("") != ""
        if index and filled.any():
            row = first_rows(filled, 1)[0]
            value = raw.frame[str(index)][row]
            raise damaged_cell(raw, row, str(index + 1), value, unreadable.NAMELESS())
        remark = remarking.EMPTY_COLUMN if index else remarking.ROW_NUMBERS
        remarks.append(remark(number=index + 1))
    return tuple(remarks)


def _unknown(raw: Raw, form: FileLayout) -> tuple[str, ...]:
    taken = {*form.columns, *((*PROVENANCE, *WINDOW) if form.of_events else ())}
    named = [name for name in raw.names if name.strip()]
    return tuple(name for name in named if form.rename(plain(name)) not in taken)


def _dropped(unknown: tuple[str, ...]) -> tuple[Said, ...]:
    if not unknown:
        return ()
    if len(unknown) == 1:
        return (remarking.COLUMN_LEFT_OUT(column=unknown[0]),)
    names: list[object] = [f"'{name}'" for name in unknown[:MOST_NAMED]]
    if more := len(unknown) - len(names):
        names.append(remarking.MORE(number=more))
    return (remarking.COLUMNS_LEFT_OUT(columns=names),)


def _useless(
    raw: Raw, form: FileLayout, columns: dict[str, str]
) -> tuple[tuple[Said, ...], dict[str, str]]:
    """Leave out columns that some program ruined: they are 0 throughout."""
    ruined = [
        name
        for name in form.ruined
        if name in columns
        and (raw.frame[columns[name]].cast(pl.String) == "0").all(ignore_nulls=False)
    ]
    kept = {name: at for name, at in columns.items() if name not in ruined}
    return tuple(remarking.ALL_ZERO(column=name) for name in ruined), kept


def _release(
    raw: Raw, found: Mapping[str, str], form: FileLayout, written_as: str
) -> tuple[str | None, tuple[Said, ...]]:
    """Return the release that the file names, in a column of its own or in ours.

    `written_as` is how releases are written, as a regular expression. Events may be of several
    (with candidate data): then there is none, and a remark.
    """
    column = form.stamp
    if column not in found and form.changed in found:
        return _last_change(raw.frame[found[form.changed]]), ()
    if column not in found:
        return raw.release, ()
    cells = raw.frame[found[column]].cast(pl.String)
    written = sorted(value for value in cells.unique() if value)
    read = {value: _as_release(value, written_as) for value in written}
    for value in written:
        if not re.fullmatch(written_as, read[value]):
            row = first_rows(cells == value, 1)[0]
            raise damaged_cell(raw, row, column, value, unreadable.NO_RELEASE())
    remarks = tuple(
        remarking.READ_AS_RELEASE(column=column, written=value, release=release)
        for value, release in read.items()
        if value != release
    )
    values = sorted(set(read.values()))
    if len(values) < 2:
        return (values[0] if values else None), remarks
    if form.of_events:
        return None, (*remarks, remarking.SEVERAL_RELEASES(releases=values[:5]))
    raise DamagedError(unreadable.SEVERAL_RELEASES(file=raw.name, releases=values[:5]))


def _last_change(cells: pl.Series) -> str | None:
    """Return the day of the newest change of a row; None where a cell is no time that is known."""
    text = cells.cast(pl.String)
    seconds = text.str.extract(r"^(\d{9,10})(\.0+)?$").cast(pl.Int64)
    days = text.str.extract(r"^(\d{4}-\d\d-\d\d)([ T].*)?$").str.to_date("%Y-%m-%d", strict=False)
    read = pl.select(pl.coalesce(days, pl.from_epoch(seconds).dt.date())).to_series()
    if read.null_count() > text.null_count() or not read.len():
        return None
    newest = read.max()
    return str(newest) if newest else None


def _as_release(cell: str, written_as: str) -> str:
    """Return a release as UCDP writes it, of a cell with a decimal comma, or that lost its point.

    A number of three digits is a yearly release, as in the names of UCDP's files ("ged221").
    """
    match = None if re.fullmatch(written_as, cell) else _WITHOUT_POINT.fullmatch(cell.strip())
    return ".".join(match.groups()) if match else cell


def _window(raw: Raw, found: Mapping[str, str]) -> Coverage | None:
    """Return the days that events of our own writing were limited to; several joined by "; ".

    Raises:
        DamagedError: they are not the same in each row, or no days.
    """
    first, last = raw.window
    if set(WINDOW) <= set(found):
        first, last = (_same(raw, name, found[name]) for name in WINDOW)
    if first is None or last is None:
        return None
    try:
        days = [[read_date(day).start for day in ends.split(";")] for ends in (first, last)]
        spans = [Span(start, end) for start, end in zip(*days, strict=True) if start <= end]
        return Coverage.of(*spans)
    except (UsageError, ValueError) as error:
        raise DamagedError(
            unreadable.NO_WINDOW(file=raw.name, columns=WINDOW, first=first, last=last)
        ) from error


def _same(raw: Raw, name: str, column: str) -> str | None:
    """Return what a column says, the same in every row."""
    cells = raw.frame[column].cast(pl.String)
    values = cells.unique(maintain_order=True).to_list()
    if len(values) > 1:
        raise DamagedError(
            unreadable.SEVERAL_WINDOWS(file=raw.name, column=name, values=values[:3])
        )
    return values[0] if values else None
