"""The data sets on this machine: what is here, what exists, rows of any of them, their state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from ..datasets.declaration import DataSet, Door
from ..datasets.registry import data_sets, known, layout_of, plain_name
from ..datasets.ucdp_files import file_of, newest_known
from ..facts.countries import resolve
from ..facts.releases import in_order, known_candidates
from ..model.errors import DamagedError, GoneError, MaliCliError, OutputError
from ..model.questions.data import DataSets, Show, Verify
from ..model.result import Note, Result, Shown
from ..model.selection import read_days, read_types
from ..model.source import Source
from ..model.words import codes_of, many
from ..read.oddities import oddities_of
from ..store.manifest import LAYOUT, Manifest, ManifestName, source_of
from ..store.parts import KEPT_DAYS
from ..store.problems import damaged, incomplete
from ..store.store import Store
from ..ucdp.progress import Say, silent
from ..ucdp.token import credential_of
from ..words import sourcing, storing
from ..words.message import Said
from ..words.phrases import counted
from .answer import answered
from .notes import peculiar_notes
from .ordering import check_limit, first

LISTED = (
    *("name", "state", "first_day", "last_day", "rows", "countries", "bytes", "licence", "note"),
)
HERE, DAMAGED, EMBEDDED, KNOWN, NEWER = "here", "damaged", "embedded", "not here", "newer at UCDP"
INCOMPLETE, UNREADABLE = "incomplete", "unreadable"
MOST_NAMES = 5
"""Names of what is passed over in the store that a note has."""
_Checked = tuple[str, str, str, int | None, str | None]
LIST_SCHEMA = {
    "dataset": pl.String,
    "release": pl.String,
    "name": pl.String,
    "state": pl.String,
    "whole": pl.Boolean,
    "countries": pl.Int64,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "coverage_assumed": pl.Boolean,
    "preliminary": pl.Boolean,
    "rows": pl.Int64,
    "bytes": pl.Int64,
    "licence": pl.String,
    "created": pl.String,
    "source": pl.String,
    "sha256": pl.String,
    "note": pl.String,
}


def list_sets(query: DataSets, say: Say = silent) -> Result:
    """List the data sets here, those known to exist, and with `check` what UCDP has newer.

    Returns:
        dataset, release, name (as commands take it), state ("here", "embedded", "damaged",
        "unreadable", "not here", "newer at UCDP"), whole, countries (how many a partial set has),
        first_day, last_day, coverage_assumed, preliminary, rows, bytes (of the stored file; of
        what is not here what there is to download, roughly), licence, created (UTC), source,
        sha256 (of the source), note.

    Raises:
        UcdpError: with `check`, UCDP cannot be reached, or it is not UCDP that answers.
    """
    store = Store()
    found, problems, ignored = store.survey()
    embedded = [one.embedded.source() for one in data_sets() if one.embedded]
    rows = [*map(_embedded_row, embedded), *(_row(manifest) for manifest in found)]
    rows += [_problem_row(name, error) for name, error in problems.items()]
    rows += _not_here(found, _published(query.timeout, say) if query.check else {})
    for row in rows:
        one = known(str(row["dataset"]))
        row["licence"] = one.licence if one else None
    notes = [Note(sourcing.STORE(folder=store.root))]
    notes += [Note(_warning(error)) for error in problems.values()]
    notes += [Note(_ignored(store, ignored))] if ignored else []
    notes += [
        Note(sourcing.UNFINISHED(name=name, size=size, day=day, days=KEPT_DAYS))
        for name, size, day in store.unfinished()
    ]
    notes.append(Note(sourcing.GET()))
    return answered(
        query,
        _frame(rows, LIST_SCHEMA),
        heading="Data sets: here, and known to exist",
        notes=notes,
        shown=Shown(LISTED),
    )


def rows(query: Show) -> Result:
    """Return the rows of a stored data set as UCDP has them, with its columns.

    Raises:
        NotHereError: the data set is not here.
        DamagedError: it cannot be read.
        UsageError: the data set has no such column to filter by.
    """
    try:
        return _rows(query)
    except GoneError:  # another one may be the newest now
        return _rows(query)


def _rows(query: Show) -> Result:
    store = Store()
    manifest = _find(store, query.name)
    check_limit(query)
    frame = store.scan(manifest)
    area, days = resolve(many(query.country)), read_days(query.from_, query.to)
    types = read_types(many(query.type))
    for keep in _filters(manifest.dataset, frame, area.ids, types.names if types else (), days):
        frame = frame.filter(keep)
    with store.reading(manifest):
        found = frame.collect()
    kept_rows = first(found, query.limit)
    cut = found.height - kept_rows.height
    notes = [Note(sourcing.LIMITED(cut=cut, all=found.height))] if cut else []
    one, source = known(manifest.dataset), source_of(manifest)
    if one and not one.passes_on:
        kept_back = sourcing.ROWS_KEPT_BACK(dataset=one.name, licence=one.licence)
        notes.append(Note(kept_back))
    said = {"name": manifest.name, "country": area.terms, "type": types and types.terms}
    days_said = {"from_": days[0], "to": days[1]}
    return answered(
        query,
        kept_rows,
        heading=f"{manifest.name}: {manifest.layout}",
        notes=(*notes, *peculiar_notes([source]), Note(sourcing.CITE_ROWS(work=source.citation))),
        sources=(source,),
        said={**said, **days_said},
        own={"country": area.names},
        pins={"name": manifest.name},
        empty=sourcing.NONE_FITS(name=manifest.name),
    )


def verified(query: Verify) -> tuple[Result, MaliCliError | None]:
    """Check stored files against their manifests, and list what is odd in their rows.

    A set that is removed meanwhile is left out. Notes have what was remarked when it was read.

    Returns:
        name, state ("here", "damaged", "unreadable" or "incomplete"), kind (what is damaged,
        missing or odd, or why it cannot be read), count, examples; and the error to raise where a
        set is damaged, cannot be read, or is incomplete.

    Raises:
        NotHereError: a set that is named is not here, or no longer.
    """
    store, names = Store(), many(query.names)
    survey = store.survey()
    manifests = [_find(store, name) for name in names] if names else list(survey.found)
    rows_found: list[_Checked] = []
    broken: list[MaliCliError] = []
    for name, problem in () if names else survey.problems.items():
        broken.append(problem)
        rows_found.append((name, _state(problem), problem.message, None, None))
    for manifest in manifests:
        try:
            lines, error = _check(store, manifest)
        except GoneError:
            if names:
                raise
            continue
        rows_found += lines
        broken += [error] if error else []
    odd = any(count for _, _, _, count, _ in rows_found)
    notes = [
        Note(sourcing.REMARK(name=manifest.name, remark=remark))
        for manifest in manifests
        for remark in manifest.remarks
    ]
    notes += [Note(sourcing.KEPT_AS_IT_IS())] if odd else []
    schema = {"name": pl.String, "state": pl.String, "kind": pl.String, "count": pl.Int64}
    frame = pl.DataFrame(rows_found, schema=schema | {"examples": pl.String}, orient="row")
    result = answered(
        query,
        frame,
        heading=f"Checked {counted(len(manifests), 'data set')}",
        notes=notes,
        empty=sourcing.EMPTY_STORE(),
    )
    return result, _damage(broken)


def remove(name: str, *, say: Say = silent) -> None:
    """Remove a data set from the store.

    Raises:
        NotHereError: it is not here.
        OutputError: it cannot be removed.
    """
    Store().remove(name, on_wait=lambda: say(storing.WAITING()))


def path_of(name: str | None = None) -> Path:
    """Return the Parquet file of a data set, or without a name the folder of the store.

    Raises:
        NotHereError: the data set is not here.
    """
    store = Store()
    return store.path(_find(store, name)) if name else store.root


def _find(store: Store, name: str) -> Manifest:
    """Return a set by its name; where only the data set is named the newest, a whole one first.

    Raises:
        NotHereError: there is none.
        DamagedError, OutputError: it cannot be read.
    """
    dataset, survey = plain_name(name), store.survey()
    unread = [one for key in survey.problems if (one := ManifestName.read(key))]
    every: list[Manifest | ManifestName] = [*survey.found, *unread]
    same = [one for one in every if one.dataset == dataset]
    if not same:
        return store.find(name)
    newest = max(same, key=lambda one: (one.whole, one.order))
    if isinstance(newest, ManifestName):
        raise survey.problems[newest.name]
    return newest


def _check(store: Store, manifest: Manifest) -> tuple[list[_Checked], MaliCliError | None]:
    """Return what is found in a set, and the error where it is not sound.

    Raises:
        GoneError: it was removed meanwhile.
    """
    name = manifest.name
    try:
        if problems := store.verify(manifest):
            lines: list[_Checked] = [(name, DAMAGED, str(one), None, None) for one in problems]
            return lines, damaged(manifest, store.path(manifest), problems[0])
        odd = _odd(store, manifest)
    except (DamagedError, OutputError) as error:
        return [(name, _state(error), error.message, None, None)], error
    lacking = incomplete(manifest)
    more: list[_Checked] = [(name, INCOMPLETE, lacking.message, None, None)] if lacking else []
    return [*more, *odd], lacking


def _state(problem: MaliCliError) -> str:
    return UNREADABLE if isinstance(problem, OutputError) else DAMAGED


def _warning(problem: MaliCliError) -> Said:
    return sourcing.DAMAGED(what=problem.said, hint=problem.advice)


def _ignored(store: Store, names: Sequence[str]) -> Said:
    """Name what lies beside the manifests and is none, such as another program's copies."""
    shown, more = [repr(name) for name in names[:MOST_NAMES]], len(names) - MOST_NAMES
    last = [str(sourcing.MORE_FILES(number=more))] if more > 0 else []
    return sourcing.IGNORED(folder=store.root / "sets", names=[*shown, *last])


