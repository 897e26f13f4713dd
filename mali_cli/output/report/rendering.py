"""Pages from templates, in which data are text whatever signs they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from shlex import join

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ...model.report import Block, Commands, Section
from ...model.result import Result
from ..bibliography import to_bibtex
from ..markdown import escaped, table_lines
from ..screen import PIPE_HEIGHT, PIPE_WIDTH, Screen
from ..table_columns import Column, shown_columns
from ..text import clean

PAPER = Screen(width=PIPE_WIDTH, height=PIPE_HEIGHT, tty=False, color=False, ascii=False)
"""A page of text: 80 columns, no colour, all of Unicode."""
NAMING = ("phase", "adm_1", "id")
"""Columns that name a row; what stands left of them are its groups."""
STACKED = (30, 44, 60, 77, 92)
"""Widths in rem below which a table is a list of its rows, by how broad it is."""
REM_A_SIGN, REM_BETWEEN, LONG_REM = 0.481, 1.15, 10
"""How broad a sign of a table is on a page, what is between columns, a column that is folded."""
_LINK = re.compile(r"https://[^\s<>\"']*[^\s<>\"'.,;)]")
_UNBROKEN = re.compile(r"\d[\d,.]*–\d[\d,.]*\d|(?<!\S)--[a-z][a-z-]*")
_FENCES = re.compile(r"`{3,}")
_ALONE = re.compile("[\ud800-\udfff]")
"""Halves of a character, which no file can hold."""


def rendered(name: str, **values: object) -> str:
    """Return a page: the template of that name with its values."""
    return _environment(markdown=name.endswith(".md")).get_template(name).render(values)


def source(name: str) -> str:
    """Return the text of a file among the templates, as it stands."""
    environment = _environment(markdown=False)
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]


@cache
def _environment(*, markdown: bool) -> Environment:
    made = Environment(
        loader=PackageLoader("mali_cli", "output/report/templates"),
        autoescape=True,
        finalize=_markdown_text if markdown else _text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["STACKED"] = STACKED
    made.filters |= {
        "bibtex": _bibtex,
        "broad": _broad,
        "columns": shown_columns,
        "fenced": _fenced,
        "kind": _kind,
        "lines": _lines,
        "linked": _linked,
        "named": _named,
        "parts": _parts,
        "rows": _rows,
        "table": _table,
        "verbatim": escape,
        "whole": _whole,
    }
    return made


def _kind(block: Block) -> str:
    return type(block).__name__


def _text(value: object) -> object:
    """Return a value as one line of text; what is markup already stays as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _ALONE.sub("\ufffd", clean(value))
    return value


def _markdown_text(value: object) -> object:
    """Return a value as one line in which Markdown finds no markup."""
    return value if isinstance(value, Markup) else Markup(escaped(clean(str(value))))  # noqa: S704


def _linked(text: str) -> Markup:
    """Return text in which https addresses are links; nothing is loaded from them."""
    return _marked(text, _LINK, Markup('<a href="{0}">{0}</a>'))


def _whole(text: str) -> Markup:
    """Return text in which no line ends inside a range of figures or the name of an option."""
    return _marked(text, _UNBROKEN, Markup('<span class="whole">{0}</span>'))


def _marked(text: str, pattern: re.Pattern[str], form: Markup) -> Markup:
    found, at, text = Markup(), 0, str(_text(text))
    for match in pattern.finditer(text):
        found, at = found + text[at : match.start()] + form.format(match[0]), match.end()
    return found + text[at:]


def _rows(columns: Sequence[Column]) -> Iterator[list[tuple[Column, str]]]:
    """Give the cells of each row, each with its column."""
    for cells in zip(*(column.cells for column in columns), strict=True):
        yield list(zip(columns, cells, strict=True))


def _broad(columns: Sequence[Column]) -> int:
    """Return below which width the columns do not fit beside each other."""
    signs = (max(map(len, (column.header, *column.cells))) for column in columns)
    pairs = zip(signs, columns, strict=True)
    need = sum(REM_BETWEEN + (LONG_REM if one.long else n * REM_A_SIGN) for n, one in pairs)
    return next((width for width in STACKED if need <= width), STACKED[-1])


def _named(columns: Sequence[Column]) -> int:
    """Return how many columns at the left name a row."""
    places = [i for i, column in enumerate(columns) if column.name in NAMING]
    return places[-1] + 1 if places else 1


def _parts(sections: Sequence[Section]) -> Iterator[tuple[list[Section], list[Section]]]:
    """Give what stands under one heading: what is of the whole report, and what side by side."""
    for _, found in groupby(sections, key=lambda section: section.key):
        each = list(found)
        yield [one for one in each if not one.of], [one for one in each if one.of]


def _table(result: Result) -> Markup:
    """Return the rows as a table of Markdown."""
    return Markup("\n".join(table_lines(result)))  # noqa: S704


def _fenced(text: str, language: str) -> Markup:
    """Put text between fences of Markdown that are longer than any run of backticks in it."""
    longest = max((len(run) for run in _FENCES.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return Markup(f"{fence}{language}\n{text}\n{fence}")  # noqa: S704


def _bibtex(result: Result) -> str:
    return to_bibtex(result).rstrip()


def _lines(commands: Commands) -> str:
    """Return command lines to be copied, one under the other."""
    return "\n".join(clean(join(line)) for line in commands.lines)
