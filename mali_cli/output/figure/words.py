"""The words of a figure: its caption, and what it shows said to those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model.result import Note, Result
from ...version import __version__
from ...words import mapping
from ...words.phrases import all_of, counted, figure, tenths
from ...words.sourcing import CITE, CITE_ROWS
from ..pictures import ChartPicture, Count, MapPanel, MapPicture, Panel, PhaseSpan, Series, amount
from ..text import clean

_FIRST = ("source", "cite")
MOST_REGIONS = 3
IN_ALL = " in all"


def title_of(picture: ChartPicture | MapPicture) -> str:
    """Return the title, on one line."""
    return clean(picture.title)


LEFT_ASIDE = ("order",)
"""Warnings that a figure for print leaves to its sidecar: their signs stand in tables only."""


def printed(result: Result, *, notes: bool = True) -> tuple[str, ...]:
    """Return the lines under a figure for print: what it shows differently, then each source.

    Rules and commands are left to the sidecar. Without `notes` warnings and sources are left.
    """
    why = [result.empty] if result.empty and not result.frame.height else []
    said = [
        (f"{note.of}: {text}" if note.of else str(text), note.kind)
        for note in result.notes
        if note.kind not in LEFT_ASIDE and (notes or note.warning or note.kind in _FIRST)
        if (text := note.said.printed)
    ]
    ordered = sorted(said, key=lambda one: one[1] in _FIRST)
    return tuple(dict.fromkeys(map(_paragraph, [*why, *(text for text, _ in ordered)])))


def caption(result: Result, *, notes: bool = True) -> tuple[str, ...]:
    """Return the paragraphs under a figure on a page: data and release, citation, other notes.

    The command that gives the same again is not among them: see `metadata`. Without `notes` data
    and citation are left, which the licence asks for, and the warnings.
    """
    others = [n for n in result.without_command if n.kind not in _FIRST and (notes or n.warning)]
    why = [result.empty] if result.empty and not result.frame.height else []
    told: tuple[Note | str, ...] = (*why, *_sourced(result), *others)
    return tuple(map(_paragraph, told))


def _sourced(result: Result) -> list[Note]:
    return [note for kind in _FIRST for note in result.notes if note.kind == kind]


def _paragraph(text: Note | str) -> str:
    shown = _in_print(text) if isinstance(text, Note) else text
    return clean(str(shown)).replace("`", "")


def _in_print(note: Note) -> Note:
    """Return a note as it stands where no command can be typed."""
    if note.said.message is not CITE:
        return note
    return replace(note, said=CITE_ROWS(**note.said.values))


def metadata(picture: ChartPicture | MapPicture, result: Result, alt: str) -> dict[str, str]:
    """Return what a file says about itself: title, description, source, command, maker."""
    return {
        "title": title_of(picture),
        "description": alt,
        "source": " ".join(map(_paragraph, _sourced(result))),
        "command": clean(result.reproduce),
        "maker": f"mali-cli {__version__}",
    }


def phase_words(span: PhaseSpan) -> tuple[str, ...]:
    """Return what is said of a phase: its total and its rate."""
    if not span.counted:
        return ()
    if not span.amount():
        return ("not covered",)
    rate = span.rate(tenths)
    whole = "" if span.mean else IN_ALL
    return (f"{span.amount()}{whole}", *([f"{rate} {span.per}"] if rate else []))


def alt_text(picture: ChartPicture | MapPicture) -> str:
    """Return what a picture shows in sentences: kind, span, highest value, phases or regions."""
    said = _chart(picture) if isinstance(picture, ChartPicture) else _map(picture)
    return clean(" ".join(said))


def _chart(picture: ChartPicture) -> list[str]:
    units = picture.units
    if not units:
        return [f"No rows: {_stop(clean(picture.title))}"]
    kind = "Lines" if picture.lines else "Bars"
    span = f"{units[0]} to {units[-1]}" if len(units) > 1 else "".join(units)
    scale = " on a logarithmic scale" if picture.log else ""
    said = [
        f"{kind} over {counted(len(units), picture.unit)}{f', {span}' if span else ''}{scale}: "
        f"{_stop(clean(picture.title))}",
        f"Counted: {_stop(picture.y_label)}",
    ]
    for panel in picture.panels:
        name = f"{panel.name}: " if panel.name else ""
        said.append(_stop(_capital(f"{name}{'; '.join(_panel(panel, picture))}")))
    if beside := picture.beside:
        said.append(f"Beside it, on a scale of its own: {_stop(beside.y_label)}")
        for panel in beside.panels:
            said.append(_stop(_capital(f"{panel.name}: {'; '.join(_panel(panel, beside))}")))
    if picture.markers:
        said.append(f"Marked: {_stop('; '.join(marker.label for marker in picture.markers))}")
    return said


def _panel(panel: Panel, picture: ChartPicture) -> list[str]:
    names = [series.name for series in panel.series if series.name]
    said = [f"series {all_of(names)}"] if len(names) > 1 else []
    if picture.lines and len(names) > 1:
        said += [f"{s.name} is {_highest(s.values, picture.units)}" for s in panel.series]
    else:
        said.append(_highest(stack(panel.series), picture.units))
    gaps = sum(value is None for value in stack(panel.series))
    said += [f"{counted(gaps, picture.unit)} {picture.gap_name}"] if gaps else []
    if panel.spans:
        parts = [f"{span.name} {' and '.join(phase_words(span))}".strip() for span in panel.spans]
        said.append(f"phases: {', '.join(parts)}")
    return said


def stack(series: Sequence[Series]) -> list[Count]:
    """Add up series unit by unit; None where none of them has a value."""
    added = []
    for values in zip(*(one.values for one in series), strict=True):
        known = [value for value in values if value is not None]
        added.append(sum(known) if known else None)
    return added


def _highest(values: Sequence[Count], units: Sequence[str]) -> str:
    known = [(value, unit) for value, unit in zip(values, units, strict=True) if value is not None]
    if not known:
        return "without a value"
    top = max(value for value, _ in known)
    if not top:
        return "0 throughout"
    where = [unit for value, unit in known if value == top]
    more = f" and {len(where) - 3} more" if len(where) > 3 else ""
    return f"highest at {figure(top)} in {all_of(where[:3])}{more}"


def _map(picture: MapPicture) -> list[str]:
    kind = "Map with a grid of densities" if picture.density else "Map with dots sized"
    said = [f"{kind} by {picture.measure}: {_stop(clean(picture.title))}"]
    for panel in picture.panels:
        name = f"{panel.name}: " if panel.name else ""
        said.append(f"{name}{_stop(_spots(panel, picture.measure))}")
    return said


def sums_words(panel: MapPanel, measure: str) -> str:
    """Say how much is on a map, and how much more has no exact place: under the name of a phase."""
    total, nowhere = panel.sums(measure)
    said = mapping.SUM_OF_MAP if nowhere else mapping.SUM
    return str(said(total=figure(total), measure=measure, nowhere=figure(nowhere)))


def _spots(panel: MapPanel, measure: str) -> str:
    if not panel.dots:
        return "nothing was counted"
    total = sum(amount(dot, measure) for dot in panel.dots)
    top = max(panel.dots, key=lambda dot: amount(dot, measure))
    where = f"{degrees(top.latitude, 'NS')} {degrees(top.longitude, 'EW')}"
    text = (
        f"{figure(total)} {measure} at {counted(len(panel.dots), 'place')}, "
        f"the most {figure(amount(top, measure))} at {where}"
    )
    text += f"; {figure(panel.nowhere)} more without an exact place" if panel.nowhere else ""
    first = [f"{rank.name} {figure(amount(rank, measure))}" for rank in panel.ranks]
    return f"{text}; most in {', '.join(first[:MOST_REGIONS])}" if first else text


def degrees(value: float, sides: str, decimals: int = 1) -> str:
    """Show a coordinate: 14.5° N; `sides` are the letters of above and below zero."""
    turned = (value + 180) % 360 - 180 if sides == "EW" else value
    edge = sides == "EW" and abs(turned) == 180
    side = "" if edge or not round(turned, decimals) else sides[turned < 0]
    return f"{abs(turned):.{decimals}f}° {side}".rstrip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
