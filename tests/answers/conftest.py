"""Whole commands in this process, for answers that depend on how they are typed or piped."""

from __future__ import annotations

from tests.cli.conftest import run

__all__ = ["run"]
