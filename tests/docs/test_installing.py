"""Nobody is told to install a package that is not ours; what ships has its licences beside it."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from mali_cli.output.formats import FORMATS
from mali_cli.read import stata, workbook

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TOLD = [
    *(ROOT / "mali_cli").rglob("*.py"),
    *(ROOT / "mali_cli").rglob("*.toml"),
    *(ROOT / "docs").rglob("*.md"),
    *ROOT.glob("*.md"),
]
INSTALLS = re.compile(r"(?:pip|pipx|uv|uvx|conda)(?: tool)? (?:install|run|add)\b([^`\n]*)")


@pytest.mark.parametrize("path", TOLD, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_is_told_to_install_a_package_called_so(path: Path) -> None:
    """An index may give that name to anyone."""
    told = INSTALLS.findall(path.read_text("utf-8"))
    assert [words for words in told if re.search(r"\bmali[-_]cli\b(?!\s+periods)", words)] == []


def test_a_hint_names_a_library_that_the_project_names_too() -> None:
    extras = [one for more in PROJECT["optional-dependencies"].values() for one in more]
    needed = {one.extra.package or one.extra.module for one in FORMATS if one.extra}
    assert needed == {"matplotlib", "python-docx", "xlsxwriter"}
    needed |= {stata.LIBRARY, workbook.LIBRARY}
    assert all(any(word.startswith(f"{name}>=") for word in extras) for name in needed)


def test_the_package_lists_the_licences_of_all_that_it_ships() -> None:
    for licence in ("MIT", "CC-BY-4.0", "Natural-Earth"):
        assert licence in PROJECT["license"]
    notices = "".join((ROOT / name).read_text("utf-8") for name in PROJECT["license-files"])
    for notice in ("MIT License", "licenses/by/4.0", "Natural Earth", "uncertainUCDP authors"):
        assert notice in notices


def test_what_has_a_licence_of_its_own_is_in_the_notices() -> None:
    """Each file with a `licence` key beside it, and those that are made of Natural Earth."""
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text("utf-8")
    data = ROOT / "mali_cli" / "facts" / "data"
    licensed = [path for path in data.glob("*.toml") if "\nlicence = " in path.read_text("utf-8")]
    assert {path.name for path in licensed} == {"figures.toml", "survey_model.toml"}
    shipped = [path.name for path in data.iterdir() if fnmatch(path.name, "sahel_*")]
    for name in (*shipped, "survey_model.toml", "outlines.json.gz", "towns.csv", "boxes.csv"):
        assert name in notices
