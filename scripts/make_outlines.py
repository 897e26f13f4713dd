"""Make the packaged outlines of countries and the list of large towns from Natural Earth.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    npm pack globe.gl@2.46.2 && tar xzf globe.gl-2.46.2.tgz
    python scripts/make_outlines.py package/countries-50m.json \
        package/example/datasets/ne_110m_populated_places_simple.geojson

Both packages carry data of Natural Earth (naturalearthdata.com), which are in the public domain:
world-atlas 2.0.2 (ISC licence) the countries at 1:50m as TopoJSON, globe.gl 2.46.2 (MIT licence)
the populated places at 1:110m as GeoJSON. Only the data are taken, none of the code.

Lines that two countries share are simplified once, by Douglas and Peucker (1973) with a tolerance
of 0.02 degrees (less for small islands), and rounded to thousandths of a degree. Islands of under
0.03 degrees are left out where their country has more land, and so is Antarctica.

Writes mali_cli/facts/data/outlines.json.gz and towns.csv.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from mali_cli.facts.countries import by_number, find
from mali_cli.model.errors import UsageError

Point = tuple[float, float]
Line = list[Point]

DATA = Path(__file__).resolve().parent.parent / "mali_cli" / "facts" / "data"
TOLERANCE = 0.02
"""Degrees that a line may move; a column of a map of Mali at 200 columns is 0.1 degrees."""
FINEST = 40
"""A ring keeps a fortieth of its own size in any case."""
SMALLEST = 0.03
SCALE = 1000
LEFT_OUT = ("Antarctica",)
SHORT_NAMES = {
    "Antigua and Barb.": "ATG",
    "Bosnia and Herz.": "BIH",
    "Central African Rep.": "CAF",
    "Congo": "COG",
    "Dem. Rep. Congo": "COD",
    "Dominican Rep.": "DOM",
    "Eq. Guinea": "GNQ",
    "Marshall Is.": "MHL",
    "North Korea": "PRK",
    "S. Sudan": "SSD",
    "Solomon Is.": "SLB",
    "South Korea": "KOR",
    "St. Kitts and Nevis": "KNA",
    "St. Vin. and Gren.": "VCT",
    "Vietnam": "VNM",
    "Yemen": "678",
}
"""Names on the map, and what they are called here."""
CODED_UNDER = {"Palestine": 666, "Somaliland": 520, "W. Sahara": 600, "N. Cyprus": 352}
"""Lands of their own on the map whose events UCDP codes under a state (facts/data/elsewhere.csv;
for Northern Cyprus by inference from the list of states, which has no other on the island)."""
CODES = {"KOS": "XKX", "SAH": "MAR", "SOL": "SOM"}
"""Natural Earth's codes that are not those of ISO 3166."""


def decode(topology: Mapping[str, Any]) -> list[Line]:
    """Return the arcs of a TopoJSON topology in degrees (TopoJSON 1.0, section 2.1.3)."""
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"][key] for key in ("scale", "translate")
    )
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + left, y * scale_y + bottom))
        lines.append(unwrapped(line))
    return lines


def unwrapped(line: Sequence[Point]) -> Line:
    """Let a line that crosses the antimeridian go on beyond 180 degrees, not jump to -180."""
    points = list(line[:1])
    for longitude, latitude in line[1:]:
        turns = round((points[-1][0] - longitude) / 360)
        points.append((longitude + 360 * turns, latitude))
    return points


