"""What bears on the certainty of a report's figures, and how to cite them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import polars as pl

from ...model.errors import NotHereError, UsageError
from ...model.questions.lists import Cite
from ...model.questions.periods import Periods
from ...model.report import Block, Paragraph, Remarks, TableBlock, Works
from ...model.result import Note, Result
from ...model.source import Source
from ...model.words import ESTIMATES, STRADDLES
from ...words.phrases import times
from .. import cite, periods
from ..peculiar import ODD, READ


def citations(sources: Iterable[Source]) -> tuple[tuple[Block, ...], tuple[Result, ...]]:
    """Say what to cite for each source, each work once.

    Returns:
        the blocks of a section: for a release that is not known, what its source says itself; and
        the answers of `cite`.
    """
    blocks: list[Block] = []
    answers: list[Result] = []
    seen: set[str] = set()
    for source in {source.pinned: source for source in sources}.values():
        try:
            works = cite.answer(Cite(dataset=source.dataset, release=source.release))
        except (NotHereError, UsageError):
            blocks.append(Remarks((Note("cite", f"{source.pinned}: {source.citation}"),)))
            continue
        answers.append(works)
        new = works.frame.filter(~pl.col("key").is_in(seen))
        if new.height:
            blocks.append(Works(replace(works, frame=new)))
        seen.update(new["key"])
    return tuple(blocks), tuple(answers)


GROUP = "type_of_violence"
BOUNDS = (
    "Low and high are UCDP's bounds, added up: no interval with a probability. Deaths that no "
    "source reported are in none of the three, so the true number may lie outside them."
)
NO_BOUNDS = "There are no bounds: UCDP gives low and high for deaths only."
NOTHING = "There are no bounds, as no phase has a figure."
RULES = (
    "What crosses the edge of a phase can be counted by five rules; the figures above are by "
    "“{rule}”."
)
LIMITS = ("candidate", "actor", "ids", "joint")
ONE_RELEASE = "Other releases count the same days differently; figures of two are never mixed."


def certainty(basis: Result, asked: Periods) -> tuple[tuple[Block, ...], tuple[Result, ...]]:
    """Say how sure an answer of `periods` is.

    Returns:
        the blocks, each of which stands for itself; and the answers that they were made of.
    """
    by_rule = {rule: periods.answer(asked.but(straddle=rule)) for rule in STRADDLES}
    names = ESTIMATES if _bounded(basis) else ()
    by_estimate = {name: periods.answer(asked.but(estimate=name)) for name in names}
    limits = [note for note in basis.notes if note.kind in LIMITS or is_large(note)]
    sources = [note for note in basis.notes if note.kind in ("source", ODD, READ)]
    blocks = (
        *_bounds(basis, by_estimate),
        *_rules(basis, by_rule),
        Remarks((*limits, *sources, Note("release", ONE_RELEASE))),
    )
    return blocks, (*by_rule.values(), *by_estimate.values())


def is_large(note: Note) -> bool:
    """Tell whether a note warns that much of a phase crosses its edge."""
    return note.warning and note.kind == "straddle"


def _bounded(basis: Result) -> bool:
    return basis.frame["low"].null_count() < basis.frame.height


def _bounds(basis: Result, by_estimate: Mapping[str, Result]) -> Iterator[Block]:
    if not by_estimate:
        yield Paragraph(NO_BOUNDS if basis.frame["deaths"].count() else NOTHING)
        return
    columns = {"low": "low", "deaths": "best", "high": "high"}
    frame = by_estimate["best"].frame.select(*_keys(basis), *columns).rename(columns)
    for name in columns.values():
        frame = _beside(frame, by_estimate[name], "ratio_to_previous", f"ratio_{name}")
    caption = "The estimates of each phase, and its ratio to the phase before by each of them"
    yield _table(caption, basis, frame)
    yield Paragraph(BOUNDS)


def _rules(basis: Result, by_rule: Mapping[str, Result]) -> Iterator[Block]:
    frame = basis.frame.select(_keys(basis))
    for rule, result in by_rule.items():
        frame = _beside(frame, result, "deaths", f"by_{rule}")
    measure = basis.measure.capitalize()
    yield _table(f"{measure} of each phase by each straddling rule", basis, frame)
    yield Paragraph(" ".join((RULES.format(rule=basis.straddle), *_spreads(basis, by_rule))))


def _spreads(basis: Result, by_rule: Mapping[str, Result]) -> Iterator[str]:
    """Say between which figures each ratio lies, whatever the rule."""
    keys, ratio = _keys(basis), pl.col("ratio_to_previous")
    every = pl.concat(result.frame.select(*keys, ratio) for result in by_rule.values())
    spread = every.group_by(keys, maintain_order=True).agg(
        ratio.min().alias("least"), ratio.max().alias("most")
    )
    for row in spread.iter_rows(named=True):
        if row["least"] is None:
            continue
        of = f"“{row['phase']}”" + (f" ({row[GROUP]})" if GROUP in row else "")
        if row["least"] == row["most"]:
            yield f"The ratio of {of} is ×{times(row['least'])} by all of them."
        else:
            yield f"The ratio of {of} is ×{times(row['least'])} to ×{times(row['most'])}."


def _keys(basis: Result) -> list[str]:
    return [name for name in (GROUP, "phase") if name in basis.frame.columns]


def _beside(frame: pl.DataFrame, result: Result, column: str, name: str) -> pl.DataFrame:
    """Add a column of an answer to rows of the same phases."""
    keys = [key for key in (GROUP, "phase") if key in frame.columns]
    added = result.frame.select(*keys, pl.col(column).alias(name))
    return frame.join(added, on=keys, how="left", nulls_equal=True, maintain_order="left")


def _table(caption: str, basis: Result, frame: pl.DataFrame) -> TableBlock:
    made = replace(
        basis,
        settled=basis.settled._replace(asked=None),
        heading=caption,
        frame=frame,
        notes=(),
    )
    return TableBlock(caption, made, composed=True)
