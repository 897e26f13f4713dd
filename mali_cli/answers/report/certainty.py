"""What bears on the certainty of a report's figures, and how to cite them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import polars as pl

from ...analysis.bounds import OUTER
from ...model.bounds import LEAST, MOST
from ...model.details import Row
from ...model.errors import NotHereError, UsageError
from ...model.questions.lists import Cite
from ...model.questions.periods import Periods
from ...model.report import Block, Paragraph, Remarks, TableBlock, Works
from ...model.result import Note, Result
from ...model.source import Source
from ...model.words import ESTIMATES, STRADDLES
from ...observations import once
from ...words import reporting, sourcing
from ...words.message import Said
from ...words.phrases import between, times
from .. import cite, periods


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
            blocks.append(
                Remarks((Note(sourcing.CITE_UNKNOWN(source=source.pinned, work=source.citation)),))
            )
            continue
        answers.append(works)
        new = works.frame.filter(~pl.col("key").is_in(seen))
        if new.height:
            blocks.append(Works(replace(works, frame=new)))
        seen.update(new["key"])
    return tuple(blocks), tuple(answers)


GROUP = "type_of_violence"
LIMITS = ("candidate", "actor", "ids", "joint", "imprecise")


def certainty(basis: Result, asked: Periods) -> tuple[tuple[Block, ...], tuple[Result, ...]]:
    """Say how sure an answer of `periods` is.

    Returns:
        the blocks, each of which stands for itself; and the answers that they were made of.
    """
    by_rule = {rule: _put(asked.but(straddle=rule)) for rule in STRADDLES}
    names = ESTIMATES if _bounded(basis) else ()
    by_estimate = {name: _put(asked.but(estimate=name)) for name in names}
    limits = [note for note in basis.notes if note.kind in LIMITS]
    sources = [note for note in basis.notes if note.kind in ("source", "odd", "read")]
    blocks = (
        *_rules(basis, by_rule),
        *_bounds(basis, by_estimate),
        Remarks((*limits, *sources, Note(sourcing.ONE_RELEASE()))),
    )
    return blocks, (*by_rule.values(), *by_estimate.values())


def _put(asked: Periods) -> Result:
    """Put a question once: the rule and the estimate that are taken anyway are two of those."""
    key = ("periods", *vars(asked).items())
    return once(key, lambda: periods.answer(asked, peaks=False))


def _bounded(basis: Result) -> bool:
    low = basis.frame.get_column("low", default=None)
    return low is not None and low.null_count() < basis.frame.height


def _bounds(basis: Result, by_estimate: Mapping[str, Result]) -> Iterator[Block]:
    if not by_estimate:
        yield Paragraph(_no_bounds(basis))
        return
    best = by_estimate["best"].frame
    frame = best.select(*_keys(basis), "low", basis.value, "high", LEAST, MOST, *OUTER)
    frame = frame.rename({basis.value: "best"})
    names = ("low", "best", "high")
    for name in names:
        result = by_estimate[name]
        frame = _beside(frame, result, "ratio_to_previous", f"ratio_{name}")
        for bound in (LEAST, MOST):
            frame = _beside(frame, result, f"ratio_{bound}", f"ratio_{name}_{bound}")
    ratios = [f"ratio_{name}" for name in names]
    shown = (*_keys(basis), "low", "best", "high", LEAST, MOST, *ratios)
    yield _table(reporting.ESTIMATES(), basis, frame, shown)
    yield Paragraph(reporting.BOUNDS())


def _no_bounds(basis: Result) -> Said:
    counted = basis.frame[basis.value].count()
    return (reporting.NO_BOUNDS if counted else reporting.NO_BOUNDS_AS_BLANK)()


def _rules(basis: Result, by_rule: Mapping[str, Result]) -> Iterator[Block]:
    frame = basis.frame.select(_keys(basis))
    for rule, result in by_rule.items():
        frame = _beside(frame, result, basis.value, f"by_{rule}")
    measure = basis.counts.capitalize()
    yield _table(reporting.BY_RULE(measure=measure), basis, frame)
    spreads = [*_spreads(basis, by_rule)]
    yield Paragraph(reporting.RULES(rule=basis.straddle, spreads=spreads))


def _spreads(basis: Result, by_rule: Mapping[str, Result]) -> Iterator[Said]:
    """Say between which figures each ratio lies, whatever the rule."""
    keys, ratio = _keys(basis), pl.col("ratio_to_previous")
    ends = [pl.col(f"ratio_{bound}").first() for bound in (LEAST, MOST)]
    every = pl.concat(result.frame.select(*keys, "^ratio_.*$") for result in by_rule.values())
    spread = every.group_by(keys, maintain_order=True).agg(
        ratio.min().alias("least"), ratio.max().alias("most"), *ends
    )
    for row in spread.iter_rows(named=True):
        if row["least"] is None:
            continue
        quoted = reporting.QUOTED_OF if GROUP in row else reporting.QUOTED
        phase = quoted(phase=row["phase"], type=row.get(GROUP))
        least, most = times(row["least"]), times(row["most"])
        said = {"phase": phase, "least": least, "most": most, "range": _range(row)}
        if row["least"] == row["most"] and said["range"] == least:
            yield reporting.ONE_RATIO(phase=phase, ratio=least)
        elif said["range"] == between(least, most):
            yield reporting.RATIOS(**said)
        else:
            yield reporting.RATIOS_OF_RANGE(**said)


def _range(row: Row) -> Said | str:
    """Show the least and the most that a ratio can be."""
    least, most = row[f"ratio_{LEAST}"], row[f"ratio_{MOST}"]
    if most is None:
        return reporting.UP(least=times(least))
    return between(times(least), times(most))


def _keys(basis: Result) -> list[str]:
    return [name for name in (GROUP, "phase") if name in basis.frame.columns]


def _beside(frame: pl.DataFrame, result: Result, column: str, name: str) -> pl.DataFrame:
    """Add a column of an answer to rows of the same phases."""
    keys = [key for key in (GROUP, "phase") if key in frame.columns]
    added = result.frame.select(*keys, pl.col(column).alias(name))
    return frame.join(added, on=keys, how="left", nulls_equal=True, maintain_order="left")


def _table(
    said: Said, basis: Result, frame: pl.DataFrame, columns: tuple[str, ...] = ()
) -> TableBlock:
    caption = str(said)
    made = replace(
        basis,
        settled=basis.settled._replace(asked=None),
        heading=caption,
        frame=frame,
        notes=(),
        shown=basis.shown._replace(columns=columns),
    )
    return TableBlock(caption, made, composed=True)
