"""The question of `mali-cli report`."""

from typing import Annotated

from ..query import CLAIMS, OUTPUT, PHASES, Query, opt
from ..words import Words
from .periods import Periods
from .phased import PHASES_TOLD, PhasesBesides
from .shared import HOSTS, ONE_SIDED_DEFAULT, Beside, Selecting, StraddledPhases


class _AroundMissions(Query):
    """The option that takes the phases of a mission, or of several side by side."""

    mission: Annotated[
        Words,
        opt(
            "--mission",
            help="Before, during and after a mission, in its hosts; several stand side by side.",
            default="the one that the country hosted, else MINUSMA",
            section=PHASES,
            metavar="NAME",
            complete="missions",
        ),
    ] = ()


class _PageOptions(Query):
    """What a page has besides its figures."""

    claims: Annotated[
        Words,
        opt(
            "--claims",
            help="Check the claims of this TOML file; - is stdin.",
            default="the packaged ones on the subject that the data here can judge",
            section=CLAIMS,
            metavar="FILE",
            file=True,
        ),
    ] = ()
    title: Annotated[
        str | None,
        opt(
            "--title",
            help="The heading of the page.",
            default="what is asked, in short",
            section=OUTPUT,
            metavar="TEXT",
        ),
    ] = None


class ReportPage(Beside, _PageOptions, StraddledPhases, Selecting, PhasesBesides, _AroundMissions):
    """Write one page with all of it: figures, chart, claims, limits, citations, commands.

    Without options: one-sided violence in Mali before, during and after MINUSMA, as Markdown.

    With
    -o FILE.html one file that opens offline; its figures need: pip install matplotlib.
    -q silences what stands beside the page; the page keeps its notes.

    Examples:
      mali-cli report
      mali-cli report -o brief.html
      mali-cli report --mission MINUSMA --mission-dates mandate -t all -o brief.md
      mali-cli report --mission MINUSMA --mission MINUSCA -o two.html   (after: mali-cli fetch)
      mali-cli report --timeline mali-coups -t all --title 'Mali between coups' -o coups.html
      mali-cli report -c Niger --cut 2021-04-02 --cut 2023-07-26 --json
      mali-cli report --beside acled -o both.html          (after: mali-cli import FILE)
      mali-cli report --dataset ged -o events.html        (after: mali-cli fetch)
    """

    command = "report"
    rows_key = Periods.rows_key
    tells = (*PHASES_TOLD, "by", "beside")
    depends_on = "sets at hand"
    defaults = {
        **StraddledPhases.defaults,
        "country": HOSTS,
        "type": ONE_SIDED_DEFAULT,
    }
