"""Make the box of each country, from the packaged outlines: `python scripts/make_boxes.py`.

Where UCDP has events of a time before a state split, under the number of the old state, the box of
that one holds the lands of its successors too (Gleditsch and Ward's list of independent states).
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from mali_cli.facts.countries import countries
from mali_cli.facts.geography import BOXES, rings_of

SUCCESSORS = {
    315: (316, 317),
    345: (341, 343, 344, 346, 347, 349),
    365: (359, *range(366, 376), *range(701, 706)),
    530: (531,),
    560: (565,),
    625: (626,),
    680: (678,),
    850: (860,),
}
"""Czechoslovakia, Yugoslavia, the Soviet Union, Ethiopia, South Africa, Sudan, South Yemen and
Indonesia."""
HEADER = ("gwno", "south", "north", "west", "east")


def content() -> str:
    """Return the file: degrees to two decimals; east is beyond 180 across the antimeridian."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for country in countries():
        numbers = (country.gwno, *SUCCESSORS.get(country.gwno, ()))
        points = [point for number in numbers for ring in rings_of(number) for point in ring]
        if points:
            longitudes, latitudes = zip(*points, strict=True)
            edges = (min(latitudes), max(latitudes), min(longitudes), max(longitudes))
            writer.writerow([country.gwno, *(f"{edge:.2f}" for edge in edges)])
    return out.getvalue()


if __name__ == "__main__":
    Path("mali_cli/facts/data", BOXES).write_text(content(), encoding="utf-8")
