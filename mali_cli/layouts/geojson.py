"""GeoJSON as the UCDP site and HDX ship it: properties are GED columns, points lie in geometry."""

from __future__ import annotations

from typing import Any

from .raw import damaged

_TAKEN = "coordinates taken from the geometry"


def geo_rows(collection: dict[str, Any], name: str) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the properties of all features, and remarks.

    Where the properties have no latitude and longitude (measured on a 23.1 file), these are
    taken from the geometry.

    Raises:
        DamagedError: a feature without properties, or with neither a point nor a null geometry.
    """
    features = collection.get("features")
    if not isinstance(features, list):
        raise damaged(name, "a FeatureCollection without a list of features")
    rows = [_properties(feature, name, number) for number, feature in enumerate(features, 1)]
    if any("latitude" in {key.lower() for key in row} for row in rows):
        return rows, ()
    points = [_point(feature, name, number) for number, feature in enumerate(features, 1)]
    return [row | point for row, point in zip(rows, points, strict=True)], (_TAKEN,)


def _properties(feature: Any, name: str, number: int) -> dict[str, Any]:
    if isinstance(feature, dict) and isinstance(feature.get("properties"), dict):
        return dict(feature["properties"])
    raise damaged(name, f"feature {number} has no properties")


def _point(feature: dict[str, Any], name: str, number: int) -> dict[str, float | None]:
    geometry = feature.get("geometry", {})
    if geometry is None:  # a feature without a place (RFC 7946, section 3.2)
        return {"latitude": None, "longitude": None}
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(point, list) and len(point) in (2, 3) and all(map(_is_number, point)):
        return {"latitude": point[1], "longitude": point[0]}
    raise damaged(name, f"feature {number} has neither latitude and longitude nor a point")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