def _problem_row(name: str, problem: MaliCliError) -> dict[str, object]:
    named = ManifestName.read(name)
    assert named
    return {
        "dataset": named.dataset,
        "release": named.release,
        "name": name,
        "state": _state(problem),
    }


def _filters(
    dataset: str,
    frame: pl.LazyFrame,
    ids: Sequence[int],
    types: Sequence[str],
    days: tuple[date | None, date | None],
) -> list[pl.Expr]:
    from ..analysis.rows import of_countries, of_days, of_types

    names = frame.collect_schema().names()
    keeps = [of_countries(names, ids)] if ids else []
    keeps += [of_types(names, codes_of(types))] if types else []
    return keeps + ([of_days(names, *days, layout_of(dataset, names).span)] if any(days) else [])


def _row(manifest: Manifest) -> dict[str, object]:
    countries = None if manifest.countries is None else len(manifest.countries)
    options = {name: value for name, value in manifest.selection.items() if name != LAYOUT}
    only = " ".join(f"--{name} {value}" for name, value in options.items())
    layout = manifest.selection.get(LAYOUT)
    remarks = [*([layout] if layout else []), *([f"only {only}"] if only else [])]
    remarks += manifest.remarks
    remarks += ["coverage assumed"] if manifest.coverage_assumed else []
    remarks += ["preliminary"] if manifest.preliminary else []
    return {
        "dataset": manifest.dataset,
        "release": manifest.release,
        "name": manifest.name,
        "state": HERE,
        "whole": manifest.whole,
        "countries": countries,
        "first_day": manifest.coverage.start,
        "last_day": manifest.coverage.end,
        "coverage_assumed": manifest.coverage_assumed,
        "preliminary": manifest.preliminary,
        "rows": manifest.rows,
        "bytes": manifest.file_size,
        "created": manifest.created,
        "source": manifest.source,
        "sha256": manifest.source_sha256,
        "note": "; ".join(remarks) or None,
    }


