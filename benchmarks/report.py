"""What a benchmark found: as rows of a table, as JSON and as Markdown."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from .measure import Contest

PACKAGES = ("mali-cli", "polars", "typer", "rich", "duckdb", "pandas", "httpx", "numpy")
HEADER = (
    f"{'what':24}{'against':12}{'s':>9}{'rival s':>9}{'ratio':>8}{'CPU':>8}{'target':>8}"
    f"{'MB':>9}{'rival MB':>9}"
)
Entry = Mapping[str, Any]


def machine() -> dict[str, object]:
    """Describe the machine and the versions."""
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "versions": versions,
    }


def record(found: Contest) -> Entry:
    """Return what is written of a contest: seconds, peaks in millions of bytes."""
    ours = [one.seconds for one in found.ours]
    rival = [one.seconds for one in found.rival]
    return {
        "name": found.name,
        "against": found.against,
        "seconds": median(ours),
        "rival_seconds": median(rival),
        "ratio": found.ratio,
        "cpu_ratio": found.cpu_ratio,
        "target": found.target,
        "peak_mb": max(one.peak for one in found.ours) / 1e6,
        "rival_peak_mb": max(one.peak for one in found.rival) / 1e6,
        "runs": len(ours),
        "fastest": min(ours),
        "rival_fastest": min(rival),
    }


def line(entry: Entry) -> str:
    """Return a row of the table."""
    target = f"≤ {entry['target']}" if entry["target"] else ""
    return (
        f"{entry['name']:24}{entry['against']:12}{entry['seconds']:9.3f}"
        f"{entry['rival_seconds']:9.3f}{entry['ratio']:8.2f}{_cpu(entry):>8}{target:>8}"
        f"{entry['peak_mb']:9,.0f}{entry['rival_peak_mb']:9,.0f}"
    )


def _cpu(entry: Entry) -> str:
    """Return the ratio of CPU times; results of before it was measured have none."""
    ratio = entry.get("cpu_ratio")
    return f"{ratio:.2f}" if ratio else ""


def markdown(about: Mapping[str, Any], entries: Sequence[Entry]) -> str:
    """Return all of it as a page: the machine, and a row a contest."""
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    rows = [
        "| what | against | s | rival s | ratio | CPU | target | MB | rival MB | runs |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for e in entries:
        target = f"≤ {e['target']}" if e["target"] else ""
        rows.append(
            f"| {e['name']} | {e['against']} | {e['seconds']:.3f} | {e['rival_seconds']:.3f} "
            f"| {e['ratio']:.2f} | {_cpu(e)} | {target} "
            f"| {e['peak_mb']:,.0f} | {e['rival_peak_mb']:,.0f} | {e['runs']} |"
        )
    place = f"{about['processors']} processors, Python {about['python']}, {about['platform']}"
    return "\n".join([f"{place}; {versions}.", "", *rows, ""])


def write(target: Path, about: Mapping[str, Any], entries: Sequence[Entry], more: Entry) -> None:
    """Write the results as JSON, and beside it as Markdown."""
    whole = {**about, "results": entries, **more}
    target.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    target.with_suffix(".md").write_text(markdown(about, entries), encoding="utf-8")
