"""How sure counts are by the survey-based model, by group of events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from ..model.survey import SurveyModel
from ..model.uncertainty import Uncertainty
from .gumbel_mixture import Floats, Mixtures, mixtures
from .survey_draws import Whole, plan, quantiles
from .uncertainty import ALL, joined

KIND, NUMBER = "_kind", "_number"
EVENT = ("type_of_violence", "best")
"""What the model of an event depends on."""
SURVEY_COLUMNS = (
    "survey_mean",
    "survey_sd",
    "survey_lower",
    "survey_upper",
    "survey_shared_lower",
    "survey_shared_upper",
)


def with_survey(
    table: pl.DataFrame,
    rows: pl.LazyFrame,
    groups: Sequence[str],
    model: SurveyModel,
    request: Uncertainty,
) -> pl.DataFrame:
    """Add what the survey-based model says of each row of a table of deaths.

    Args:
        table: the groups, then deaths (null: blank).
        rows: the events counted, whole, once for each row of the table that counts them: the
            groups, type_of_violence (String) and best (Int64).
        groups: the columns that name a row of the table.
        model: the model of one event.
        request: level, draws and seed.

    Returns:
        the table with survey_mean and survey_sd (deaths, in closed form; variances of independent
        events add up), survey_lower and survey_upper (quantiles of the sum of independent events,
        by seeded draws), survey_shared_lower and survey_shared_upper (quantiles of the sum where
        all events are at the same quantile, in closed form: quantiles of comonotonic numbers add
        up; Dhaene et al. 2002, Insurance: Mathematics and Economics 31). Float64 to two decimals,
        not cut at zero; 0 where deaths are counted and there is no event, null where deaths are.
    """
    found = _survey(rows, groups, model, request)
    return joined(table, found, groups, SURVEY_COLUMNS)


def _survey(
    rows: pl.LazyFrame, groups: Sequence[str], model: SurveyModel, request: Uncertainty
) -> pl.DataFrame:
    keys = list(groups) or [ALL]
    cells = rows.with_columns(pl.lit(0).alias(ALL))
    of_group = [name for name in EVENT if name not in keys]
    counts = cells.group_by([*keys, *of_group]).agg(pl.len().alias(NUMBER)).collect()
    of_kinds, numbered = _kinds(counts, model)
    listed = (
        counts.join(numbered, on=list(EVENT), nulls_equal=True)
        .sort(KIND)
        .group_by(keys, maintain_order=True)
        .agg(KIND, NUMBER)
    )
    sums = [
        (kinds.to_numpy(), numbers.to_numpy().astype(np.int64))
        for kinds, numbers in zip(listed[KIND], listed[NUMBER], strict=True)
    ]
    figures = _figures(of_kinds, sums, request)
    shown = pl.DataFrame(np.round(figures, 2), schema=dict.fromkeys(SURVEY_COLUMNS, pl.Float64))
    return pl.concat([listed.select(keys), shown], how="horizontal")


def _kinds(counts: pl.DataFrame, model: SurveyModel) -> tuple[Mixtures, pl.DataFrame]:
    """Return the model of each kind of event, those that spread most first, and their numbers."""
    kinds = counts.select(EVENT).unique().sort(EVENT, nulls_last=True)
    spread = mixtures(model, kinds[EVENT[0]].to_list(), kinds[EVENT[1]].to_list()).variance
    kinds = kinds[np.argsort(-spread, kind="stable")]
    found = mixtures(model, kinds[EVENT[0]].to_list(), kinds[EVENT[1]].to_list())
    return found, kinds.with_row_index(KIND).with_columns(pl.col(KIND).cast(pl.Int64))


def _figures(
    of_kinds: Mixtures, sums: Sequence[tuple[Whole, Whole]], request: Uncertainty
) -> Floats:
    """Return a row a sum, with the figures of `SURVEY_COLUMNS`."""
    tails = request.tails
    shared = [of_kinds.quantile(probability) for probability in tails]
    totals = [
        [float((numbers * value[kinds]).sum()) for value in (of_kinds.mean, of_kinds.variance)]
        + [float((numbers * value[kinds]).sum()) for value in shared]
        for kinds, numbers in sums
    ]
    exact = np.array(totals).reshape(-1, 4)
    plans = [plan(of_kinds, kinds, numbers) for kinds, numbers in sums]
    drawn = quantiles(of_kinds, plans, tails, request.draws, request.seed)
    return np.column_stack([exact[:, 0], np.sqrt(exact[:, 1]), drawn, exact[:, 2:]])