def _embedded_row(source: Source) -> dict[str, object]:
    assert source.coverage
    return {
        "dataset": source.dataset,
        "release": source.release,
        "name": source.pinned,
        "state": EMBEDDED,
        "whole": False,
        "countries": len(source.country_ids) if source.country_ids else None,
        "first_day": source.coverage.start,
        "last_day": source.coverage.end,
        "coverage_assumed": False,
        "preliminary": False,
        "source": "in the package",
        "sha256": source.sha256,
    }


def _not_here(
    here: Sequence[Manifest], published: Mapping[str, Sequence[str]]
) -> list[dict[str, object]]:
    """Return the newest releases, where they are later than what is here and whole."""
    found: list[dict[str, object]] = []
    for one in data_sets():
        if not (one.door("download") or one.door("query")):
            continue
        dataset = one.name
        have = [item.release for item in here if item.dataset == dataset and item.whole]
        if door := one.door("query"):  # what is its newest vintage is known to its maker only
            found += [] if have else [_to_query(one, door)]
            continue
        known = newest_known(dataset)
        for release in in_order(_there(one, known, published)):
            later = in_order([release, *filter(None, have)])[-1] == release
            if later and release not in have:
                state = KNOWN if release == known else NEWER
                name = f"{dataset}@{release}"
                size = file_of(dataset, release).bytes
                named = {"dataset": dataset, "release": release, "name": name}
                found.append({**named, "state": state, "bytes": size})
    return found


