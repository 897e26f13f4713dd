r"""LaTeX: a table with the rules of booktabs, its title, notes and citation.

The file is for \input into a document; its first line names the packages that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.result import Result
from ..words import showing
from .markdown import on_pages
from .table_columns import Column, shown_columns
from .tables import TableLayout, lines_of, on_paper
from .text import clean

_SIGNS = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\char34{}",
    "`": r"\char96{}",
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    "−": "$-$",
    "×": r"$\times$",
    "±": r"$\pm$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "→": r"$\rightarrow$",
    "·": r"$\cdot$",
    "†": r"\dag{}",
    "…": r"\dots{}",
}
"""What is written for signs that mean something to LaTeX, or that its usual fonts lack.

A bracket or a star that begins a row would be an argument of the row before.
"""
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_DASHES = re.compile("-(?=-)")
NORMAL, UPRIGHT, SIDEWAYS = 62, 78, 130
"""Signs on a line of an article: as its text is set, and in its size for footnotes."""
SMALL = r"\footnotesize\setlength{\tabcolsep}{2.5pt}"
SMALLEST = r"\scriptsize\setlength{\tabcolsep}{2pt}"
PACKAGES = {"sidewaystable": ("rotating",), "landscape": ("pdflscape",)}
LONGEST = {False: 40, True: 24}
"""Lines of a table that is sure to fit a page, by whether it lies on its side."""
SIGN = 0.5
"""The width of a sign, in em."""


def to_latex(result: Result, *, notes: bool = True) -> str:
    """Render the title as the caption, the table, and the notes under it in small print.

    A wide table lies on its side, a long one goes on over several pages.
    """
    result = on_pages(result)
    layout, sideways = on_paper(shown_columns(result), UPRIGHT, SIDEWAYS)
    told = [str(note) for note in (result.notes if notes else result.warnings)]
    if layout.left_out:
        told.insert(0, str(showing.NO_ROOM_ON_PAPER(columns=layout.left_out)))
    cells = zip(*(column.cells for column in layout.columns), strict=True)
    rows = [_row(row, layout) for row in cells]
    header = _row([column.header for column in layout.columns], layout)
    sides = "".join("r" if column.right else "l" for column in layout.columns) or "l"
    caption = rf"\caption{{{escaped(result.title)}}}"
    long = _lines(layout) > LONGEST[sideways]
    size = SMALL if sideways or layout.total + len(sides) > NORMAL else ""
    size = SMALLEST if layout.total > SIDEWAYS else size
    lines = (_over_pages if long else _on_one_page)(size, caption, sides, header, rows)
    lines += _notes(told, break_over_pages=long)
    kinds = {(False, False): "table", (False, True): "sidewaystable", (True, True): "landscape"}
    kind = kinds.get((long, sideways))
    if kind:
        place = "[htbp]" if kind == "table" else ""
        lines = [rf"\begin{{{kind}}}{place}", *(f"  {line}" for line in lines), rf"\end{{{kind}}}"]
    packages = ["booktabs", *(["longtable"] if long else []), *PACKAGES.get(kind or "", ())]
    preamble = rf"% In the preamble: \usepackage{{{','.join(packages)}}}"
    return "\n".join([preamble, *lines]) + "\n"


def _lines(layout: TableLayout) -> int:
    """Return how many lines the rows take."""
    cells = zip(*(column.cells for column in layout.columns), strict=True)
    return sum(
        max(len(lines_of(*cell)) for cell in zip(row, layout.widths, strict=True)) for row in cells
    )


def _on_one_page(size: str, caption: str, sides: str, header: str, rows: list[str]) -> list[str]:
    return [
        rf"\centering{size}",
        caption,
        rf"\begin{{tabular}}{{{sides}}}",
        *(f"  {line}" for line in (r"\toprule", header, r"\midrule", *rows, r"\bottomrule")),
        r"\end{tabular}",
    ]


def _over_pages(size: str, caption: str, sides: str, header: str, rows: list[str]) -> list[str]:
    """Return a table that breaks between pages; its header comes again on each."""
    return [
        rf"\begingroup{size}",
        rf"\begin{{longtable}}{{{sides}}}",
        *(f"  {line}" for line in (rf"{caption}\\", r"\toprule", header, r"\midrule")),
        r"  \endfirsthead",
        *(f"  {line}" for line in (r"\toprule", header, r"\midrule", r"\endhead")),
        *(f"  {line}" for line in (r"\bottomrule", r"\endlastfoot", *rows)),
        r"\end{longtable}",
        r"\endgroup",
    ]


def _notes(told: list[str], *, break_over_pages: bool) -> list[str]:
    if not told:
        return []
    paragraphs = [rf"  {escaped(note)}\par" for note in told]
    begin, end = (
        (r"\begingroup\setlength{\parindent}{0pt}", r"\endgroup")
        if break_over_pages
        else (r"\begin{minipage}{\linewidth}", r"\end{minipage}")
    )
    return [r"\par\medskip\noindent", rf"{begin}\footnotesize\raggedright", *paragraphs, end]


def escaped(text: str) -> str:
    """Return text on one line in which LaTeX finds no commands, and joins no two hyphens."""
    signs = _SIGN.sub(lambda match: _SIGNS[match[0]], clean(text))
    return _DASHES.sub("-{}", signs)


def _row(cells: Sequence[str], layout: TableLayout) -> str:
    """Return a row; a cell that is wider than its column stands in a box with several lines."""
    boxed = map(_boxed, cells, layout.columns, layout.widths)
    return f"{' & '.join(boxed)} \\\\"


def _boxed(cell: str, column: Column, width: int) -> str:
    lines = lines_of(cell, width)
    if len(lines) < 2:
        return escaped(cell)
    if column.right:
        several = r"\\".join(map(escaped, lines))
        return rf"\begin{{tabular}}[t]{{@{{}}r@{{}}}}{several}\end{{tabular}}"
    return rf"\parbox[t]{{{width * SIGN:g}em}}{{\raggedright {escaped(cell)}\strut}}"
