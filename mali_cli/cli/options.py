"""The options that commands share, declared once, and the helper that gives them to a command.

A command takes a parameter of one of the classes below, and gets an instance; on the command line
its fields are options. `with_options` does that: it puts the fields into the signature that Typer
reads, and collects them again into instances when the command runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from ..model.errors import UsageError
from ..model.words import all_of
from ..output.deliver import FORMATS, SUFFIXES, Wanted, choose_format
from . import completion

PHASES, DATA, COUNTED, OUTPUT = "Phases", "Data", "Counting", "Output"
EVENTS = "Event data"


def option(*names: str, help: str, panel: str, **more: Any) -> Any:
    """Declare an option in a section of the help; the help itself says the default."""
    return typer.Option(*names, help=help, rich_help_panel=panel, show_default=False, **more)


Words = list[str]


@dataclass(frozen=True)
class PhaseOptions:
    """Options that name phases."""

    mission: Annotated[
        str | None,
        option(
            "--mission",
            help="Phases before, during and after a UN mission; its host countries become the "
            "country. Default: MINUSMA, where no country is named.",
            panel=PHASES,
            metavar="NAME",
            autocompletion=completion.missions,
        ),
    ] = None
    mission_dates: Annotated[
        str,
        option(
            "--mission-dates",
            help="By which dates: operations (deployment to withdrawal) or mandate (resolutions). "
            "Default: operations.",
            panel=PHASES,
            metavar="operations|mandate",
        ),
    ] = "operations"
    timeline: Annotated[
        str | None,
        option(
            "--timeline",
            help="The phases of a packaged timeline; see `mali-cli timelines`. Default: none.",
            panel=PHASES,
            metavar="NAME",
            autocompletion=completion.timelines,
        ),
    ] = None
    phase: Annotated[
        Words,
        option(
            "--phase",
            help="A phase of your own; repeatable. An end left out is where the data begin or "
            "end. Default: none.",
            panel=PHASES,
            metavar="NAME=FROM..TO",
        ),
    ] = field(default_factory=list)
    cut: Annotated[
        Words,
        option(
            "--cut",
            help="A day on which a new phase begins; repeatable: two cuts make three phases. "
            "Default: none.",
            panel=PHASES,
            metavar="DATE",
        ),
    ] = field(default_factory=list)
    phases: Annotated[
        str | None,
        option(
            "--phases",
            help="Phases from a TOML file; docs/phases.md shows one. Default: none.",
            panel=PHASES,
            metavar="FILE.toml",
        ),
    ] = None
    window: Annotated[
        str | None,
        option(
            "--window",
            help="Make what comes before and after as long as this, such as 5y or 18m. "
            "Default: as far as the data go.",
            panel=PHASES,
            metavar="LENGTH",
        ),
    ] = None
    allow_overlap: Annotated[
        bool,
        option(
            "--allow-overlap",
            help="Let phases share days; deaths then count in each. Default: refused.",
            panel=PHASES,
        ),
    ] = False


@dataclass(frozen=True)
class SourceOptions:
    """Options that say what is looked at."""

    country: Annotated[
        Words,
        option(
            "-c",
            "--country",
            help="Name, alias, ISO3 code, Gleditsch-Ward number or @group (@ecowas, @aes, "
            "@g5-sahel and others); repeatable, summed unless --by country. Default: Mali or the "
            "mission's hosts in periods and chart, elsewhere every country of the source.",
            panel=DATA,
            metavar="COUNTRY",
            autocompletion=completion.countries,
        ),
    ] = field(default_factory=list)
    type: Annotated[
        Words,
        option(
            "-t",
            "--type",
            help="state-based, non-state, one-sided, or all for their sum; repeatable, each a row "
            "of its own. Default: one-sided in periods and chart, elsewhere every type.",
            panel=DATA,
            metavar="TYPE",
            autocompletion=completion.types,
        ),
    ] = field(default_factory=list)
    from_: Annotated[
        str | None,
        option(
            "--from",
            help="First day looked at: 2013, 2013-07 or 2013-07-01. Default: where the data begin.",
            panel=DATA,
            metavar="DATE",
        ),
    ] = None
    to: Annotated[
        str | None,
        option(
            "--to",
            help="Last day looked at, inclusive. Default: where the data end.",
            panel=DATA,
            metavar="DATE",
        ),
    ] = None
    dataset: Annotated[
        str | None,
        option(
            "--dataset",
            help="The data set that is to answer, such as country-year@25.1. Default: the newest "
            "release at hand that can.",
            panel=DATA,
            metavar="NAME[@RELEASE]",
            autocompletion=completion.datasets,
        ),
    ] = None
    release: Annotated[
        str | None,
        option(
            "--release",
            help="The release of whatever data set answers. Default: the newest at hand.",
            panel=DATA,
            metavar="RELEASE",
        ),
    ] = None
    data: Annotated[
        str | None,
        option(
            "--data",
            help="A file that answers in place of what is at hand, in any layout that `import` "
            "reads; - for stdin. Default: none.",
            panel=DATA,
            metavar="FILE",
        ),
    ] = None
    candidate: Annotated[
        bool,
        option(
            "--candidate",
            help="Add preliminary events of later releases, marked as such. Default: off.",
            panel=DATA,
        ),
    ] = False
    straddle: Annotated[
        str | None,
        option(
            "--straddle",
            help="Where a count goes that crosses an edge: both (periods only), start, end, split "
            "(by days) or drop. Default: both in periods over country-years, elsewhere start.",
            panel=COUNTED,
            metavar="RULE",
        ),
    ] = None


@dataclass(frozen=True)
class SelectionOptions(SourceOptions):
    """Options that say what is looked at and what is counted."""

    measure: Annotated[
        str,
        option(
            "--measure",
            help="deaths, civilians (among the dead) or events (with event data). Default: deaths.",
            panel=COUNTED,
            metavar="MEASURE",
        ),
    ] = "deaths"
    estimate: Annotated[
        str,
        option(
            "--estimate",
            help="UCDP's best, low or high estimate of deaths. Default: best.",
            panel=COUNTED,
            metavar="ESTIMATE",
        ),
    ] = "best"


@dataclass(frozen=True)
class EventOptions:
    """Options that only event data can answer."""

    actor: Annotated[
        Words,
        option(
            "--actor",
            help="Only events with this actor: id, exact name or text; repeatable, any of them. "
            "Default: all.",
            panel=EVENTS,
            metavar="ACTOR",
        ),
    ] = field(default_factory=list)
    side: Annotated[
        str | None,
        option(
            "--side",
            help="The side of the actor, a or b. Default: either.",
            panel=EVENTS,
            metavar="a|b",
        ),
    ] = None
    adm1: Annotated[
        Words,
        option(
            "--adm1",
            help="Only in first-order divisions (regions) with this in their name; repeatable. "
            "Default: all.",
            panel=EVENTS,
            metavar="TEXT",
        ),
    ] = field(default_factory=list)
    adm2: Annotated[
        Words,
        option(
            "--adm2",
            help="The same for second-order divisions. Default: all.",
            panel=EVENTS,
            metavar="TEXT",
        ),
    ] = field(default_factory=list)
    place: Annotated[
        Words,
        option(
            "--place",
            help="Only with this in the name or the description of the place; repeatable. "
            "Default: all.",
            panel=EVENTS,
            metavar="TEXT",
        ),
    ] = field(default_factory=list)
    near: Annotated[
        str | None,
        option(
            "--near",
            help="Only in a circle. Default: everywhere.",
            panel=EVENTS,
            metavar="LAT,LON,KM",
        ),
    ] = None
    dyad: Annotated[
        Words,
        option(
            "--dyad",
            help="Only these dyads: id, exact name or text. Default: all.",
            panel=EVENTS,
            metavar="DYAD",
        ),
    ] = field(default_factory=list)
    conflict: Annotated[
        Words,
        option(
            "--conflict",
            help="Only these conflicts: id, exact name or text. Default: all.",
            panel=EVENTS,
            metavar="CONFLICT",
        ),
    ] = field(default_factory=list)
    active_only: Annotated[
        bool,
        option(
            "--active-only",
            help="Only conflicts, dyads and actors with 25 deaths in the year. Default: all.",
            panel=EVENTS,
        ),
    ] = False
    where_prec: Annotated[
        int | None,
        option(
            "--where-prec",
            help="At most this coarse in place: 1 exact to 7 international. Default: all.",
            panel=EVENTS,
            metavar="CODE",
        ),
    ] = None
    date_prec: Annotated[
        int | None,
        option(
            "--date-prec",
            help="At most this coarse in time: 1 exact day to 5 up to a year. Default: all.",
            panel=EVENTS,
            metavar="CODE",
        ),
    ] = None


@dataclass(frozen=True)
class OutputOptions:
    """Options that say how and where the answer is put out."""

    format: Annotated[
        str | None,
        option(
            "-f",
            "--format",
            help="table, csv, tsv, json, ndjson, markdown or parquet. Default: by the suffix of "
            "-o, else table.",
            panel=OUTPUT,
            metavar="FORMAT",
            autocompletion=completion.formats,
        ),
    ] = None
    csv: Annotated[bool, option("--csv", help="Short for -f csv. Default: off.", panel=OUTPUT)] = (
        False
    )
    json: Annotated[
        bool, option("--json", help="Short for -f json. Default: off.", panel=OUTPUT)
    ] = False
    output: Annotated[
        str | None,
        option(
            "-o",
            "--output",
            help="Write to a file; it appears whole or not at all. Default: stdout.",
            panel=OUTPUT,
            metavar="FILE",
        ),
    ] = None
    force: Annotated[
        bool,
        option("--force", help="Overwrite a file that exists. Default: refused.", panel=OUTPUT),
    ] = False
    quiet: Annotated[
        bool,
        option("-q", "--quiet", help="No notes; JSON keeps its own. Default: off.", panel=OUTPUT),
    ] = False
    color: Annotated[
        str,
        option(
            "--color",
            help="auto, always or never; NO_COLOR and FORCE_COLOR count too. Default: auto.",
            panel=OUTPUT,
            metavar="WHEN",
        ),
    ] = "auto"
    debug: Annotated[
        bool,
        option("--debug", help="Show the traceback of an error. Default: off.", panel=OUTPUT),
    ] = False

    def wanted(
        self,
        known: tuple[str, ...] = FORMATS,
        default: str = "table",
        suffixes: Mapping[str, str] = SUFFIXES,
    ) -> Wanted:
        """Return how the output is wanted, in one of the formats known to the command.

        Raises:
            UsageError: two formats were asked for, or an unknown one.
        """
        named = self._named()
        path = Path(self.output) if self.output not in (None, "-") else None
        chosen = choose_format(named, self.output, known, default, suffixes)
        return Wanted(chosen, path, self.force, self.quiet, self.color)

    def _named(self) -> str | None:
        names = [self.format] if self.format else []
        names += ["csv"] if self.csv else []
        names += ["json"] if self.json else []
        if len(set(names)) > 1:
            raise UsageError(f"two formats were asked for: {all_of(names)}", "use one of them")
        return names[0] if names else None


GROUPS = (PhaseOptions, SourceOptions, SelectionOptions, EventOptions, OutputOptions)


def asked(options: Any) -> dict[str, Any]:
    """Return the fields of an options class as arguments of a question."""
    return asdict(options)


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of each options class among its parameters."""
    hints = get_type_hints(command, include_extras=True)
    parameters, groups = [], {}
    for parameter in inspect.signature(command).parameters.values():
        kind = hints[parameter.name]
        if kind in GROUPS:
            groups[parameter.name] = kind
            parameters += _parameters(kind)
        else:
            keyword = inspect.Parameter.KEYWORD_ONLY
            parameters.append(parameter.replace(kind=keyword, annotation=kind))

    @wraps(command)
    def run(**values: Any) -> None:
        collected = {
            name: kind(**{item.name: values.pop(item.name) for item in fields(kind)})
            for name, kind in groups.items()
        }
        command(**collected, **values)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run


def _parameters(kind: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            item.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_default(item),
            annotation=hints[item.name],
        )
        for item in fields(kind)
    ]


def _default(item: Field[Any]) -> Any:
    return item.default if item.default_factory is MISSING else item.default_factory()
