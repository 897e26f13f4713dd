"""Whole commands in this process, which print what a process of their own would."""

from __future__ import annotations

from tests.cli.conftest import run

__all__ = ["run"]
