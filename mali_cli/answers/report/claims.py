"""Which published statements a report checks: those on its subject, answered by what is here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.countries import resolve
from ...model.claims import NEEDS_DATA, NOT_TESTABLE, Claim
from ...model.errors import UNREAD, UsageError
from ...model.questions.check import Check
from ...model.report import Block, Paragraph, Remarks, TableBlock
from ...model.result import Note, Result
from ...observations import remembering, sources_at_hand
from ...words import checking, reporting
from ...words.phrases import with_separators
from ..check import question as check
from ..check.claim_files import literature
from ..check.judging import Checked, check_claim
from .words import area_of, types_of

CAPTION = "Published statements against the data"
IMPOSSIBLE = "impossible"
WHY = {
    NEEDS_DATA: reporting.NEED_DATA,
    NOT_TESTABLE: reporting.NOT_TESTABLE,
    IMPOSSIBLE: reporting.IMPOSSIBLE,
}
"""Why claims are not judged."""
OWN_NOTES = ("verdicts", "recorded", "columns")
SHOWN = (
    *("id", "statement", "verdict", "claimed", "computed", "difference", "release", "straddle"),
    "robust",
)
"""The columns of the table; what else there is stands below it by id."""


Claims = tuple[tuple[Block, ...], Result | None]
"""The blocks of a section, and the answer of `check`; None where there was none to check."""


def claims_of_files(files: Sequence[str]) -> Claims:
    """Check the claims of files.

    Raises:
        UsageError: a file has a mistake.
    """
    checked = check.answer(Check(files=files))
    return _shown(checked), checked


def claims_of(result: Result) -> Claims:
    """Check the packaged claims on the subject of an answer of `periods`."""
    packaged = literature()
    fitting = [claim for claim in packaged if fits(claim, result)]
    subject = {"packaged": len(packaged), "violence": types_of(result), "area": area_of(result)}
    if not fitting:
        return (Paragraph(reporting.NO_STATEMENT(**subject)),), None
    judged, left = _judged(fitting)
    why = [message(number=len(left[w]), claims=left[w]) for w, message in WHY.items() if w in left]
    said = reporting.STATEMENTS_BUT if left else reporting.STATEMENTS
    number = Paragraph(said(number=len(fitting), left=why, **subject))
    if not judged:
        return (number,), None
    checked = check.result_of(Check(only=[one.claim.id for one in judged]), judged)
    return (number, *_shown(checked)), checked


def fits(claim: Claim, result: Result) -> bool:
    """Return whether a claim is on the countries, the types and the measure of an answer."""
    query = claim.query
    if query is None or query.measure != result.measure:
        return False
    assert result.asked
    same = set(resolve(query.country).ids) == set(result.asked.area.ids)
    return same and set(query.type) <= set(result.asked.types.terms)


@remembering()
def _judged(claims: Sequence[Claim]) -> tuple[list[Checked], dict[str, list[str]]]:
    """Judge claims with the data here; of those that cannot be judged, return why not."""
    judged: list[Checked] = []
    left: dict[str, list[str]] = {}
    at_hand = sources_at_hand()
    for claim in claims:
        try:
            found = check_claim(claim, at_hand)
        except UsageError:
            left.setdefault(IMPOSSIBLE, []).append(claim.id)
            continue
        except UNREAD:  # a set that the other sections do without
            left.setdefault(NEEDS_DATA, []).append(claim.id)
            continue
        if found.verdict in WHY:
            left.setdefault(found.verdict, []).append(claim.id)
        else:
            judged.append(found)
    return judged, left


def _shown(checked: Result) -> tuple[Block, ...]:
    notes = tuple(note for note in checked.notes if note.kind in OWN_NOTES)
    remarks = (*_sources(checked), *_remarks(checked), *notes)
    return (
        TableBlock(CAPTION, replace(checked, shown=checked.shown._replace(columns=SHOWN))),
        Remarks(remarks),
    )


def _sources(checked: Result) -> list[Note]:
    """Return where the statements stand, each source with the ids of what it says."""
    found: dict[str, list[str]] = {}
    for name, source in checked.frame.select("id", "source").iter_rows():
        found.setdefault(source or "", []).append(name)
    return [Note(checking.SOURCE(source=s, claims=ids)) for s, ids in found.items() if s]


def _remarks(checked: Result) -> Iterator[Note]:
    """Return what there is to know of single claims, each with its id."""
    rows = checked.frame.select("id", "also_equals", "remark").iter_rows()
    for claim, equals, remark in rows:
        parts = [checking.EQUALS(figures=with_separators(equals))] if equals else []
        parts += [remark] if remark else []
        if parts:
            yield Note(checking.REMARK(claim=claim, parts=parts))
