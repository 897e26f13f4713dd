"""The docs build as a site with plain MkDocs, and read the same there as on a code host."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mali_cli.datasets.registry import data_sets
from mali_cli.datasets.ucdp import UCDP

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
ITEM = re.compile(r"- |\d+\. ")
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]+)")


def test_the_site_builds_without_a_broken_link(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed: pip install '.[docs]'")
    site = tmp_path / "site"
    line = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(site)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert len(list(site.rglob("index.html"))) == len(PAGES)


@pytest.mark.parametrize("page", ["data.md", "comparing-sources.md"])
def test_the_pages_on_data_have_every_data_set_that_they_are_about(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    about = [
        one
        for one in data_sets()
        if page == "data.md" or (one.maker is not UCDP and not one.name.startswith("acled-"))
    ]
    assert [one.name for one in about if f"`{one.name}`" not in text] == []
    assert [one.licence for one in about if one.licence.partition(" (")[0] not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_list_or_table_begins_after_a_blank_line(page: Path) -> None:
    """Else plain Markdown takes it for text."""
    lines = FENCED.sub("", page.read_text("utf-8")).splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if ITEM.match(line):
            assert not before or ITEM.match(before) or before.startswith("  "), line
        if line.startswith("|"):
            assert not before or before.startswith("|"), line


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_each_link_to_a_file_finds_it(page: Path) -> None:
    text = FENCED.sub("", page.read_text("utf-8"))
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []
