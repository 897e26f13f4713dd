"""Nobody is told to install a package that is not ours; what ships has its licences beside it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata, requires
from pathlib import Path

import pytest

from mali_cli.output.formats import FORMATS
from mali_cli.read import stata, workbook
from mali_cli.version import __version__

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


NOTICES = (ROOT / "THIRD-PARTY-NOTICES.md").read_text("utf-8")
DATA = ROOT / "mali_cli" / "facts" / "data"
FIGURES = tomllib.loads((DATA / "figures.toml").read_text("utf-8"))
AT_WORK = ("all", "dev", "docs", "test")
"""Extras of those who work on the program."""
FREE = re.compile("MIT|BSD|Apache|ISC|HPND|PSF|Python Software Foundation|MPL|Mozilla|CC0|Zlib")


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0]


def test_the_package_lists_the_licences_of_all_that_it_ships() -> None:
    of_figures = {table["licence"] for table in FIGURES.values()}
    assert len(of_figures) == 2
    for licence in ("MIT", "LicenseRef-Natural-Earth", *of_figures):
        assert licence.replace(" ", "-") in PROJECT["license"]
    shipped = "".join((ROOT / name).read_text("utf-8") for name in PROJECT["license-files"])
    for notice in ("MIT License", "Natural Earth", "uncertainUCDP authors"):
        assert notice in shipped
    assert all(table["licence_url"] in shipped for table in FIGURES.values())


def test_each_file_of_data_is_in_the_notices() -> None:
    """By its own name, or that of its folder."""
    shipped = [path.relative_to(DATA) for path in DATA.rglob("*") if path.is_file()]
    assert len(shipped) > 30
    missing = [
        str(path)
        for path in shipped
        if path.name not in NOTICES and f"`{path.parts[0]}/`" not in NOTICES
    ]
    assert missing == []


def test_the_pages_have_nothing_of_others() -> None:
    """Their scripts and styles are ours, as the notices say: no licence, no address in them."""
    templates = ROOT / "mali_cli" / "output" / "report" / "templates"
    for path in templates.glob("*.[cj]s*"):
        assert not re.search(
            r"licen[cs]e|copyright|https?://(?!www\.w3\.org/)", path.read_text(), re.I
        )


def test_each_library_that_is_needed_has_its_licence_in_the_notices() -> None:
    extras = PROJECT["optional-dependencies"]
    needed = [
        *PROJECT["dependencies"],
        *(one for key in extras if key not in AT_WORK for one in extras[key]),
    ]
    listed = {
        row[1].lower(): row[2]
        for row in re.finditer(r"^\| ([\w-]+) \|.*\| (.+) \|$", NOTICES, re.M)
    }
    for requirement in needed:
        assert FREE.search(listed[_name(requirement).lower()]), requirement


def test_nothing_that_is_needed_binds_those_who_pass_it_on() -> None:
    """All that an installation brings along, as its metadata have it."""
    wanted = [_name(one) for one in PROJECT["dependencies"]]
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        keys = ("License-Expression", "License", "Classifier")
        said = [one for key in keys for one in metadata(name).get_all(key) or []]
        licences = [one for one in said if not one.startswith(("Programming", "Topic"))]
        assert FREE.search(" ".join(licences)), name
        wanted += [_name(one) for one in requires(name) or [] if ";" not in one]
    assert len(seen) > 15


def test_the_versions_are_the_same() -> None:
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {__version__}\n" in cited
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in changes or f"## [{__version__}]" in changes


def test_each_python_from_the_oldest_on_is_named() -> None:
    """What the classifiers name is what .ci/run looks for."""
    named = re.findall(r":: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.M)
    assert PROJECT["requires-python"] == f">={named[0]}"
    run = (ROOT / ".ci" / "run").read_text("utf-8")
    assert f"for version in {' '.join(named)}; do" in run


def test_annotations_are_asked_for_and_not_looked_up() -> None:
    """From 3.14 on a class makes them when it is asked for them."""
    looked_up = re.compile(r"(?:vars\(.*\)|__dict__).*__annotations__")
    assert [
        path.name
        for path in (ROOT / "mali_cli").rglob("*.py")
        if looked_up.search(path.read_text("utf-8"))
    ] == []
