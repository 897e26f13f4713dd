"""Sums of events by the survey-based model: closed forms and draws, against brute force."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mali_cli.analysis import survey
from mali_cli.analysis.gumbel_mixture import Floats, mixtures
from mali_cli.analysis.survey import SURVEY_COLUMNS, drawn_sums, plan, quantiles, with_survey
from mali_cli.facts.survey_model import survey_model
from mali_cli.model.uncertainty import Uncertainty
from mali_cli.model.words import TYPES

Event = tuple[str, int]
COUNTS = st.sampled_from((0, 1, 1, 2, 3, 5, 24, 25, 313, 2000)) | st.integers(0, 400)
EVENTS = st.lists(st.tuples(st.sampled_from(TYPES), COUNTS), min_size=1, max_size=30)
FEW = settings(max_examples=60)
ENDS = (0.05, 0.95)


def of(events: list[Event], groups: list[str] | None = None) -> pl.DataFrame:
    kinds, bests = zip(*events, strict=True)
    columns: dict[str, Any] = {"type_of_violence": kinds, "best": bests}
    if groups:
        columns["group"] = groups
    return pl.DataFrame(columns)


def asked(events: list[Event], **how: Any) -> dict[str, float]:
    frame = of(events)
    table = pl.DataFrame({"deaths": [frame["best"].sum()]})
    request = Uncertainty("survey", **{"draws": 2000, **how})
    return with_survey(table, frame.lazy(), (), survey_model(), request).row(0, named=True)


def brute_force(events: list[Event], draws: int, seed: int = 5) -> Floats:
    """Draw every event of every sum on its own."""
    random, total = np.random.default_rng(seed), np.zeros(draws)
    kinds, bests = zip(*events, strict=True)
    model = mixtures(survey_model(), kinds, bests)
    for place in range(len(events)):
        gumbel = random.gumbel(model.location[place], model.scale[place], draws)
        right = random.random(draws) < model.weight[place]
        total += np.where(right, model.best[place], gumbel)
    return total


def many(number: int, seed: int) -> list[Event]:
    """Make up as many events, most of them small, as UCDP's are."""
    random = np.random.default_rng(seed)
    bests = np.floor(np.exp(random.exponential(1.3, number))).astype(int) - random.integers(0, 2)
    kinds = random.choice(TYPES, number, p=(0.7, 0.1, 0.2))
    return [(str(kind), int(best)) for kind, best in zip(kinds, bests, strict=True)]


@FEW
@given(events=EVENTS)
def test_mean_and_deviation_are_the_sums_of_the_events(events: list[Event]) -> None:
    kinds, bests = zip(*events, strict=True)
    model, found = mixtures(survey_model(), kinds, bests), asked(events)
    assert found["survey_mean"] == pytest.approx(model.mean.sum(), abs=0.006)
    assert found["survey_sd"] == pytest.approx(model.variance.sum() ** 0.5, abs=0.006)
    for end, probability in zip(("lower", "upper"), ENDS, strict=True):
        shared = model.quantile(probability).sum()
        assert found[f"survey_shared_{end}"] == pytest.approx(shared, abs=0.006)


def test_the_mean_is_that_of_a_query(tmp_path: Path) -> None:
    """The closed form in SQL, from the packaged coefficients, by group."""
    events = many(3000, 1)
    frame = of(events, [f"g{number % 7}" for number in range(len(events))])
    table = frame.group_by("group").agg(pl.col("best").sum().alias("deaths"))
    request = Uncertainty("survey", draws=100, level=0.8)
    found = with_survey(table, frame.lazy(), ["group"], survey_model(), request)
    model = survey_model()

    def linear(part: str) -> str:
        cases = []
        for kind in TYPES:
            first, slope, *levels = getattr(model.coefficients[kind], part)
            steps = zip(model.levels, levels, strict=True)
            at = " ".join(f"WHEN best = {level} THEN {value}" for level, value in steps)
            sum_ = f"({first} + {slope} * ln(1 + best) + CASE {at} ELSE 0 END)"
            cases.append(f"WHEN type_of_violence = '{kind}' THEN {sum_}")
        return f"(CASE {' '.join(cases)} END)::DOUBLE"

    w = f"(1 / (1 + exp(-{linear('logit_weight')})))"
    mu, beta = f"(exp({linear('location')}) - 1)", f"exp({linear('log_scale')})"
    gumbel = f"({mu} + 0.57721566490153286 * {beta})"
    mean = f"((1 - {w}) * {gumbel} + {w} * best)"
    second = f"((1 - {w}) * (pi()**2 * {beta}**2 / 6 + {gumbel}**2) + {w} * best**2)"
    query = f'SELECT "group", sum({mean}), sqrt(sum({second} - {mean}**2)) FROM frame GROUP BY 1'
    path = tmp_path / "events.csv"
    frame.write_csv(path)
    answer = duckdb.connect().execute(query.replace("FROM frame", f"FROM '{path}'")).fetchall()
    expected = {name: figures for name, *figures in answer}
    for row in found.iter_rows(named=True):
        figures = [row["survey_mean"], row["survey_sd"]]
        assert figures == pytest.approx(expected[row["group"]], rel=1e-4), row["group"]


