"""Manifests as JSON files, one a data set, which are only ever replaced as a whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.errors import DamagedError, UsageError
from ..model.source import Oddity
from ..words import storing
from ..words.message import Said
from .atomic import is_temporary, put, read_bytes
from .manifest import DATA_FILE, Manifest
from .problems import cannot_read, damaged_manifest, remove

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
        return _manifest(json.loads(content), path)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UsageError) as error:
        raise damaged_manifest(path, _why(error)) from None


def _manifest(entry: dict[str, Any], path: Path) -> Manifest:
    if _is(_is(entry, dict)["store"], int) > STORE:
        raise _newer(entry, path)
    known = {key: entry[key] for key in Manifest.__dataclass_fields__}
    for key, kinds in _KINDS.items():
        _is(known[key], *kinds)
    known["coverage"] = _coverage(known["coverage"])
    if known["countries"] is not None:
        known["countries"] = _tuple(known["countries"], int)
    known["columns"] = _tuple(known["columns"], str)
    known["remarks"] = _tuple(known["remarks"], str)
    _tuple(list(known["selection"].values()), str)
    known["oddities"] = _oddities(known["oddities"])
    manifest = Manifest(**known)
    if manifest.name != path.stem or not DATA_FILE.fullmatch(manifest.file):
        raise ValueError(storing.NAMES_ANOTHER())
    return manifest


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


_NONE = type(None)
_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("dataset", "source", "layout", "created", "program"), (str,)),
    **dict.fromkeys(("file", "file_sha256"), (str,)),
    **dict.fromkeys(("release", "source_sha256"), (str, _NONE)),
    **dict.fromkeys(("whole", "coverage_assumed", "preliminary"), (bool,)),
    **dict.fromkeys(("rows", "file_size"), (int,)),
    **dict.fromkeys(("selection", "coverage"), (dict,)),
    **dict.fromkeys(("columns", "remarks"), (list,)),
    "oddities": (list, dict),
    "source_size": (int, _NONE),
    "countries": (list, _NONE),
}


def _is(value: Any, *kinds: type) -> Any:
    """Return a value of one of the kinds; True is no number here."""
    if type(value) not in kinds:
        raise TypeError(storing.WRONG_ENTRY(value=f"{value!r:.40}", kind=kinds[0].__name__))
    return value


def _tuple(values: list[Any], kind: type) -> tuple[Any, ...]:
    return tuple(_is(value, kind) for value in values)


def _oddities(found: Any) -> tuple[Oddity, ...]:
    """Read what was odd; sets stored by early versions have the number by kind."""
    if isinstance(found, dict):
        return tuple(Oddity(kind, _is(count, int)) for kind, count in found.items())
    return tuple(_oddity(item) for item in found)


def _oddity(item: Any) -> Oddity:
    kind, count, examples = (_is(item, dict)[key] for key in ("kind", "count", "examples"))
    return Oddity(_is(kind, str), _is(count, int), _tuple(_is(examples, list), str))


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
    if isinstance(error, KeyError):
        return storing.RECORD_LACKS(key=error)
    return storing.NOT_JSON() if isinstance(error, json.JSONDecodeError) else str(error)
