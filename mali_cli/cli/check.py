"""`mali-cli check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..model.errors import Exit
from ..model.result import Result
from ..output.deliver import deliver
from ..output.screen import Screen
from ..output.writing import check_target, write_file, write_stdout
from .options import Words, option, with_options
from .output_options import OutputOptions

CLAIMS = "Claims"
EXITS = {"as expected": Exit.OK, "differs": Exit.NO, "needs data": Exit.NOT_HERE}


@with_options
def check(
    output: OutputOptions,
    files: Annotated[
        Words,
        typer.Argument(
            metavar="FILE",
            help="Claims in TOML (docs/claims.md), - for stdin. Default: the packaged ones.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    only: Annotated[
        Words,
        option(
            "--only",
            help="Judge only the claim with this id; repeatable. Default: all.",
            panel=CLAIMS,
            metavar="ID",
        ),
    ] = [],  # noqa: B006
    claim: Annotated[
        Words,
        option(
            "--claim",
            help="Judge this claim: country or @group, period (2013..2023, during MINUSMA), type, "
            "then = ~ > < >= or <= and a number; repeatable. Default: none.",
            panel=CLAIMS,
            metavar="TEXT",
        ),
    ] = [],  # noqa: B006
    against: Annotated[
        str | None,
        option(
            "--against",
            help="Judge under this release too, and say where the verdict is another one: 24.1, "
            "or ged@24.1. Default: none.",
            panel=CLAIMS,
            metavar="[NAME@]RELEASE",
        ),
    ] = None,
    template: Annotated[
        bool,
        option(
            "--template",
            help="Write a commented claims file to begin with, to stdout or -o FILE. Default: off.",
            panel=CLAIMS,
        ),
    ] = False,
) -> None:
    """Judge published statements: reproduced, holds, differs, not testable, needs data.

    Without arguments: 27 statements of five texts on Mali and MINUSMA. Ends with 0 when all come
    out as recorded in the file or, where nothing is recorded, none differs; with 1 when one
    differs, or --against gives one another verdict; with 3 when one needs data that is not here.
    Made for the checks of a paper.

    Examples:
      mali-cli check
      mali-cli check --only epis-3
      mali-cli check --claim 'Mali 2013..2023 one-sided = 3818'
      mali-cli check --claim 'Mali during MINUSMA one-sided >= 3800' --json
      mali-cli check --claim '@aes 2023 all high ~ 11000'
      mali-cli check --claim 'Mali 2022 one-sided = 1461' --against country-year@25.1
      mali-cli check --template -o claims.toml       (then: mali-cli check claims.toml)
    """
    if template:
        _write_template(output)
        return
    from ..answers.check import check as ask
    from ..output.verdicts import verdict_table

    def show(result: Result, screen: Screen) -> str:
        return verdict_table(result, screen, notes=not output.quiet)

    wanted = output.wanted()
    result = ask(files=files, only=only, claim=claim, against=against)
    deliver(result, wanted, {"table": show})
    raise typer.Exit(EXITS[str(result.extras["outcome"])])


def _write_template(output: OutputOptions) -> None:
    from ..facts.claim_files import template

    content = template().encode()
    if output.output in (None, "-"):
        write_stdout(content)
        return
    path = Path(output.output or "")
    check_target(path, force=output.force)
    write_file(path, content, force=output.force)