@pytest.mark.parametrize(("number", "seed"), [(2, 1), (40, 2), (150, 3), (300, 4)])
def test_quantiles_are_those_of_brute_force(number: int, seed: int) -> None:
    events = many(number, seed)
    draws = 100_000
    brute, found = brute_force(events, draws), asked(events, draws=draws)
    for end, probability in zip(("lower", "upper"), ENDS, strict=True):
        below = np.mean(brute <= found[f"survey_{end}"])
        assert below == pytest.approx(probability, abs=0.006), "of 100,000 draws on each side"


@pytest.mark.parametrize("best", [0, 1, 24, 300])
@pytest.mark.parametrize("number", [200, 1000])
def test_the_sum_of_many_equal_events_is_near_brute_force(best: int, number: int) -> None:
    kind = mixtures(survey_model(), ["state-based"], [best])
    planned = plan(kind, np.array([0]), np.array([number]))
    draws = 30_000
    brute = np.sort(brute_force([("state-based", best)] * number, draws))
    found = np.sort(drawn_sums(kind, [planned], draws, 3)[0])
    grid = np.linspace(0.01, 0.99, 50)
    distance = np.abs(np.searchsorted(brute, np.quantile(found, grid)) / draws - grid).max()
    assert distance < 0.015, "near the Kolmogorov-Smirnov bound of two samples of this size"
    if number == 1000:
        assert planned.events.size == 0, "drawn as one number"


@given(seed=st.integers(0, 50), number=st.integers(1, 500))
@FEW
def test_a_plan_keeps_the_moments_of_its_events(seed: int, number: int) -> None:
    kinds, bests = zip(*sorted(set(many(number, seed))), strict=True)
    model = mixtures(survey_model(), kinds, bests)
    order = np.argsort(-model.variance, kind="stable")
    model = mixtures(survey_model(), [kinds[i] for i in order], [bests[i] for i in order])
    places = np.arange(len(kinds))
    planned = plan(model, places, np.ones_like(places))
    one_by_one = planned.events
    assert list(one_by_one) == sorted(one_by_one)
    mean = planned.mean + model.mean[one_by_one].sum()
    assert mean == pytest.approx(model.mean.sum())
    variance = planned.deviation**2 + model.variance[one_by_one].sum()
    assert variance == pytest.approx(model.variance.sum())
    third = planned.skewness * planned.deviation**3 + model.third_cumulant[one_by_one].sum()
    assert third == pytest.approx(model.third_cumulant.sum())


@FEW
@given(events=EVENTS)
def test_intervals_contain_the_mean_and_lie_in_order(events: list[Event]) -> None:
    found = asked(events)
    assert found["survey_lower"] <= found["survey_mean"] <= found["survey_upper"]
    assert found["survey_shared_lower"] <= found["survey_mean"] <= found["survey_shared_upper"]


@FEW
@given(events=EVENTS, low=st.floats(0.05, 0.9), more=st.floats(0.01, 0.09))
def test_a_higher_level_is_a_wider_interval(events: list[Event], low: float, more: float) -> None:
    inner, outer = asked(events, level=low), asked(events, level=low + more)
    for name in ("survey", "survey_shared"):
        assert outer[f"{name}_lower"] <= inner[f"{name}_lower"]
        assert outer[f"{name}_upper"] >= inner[f"{name}_upper"]


@FEW
@given(events=EVENTS, times=st.sampled_from((4, 9)))
def test_fewer_events_are_less_sure_but_where_all_are_shared(
    events: list[Event], times: int
) -> None:
    """Relative to the mean: as one over the square root of the number of events."""
    few, more = asked(events, draws=10_000), asked(events * times, draws=10_000)

    def width(found: dict[str, float], name: str) -> float:
        return (found[f"{name}_upper"] - found[f"{name}_lower"]) / found["survey_mean"]

    spread = [found["survey_sd"] / found["survey_mean"] for found in (few, more)]
    assert spread[1] == pytest.approx(spread[0] / times**0.5, rel=0.02)
    assert width(more, "survey") < width(few, "survey")
    assert width(more, "survey_shared") == pytest.approx(width(few, "survey_shared"), rel=0.05)


