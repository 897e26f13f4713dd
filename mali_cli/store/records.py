"""Manifests as JSON files, one a data set, which are only ever replaced as a whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.errors import DamagedError, UsageError
from ..model.source import Oddity
from ..words import storing
from ..words.message import Said
from .atomic import is_temporary, put, read_bytes
from .manifest import DATA_FILE, Manifest
from .problems import cannot_read, damaged_manifest, remove

if TYPE_CHECKING:
    from pydantic import BaseModel

UPGRADE = "pip install --upgrade mali-cli"
STORE = 1
"""The version of the format; a program refuses one that is newer than it knows."""
SUFFIX = ".json"


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the manifest files of a folder, sorted; none where there is no such folder.

    Raises:
        OutputError: the folder cannot be read, or a file lies in its way.
    """
    try:
        found = [path for path in folder.iterdir() if path.suffix == SUFFIX]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise cannot_read(folder, error) from error
    return tuple(sorted(path for path in found if not is_temporary(path)))


def save(path: Path, manifest: Manifest) -> None:
    """Write a manifest beside its file and move it into place."""
    entry = {"store": STORE, "name": manifest.name, **asdict(manifest)}
    entry["coverage"] = _days(manifest.coverage)
    put(path, (json.dumps(entry, indent=2) + "\n").encode())


def load(path: Path) -> Manifest | None:
    """Read a manifest; None where it is gone.

    Raises:
        DamagedError: it is no manifest, or one of a newer version of the program.
        OutputError: it cannot be read.
    """
    try:
        content = read_bytes(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot_read(path, error) from error
    try:
        return _manifest(json.loads(content, object_hook=_tuples), path)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UsageError) as error:
        raise damaged_manifest(path, _why(error)) from None


def _manifest(entry: Any, path: Path) -> Manifest:
    if isinstance(entry, dict) and isinstance(entry.get("store"), int) and entry["store"] > STORE:
        raise _newer(entry, path)
    odd = tuple[Any, ...] | dict[str, int]
    as_written = _entries_of(Manifest, store=int, coverage=dict[str, Any], oddities=odd)
    held = dict(as_written.model_validate(entry))
    held["coverage"] = _coverage(held["coverage"])
    held["oddities"] = _oddities(held["oddities"])
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


def _oddities(found: Any) -> tuple[Oddity, ...]:
    """Read what was odd; sets stored by early versions have the number by kind."""
    if isinstance(found, dict):
        return tuple(Oddity(kind, count) for kind, count in found.items())
    return tuple(Oddity(**dict(_entries_of(Oddity).model_validate(one))) for one in found)


def _newer(entry: dict[str, Any], path: Path) -> DamagedError:
    return DamagedError(
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
