"""FILE.meta.json: what there is to know about a file that has no room for it itself."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..model.result import SCHEMA_VERSION, Result
from ..version import __version__
from .envelope import again, as_json, replay_json, source_json

SUFFIX = ".meta.json"
FORMATS = ("csv", "tsv", "ndjson", "parquet", "dta", "svg", "png", "pdf")
"""Formats that get one: what they hold of it themselves is little, or hidden."""
DRAWN = ("svg", "png", "pdf")
_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def sidecar_of(path: Path, format: str) -> Path | None:
    """Return where the sidecar of a file goes; None for devices, pipes, and other formats."""
    if format not in FORMATS or str(path.absolute()).startswith(_STREAMS):
        return None
    if _is_special(path):
        return None
    return path.with_name(path.name + SUFFIX)


def _is_special(path: Path) -> bool:
    try:
        return path.exists() and not path.is_file()
    except OSError:  # too long a name: whoever writes it says so
        return False


def sidecar(result: Result, path: Path, format: str, content: bytes) -> bytes:
    """Return what there is to know about a file, as JSON.

    Args:
        result: what the file was made from.
        path: the file.
        format: its format.
        content: its bytes.
    """
    return as_json(
        {
            "schema": SCHEMA_VERSION,
            "file": path.name,
            "format": format,
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "command": result.command,
            "title": result.title,
            "command_line": again(result),
            "replay": replay_json(result),
            "made_with": _made_with(format),
            "selection": dict(result.selection),
            "sources": [source_json(source) for source in result.sources],
            "straddle": result.straddle,
            "notes": [str(note) for note in result.notes],
        }
    )


def _made_with(format: str) -> dict[str, str]:
    """Return the versions of what made the bytes."""
    import polars

    versions = {"mali-cli": __version__, "polars": polars.__version__}
    if format in DRAWN:
        import matplotlib

        versions["matplotlib"] = matplotlib.__version__
    return versions
