"""What cells may hold: how files write what is no text, and the least and most of a value."""

from __future__ import annotations

WHOLE = r"^([+-]?\d+)\.0*$"
"""A whole number with decimals, as R and pandas write it (5.0)."""
THOUSANDS = r"\.000$"
"""What may be three decimals, as R writes a whole column, or thousands set apart by a point."""
R_EXPONENT = r"^[+-]?\d(\.\d+)?e\+?\d+$"
"""How R's write.csv writes 100000 (1e+05): only where no digit is lost."""
TRUTHS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}
MIDNIGHT = r"^([ T]0?0:00(:00(\.0+)?)?(Z|\+00:00)?)?$"
"""What may stand behind a date that is written year first."""
DATE_LENGTH, ISO = 10, "%Y-%m-%d"

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years beyond these are typing errors: UCDP's data begin in 1946, some conflicts earlier."""

MOST = 10_000_000
"""Counts above it are errors: no figure of UCDP has a tenth of it (Rwanda 1994 is the largest)."""
