"""A page of HTML with a figure: it loads nothing, and has the figures as a table too."""

from __future__ import annotations

from html import escape

from ...model.result import Result
from ..columns import shown_columns
from ..pictures import ChartPicture, MapPicture
from ..text import clean
from .svg import xml_text
from .words import caption, heading, metadata

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; line-height: 1.3; margin: 0; }
figure { margin: 1rem 0; }
figcaption, .taken { color: #595959; font-size: .85rem; overflow-wrap: anywhere; }
figcaption p { margin: .3rem 0; }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; }
th, td { padding: .15rem .8rem .15rem 0; border-bottom: 1px solid #d0d0d0; text-align: left; }
.right { text-align: right; }
.rows { overflow-x: auto; }
code { overflow-wrap: anywhere; }
"""


def html_page(
    picture: ChartPicture | MapPicture, result: Result, svg: str, *, notes: bool = True
) -> str:
    """Return a page with the figure, its caption, its rows and the command that gives it again."""
    about = metadata(picture, result, "")
    title, taken = heading(picture.title)
    lines = "".join(f"<p>{_safe(text)}</p>\n" for text in caption(result, notes=notes))
    again = f"<p>Again: <code>{_safe(about['command'])}</code></p>\n" if about["command"] else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{_safe(about["maker"])}">
<title>{_safe(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{_safe(title)}</h1>
{f'<p class="taken">{_safe(taken)}</p>' if taken else ""}
<figure>
{svg}
<figcaption>
{lines}{again}</figcaption>
</figure>
<details>
<summary>The figures as a table</summary>
<div class="rows">
{html_table(result)}
</div>
</details>
</body>
</html>
"""


def html_table(result: Result) -> str:
    """Return the rows of a result as a table, with the headers that tables for people have."""
    columns = shown_columns(result)
    heads = "".join(
        f'<th scope="col"{_side(right=column.right)}>{_safe(column.header)}</th>'
        for column in columns
    )
    rows = [
        "".join(
            f"<td{_side(right=column.right)}>{_safe(cell)}</td>"
            for column, cell in zip(columns, cells, strict=True)
        )
        for cells in zip(*(column.cells for column in columns), strict=True)
    ]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _side(*, right: bool) -> str:
    return ' class="right"' if right else ""


def _safe(text: str) -> str:
    return escape(xml_text(clean(text)))