@FEW
@given(events=EVENTS, seed=st.integers(0, 2**63 - 1))
def test_the_same_seed_gives_the_same_figures_whatever_the_order(
    events: list[Event], seed: int
) -> None:
    assert asked(events, seed=seed) == asked(events[::-1], seed=seed)


def test_another_seed_gives_other_draws() -> None:
    first, second = (asked(many(50, 1), seed=seed) for seed in (1, 2))
    assert first["survey_lower"] != second["survey_lower"]
    for name in ("survey_mean", "survey_sd", "survey_shared_lower", "survey_shared_upper"):
        assert first[name] == second[name], "a closed form has no seed"


def test_a_row_does_not_depend_on_the_other_rows() -> None:
    events = many(300, 8)
    groups = [f"g{number % 9}" for number in range(300)]
    frame = of(events, groups)
    table = frame.group_by("group").agg(pl.col("best").sum().alias("deaths")).sort("group")
    request = Uncertainty("survey", draws=1000)
    whole = with_survey(table, frame.lazy(), ["group"], survey_model(), request)
    for row in table.iter_slices(1):
        alone = frame.filter(group=row["group"][0])
        found = with_survey(row, alone.lazy(), ["group"], survey_model(), request)
        assert found.equals(whole.filter(group=row["group"][0]))


def test_a_sum_in_small_batches_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    events = many(200, 8)
    frame = of(events, [f"g{number % 40}" for number in range(200)])
    table = frame.group_by("group").agg(pl.col("best").sum().alias("deaths")).sort("group")
    request = Uncertainty("survey", draws=1000)
    found = with_survey(table, frame.lazy(), ["group"], survey_model(), request)
    monkeypatch.setattr(survey, "AT_ONCE", 3000)
    again = with_survey(table, frame.lazy(), ["group"], survey_model(), request)
    assert again.equals(found)


@pytest.mark.parametrize("best", [0, 24, 313])
def test_one_event_needs_no_draws(best: int) -> None:
    found = asked([("one-sided", best)], draws=100, level=0.8)
    assert found["survey_lower"] == found["survey_shared_lower"]
    assert found["survey_upper"] == found["survey_shared_upper"]


def test_zero_and_blank() -> None:
    """Zero where deaths are counted and no event is; null where deaths are null."""
    table = pl.DataFrame({"group": ["a", "b", "c", None], "deaths": [3, 0, None, 2]})
    frame = of([("state-based", 3), ("state-based", 2)], ["a", "b"]).with_columns(
        pl.when(pl.col("group") != "b").then("group").alias("group")
    )
    request = Uncertainty("survey", draws=100, level=0.8)
    found = with_survey(table, frame.lazy(), ["group"], survey_model(), request)
    assert found["group"].to_list() == ["a", "b", "c", None]
    for name in SURVEY_COLUMNS:
        first, second, third, last = found[name]
        assert first > 0
        assert second == 0
        assert third is None
        assert last > 0
    nothing = with_survey(table.clear(), frame.clear().lazy(), ["group"], survey_model(), request)
    assert nothing.columns == [*table.columns, *SURVEY_COLUMNS]


def test_no_sums_have_no_quantiles() -> None:
    kind = mixtures(survey_model(), ["state-based"], [1])
    assert quantiles(kind, [], ENDS, 100, 1).shape == (0, 2)


@pytest.mark.parametrize("rows", [1, 36])
def test_as_many_events_as_the_world_has_take_seconds(rows: int) -> None:
    random, number = np.random.default_rng(1), 418_000
    frame = pl.DataFrame(
        {
            "group": random.integers(0, rows, number),
            "type_of_violence": random.choice(TYPES, number),
            "best": np.floor(np.exp(random.exponential(1.3, number))).astype(np.int64) - 1,
        }
    )
    table = frame.group_by("group").agg(pl.col("best").sum().alias("deaths"))
    begin = time.perf_counter()
    found = with_survey(table, frame.lazy(), ["group"], survey_model(), Uncertainty("survey"))
    assert time.perf_counter() - begin < 10
    assert found.height == rows
    assert (found["survey_upper"] > found["survey_lower"]).all()
