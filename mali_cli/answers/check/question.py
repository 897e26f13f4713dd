"""Published statements against the data: which are reproduced, hold, differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from shlex import quote

import polars as pl

from ...facts.inputs import STDIN, read_text
from ...model.bounds import LEAST, MOST
from ...model.claims import DIFFERS, KINDS, NEEDS_DATA, UNDECIDED, VERDICTS, Claim
from ...model.details import VerdictDetails
from ...model.errors import UsageError
from ...model.query import question
from ...model.questions.check import Check
from ...model.result import Note, Result, Shown
from ...model.words import many, refuse_blank
from ...observations import remembering, sources_at_hand
from ...words import asking, checking, claiming
from ...words.message import Said
from ...words.sourcing import UNORDERED
from ..answer import answered
from .against import read_release
from .claim_files import literature, parse
from .judging import Checked, check_claim, under

SCHEMA: dict[str, type[pl.DataType]] = {
    "id": pl.String,
    "statement": pl.String,
    "verdict": pl.String,
    "claimed": pl.String,
    "computed": pl.String,
    LEAST: pl.Float64,
    MOST: pl.Float64,
    "difference": pl.Float64,
    "release": pl.String,
    "straddle": pl.String,
    "robust": pl.Boolean,
    "also_equals": pl.String,
    "remark": pl.String,
    "kind": pl.String,
    "source": pl.String,
    "as_recorded": pl.Boolean,
}
AGAINST: dict[str, type[pl.DataType]] = {
    "against": pl.String,
    "against_verdict": pl.String,
    "against_computed": pl.String,
    "verdict_changed": pl.Boolean,
}
"""The columns that a second release adds."""
FINE, NO, NEEDS, OPEN = "as expected", DIFFERS, NEEDS_DATA, UNDECIDED
"""How a whole check comes out; the command ends with 0, 1, 3 and 3."""

WEAK = (NEEDS_DATA, UNDECIDED)
"""The verdicts that say neither yes nor no."""


def answer(query: Check) -> Result:
    """Answer `check`.

    Returns:
        a frame with id, statement, verdict ("reproduced", "holds", "differs", "undecided", "not
        testable", "needs data"), claimed, computed (text with plain figures: deaths unless said),
        at_least, at_most (Float64: what edges leave of one figure, ratio or change), difference
        (Float64: claimed less computed; null where a relation holds), release, straddle, robust
        (Boolean: the same verdict by the low and the high estimate), also_equals, remark, kind,
        source (author, title, year), as_recorded (Boolean: the verdict is one on record); `extras`
        has verdicts (how many of each) and outcome ("as expected", "differs", "needs data",
        "undecided"). With `against` also against (the second release), against_verdict,
        against_computed, verdict_changed (Boolean; null where one release has no verdict), and in
        `extras` changed (the ids).

    Raises:
        UsageError: a file has a mistake, a claim is not understood, or an id is unknown.
        NotHereError: the second release is not here; the hint is the command that gets it.
    """
    refuse_blank({"against": query.against})
    second = read_release(query.against) if query.against else None
    named, typed = many(query.files), many(query.claim)
    claims: list[Claim] = []
    for name in named:
        file = "stdin" if name == STDIN else name
        hint = claiming.TYPE_IT(text=quote(name)) if "=" in name else claiming.BEGIN_ONE()
        claims += parse(read_text(name, hint), file)
    if typed:
        from .grammar import read_claim

        claims += [replace(read_claim(text), id=f"claim-{n}") for n, text in enumerate(typed, 1)]
    if not named and not typed:
        claims = list(literature())
    at_hand = sources_at_hand()
    chosen = _chosen(claims, many(query.only))
    with remembering(claims=len(chosen)):
        checked = [check_claim(c, at_hand) for c in chosen]
        checked = [under(c, second) for c in checked] if second else checked
    if second:
        others = [c.other for c in checked if c.other]
        missing = [other.missing for other in others if other.missing]
        if missing and len(missing) == len(others):
            raise missing[0]
    return result_of(query, checked, compared=second is not None)


check = question(Check, answer)


def outcome_of(checked: Sequence[Checked]) -> str:
    """Return how a check comes out as a whole.

    A claim with a record is fine where it comes out as recorded, one without where it does not
    differ, is decided and needs no data; and where another release, if it is here, gives the same
    verdict. A difference outweighs data that is not here, and that what edges leave open.
    """
    off = [
        c
        for c in checked
        if c.as_recorded is False or (c.as_recorded is None and c.verdict in (DIFFERS, *WEAK))
    ]
    if any(c.verdict not in WEAK for c in off) or any(c.changed for c in checked):
        return NO
    missing = any(c.other and c.other.missing and c.verdict != NEEDS_DATA for c in checked)
    if missing or any(c.verdict == NEEDS_DATA for c in off):
        return NEEDS
    return OPEN if off else FINE


def result_of(query: Check, checked: Sequence[Checked], *, compared: bool = False) -> Result:
    """Return verdicts as an answer; `compared` with those under a second release."""
    verdicts = {word: sum(c.verdict == word for c in checked) for word in VERDICTS}
    sources = {s.pinned: s for c in checked for s in c.sources}
    others = [c.other for c in checked if c.other]
    more = {s.pinned: s for other in others for s in other.sources if s.pinned not in sources}
    more |= {s.pinned: s for c in checked for s in c.more}
    rows = pl.DataFrame([_row(c) for c in checked], schema=SCHEMA, orient="row")
    against = pl.DataFrame([_against(c) for c in checked], schema=AGAINST, orient="row")
    named = tuple(SCHEMA)[: list(SCHEMA).index("kind")]
    shown = tuple(name for name in named if name not in (LEAST, MOST))  # these are in computed
    return answered(
        query,
        rows.hstack(against) if compared else rows,
        heading="Published statements against the data",
        notes=_notes(checked, verdicts, compared=compared),
        sources=tuple(sources.values()),
        also=tuple(more.values()),
        cited=True,
        own={"claims": [c.claim.id for c in checked]},
        details=VerdictDetails(
            verdicts=verdicts,
            outcome=outcome_of(checked),
            changed=[c.claim.id for c in checked if c.changed] if compared else None,
            warned=[c.claim.id for c in checked if c.warnings or c.verdict == UNDECIDED],
            needs={c.claim.id: c.needs for c in checked if c.verdict == NEEDS_DATA},
        ),
        shown=Shown((*shown, *AGAINST) if compared else shown, odd=_odd(checked)),
    )


def _under_another(checked: Sequence[Checked]) -> Said:
    """Say which verdicts change under the second release, and which claims it cannot judge."""
    changed = [c.claim.id for c in checked if c.changed]
    others = [c.other for c in checked if c.other]
    absent = [other for other in others if other.missing]
    without = dict.fromkeys(other.release for other in absent)
    here = dict.fromkeys(other.release for other in others if not other.missing)
    return (checking.OTHER_VERDICTS if changed else checking.SAME_VERDICTS)(
        releases=checking.RELEASES(releases=here) if here else checking.ANOTHER_RELEASE(),
        claims=changed,
        absent=[checking.NOT_JUDGED(claims=len(absent), releases=without)] if absent else [],
    )


def _against(checked: Checked) -> tuple[object, ...]:
    other = checked.other
    if other is None:
        return (None,) * len(AGAINST)
    return (other.release, other.verdict, other.computed, checked.changed)


def _row(checked: Checked) -> tuple[object, ...]:
    claim = checked.claim
    difference = None if checked.difference is None else float(checked.difference)
    figures = (checked.claimed, checked.computed, *checked.bounds, difference)
    asked = (checked.release, checked.straddle, checked.robust, checked.also_equals)
    remark = " ".join(map(str, checked.remarks)) or None
    kind, source = KINDS[type(claim.expectation)], claim.source or None
    about = (remark, kind, source, checked.as_recorded)
    return (claim.id, claim.statement, checked.verdict, *figures, *asked, *about)


def _odd(checked: Sequence[Checked]) -> list[tuple[int, str]]:
    """Return the cells of figures whose estimates are out of order, by row and column."""
    odd = (any(note.kind == UNORDERED.kind for note in c.warnings) for c in checked)
    return [(row, "computed") for row, is_odd in enumerate(odd) if is_odd]


def _counted(verdict: str, number: int) -> Said:
    """Say how many claims have a verdict: "3 hold", "1 differs", "5 reproduced"."""
    if verdict in checking.NUMBERS:
        return checking.NUMBERS[verdict](number=number)
    return checking.NUMBER(number=number, verdict=verdict)


def _notes(
    checked: Sequence[Checked], verdicts: dict[str, int], *, compared: bool
) -> Iterator[Note]:
    parts = [_counted(word, number) for word, number in verdicts.items() if number]
    yield Note(checking.VERDICTS(claims=len(checked), verdicts=parts))
    if compared:
        yield Note(_under_another(checked))
    off = [c.claim.id for c in checked if c.as_recorded is False]
    if off:
        yield Note(checking.NOT_AS_RECORDED(claims=off))
    elif any(c.as_recorded for c in checked):
        yield Note(checking.AS_RECORDED())
    if beyond := [c.claim.id for c in checked if c.beyond_record]:
        yield Note(checking.BEYOND_RECORD(claims=beyond))
    judged_thrice = any(c.robust is not None for c in checked)
    yield Note(checking.COLUMNS() if judged_thrice else checking.DIFFERENCE())
    if any(c.cut for c in checked):
        yield Note(checking.RANGES())


def _chosen(claims: Sequence[Claim], ids: Sequence[str]) -> list[Claim]:
    known = [claim.id for claim in claims]
    for name in ids:
        if name not in known:
            hint = asking.did_you_mean(name, known) or asking.THERE_ARE(names=known[:12])
            raise UsageError(claiming.UNKNOWN_CLAIM(name=name), hint)
    return [claim for claim in claims if not ids or claim.id in ids]
