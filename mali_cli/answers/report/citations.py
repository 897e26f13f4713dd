"""What to cite for all the data that a report is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from ...model.errors import NotHereError, UsageError
from ...model.questions.lists import Cite
from ...model.report import Block, Remarks, Works
from ...model.result import Note, Result
from ...model.source import Source
from .. import cite


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
