"""`mali-cli cite`."""

from __future__ import annotations

from typing import Annotated

from ..model.result import Result
from ..output.deliver import FORMATS, SUFFIXES, deliver
from ..output.screen import Screen
from . import completion
from .options import DATA, option, with_options
from .output_options import OutputOptions, format_option

KNOWN = ("text", "bibtex", "ris", "csl-json", *FORMATS)
SUFFIXES_OF_STYLES = {".txt": "text", ".bib": "bibtex", ".ris": "ris"}


class CiteOutput(OutputOptions):
    """The output of `cite`, which has formats of its own."""

    format: Annotated[str | None, format_option(KNOWN, "text")] = None


@with_options
def cite(
    output: CiteOutput,
    dataset: Annotated[
        str | None,
        option(
            "--dataset",
            help="The data set that was used. Default: country-year.",
            panel=DATA,
            metavar="NAME[@RELEASE]",
            autocompletion=completion.datasets,
        ),
    ] = None,
    release: Annotated[
        str | None,
        option(
            "--release",
            help="The release that was used. Default: the newest at hand.",
            panel=DATA,
            metavar="RELEASE",
        ),
    ] = None,
    uncertainty: Annotated[
        str | None,
        option(
            "--uncertainty",
            help="Add what to cite for a measure of uncertainty: survey. Default: none.",
            panel=DATA,
            metavar="range|survey",
        ),
    ] = None,
) -> None:
    """Say how to cite the data: as text, BibTeX, RIS or CSL-JSON.

    Examples:
      mali-cli cite
      mali-cli cite -f bibtex -o ucdp.bib
      mali-cli cite --dataset ged@26.1 -f ris
      mali-cli cite --dataset ged@26.1 --uncertainty survey
      mali-cli cite --dataset one-sided --release 24.1 -f csl-json
    """
    from ..answers.cite import cite as ask
    from ..output.bibliography import STYLES, TEXT, to_text

    def show(result: Result, screen: Screen) -> str:
        return to_text(result, screen, notes=not output.quiet)

    wanted = output.wanted(KNOWN, TEXT, SUFFIXES | SUFFIXES_OF_STYLES)
    deliver(
        ask(dataset=dataset, release=release, uncertainty=uncertainty),
        wanted,
        {TEXT: show, **STYLES},
    )
