"""Measure start-up against what any Typer program with Polars and a table must import.

    python benchmarks/run.py [RUNS]

Then the survey-based model: the intervals of as many made-up events as the whole GED has.

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

EVENTS, DRAWS = 418_000, 10_000
SURVEY = """
import resource, sys, time
import numpy as np, polars as pl
from mali_cli.analysis.survey import with_survey
from mali_cli.facts.survey_model import survey_model
from mali_cli.model.uncertainty import Uncertainty
number, groups, draws = map(int, sys.argv[1:])
random = np.random.default_rng(1)
events = pl.DataFrame({
    "group": random.integers(0, groups, number),
    "type_of_violence": random.choice(["state-based", "non-state", "one-sided"], number),
    "best": np.floor(np.exp(random.exponential(1.3, number))).astype(np.int64) - 1,
})
table = events.group_by("group").agg(pl.col("best").sum().alias("deaths"))
begin = time.perf_counter()
with_survey(table, events.lazy(), ["group"], survey_model(), Uncertainty("survey", draws=draws))
took = time.perf_counter() - begin
print(f"{took:.2f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
"""
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


def survey(groups: int) -> tuple[float, int]:
    """Return the seconds and the peak memory (MB) of the intervals of as many rows."""
    words = [sys.executable, "-c", SURVEY, str(EVENTS), str(groups), str(DRAWS)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    took, memory = done.stdout.split()
    return float(took), int(memory)


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
    print(f"--uncertainty survey, {EVENTS:,} events, {DRAWS:,} draws")
    print(f"{'rows':36}{'s':>10}{'peak MB':>10}")
    for groups in (1, 36, 432, 4000):
        took, memory = survey(groups)
        print(f"{groups:<36,}{took:10.2f}{memory:10,}")


if __name__ == "__main__":
    main()
