"""The formats, each declared once: what is asked for, refused and written goes by that.

Who adds one writes a function that gives text or bytes, and a declaration in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from ..frozen import frozen
from ..model.errors import OutputError, UsageError
from ..store.atomic import is_there
from ..words import asking, writing
from ..words.message import Said

ROWS, POINTS, PICTURE, PAGE, WORKS = "rows", "points", "picture", "page", "works"
"""What is put out: rows of any kind, rows with coordinates, a chart or a map, the report, works
to cite. A command has the formats of one or several of these."""
INSIDE, CAPTION, ASIDE = "inside", "caption", "aside"
"""Where the notes are: in the file with all else that there is to know, in a caption, on stderr."""


class Extra(NamedTuple):
    """A library that must be installed apart.

    Attributes:
        module: its name as it is imported.
        what: what needs it, with its article.
        package: its name as it is installed, where that is another.
    """

    module: str
    what: Said
    package: str = ""

    def need(self) -> None:
        """Refuse to go on where it is not installed; it is looked for, not imported.

        Raises:
            OutputError: it is not installed; the hint is the command that installs it.
        """
        try:
            installed = find_spec(self.module) is not None
        except (ImportError, ValueError):
            installed = False
        if not installed:
            package = self.package or self.module
            said = writing.NOT_INSTALLED
            raise OutputError(
                said(what=self.what, module=package, command=f"pip install {package}")
            )


FIGURES = Extra("matplotlib", writing.A_FIGURE())
WORKBOOKS = Extra("xlsxwriter", writing.A_WORKBOOK())
DOCUMENTS = Extra("docx", writing.A_DOCUMENT(), "python-docx")


@frozen
class Format:
    """A format of what is put out.

    Attributes:
        name: as -f takes it.
        of: what is put out in it.
        suffixes: of its files.
        writer: "module:function", imported when it is used: from what is put out to text or bytes.
        takes: what the writer is told besides, by name: the `screen`; whether there are `notes`,
            of which -q leaves the warnings; whether a drawing is `titled` and `noted` at all;
            whether there is a row of `hxl` tags; what the command has.
        notes: where the notes are; a file that does not hold all gets a FILE.meta.json.
        binary: what it is called where a terminal, which it would confuse, refuses it.
        extra: the library that writes it, where that is installed apart.
    """

    name: str
    of: str
    suffixes: tuple[str, ...]
    writer: str
    takes: tuple[str, ...] = ()
    notes: str = INSIDE
    binary: str = ""
    extra: Extra | None = None

    def need(self) -> None:
        """Refuse to go on where the library that writes it is not installed.

        Raises:
            OutputError: it is not installed.
        """
        if self.extra:
            self.extra.need()

    def written(self, what: object, told: Mapping[str, Any]) -> bytes:
        """Return what is put out as bytes.

        Args:
            what: a result, or a report.
            told: what writers are told besides; each takes what it needs.

        Raises:
            OutputError: the library that writes it is not installed.
        """
        self.need()
        module, _, name = self.writer.partition(":")
        writer = getattr(import_module(module, __package__), name)
        content = writer(what, **{name: told[name] for name in self.takes})
        return content if isinstance(content, bytes) else content.encode()


_DRAWN = ("picture", "size", "notes", "titled", "noted", "format")
FORMATS = [
    Format("table", ROWS, (".txt",), ".tables:to_table", ("screen", "notes", "show")),
    Format("csv", ROWS, (".csv",), ".machine:to_csv", ("hxl",), ASIDE),
    Format("tsv", ROWS, (".tsv",), ".machine:to_tsv", ("hxl",), ASIDE),
    Format("json", ROWS, (".json",), ".envelope:to_json"),
    Format("ndjson", ROWS, (".ndjson", ".jsonl"), ".machine:to_ndjson", (), ASIDE),
    Format("markdown", ROWS, (".md",), ".markdown:to_markdown", ("notes",)),
    Format("latex", ROWS, (".tex",), ".latex:to_latex", ("notes",)),
    Format("html", ROWS, (".html",), ".page:to_html", ("notes",)),
    Format("parquet", ROWS, (".parquet",), ".machine:to_parquet", (), ASIDE, "Parquet"),
    Format("xlsx", ROWS, (".xlsx",), ".workbook:to_xlsx", ("hxl",), INSIDE, "xlsx", WORKBOOKS),
    Format("docx", ROWS, (".docx",), ".document:to_docx", ("notes",), INSIDE, "docx", DOCUMENTS),
    Format("dta", ROWS, (".dta",), ".stata:to_dta", (), ASIDE, "dta"),
    Format("geojson", POINTS, (".geojson",), ".machine:to_geojson"),
    Format("svg", PICTURE, (".svg",), ".figure.drawing:to_file", _DRAWN, CAPTION, "", FIGURES),
    Format("png", PICTURE, (".png",), ".figure.drawing:to_file", _DRAWN, CAPTION, "PNG", FIGURES),
    Format("pdf", PICTURE, (".pdf",), ".figure.drawing:to_file", _DRAWN, CAPTION, "PDF", FIGURES),
    Format("html", PICTURE, (".html",), ".figure.drawing:to_html", _DRAWN[:5], extra=FIGURES),
    Format("markdown", PAGE, (".md", ".markdown"), ".report.pages:to_markdown"),
    Format("html", PAGE, (".html", ".htm"), ".report.pages:to_html", ("draw",)),
    Format("json", PAGE, (".json",), ".report.pages:to_json"),
    Format("text", WORKS, (".txt",), ".bibliography:to_text", ("screen", "notes")),
    Format("bibtex", WORKS, (".bib",), ".bibliography:to_bibtex"),
    Format("ris", WORKS, (".ris",), ".bibliography:to_ris"),
    Format("csl-json", WORKS, (), ".bibliography:to_csl"),
]
"""In the order of lists."""


def known(*of: str) -> dict[str, Format]:
    """Return the formats of what is put out, by name; of two the one of what is named last.

    So html of a drawing is the page with the figure.
    """
    return {one.name: one for kind in of for one in FORMATS if one.of == kind}


def choose(
    named: str | None, path: str | None, of: Sequence[str] = (ROWS,), usual: str = "table"
) -> Format:
    """Choose the format: the one named, else by the file's suffix, else the usual one.

    Raises:
        UsageError: an unknown format, or a suffix that tells none.
    """
    names = known(*of)
    if named:
        if named.lower() in names:
            return names[named.lower()]
        near = asking.did_you_mean(named, names)
        hint = near or asking.FORMAT_TAKES(formats=tuple(names))
        raise UsageError(writing.UNKNOWN_FORMAT(format=named), hint)
    if path is None or path == "-":
        return names[usual]
    suffixes, suffix = _by_suffix(names.values()), Path(path).suffix.lower()
    if suffix in suffixes:
        return suffixes[suffix]
    if not suffix and not (is_there(Path(path)) and Path(path).is_file()):
        return names[usual]
    raise UsageError(writing.UNKNOWN_SUFFIX(suffix=suffix, suffixes=tuple(suffixes)))


def _by_suffix(formats: Iterable[Format]) -> dict[str, Format]:
    """Return formats by the suffixes of their files; a suffix of rows may mean another one too."""
    rows_first = sorted(formats, key=lambda one: one.of != ROWS)
    return {suffix: one for one in rows_first for suffix in one.suffixes}
