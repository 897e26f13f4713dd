"""`mali-cli fetch`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..output.deliver import deliver, warn
from ..output.watching import progress
from . import completion
from .data_options import PartOptions
from .options import Words, asked, option, with_options
from .output_options import OutputOptions

FETCH = "What to get"


@with_options
def fetch(
    *,
    names: Annotated[
        Words,
        typer.Argument(
            help="Data sets, each as NAME or NAME@RELEASE; `all`; `candidate` for all candidate "
            "releases after the newest yearly one. Default: country-year and ged, the newest.",
            metavar="NAME[@RELEASE]",
            show_default=False,
            autocompletion=completion.datasets,
        ),
    ] = [],  # noqa: B006
    via: Annotated[
        str,
        option(
            "--via",
            help="download (whole files, no token), api (needs a token), or auto: the API for a "
            "part, else a download. Default: auto.",
            panel=FETCH,
            metavar="download|api|auto",
        ),
    ] = "auto",
    again: Annotated[
        bool,
        option("--again", help="Fetch also what is here already. Default: off.", panel=FETCH),
    ] = False,
    part: PartOptions,
    output: OutputOptions,
) -> None:
    """Get data from UCDP and keep it on this machine.

    Without arguments: the newest yearly country-year figures (country-year) and events (ged), by
    download; no token needed. What is here already is not fetched again; what was interrupted
    goes on where it stopped. `mali-cli datasets` lists what there is to get.

    With -c, -t, --from or --to UCDP's API is asked for just that part. That needs a token
    (mali-cli token set), and the part answers only questions that lie inside it.

    Examples:
      mali-cli fetch
      mali-cli fetch ged@25.1                          a release other than the newest
      mali-cli fetch one-sided non-state
      mali-cli fetch all
      mali-cli fetch candidate                         this year's events, preliminary
      mali-cli fetch ged -c Mali --from 2012           (after: mali-cli token set)
    """
    from ..acquire.fetch import fetch as get
    from ..acquire.plan import make_plan
    from ..acquire.result import Watch
    from ..answers.keeping import kept

    wanted = output.wanted()
    plan = make_plan(names, **asked(part), via=via, force=again)
    with progress(quiet=output.quiet) as start:
        watch = Watch() if output.quiet else Watch(say=warn, progress=start)
        done = get(plan, watch)
    deliver(kept("fetch", done), wanted)
