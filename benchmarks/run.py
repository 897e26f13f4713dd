"""Measure start-up against what any Typer program with Polars and a table must import.

    python benchmarks/run.py [RUNS]

Each command is timed as a whole process, alternating with the floor in one run; medians and the
median of the pairwise ratios are printed.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

FLOOR = "import polars, typer, rich.table; from pydantic import TypeAdapter"
COMMANDS = {
    "mali-cli periods": ["periods"],
    "mali-cli periods --json": ["periods", "--json"],
    "mali-cli totals --by year -c Mali": ["totals", "--by", "year", "-c", "Mali"],
    "mali-cli chart": ["chart"],
    "mali-cli --help": ["--help"],
    "mali-cli --version": ["--version"],
}


def seconds(command: list[str]) -> float:
    """Run a command once, its output thrown away, and return its wall time."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def compare(command: list[str], floor: list[str], runs: int) -> tuple[float, float, float]:
    """Return the medians of both and of their ratios, run in turn after a warm-up."""
    seconds(command), seconds(floor)
    pairs = [(seconds(command), seconds(floor)) for _ in range(runs)]
    ours, theirs = zip(*pairs, strict=True)
    return median(ours), median(theirs), median(a / b for a, b in pairs)


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    program = str(Path(sys.executable).parent / "mali-cli")
    floor = [sys.executable, "-c", FLOOR]
    print(f"{platform.platform()}, Python {platform.python_version()}, {runs} runs each")
    print(f"floor: python -c {FLOOR!r}")
    print(f"{'command':36}{'median s':>10}{'floor s':>10}{'ratio':>8}")
    for name, words in COMMANDS.items():
        ours, theirs, ratio = compare([program, *words], floor, runs)
        print(f"{name:36}{ours:10.3f}{theirs:10.3f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
