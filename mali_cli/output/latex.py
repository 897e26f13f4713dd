r"""LaTeX: a table with the rules of booktabs, its title, notes and citation.

The file is for \input into a document with \usepackage{booktabs}; nothing else is needed.
"""

from __future__ import annotations

import re

from ..model.result import Result
from .table_columns import Column, shown_columns
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
LONG = "p{0.3\\linewidth}"
"""The column of texts that may take many lines."""


def to_latex(result: Result, *, notes: bool = True) -> str:
    """Render the title as the caption, the table, and the notes under it in small print."""
    columns = shown_columns(result)
    cells = zip(*(column.cells for column in columns), strict=True)
    told = result.notes if notes else result.warnings
    lines = [
        r"% In the preamble: \usepackage{booktabs}",
        r"\begin{table}[htbp]",
        r"  \centering",
        rf"  \caption{{{escaped(result.title)}}}",
        rf"  \begin{{tabular}}{{{''.join(map(_side, columns)) or 'l'}}}",
        r"    \toprule",
        _row([column.header for column in columns]),
        r"    \midrule",
        *(_row(row) for row in cells),
        r"    \bottomrule",
        r"  \end{tabular}",
    ]
    if told:
        paragraphs = [rf"    {escaped(str(note))}\par" for note in told]
        size = r"\footnotesize\raggedright"
        lines += [r"  \par\medskip", rf"  \begin{{minipage}}{{\linewidth}}{size}", *paragraphs]
        lines += [r"  \end{minipage}"]
    return "\n".join([*lines, r"\end{table}"]) + "\n"


def escaped(text: str) -> str:
    """Return text on one line in which LaTeX finds no commands, and joins no two hyphens."""
    signs = _SIGN.sub(lambda match: _SIGNS[match[0]], clean(text))
    return _DASHES.sub("-{}", signs)


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"    {' & '.join(map(escaped, cells))} \\\\"


def _side(column: Column) -> str:
    return LONG if column.long else "r" if column.right else "l"
