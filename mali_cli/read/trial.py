"""Try a Parquet file in a process of its own: a damaged one may end the process that reads it.

Damage in a page can make polars ask for 2^61 bytes, and that ends a process at once; other damage
makes it write lines of its own on stderr. Neither can be caught where it happens.
"""

from __future__ import annotations

import subprocess
import sys

from ..words import unreadable
from ..words.message import Said

FEW = 1 << 20
"""Rows below which it is not looked at how many bytes they take."""
_TRIAL = f"""
import sys
sys.path[:] = sys.argv[1:]
from io import BytesIO
import polars as pl
print("begun", flush=True)
content = sys.stdin.buffer.read()
try:
    rows = pl.scan_parquet(BytesIO(content)).select(pl.len()).collect().item()
    if rows > max({FEW}, len(content)):
        print(rows)
    else:
        pl.read_parquet(BytesIO(content))
except (pl.exceptions.PolarsError, OSError, ValueError):
    pass
"""
"""What polars refuses in the usual way it will refuse again: that error says more."""


def fault_of(content: bytes, file: str) -> Said | None:
    """Say why a Parquet file cannot be read here at all; None where it can.

    A file of more rows than bytes is a bomb: each row of UCDP's takes more than a byte.
    """
    if not sys.executable:
        return None
    tried = subprocess.run(  # noqa: S603 - this Python, and code of this module
        [sys.executable, "-c", _TRIAL, *sys.path], input=content, capture_output=True, check=False
    )
    begun, _, rows = tried.stdout.decode().partition("\n")
    if begun.strip() != "begun":
        return None
    if rows.strip():
        return unreadable.PARQUET_TOO_LARGE(file=file, rows=int(rows), bytes=len(content))
    if tried.returncode or b"panicked" in tried.stderr:
        return unreadable.PARQUET_DAMAGED(file=file)
    return None
