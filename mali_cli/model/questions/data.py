"""What the commands take that bring data in, list, show and remove it."""

from collections.abc import Mapping
from typing import Annotated, Any

from ...words import serving
from ..query import Query, opt, positional
from ..words import WEEKDAYS, Words
from .shared import Limited, Scope

FETCH = "What to get"
NAME = Annotated[
    str,
    opt(help="A data set as `mali-cli datasets` names it.", metavar="NAME", complete="here"),
]


class Waited(Query):
    """The option that limits how long UCDP is waited for."""

    timeout: Annotated[
        float | None,
        opt(
            "--timeout",
            help="Give up after so many seconds in all.",
            default="3600",
            metavar="SECONDS",
            rare=True,
            by_hand=serving.ASKS_THE_NETWORK,
        ),
    ] = None


class DataSets(Waited):
    """List the data sets that are here, and what UCDP is known to have.

    Examples:
      mali-cli datasets
      mali-cli datasets --check                         asks UCDP for newer releases
      mali-cli datasets show one-sided -c Mali          (after: mali-cli fetch one-sided)
      mali-cli datasets verify
      mali-cli datasets remove ged@24.1                 (after: mali-cli fetch ged@24.1)
      mali-cli datasets path ged@25.1                   (after: mali-cli fetch ged@25.1)
    """

    command = "datasets"
    depends_on = "store"
    tells = ("check",)
    defaults = {"timeout": "120, with --check"}

    check: Annotated[
        bool,
        opt(
            "--check",
            help="Ask UCDP for newer releases.",
            default="off",
            by_hand=serving.ASKS_THE_NETWORK,
        ),
    ] = False


class Keeping(Query):
    """What puts data into the store: `mali-cli datasets` shows the same again."""

    depends_on = "store"
    tells = ("names",)

    def argv(self, said: Mapping[str, Any]) -> tuple[str, ...]:  # noqa: ARG002
        """Return the command line that lists what is in the store."""
        return DataSets().argv({})


class Fetch(Keeping, Scope, Waited):
    """Get data from UCDP and others and keep it on this machine.

    Without arguments: the newest yearly country-year figures (country-year) and events (ged), by
    download; no token needed. What is here already is not fetched again; what was interrupted
    goes on where it stopped. `mali-cli datasets` lists what there is to get.

    With -c, -t, --from or --to UCDP's API is asked for just that part. That needs a token
    (mali-cli token set), and the part answers only questions that lie inside it.

    Examples:
      mali-cli fetch
      mali-cli fetch ged@25.1                          a release other than the newest
      mali-cli fetch one-sided non-state
      mali-cli fetch population                        of the World Bank, for --per; no token
      mali-cli fetch all                               all that needs no token or key
      mali-cli fetch refugees un-personnel             of UNHCR and the UN; no token
      mali-cli fetch displacement                      of IDMC (after: mali-cli token set --service
                                                       idmc)
      mali-cli fetch candidate                         this year's events, preliminary
      mali-cli fetch ged -c Mali --from 2012           (after: mali-cli token set)
    """

    command = "fetch"
    helps = {
        "country": "Only these: name, ISO code, number or @group.",
        "type": "Only these: state-based, non-state, one-sided.",
        "from_": "Only from this day on: 2013, 2013-07 or 2013-07-01.",
        "to": "Only until this day, inclusive.",
    }
    defaults = {"country": "all", "type": "all", "from_": "all", "to": "all"}

    names: Annotated[
        Words,
        opt(
            help="Data sets, each as NAME or NAME@RELEASE; `all` for what needs no token or key; "
            "`candidate` for all candidate releases after the newest yearly one.",
            default="country-year and ged, the newest",
            metavar="NAME[@RELEASE]",
            complete="datasets",
        ),
    ] = positional(kw_only=False, default=())
    via: Annotated[
        str,
        opt(
            "--via",
            help="download (whole, no token), api (needs a token) or auto: api for a part.",
            default="auto",
            section=FETCH,
            metavar="WAY",
            complete=("download", "api", "auto"),
        ),
    ] = "auto"
    again: Annotated[
        bool,
        opt("--again", help="Fetch also what is here already.", default="off", section=FETCH),
    ] = False


class Import(Keeping):
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

    command = "import"

    files: Annotated[
        Words,
        opt(
            help="Files in any layout that UCDP or HDX ship, .zip and .gz too; - for stdin.",
            metavar="FILE",
            file=True,
        ),
    ] = positional(kw_only=False)
    release: Annotated[
        str | None,
        opt(
            "--release",
            help="The release that the file is of.",
            default="what the file says",
            metavar="RELEASE",
            complete="releases",
        ),
    ] = None
    dataset: Annotated[
        str | None,
        opt(
            "--dataset",
            help="The data set that the file is of, where several look alike.",
            default="told by its columns",
            metavar="NAME",
            complete="datasets",
        ),
    ] = None
    week_starts: Annotated[
        str | None,
        opt(
            "--week-starts",
            help="Of weekly sums: the day on which a week begins, such as sunday.",
            default="the day that names a week is its first",
            metavar="DAY",
            complete=WEEKDAYS,
        ),
    ] = None
    whole: Annotated[
        bool,
        opt(
            "--whole",
            help="The file has all that its release has.",
            default="partial, to the countries in it",
        ),
    ] = False


class Show(Limited, Scope):
    """Print the rows of any data set in the store, as UCDP has them.

    Examples:
      mali-cli datasets show one-sided -c Mali --csv    (after: mali-cli fetch one-sided)
      mali-cli datasets show country-year@25.1 -c Mali --from 2012 --to 2013
      mali-cli datasets show ged --limit 5 --json
    """

    command = "datasets show"
    order = ("name",)
    tells = ("name", "country", "limit")
    helps = {
        "country": "Only rows of these: name, ISO code, number or @group.",
        "type": "Only rows of these: state-based, non-state, one-sided.",
    }
    defaults = {"country": "all", "type": "all"}

    name: NAME = positional(kw_only=False)


class Verify(Query):
    """Check that the stored files are whole, and list what is odd in their rows.

    Examples:
      mali-cli datasets verify
      mali-cli datasets verify ged@25.1 --json
    """

    command = "datasets verify"
    depends_on = "store"
    tells = ("names",)

    names: Annotated[
        Words,
        opt(help="Data sets.", default="all that are here", metavar="NAME", complete="here"),
    ] = ()


class Remove(Query):
    """Remove a data set from the store.

    Examples:
      mali-cli datasets remove ged@24.1
    """

    command = "datasets remove"

    name: NAME = positional(kw_only=False)


class PathOf(Query):
    """Print where the store or the Parquet file of a data set lies.

    Examples:
      mali-cli datasets path
      duckdb -c "FROM '$(mali-cli datasets path ged@25.1)' LIMIT 5"
    """

    command = "datasets path"

    name: Annotated[
        str | None,
        opt(help="A data set.", default="the store itself", metavar="NAME", complete="here"),
    ] = positional(kw_only=False, default=None)
