"""The report: as a page of HTML or Markdown, with its pictures, or as JSON; written out."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from shlex import join

from ...frozen import frozen
from ...model.errors import OutputError
from ...model.report import (
    CHART,
    Commands,
    Paragraph,
    Picture,
    Remarks,
    Report,
    Section,
    TableBlock,
    answers_of,
)
from ...words import reporting, writing
from ..chart_picture import ChartStyle, chart_picture
from ..deliver import Wanted, say_written, warn
from ..envelope import as_json, envelope
from ..figure.drawing import AnyPicture, inline_svg
from ..figure.sizes import PHONE
from ..figure.words import alt_text
from ..map_picture import EVENTS, PLACES, map_picture
from ..screen import WordsAround
from ..sidecar import replay_of
from ..terminal.chart import draw_chart
from ..terminal.map import draw_map
from ..writing import write_file, write_stdout
from .exploring import as_data, not_explored
from .rendering import PAPER, rendered, source

STYLE = ChartStyle()


MOST_BYTES = 1_500_000
"""So large a page may be."""


@frozen
class Drawn:
    """A picture as SVG elements: for a page, and for a screen as narrow as a phone.

    One of the two is empty where the page has no room for both.
    """

    wide: str
    narrow: str


DrawPicture = Callable[[Picture], Drawn | None]
"""Draws a picture; None where that cannot be done."""


def to_html(report: Report, draw: DrawPicture) -> str:
    """Render a report as a page of HTML.

    Args:
        report: what is shown.
        draw: draws a picture; where it cannot, the page has it drawn with characters. Where the
            page would be too large it has all in one size, and then maps drawn with characters.
    """
    held: dict[int, Drawn | None] = {}

    def once(picture: Picture) -> Drawn | None:
        if id(picture) not in held:
            held[id(picture)] = draw(picture)
        return held[id(picture)]

    def in_one_size(picture: Picture) -> Drawn | None:
        both = once(picture)
        return both and (Drawn("", both.narrow) if report.reports else Drawn(both.wide, ""))

    def charts(picture: Picture) -> Drawn | None:
        return in_one_size(picture) if picture.kind == CHART else None

    page = ""
    for drawn in (once, in_one_size, charts, lambda _: None):
        page = _html(report, drawn)
        if len(page.encode()) <= MOST_BYTES:
            break
    return page


def _html(report: Report, draw: DrawPicture) -> str:
    shown = {"report": report, "draw": draw, "alt": alt_of, "characters": as_text}
    script, data = "", ""
    if any(one.explored for one in report.each):
        script, data = source("explore.js"), as_data(report)
    values = {"script": script, "data": data, "digest": _digest(script)}
    return rendered("report.html", **shown, **values, left=not_explored(report))


def _digest(script: str) -> str:
    """Return what names a script in a policy: nothing else may run."""
    return base64.b64encode(sha256(script.encode()).digest()).decode()


def to_markdown(report: Report) -> str:
    """Render a report as a page of Markdown."""
    return rendered("report.md", report=report, alt=alt_of, characters=as_text)


def to_json(report: Report) -> bytes:
    """Return the whole report as JSON; those of several missions stand under `reports`."""
    return as_json(_body(report))


def _body(report: Report) -> dict[str, object]:
    body = envelope(replace(report.basis, settled=report.settled)) | {"title": report.title}
    if report.reports:
        del body[report.settled.query.rows_key]
        return body | {"scope": report.scope, "reports": [_body(one) for one in report.reports]}
    return body | {
        "lead": list(report.lead),
        "scope": report.scope,
        "leads": [
            {"of": lead.of, "lead": list(lead.lead), "scope": lead.scope} for lead in report.leads
        ],
        "question": report.question,
        "headline": list(report.headline),
        "sections": [_section(section) for section in report.sections],
    }


def _section(section: Section) -> dict[str, object]:
    """Return a section: its sentences, its answers, the rows it made of several, its commands."""
    blocks = section.blocks
    tables = [block for block in blocks if isinstance(block, TableBlock) and block.composed]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    items = [str(n) for block in blocks if isinstance(block, Remarks) for n in block.notes]
    commands = [join(line) for b in blocks if isinstance(b, Commands) for line in b.lines]
    return {
        "section": section.key,
        "heading": section.heading,
        "texts": texts,
        "items": items,
        "answers": [envelope(result) for block in blocks for result in answers_of(block)],
        "tables": [{"caption": t.caption, "rows": t.result.frame.to_dicts()} for t in tables],
        "commands": commands,
    }


def alt_of(picture: Picture) -> str:
    """Say in words what a picture shows."""
    return alt_text(_shown(picture))


def as_text(picture: Picture) -> str:
    """Draw a picture with characters, without its title and its notes."""
    bare = WordsAround(titled=False, noted=False)
    if picture.kind == CHART:
        text = draw_chart(picture.result, PAPER, width=None, height=None, words=bare, style=STYLE)
    else:
        text = draw_map(
            picture.result,
            PAPER,
            width=None,
            height=None,
            places=PLACES,
            density=None,
            frame=EVENTS,
            words=bare,
        )
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def as_svg(picture: Picture) -> Drawn:
    """Draw a picture as SVG elements with their alternative text.

    Raises:
        OutputError: the library that draws is not installed.
    """
    shown = _shown(picture)
    return Drawn(inline_svg(shown), inline_svg(shown, PHONE))


def _shown(picture: Picture) -> AnyPicture:
    if picture.kind == CHART:
        return chart_picture(picture.result, STYLE)
    return map_picture(picture.result)


def deliver_report(report: Report, wanted: Wanted) -> None:
    """Write a report; say on stderr what emptied it, and how to get figures where it has none.

    Raises:
        OutputError: it cannot be written.
    """
    if wanted.looks is not None:
        replay = replay_of(report.settled, report.basis.sources, wanted.looks, wanted.parts)
        report = replace(report, basis=replace(report.basis, replay=replay))
    lacking: list[OutputError] = []

    def draw(picture: Picture) -> Drawn | None:
        try:
            return as_svg(picture)
        except OutputError as error:
            lacking.append(error)
            return None

    content = wanted.format.written(report, {"draw": draw})
    if wanted.path:
        write_file(wanted.path, content, force=wanted.force)
        if not wanted.quiet:
            say_written(wanted.path)
    else:
        write_stdout(content)
    for one in report.each:
        if empty := one.basis.empty:
            warn(reporting.OF_ONE(of=one.of, said=empty) if one.of else empty)
    if lacking and not wanted.quiet:
        why = lacking[0]
        warn(writing.PICTURES_OF_CHARACTERS(problem=why.said, advice=why.advice))
