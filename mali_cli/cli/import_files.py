"""`mali-cli import`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..output.deliver import deliver, warn
from ..output.watching import progress
from .options import DATA, Words, option, with_options
from .output_options import OutputOptions


@with_options
def import_files(
    *,
    files: Annotated[
        Words,
        typer.Argument(
            help="Files in any layout that UCDP or HDX ship, .zip and .gz too; - for stdin.",
            metavar="FILE",
            show_default=False,
        ),
    ],
    release: Annotated[
        str | None,
        option(
            "--release",
            help="The release that the file is of. Default: by its sha256 or what the file says, "
            "else unstamped.",
            panel=DATA,
            metavar="RELEASE",
        ),
    ] = None,
    whole: Annotated[
        bool,
        option(
            "--whole",
            help="The file has all that its release has. Default: only where the sha256 says so, "
            "else partial to the countries in it.",
            panel=DATA,
        ),
    ] = False,
    output: OutputOptions,
) -> None:
    """Take files that you already have into the store.

    The layout is told by the header, never by the name: UCDP's CSV and zip files of any year, the
    web export, HDX, GeoJSON, pages of the API. What cannot be read with certainty is refused, with
    file, line and column; then nothing of any of the files is kept.

    Examples:
      mali-cli import ged251-csv.zip
      mali-cli import mali.csv --release 24.1          one country, its release known
      mali-cli import GEDEvent_v26_0_1.csv
      mali-cli import - --release 25.1 --whole < organizedviolencecy.csv
    """
    from ..acquire.importing import import_files as take
    from ..acquire.result import Watch
    from ..answers.keeping import kept

    wanted = output.wanted()
    with progress(quiet=output.quiet) as start:
        watch = Watch() if output.quiet else Watch(say=warn, progress=start)
        done = take(files, watch, release=release, whole=whole)
    deliver(kept("import", done), wanted)
