"""Which published statements a report checks: those on its subject, answered by what is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...facts.countries import resolve
from ...model.claims import NEEDS_DATA, NOT_TESTABLE, Claim
from ...model.errors import UsageError
from ...model.questions.check import Check
from ...model.report import Block, Paragraph, Remarks, TableBlock
from ...model.result import Note, Result, Shown
from ...words.phrases import all_of, counted, with_separators
from ..check import question as check
from ..check.claim_files import literature
from .words import area_of, types_of

CAPTION = "Published statements against the data"
UNANSWERED = (NEEDS_DATA, NOT_TESTABLE)
IMPOSSIBLE = "impossible"
WHY = {
    NEEDS_DATA: ("needs data that is not here", "need data that is not here"),
    NOT_TESTABLE: ("cannot be tested", "cannot be tested"),
    IMPOSSIBLE: ("names what the data here do not have", "name what the data here do not have"),
}
"""Why claims are not judged, of one and of several."""
OWN_NOTES = ("verdicts", "recorded", "columns")
SHOWN = (
    *("id", "statement", "verdict", "claimed", "computed", "difference", "release", "straddle"),
    "robust",
)
"""The columns of the table; what else there is stands below it by id."""


def claims_of(result: Result, files: Sequence[str]) -> tuple[tuple[Block, ...], Result | None]:
    """Check the claims of files, else the packaged ones on the subject of an answer of `periods`.

    Returns:
        the blocks of a section, and the answer of `check` (None where there was none to check).

    Raises:
        UsageError: a file has a mistake.
    """
    if files:
        checked = check.answer(Check(files=files))
        return _shown(checked), checked
    packaged = literature()
    fitting = [claim.id for claim in packaged if fits(claim, result)]
    subject = f"{types_of(result)} in {area_of(result)}"
    number = counted(len(packaged), "packaged statement")
    if not fitting:
        text = f"None of the {number} is on {subject}; --claims FILE checks your own."
        return (Paragraph(text),), None
    left = _unanswered(fitting)
    answered = [name for name in fitting if name not in left]
    text = f"Of the {number}, {len(fitting)} are on {subject}{_left_words(left)}."
    if not answered:
        return (Paragraph(text),), None
    checked = check.answer(Check(only=answered))
    return (Paragraph(text), *_shown(checked)), checked


def fits(claim: Claim, result: Result) -> bool:
    """Tell whether a claim is on the countries, the types and the measure of an answer."""
    query = claim.query
    if query is None or query.measure != result.measure:
        return False
    assert result.asked
    same = set(resolve(query.country).ids) == set(result.asked.area.ids)
    return same and set(query.type) <= set(result.asked.types.terms)


def _unanswered(ids: Sequence[str]) -> dict[str, str]:
    """Return the claims that cannot be judged with the data here, each with why."""
    try:
        rows = check.answer(Check(only=ids)).frame.select("id", "verdict").iter_rows()
    except UsageError:
        return {ids[0]: IMPOSSIBLE} if len(ids) == 1 else _one_by_one(ids)
    return {name: verdict for name, verdict in rows if verdict in UNANSWERED}


def _one_by_one(ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ids:
        found |= _unanswered([name])
    return found


def _left_words(left: dict[str, str]) -> str:
    """Say how many claims cannot be judged with the data here, and which."""
    if not left:
        return ""
    parts = []
    for why, (of_one, of_several) in WHY.items():
        names = [name for name, found in left.items() if found == why]
        if names:
            words = of_one if len(names) == 1 else of_several
            parts.append(f"{len(names)} {words} ({', '.join(names)})")
    return f"; {all_of(parts)}"


def _shown(checked: Result) -> tuple[Block, ...]:
    notes = tuple(note for note in checked.notes if note.kind in OWN_NOTES)
    remarks = (*_sources(checked), *_remarks(checked), *notes)
    return (TableBlock(CAPTION, replace(checked, shown=Shown(SHOWN))), Remarks(remarks))


def _sources(checked: Result) -> list[Note]:
    """Return where the statements stand, each source with the ids of what it says."""
    found: dict[str, list[str]] = {}
    for name, source in checked.frame.select("id", "source").iter_rows():
        found.setdefault(source or "", []).append(name)
    return [Note("said", f"{source}: {', '.join(ids)}.") for source, ids in found.items() if source]


def _remarks(checked: Result) -> list[Note]:
    """Return what there is to know of single claims, each with its id."""
    found = []
    for row in checked.frame.iter_rows(named=True):
        parts = (
            [f"also equals {with_separators(row['also_equals'])}."] if row["also_equals"] else []
        )
        parts += [row["remark"]] if row["remark"] else []
        if parts:
            found.append(Note("remark", f"{row['id']}: {' '.join(parts)}"))
    return found
