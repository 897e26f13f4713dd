"""Tables for a paper: LaTeX that compiles, a page of HTML that stands alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from mali_cli.model.result import Result
from mali_cli.output.latex import SIDEWAYS, UPRIGHT, escaped, to_latex
from mali_cli.output.page import to_element, to_html
from mali_cli.output.table_columns import Column
from mali_cli.output.tables import SMALLER_PRINT, lines_of, on_paper
from tests.output.made_up import made_up

FRAME = pl.DataFrame({"phase": ["before", "a & b"], "deaths": [1029, None]})
RESULT = made_up(FRAME, title="Deaths, 50% of all", notes=("Use --sort.", "Cite: A & B (2025)"))


def test_latex_has_caption_rules_rows_and_notes() -> None:
    assert to_latex(RESULT).splitlines() == [
        r"% In the preamble: \usepackage{booktabs}",
        r"\begin{table}[htbp]",
        r"  \centering",
        r"  \caption{Deaths, 50\% of all}",
        r"  \begin{tabular}{lr}",
        r"    \toprule",
        r"    phase & deaths \\",
        r"    \midrule",
        r"    before & 1,029 \\",
        r"    a \& b &  \\",
        r"    \bottomrule",
        r"  \end{tabular}",
        r"  \par\medskip\noindent",
        r"  \begin{minipage}{\linewidth}\footnotesize\raggedright",
        r"    Use -{}-sort.\par",
        r"    Cite: A \& B (2025)\par",
        r"  \end{minipage}",
        r"\end{table}",
    ]


def test_latex_without_notes_ends_with_the_table() -> None:
    assert "minipage" not in to_latex(RESULT, notes=False)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a_b #1 50% $5 {x}", r"a\_b \#1 50\% \$5 \{x\}"),
        ("C:\\x ~ ^", r"C:\textbackslash{}x \textasciitilde{} \textasciicircum{}"),
        ("---", "-{}-{}-"),
        ("×8.65 ≥ −1", r"$\times$8.65 $\geq$ $-$1"),
        ("[a] *", "{[}a{]} {*}"),
        ("two\nlines", "two lines"),
    ],
)
def test_latex_escapes(text: str, written: str) -> None:
    assert escaped(text) == written


def wide(rows: int) -> Result:
    """Return a table that no page holds upright, with texts of many lines."""
    texts = {"country": ["Central African Republic [north] & *south*"] * rows}
    numbers = {f"number_{n}": [1_000_000 * n] * rows for n in range(9)}
    return made_up(pl.DataFrame({**texts, **numbers}), title="Wide", notes=("Cite: A & B",))


MANY = made_up(pl.DataFrame({"year": range(1900, 2000), "deaths": range(100)}), title="Long")


@pytest.mark.parametrize(
    ("result", "packages", "body"),
    [
        (RESULT, {"booktabs"}, r"\begin{table}"),
        (MANY, {"booktabs", "longtable"}, r"\endhead"),
        (wide(2), {"booktabs", "rotating"}, r"\begin{sidewaystable}"),
        (wide(50), {"booktabs", "longtable", "pdflscape"}, r"\begin{landscape}"),
    ],
    ids=["small", "long", "wide", "wide and long"],
)
def test_latex_fits_its_page(result: Result, packages: set[str], body: str, tmp_path: Path) -> None:
    table = to_latex(result)
    named = re.findall(r"usepackage\{(.*)\}", table.splitlines()[0])
    assert set(named[0].split(",")) == packages
    assert body in table
    if not shutil.which("pdflatex"):
        pytest.skip("pdflatex is not here: the table was not compiled")
    head = r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{" + named[0] + "}"
    page = f"{head}\\begin{{document}}{table}\\end{{document}}"
    (tmp_path / "a.tex").write_text(page, encoding="utf-8")
    words = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    log = ran.stdout.decode(errors="replace")
    assert ran.returncode == 0, log[-2000:]
    assert "Overfull" not in log
    assert "too large" not in log


@pytest.mark.parametrize(("columns", "room"), [(8, SIDEWAYS), (9, SIDEWAYS * SMALLER_PRINT)])
def test_what_is_in_brackets_goes_below_its_number_before_a_column_runs_off(
    columns: int, room: float
) -> None:
    cells = ("1,471.3–3,810.4 (4.67y)",) * 40
    rates = [Column(f"rate_{n}", "a year", cells, right=True) for n in range(columns)]
    layout, sideways = on_paper(rates, UPRIGHT, SIDEWAYS)
    assert sideways
    assert len(layout.columns) == columns
    assert layout.total <= room
    assert lines_of(cells[0], min(layout.widths)) == ["1,471.3–3,810.4", "(4.67y)"]


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_html_has_a_caption_headers_with_scope_and_the_notes() -> None:
    page = to_html(RESULT)
    tags = Tags(page).tags
    scopes = [more.get("scope") for tag, more in tags if tag == "th"]
    assert scopes == ["col", "col", "row", "row"]
    assert "<caption><span>Deaths, 50% of all</span></caption>" in page
    assert page.count("<li>") == 2
    assert "A &amp; B (2025)" in page


def test_html_loads_nothing() -> None:
    tags = Tags(to_html(RESULT)).tags
    assert {tag for tag, _ in tags}.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not [more for _, more in tags if "src" in more]


def test_a_notebook_shows_the_table_of_the_page() -> None:
    element = to_element(RESULT)
    assert RESULT._repr_html_() == element
    assert element in to_html(RESULT)
