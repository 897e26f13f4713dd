"""The commands whose answer has a look of its own: `check`, `report` and `cite`."""

from __future__ import annotations

from pathlib import Path

import typer

from ..model.details import VerdictDetails
from ..model.errors import Exit
from ..model.questions.check import Check
from ..model.questions.lists import Cite
from ..model.questions.report import ReportPage
from ..model.result import Result
from ..output.deliver import deliver, say_written
from ..output.screen import Screen
from ..output.writing import check_target, write_file, write_stdout
from .looks import CheckLook, CiteLook, ReportLook

EXITS = {
    "as expected": Exit.OK,
    "differs": Exit.NO,
    "needs data": Exit.NOT_HERE,
    "undecided": Exit.NOT_HERE,
}


def check(query: Check, look: CheckLook) -> None:
    """Judge published statements; ends with the exit code that fits the verdicts."""
    if look.template:
        _write_template(look)
        return
    from ..answers.check.question import answer
    from ..output.markdown import verdict_table

    def show(result: Result, screen: Screen) -> str:
        return verdict_table(result, screen, notes=not look.quiet)

    wanted = look.wanted()
    result = answer(query)
    deliver(result, wanted, show=show)
    assert isinstance(result.details, VerdictDetails)
    raise typer.Exit(EXITS[result.details.outcome])


def report(query: ReportPage, look: ReportLook) -> None:
    """Write one page with all of it."""
    from ..answers.report.question import answer
    from ..output.report.pages import deliver_report

    wanted = look.wanted()
    if wanted.path:
        check_target(wanted.path, force=wanted.force)
    deliver_report(answer(query), wanted)


def cite(query: Cite, look: CiteLook) -> None:
    """Say how to cite the data."""
    from ..answers.cite import answer

    wanted = look.wanted()
    deliver(answer(query), wanted)


def _write_template(look: CheckLook) -> None:
    from ..answers.check.claim_files import template

    content = template().encode()
    if look.output in (None, "-"):
        write_stdout(content)
        return
    path = Path(look.output or "")
    check_target(path, force=look.force)
    write_file(path, content, force=look.force)
    if not look.quiet:
        say_written(path)
