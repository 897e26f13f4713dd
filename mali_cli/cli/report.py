"""`mali-cli report`."""

from __future__ import annotations

from typing import Annotated

from .data_options import SelectionOptions
from .event_options import EventOptions
from .options import OUTPUT, Words, asked, option, with_options
from .output_options import PageOutput, format_option
from .phase_options import PhaseOptions

FORMATS = ("markdown", "html", "json")
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}


class ReportOutput(PageOutput):
    """The output of `report`, which has formats of its own."""

    format: Annotated[str | None, format_option(FORMATS, "markdown")] = None


@with_options
def report(
    phases: PhaseOptions,
    selection: SelectionOptions,
    events: EventOptions,
    output: ReportOutput,
    claims: Annotated[
        Words,
        option(
            "--claims",
            help="Check the claims of this TOML file, - for stdin; repeatable. Default: the "
            "packaged ones on the same subject that the data here can judge.",
            panel="Claims",
            metavar="FILE",
        ),
    ] = [],  # noqa: B006
    title: Annotated[
        str | None,
        option(
            "--title",
            help="The heading of the page. Default: what is asked, in short.",
            panel=OUTPUT,
            metavar="TEXT",
        ),
    ] = None,
) -> None:
    """Write one page with all of it: figures, chart, claims, limits, citations, commands.

    Without options: one-sided violence in Mali before, during and after MINUSMA, as Markdown. With
    -o FILE.html one file that opens offline; its figures need: pip install 'mali-cli[figures]'.
    -q silences what stands beside the page; the page keeps its notes.

    Examples:
      mali-cli report
      mali-cli report -o brief.html
      mali-cli report --mission MINUSMA --mission-dates mandate -t all -o brief.md
      mali-cli report --timeline mali-coups -t all --title 'Mali between coups' -o coups.html
      mali-cli report -c Niger --cut 2021-04-02 --cut 2023-07-26 --json
      mali-cli report --dataset ged -o events.html        (after: mali-cli fetch)
    """
    from ..answers.report import report as ask
    from ..output.report.delivery import deliver_report
    from ..output.writing import check_target

    wanted = output.wanted(FORMATS, "markdown", SUFFIXES)
    if wanted.path:
        check_target(wanted.path, force=wanted.force)
    options = asked(phases) | asked(selection) | asked(events)
    deliver_report(ask(**options, claims=claims, title=title), wanted)
