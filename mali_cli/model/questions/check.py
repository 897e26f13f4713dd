"""The question of `mali-cli check`."""

from typing import Annotated

from ..query import CLAIMS, Query, opt
from ..words import Words


class Check(Query):
    """Judge published statements: reproduced, holds, differs, undecided, not testable, needs data.

    Without arguments: 36 statements of five texts on Mali and MINUSMA. Ends with 0 when all come
    out as recorded in the file or, where nothing is recorded, none differs; with 1 when one
    differs, or --against gives one another verdict; with 3 when one needs data that is not here, or
    an edge of time leaves it open (undecided). Made for the checks of a paper.

    Examples:
      mali-cli check
      mali-cli check --only epis-3
      mali-cli check --claim 'Mali 2013..2023 one-sided = 3818'
      mali-cli check --claim 'Mali during MINUSMA one-sided >= 3700' --json
      mali-cli check --claim 'Mali 2022 one-sided per 100000 = 6.33'
      mali-cli check --claim 'Mali displaced at the end of 2023 = 344,061'
      mali-cli check --claim '@aes 2023 all high ~ 11000'
      mali-cli check --claim 'Mali 2022 one-sided = 1461' --against country-year@25.1
      mali-cli check --template -o claims.toml       (then: mali-cli check claims.toml)
    """

    command = "check"
    depends_on = "sets at hand"
    tells = ("claims",)

    files: Annotated[
        Words,
        opt(
            help="Claims in TOML (docs/claims.md), - for stdin.",
            default="the packaged ones",
            metavar="FILE",
            file=True,
        ),
    ] = ()
    only: Annotated[
        Words,
        opt(
            "--only",
            help="Judge only the claim with this id.",
            default="all",
            section=CLAIMS,
            metavar="ID",
        ),
    ] = ()
    claim: Annotated[
        Words,
        opt(
            "--claim",
            help="Judge this: country or @group, period (2013..2023, during MINUSMA), type, then "
            "= ~ > < >= or <= and a number.",
            default="none",
            section=CLAIMS,
            metavar="TEXT",
        ),
    ] = ()
    against: Annotated[
        str | None,
        opt(
            "--against",
            help="Judge under this release too, and say what changes: ged@24.1.",
            default="none",
            section=CLAIMS,
            metavar="[NAME@]RELEASE",
        ),
    ] = None
