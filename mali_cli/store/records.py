"""Manifests as JSON files, one a data set, which are only ever replaced as a whole."""

from __future__ import annotations

import json
import os
from dataclasses import MISSING, asdict, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.errors import NewerError, UsageError
from ..model.source import Oddity
from ..words import storing
from ..words.message import Said
from .atomic import is_temporary, put, read_bytes
from .manifest import DATA_FILE, Draft, Manifest, ManifestName
from .problems import cannot_read, damaged_manifest, remove

if TYPE_CHECKING:
    from pydantic import BaseModel

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
    as_written = _entries_of(Manifest, store=int, coverage=dict[str, Any], oddities=tuple[Any, ...])
    held = dict(as_written.model_validate(_migrated(entry)))
    held["coverage"] = _coverage(held["coverage"])
    held["oddities"] = tuple(
        Oddity(**dict(_entries_of(Oddity).model_validate(one))) for one in held["oddities"]
    )
    manifest = Manifest(**{key: held[key] for key in Manifest.__dataclass_fields__})
    if manifest.name != path.stem or not DATA_FILE.fullmatch(manifest.file):
        raise ValueError(storing.NAMES_ANOTHER())
    return manifest


@cache
def _entries_of(kind: type, **others: Any) -> type[BaseModel]:
    """Return the fields of a class as a file has them, each of just its type: True is no 1."""
    from pydantic import ConfigDict, create_model

    kinds = get_type_hints(kind) | others
    entries: dict[str, Any] = {key: (kinds[key], ...) for key in kinds}
    return create_model(kind.__name__, __config__=ConfigDict(strict=True), **entries)


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
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        if first["type"] == "missing":
            return storing.RECORD_LACKS(key=repr(first["loc"][-1]))
        kind = _NAMES.get(first["type"], first["type"].removesuffix("_type"))
        return storing.WRONG_ENTRY(value=f"{first['input']!r:.40}", kind=kind)
    if isinstance(error, KeyError):
        return storing.RECORD_LACKS(key=error)
    return storing.NOT_JSON() if isinstance(error, json.JSONDecodeError) else str(error)


_NAMES = {"model_type": "dict", "string_type": "str", "tuple_type": "list"}
