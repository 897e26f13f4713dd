"""The columns of a layout as Polars has them.

Numbers are Int64 (year: Int32), dates are Date, all else is text, but for degrees and truths.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import polars as pl

from ..datasets.declaration import FileLayout, Kind

Dtype: TypeAlias = type[pl.DataType]
Schema: TypeAlias = Mapping[str, Dtype]
_DTYPES: Mapping[Kind, Dtype] = {
    **dict.fromkeys(("whole", "count"), pl.Int64),
    "year": pl.Int32,
    "date": pl.Date,
    "decimal": pl.Float64,
    "truth": pl.Boolean,
}


def schema_of(layout: FileLayout) -> Schema:
    """Return the columns of a layout with their dtypes."""
    return {name: _DTYPES.get(kind, pl.String) for name, kind in layout.columns.items()}