def rings_of(geometry: Mapping[str, Any]) -> list[list[int]]:
    """Return the rings of a Polygon or MultiPolygon, each as the numbers of its arcs."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry["arcs"] for ring in polygon]


def joined(ring: Sequence[int], arcs: Sequence[Line]) -> Line:
    """Join the arcs of a ring; ~n is arc n backwards."""
    points: Line = []
    for number in ring:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    return unwrapped(points)


def size(points: Sequence[Point]) -> float:
    """Return the longer side of the box around a line, in degrees."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def simplified(line: Sequence[Point], tolerance: float) -> Line:
    """Simplify a line by Douglas and Peucker, its ends kept; a closed one keeps four points."""
    if len(line) < 3:
        return list(line)
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: math.dist(line[0], line[i]))
        side = max(range(len(line)), key=lambda i: _distance(line[i], line[0], line[far]))
        cuts = sorted({0, far, side, len(line) - 1})
        keep |= set(cuts)
        spans = list(pairwise(cuts))
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        between = range(first + 1, last)
        worst = max(between, key=lambda i: _distance(line[i], line[first], line[last]))
        if _distance(line[worst], line[first], line[last]) > tolerance:
            keep.add(worst)
            spans += [(first, worst), (worst, last)]
    return [line[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return the distance from a point to a stretch of line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if not length:
        return math.dist(point, start)
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(max(along, 0.0), 1.0)
    return math.dist(point, (start[0] + along * dx, start[1] + along * dy))


def large_enough(rings: Sequence[list[int]], arcs: Sequence[Line]) -> list[list[int]]:
    """Leave out the small islands of a land, but never its largest ring."""
    sizes = [size(joined(ring, arcs)) for ring in rings]
    least = min(SMALLEST, max(sizes))
    return [ring for ring, length in zip(rings, sizes, strict=True) if length >= least]


def packed(line: Sequence[Point]) -> list[int]:
    """Return a line as whole thousandths of a degree: the first point, then the steps."""
    numbers: list[int] = []
    x = y = 0
    for longitude, latitude in line:
        next_x, next_y = round(longitude * SCALE), round(latitude * SCALE)
        if numbers and (next_x, next_y) == (x, y):
            continue
        numbers += [next_x - x, next_y - y]
        x, y = next_x, next_y
    return numbers


def outlines(topology: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is packaged: scale, arcs, and lands with name, number and rings of arcs."""
    arcs = decode(topology)
    lands: list[dict[str, Any]] = []
    finest = [TOLERANCE] * len(arcs)
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in LEFT_OUT or not geometry.get("arcs"):
            continue
        rings = large_enough(rings_of(geometry), arcs)
        for ring in rings:
            tolerance = min(TOLERANCE, size(joined(ring, arcs)) / FINEST)
            for number in ring:
                place = number if number >= 0 else ~number
                finest[place] = min(finest[place], tolerance)
        lands.append({"name": name, "gwno": number_of(name), "rings": rings})
    used = sorted({n if n >= 0 else ~n for land in lands for ring in land["rings"] for n in ring})
    places = {old: new for new, old in enumerate(used)}
    for land in lands:
        land["rings"] = [
            [places[n] if n >= 0 else ~places[~n] for n in ring] for ring in land["rings"]
        ]
    kept = [packed(simplified(arcs[old], finest[old])) for old in used]
    return {"scale": SCALE, "arcs": kept, "lands": sorted(lands, key=lambda land: land["name"])}


def number_of(name: str) -> int | None:
    """Return the Gleditsch-Ward number that a land is drawn with; None where it has none."""
    if name in CODED_UNDER:
        return CODED_UNDER[name]
    try:
        return find(SHORT_NAMES.get(name, name)).gwno
    except UsageError:
        return None


def towns(features: Iterable[Mapping[str, Any]]) -> list[tuple[int, str, float, float, int]]:
    """Return number of the country, name, latitude, longitude and people, the largest first."""
    codes = {country.iso3: country.gwno for country in by_number().values()} | {"YEM": 678}
    found = []
    for feature in features:
        about = feature["properties"]
        code = CODES.get(about["adm0_a3"], about["adm0_a3"])
        if code in codes:
            longitude, latitude = feature["geometry"]["coordinates"]
            place = (round(latitude, 3), round(longitude, 3))
            found.append((codes[code], about["name"], *place, int(about["pop_max"])))
    return sorted(found, key=lambda town: (-town[4], town[1]))


def main(countries: str, places: str) -> None:
    """Write the packaged files."""
    made = outlines(json.loads(Path(countries).read_text(encoding="utf-8")))
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    (DATA / "outlines.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    features = json.loads(Path(places).read_text(encoding="utf-8"))["features"]
    with (DATA / "towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("gwno", "name", "latitude", "longitude", "people"))
        writer.writerows(towns(features))


if __name__ == "__main__":
    main(*sys.argv[1:])
