"""Published statements against the data: which are reproduced, hold, differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ...facts.inputs import STDIN, read_text
from ...model.claims import DIFFERS, KINDS, NEEDS_DATA, VERDICTS, Claim
from ...model.details import VerdictDetails
from ...model.errors import UsageError
from ...model.query import question
from ...model.questions.check import Check
from ...model.result import Note, Result, Shown
from ...model.source import Source
from ...model.words import many, refuse_blank
from ...observations import sources_at_hand
from ...words import asking, claiming
from ...words.phrases import all_of, counted
from ..answer import answered
from .against import read_release
from .claim_files import literature, parse
from .grammar import read_claim
from .judging import Checked, check_claim, under

SCHEMA: dict[str, type[pl.DataType]] = {
    "id": pl.String,
    "statement": pl.String,
    "verdict": pl.String,
    "claimed": pl.String,
    "computed": pl.String,
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
FINE, NO, NEEDS = "as expected", "differs", "needs data"
"""How a whole check comes out; the command ends with 0, 1 and 3."""


def answer(query: Check) -> Result:
    """Answer `check`.

    Returns:
        a frame with id, statement, verdict ("reproduced", "holds", "differs", "not testable",
        "needs data"), claimed, computed (text with plain figures: deaths unless said), difference
        (Float64: claimed less computed), release, straddle, robust (Boolean: the same verdict by
        the low and the high estimate), also_equals, remark, kind, source (author, title, year),
        as_recorded (Boolean: the verdict is one on record); `extras` has verdicts (how many of
        each) and outcome ("as expected", "differs", "needs data"). With `against` also against
        (the second release), against_verdict, against_computed, verdict_changed (Boolean; null
        where one release has no verdict), and in `extras` changed (the ids).

    Raises:
        UsageError: a file has a mistake, a claim is not understood, or an id is unknown.
        NotHereError: the second release is not here; the hint is the command that gets it.
    """
    refuse_blank({"against": query.against})
    second = read_release(query.against) if query.against else None
    named, typed = many(query.files), many(query.claim)
    claims = [
        c for name in named for c in parse(read_text(name, claiming.BEGIN_ONE()), _shown(name))
    ]
    claims += [replace(read_claim(text), id=f"claim-{n}") for n, text in enumerate(typed, 1)]
    if not named and not typed:
        claims = list(literature())
    at_hand = sources_at_hand()
    checked = [check_claim(c, at_hand) for c in _chosen(claims, many(query.only))]
    if second is not None:
        checked = [under(c, second) for c in checked]
        _refuse_absent(checked)
    return _result(query, checked, against=second is not None)


check = question(Check, answer)


def outcome_of(checked: Sequence[Checked]) -> str:
    """Tell how a check comes out as a whole.

    A claim with a record is fine where it comes out as recorded, one without where it does not
    differ and needs no data. A difference outweighs data that is not here.
    """
    off = [c for c in checked if c.as_recorded is False or _unrecorded_off(c)]
    if any(c.verdict != NEEDS_DATA for c in off):
        return NO
    return NEEDS if off else FINE


def _refuse_absent(checked: Sequence[Checked]) -> None:
    """Refuse a second release of which nothing is here.

    Raises:
        NotHereError: with the command that gets it.
    """
    others = [c.other for c in checked if c.other]
    missing = [other.missing for other in others if other.missing]
    if missing and len(missing) == len(others):
        raise missing[0]


def _compared(
    checked: Sequence[Checked], known: Sequence[Source]
) -> tuple[Note, list[Source], list[str]]:
    """Say what the second release changes.

    Returns:
        the note, the sources that are not known yet, and the ids of the claims that have another
        verdict.
    """
    changed = [c.claim.id for c in checked if c.changed]
    others = [c.other for c in checked if c.other]
    here = [other for other in others if not other.missing]
    names = all_of(dict.fromkeys(other.release for other in here)) or "another release"
    text = f"Under {names} {'another' if changed else 'no other'} verdict"
    text += f" for {all_of(changed)}." if changed else "."
    absent = [other for other in others if other.missing]
    if absent:
        without = all_of(dict.fromkeys(other.release for other in absent))
        text += f" {counted(len(absent), 'claim')} not judged under {without}: not here."
    pinned = {source.pinned for source in known}
    more = {s.pinned: s for other in others for s in other.sources if s.pinned not in pinned}
    return Note("against", text), list(more.values()), changed


def _outcome_against(checked: Sequence[Checked], changed: Sequence[str]) -> str:
    """Tell how a check under a second release too comes out as a whole."""
    outcome = outcome_of(checked)
    missing = any(c.other and c.other.missing and c.verdict != NEEDS_DATA for c in checked)
    return NO if changed or outcome == NO else NEEDS if missing else outcome


def _against(checked: Checked) -> tuple[object, ...]:
    other = checked.other
    if other is None:
        return (None,) * len(AGAINST)
    return (other.release, other.verdict, other.computed, checked.changed)


def _unrecorded_off(checked: Checked) -> bool:
    return checked.as_recorded is None and checked.verdict in (DIFFERS, NEEDS_DATA)


def _result(query: Check, checked: Sequence[Checked], *, against: bool) -> Result:
    verdicts = {word: sum(c.verdict == word for c in checked) for word in VERDICTS}
    sources = tuple({s.pinned: s for c in checked for s in c.sources}.values())
    frame = pl.DataFrame([_row(c) for c in checked], schema=SCHEMA, orient="row")
    shown = tuple(SCHEMA)[: list(SCHEMA).index("kind")]
    count, *told = _notes(checked, verdicts)
    details = VerdictDetails(verdicts=verdicts, outcome=outcome_of(checked))
    more: Sequence[Source] = ()
    if against:
        compared, more, changed = _compared(checked, sources)
        told.insert(0, compared)
        frame = frame.hstack(
            pl.DataFrame([_against(c) for c in checked], schema=AGAINST, orient="row")
        )
        shown += tuple(AGAINST)
        outcome = _outcome_against(checked, changed)
        details = replace(details, outcome=outcome, changed=changed)
    return answered(
        query,
        frame,
        heading="Published statements against the data",
        notes=(count, *told),
        sources=sources,
        also=more,
        cited=True,
        own={"claims": [c.claim.id for c in checked]},
        details=details,
        shown=Shown(shown),
    )


def _row(checked: Checked) -> tuple[object, ...]:
    claim = checked.claim
    difference = None if checked.difference is None else float(checked.difference)
    figures = (checked.claimed, checked.computed, difference)
    asked = (checked.release, checked.straddle, checked.robust, checked.also_equals)
    remark = " ".join(checked.remarks) or None
    kind, source = KINDS[type(claim.expectation)], claim.source or None
    about = (remark, kind, source, checked.as_recorded)
    return (claim.id, claim.statement, checked.verdict, *figures, *asked, *about)


def _notes(checked: Sequence[Checked], verdicts: dict[str, int]) -> list[Note]:
    parts = [f"{number} {word}" for word, number in verdicts.items() if number]
    found = [Note("verdicts", f"{counted(len(checked), 'claim')}: {', '.join(parts)}.")]
    off = [c.claim.id for c in checked if c.as_recorded is False]
    if off:
        text = f"Not as recorded: {', '.join(off)}."
        found.append(Note("recorded", text, warning=True))
    elif any(c.as_recorded for c in checked):
        found.append(
            Note("recorded", "Every claim with a verdict on record comes out as recorded.")
        )
    text = "difference is claimed less computed; robust tells whether UCDP's low and high "
    return [*found, Note("columns", text + "estimates give the same verdict.")]


def _chosen(claims: Sequence[Claim], ids: Sequence[str]) -> list[Claim]:
    known = [claim.id for claim in claims]
    for name in ids:
        if name not in known:
            hint = asking.did_you_mean(name, known) or asking.THERE_ARE(names=known[:12])
            raise UsageError(claiming.UNKNOWN_CLAIM(name=name), hint)
    return [claim for claim in claims if not ids or claim.id in ids]


def _shown(name: str) -> str:
    return "stdin" if name == STDIN else name
