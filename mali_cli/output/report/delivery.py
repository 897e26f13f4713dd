"""A report on its way out: as Markdown, HTML or JSON, to stdout or to a file."""

from __future__ import annotations

from dataclasses import replace

from ...model.errors import OutputError
from ...model.report import Picture, Report
from ..deliver import Wanted, warn
from ..replay import with_replay
from ..writing import write_file, write_stdout
from .html import to_html
from .json import to_json
from .markdown import to_markdown
from .pictures import Drawn, as_svg


def deliver_report(report: Report, wanted: Wanted) -> None:
    """Write a report; say on stderr what emptied it, and how to get figures where it has none.

    Raises:
        OutputError: it cannot be written.
    """
    basis = replace(report.basis, command="report")
    replay = with_replay(basis, wanted.typed, wanted.parts).replay
    report = replace(report, basis=replace(report.basis, replay=replay))
    content, lacking = _render(report, wanted.format)
    if wanted.path:
        write_file(wanted.path, content, force=wanted.force)
    else:
        write_stdout(content)
    if report.basis.empty:
        warn(report.basis.empty)
    if lacking and not wanted.quiet:
        hint = f": {lacking.hint}" if lacking.hint else ""
        warn(f"Warning: {lacking.message}, so pictures are drawn with characters{hint}")


def _render(report: Report, kind: str) -> tuple[bytes, OutputError | None]:
    if kind == "json":
        return to_json(report), None
    if kind == "markdown":
        return to_markdown(report).encode(), None
    lacking: list[OutputError] = []

    def draw(picture: Picture) -> Drawn | None:
        try:
            return as_svg(picture)
        except OutputError as error:
            lacking.append(error)
            return None

    return to_html(report, draw).encode(), next(iter(lacking), None)
