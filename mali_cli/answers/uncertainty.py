"""How sure the counts of an answer are: the columns, notes and values that `--uncertainty` adds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from ..analysis.measures import BOUNDS, Measure
from ..facts.citations import plain, work
from ..model.errors import UsageError
from ..model.questions.shared import Uncertain as Options
from ..model.result import Note
from ..model.selection import Selection
from ..model.uncertainty import Uncertainty, read_uncertainty
from ..observations import Observations
from ..words import asking, certainty, sourcing
from ..words.message import Said
from ..words.phrases import percent


class HowSure(NamedTuple):
    """What `--uncertainty` adds to an answer; nothing where it was not asked for."""

    request: Uncertainty | None

    @property
    def events_for(self) -> Said | None:
        """What of it only events can answer, with the reason."""
        return asking.SURVEY_MODEL() if self._of_survey else None

    @property
    def said(self) -> dict[str, object]:
        """The options that ask for it again, by field."""
        return self.request.said if self.request else {}

    @property
    def constants(self) -> dict[str, str | None]:
        """The column that ends each machine-readable row."""
        return {"uncertainty": _in_a_line(self.request)} if self.request else {}

    @property
    def json(self) -> dict[str, object]:
        """The value of the JSON envelope."""
        return {"uncertainty": _json(self.request)} if self.request else {}

    def check(self, selection: Selection) -> None:
        """Refuse what has no such measure of uncertainty.

        Raises:
            UsageError: anything but deaths by the best estimate; deaths split over days.
        """
        if self.request is None:
            return
        option = f"--uncertainty {self.request.kind}"
        if selection.measure != "deaths":
            raise UsageError(asking.UNCERTAINTY_OF_DEATHS(option=option, measure=selection.measure))
        if selection.estimate != "best":
            raise UsageError(asking.UNCERTAINTY_OF_BEST(option=option, estimate=selection.estimate))
        if self._of_survey and selection.straddle == "split":
            raise UsageError(asking.UNCERTAINTY_OF_EVENTS(option=option))

    def with_columns(
        self,
        table: pl.DataFrame,
        rows: Callable[[], pl.LazyFrame],
        groups: Sequence[str],
        data: Observations,
        measure: Measure,
    ) -> pl.DataFrame:
        """Add the columns to a table of deaths, from the observations that its rows count.

        Args:
            table: the groups, then deaths (and low and high, for the range).
            rows: gives the observations, once for each row of the table that counts them, with
                its groups.
            groups: the columns that name a row of the table.
            data: the observations that answer.
            measure: what is counted of them.

        Raises:
            UsageError: the range is asked of a source without low and high.
        """
        if self.request is None:
            return table
        if self._of_survey:
            from ..analysis.survey import with_survey
            from ..facts.survey_model import survey_model

            return with_survey(table, rows(), groups, survey_model(), self.request)
        if not measure.has_bounds:
            missing = next(name for name in BOUNDS if name not in data.frame.collect_schema())
            raise data.lacks("--uncertainty range", missing)
        from ..analysis.uncertainty import with_range

        return with_range(table, rows(), groups)

    def notes(self, table: pl.DataFrame) -> list[Note]:
        """Say what the columns are, and what to keep in mind with them."""
        if self.request is None:
            return []
        return _survey_notes(table, self.request) if self._of_survey else _range_notes(table)

    @property
    def _of_survey(self) -> bool:
        return self.request is not None and self.request.of_survey


def how_sure_of(query: Options) -> HowSure:
    """Read the options of uncertainty.

    Raises:
        UsageError: an unknown word, a number out of bounds, or one without the survey.
    """
    return HowSure(read_uncertainty(query.uncertainty, query.level, query.draws, query.seed))


def _survey_notes(table: pl.DataFrame, request: Uncertainty) -> list[Note]:
    from ..facts.survey_model import survey_model

    model = survey_model()
    deaths, mean = (float(table[name].sum()) for name in ("deaths", "survey_mean"))
    shift = certainty.SHIFT(shift=(mean - deaths) / deaths) if deaths else ""
    return [
        Note(certainty.SURVEY_MEAN(model=model.pinned, licence=model.licence, shift=shift)),
        Note(
            certainty.SURVEY_INTERVAL(
                level=percent(request.level), draws=request.draws, seed=request.seed
            )
        ),
        Note(certainty.SURVEY_CAUTION()),
        Note(sourcing.CITE_SURVEY(work=plain(work(model.works[0])))),
    ]


def _range_notes(table: pl.DataFrame) -> list[Note]:
    unordered = int(table["range_unordered"].sum() or 0)
    more = [Note(certainty.UNORDERED(number=unordered))] if unordered else []
    return [Note(certainty.RANGE()), *more]


def _in_a_line(request: Uncertainty) -> str:
    if not request.of_survey:
        return request.kind
    from ..facts.survey_model import survey_model

    how = f"level {request.level}, {request.draws} draws, seed {request.seed}"
    return f"{request.kind} ({survey_model().pinned}), {how}"


def _json(request: Uncertainty) -> dict[str, object]:
    if not request.of_survey:
        return {"kind": request.kind}
    from importlib.metadata import version

    from ..facts.survey_model import survey_model

    model = survey_model()
    return {
        "kind": request.kind,
        "model": model.name,
        "package": model.package,
        "version": model.version,
        "licence": model.licence,
        "citation": plain(work(model.works[0])),
        "level": request.level,
        "draws": request.draws,
        "seed": request.seed,
        "generator": f"PCG64, numpy {version('numpy')}",
    }