def _to_query(one: DataSet, door: Door) -> dict[str, object]:
    """Return what is known of a data set that one query gets."""
    needs = None
    if door.credential:
        which = credential_of(door.credential)
        needs = str(sourcing.NEEDS_KEY(noun=which.noun, command=which.to_set))
    row = {"dataset": one.name, "name": one.name, "state": KNOWN}
    return {**row, "bytes": door.size or None, "note": needs}


def _there(one: DataSet, known: str, published: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the newest releases of a data set: the known one, unless UCDP says otherwise."""
    if one.name not in published:
        return [known]
    old = known_candidates() if one.supplements else ()
    return [name for name in published[one.name] if name == known or name not in old]


def _published(timeout: float | None, say: Say) -> dict[str, tuple[str, ...]]:
    from ..ucdp.probe import IN_ALL, all_published
    from ..ucdp.waiting import deadline

    until = deadline(IN_ALL if timeout is None else timeout)
    names = [one.name for one in data_sets() if one.door("download")]
    return all_published(names, say=say, until=until)


def _odd(store: Store, manifest: Manifest) -> list[_Checked]:
    with store.reading(manifest):
        table = store.scan(manifest).collect()
    odd = oddities_of(manifest.dataset, table) if known(manifest.dataset) else ()
    if not odd:
        return [(manifest.name, HERE, str(storing.NOTHING_ODD()), 0, None)]
    return [(manifest.name, HERE, item.kind, item.count, ", ".join(item.examples)) for item in odd]


def _damage(broken: Sequence[MaliCliError]) -> MaliCliError | None:
    """Return the error to end with: that of the one set, or one for all of them."""
    if len(broken) < 2:
        return next(iter(broken), None)
    hints = "; ".join(dict.fromkeys(str(error.hint) for error in broken))
    if all(isinstance(error, OutputError) for error in broken):
        return OutputError(storing.SEVERAL_UNREADABLE(sets=len(broken), hints=hints))
    return DamagedError(storing.SEVERAL_DAMAGED(sets=len(broken), hints=hints))


def _frame(
    rows_found: Iterable[dict[str, object]], schema: dict[str, type[pl.DataType]]
) -> pl.DataFrame:
    found = list(rows_found)
    return pl.DataFrame({name: [row.get(name) for row in found] for name in schema}, schema=schema)
