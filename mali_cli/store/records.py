"""Manifests as JSON files, one a data set, which are only ever replaced as a whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.errors import NewerError, UsageError
from ..model.source import Oddity
from ..words import storing
from ..words.message import Said
from .atomic import is_temporary, put, read_bytes
from .manifest import DATA_FILE, Draft, Manifest, ManifestName
from .problems import cannot_read, damaged_manifest, remove

UPGRADE = "git pull && pip install ."
"""In the checkout that it was installed from: there is no package of this name to install."""
STORE = 1
"""The version of the format; a program refuses one that is newer than it knows."""
SUFFIX = ".json"


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the manifest files of a folder, sorted; see `listing`."""
    return listing(folder)[0]


def listing(folder: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the manifest files of a folder, and the names of what else lies there, sorted.

    A manifest has the name of its set: copies that other programs make, their own files and
    folders are none. There is nothing where there is no such folder.

    Raises:
        OutputError: the folder cannot be read, or a file lies in its way.
    """
    files: list[Path] = []
    others: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if _is_record(entry):
                    files.append(folder / entry.name)
                elif not is_temporary(folder / entry.name):
                    others.append(entry.name)
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        raise cannot_read(folder, error) from error
    return tuple(sorted(files)), tuple(sorted(others))


def _is_record(entry: os.DirEntry[str]) -> bool:
    name = entry.name.removesuffix(SUFFIX)
    if name == entry.name or ManifestName.read(name) is None:
        return False
    try:
        return not entry.is_dir()
    except OSError:  # what it is cannot be seen, and reading it will say why
        return True


def save(path: Path, manifest: Manifest) -> None:
    """Write a manifest beside its file and move it into place."""
    entry = {"store": STORE, "name": manifest.name, **asdict(manifest)}
    entry["coverage"] = _days(manifest.coverage)
    put(path, (json.dumps(entry, indent=2) + "\n").encode())


def load(path: Path) -> Manifest | None:
    """Read a manifest; None where it is gone.

    Raises:
        DamagedError: it is no manifest.
        NewerError: it is one of a newer version of the program.
        OutputError: it cannot be read.
    """
    try:
        content = read_bytes(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot_read(path, error, path.stem) from error
    try:
        return _manifest(json.loads(content, object_hook=_tuples), path)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UsageError) as error:
        raise damaged_manifest(path, _why(error)) from None


def _manifest(entry: Any, path: Path) -> Manifest:
    if isinstance(entry, dict) and isinstance(entry.get("store"), int) and entry["store"] > STORE:
        raise _newer(entry, path)
    written = {"store": int, "coverage": dict[str, Any], "oddities": tuple[Any, ...]}
    held = _entries_of(Manifest, _migrated(entry), written)
    del held["store"]
    held["coverage"] = _coverage(held["coverage"])
    held["oddities"] = tuple(Oddity(**_entries_of(Oddity, one)) for one in held["oddities"])
    manifest = Manifest(**held)
    if manifest.name != path.stem or not DATA_FILE.fullmatch(manifest.file):
        raise ValueError(storing.NAMES_ANOTHER())
    return manifest


def _entries_of(kind: type, entry: Any, others: Mapping[str, Any] = {}) -> dict[str, Any]:
    """Return the fields of a class that an entry has, each of just its type: True is no 1.

    By hand: to load and build models of pydantic for it would take longer than all else that is
    done to open a store.

    Raises:
        KeyError: one is missing.
        ValueError: one is of another type.
    """
    _check(entry, dict)
    kinds = get_type_hints(kind) | dict(others)
    for key, of in kinds.items():
        _check(entry[key], of)
    return {key: entry[key] for key in kinds}


def _check(value: Any, kind: Any) -> None:
    """Refuse what is not of a type: str, int, bool, a tuple or a dict of them, or None."""
    parts = get_args(kind)
    if kind is Any or (NoneType in parts and value is None):
        return
    if NoneType in parts:
        _check(value, parts[0])
        return
    plain = get_origin(kind) or kind
    if type(value) is not plain:
        name = "list" if plain is tuple else plain.__name__
        raise ValueError(storing.WRONG_ENTRY(value=f"{value!r:.40}", kind=name))
    for part in value.values() if plain is dict else value if plain is tuple else ():
        _check(part, parts[-1 if plain is dict else 0] if parts else Any)


def _tuples(entries: dict[str, Any]) -> dict[str, Any]:
    """Give tuples for the lists of JSON."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in entries.items()}


def _days(coverage: Coverage) -> dict[str, Any]:
    """Return the first and the last day, and where there are gaps the spans between them."""
    days: dict[str, Any] = {"start": str(coverage.start), "end": str(coverage.end)}
    if coverage.gaps:
        days["spans"] = [[str(span.start), str(span.end)] for span in coverage.spans]
    return days


def _coverage(days: dict[str, Any]) -> Coverage:
    ends = days.get("spans", [[days["start"], days["end"]]])
    spans = [Span(date.fromisoformat(start), date.fromisoformat(end)) for start, end in ends]
    return Coverage.of(*spans)


def _migrated(entry: Any) -> Any:
    """Return what an older version wrote as this one writes it.

    Early versions counted what was odd by its kind; what a set may have and theirs had not yet
    is as it is by default. It is written so when the set is stored again.
    """
    if not isinstance(entry, dict):
        return entry
    odd = entry.get("oddities")
    if isinstance(odd, dict):
        counted = ({"kind": k, "count": n, "examples": ()} for k, n in odd.items())
        entry = entry | {"oddities": tuple(counted)}
    return _LATER | entry


_LATER: dict[str, Any] = {
    one.name: one.default for one in fields(Draft) if one.default is not MISSING
} | {"selection": {}}


def _newer(entry: dict[str, Any], path: Path) -> NewerError:
    return NewerError(
        storing.NEWER_FORMAT(
            path=path,
            program=entry.get("program", "unknown"),
            format=entry["store"],
            known=STORE,
            command=UPGRADE,
            remove=remove(path.stem),
        )
    )


def _why(error: Exception) -> str | Said:
    if isinstance(error, KeyError):
        return storing.RECORD_LACKS(key=error)
    return storing.NOT_JSON() if isinstance(error, json.JSONDecodeError) else str(error)
