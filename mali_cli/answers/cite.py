"""How to cite the data that was used."""

from __future__ import annotations

import polars as pl

from ..datasets.declaration import NUMBERED
from ..datasets.registry import answering, data_set, order_of, read_dataset
from ..facts.citations import plain
from ..facts.citations import work as work_of
from ..facts.survey_model import survey_model
from ..model.errors import NotHereError
from ..model.query import question
from ..model.questions.lists import Cite
from ..model.result import Note, Result
from ..model.uncertainty import read_uncertainty
from ..observations import sources_at_hand
from ..words import holding, sourcing
from .answer import answered

FIELDS = ("type", "authors", "title", "container", "volume", "issue", "pages", "publisher")
COLUMNS = ("key", "year", *FIELDS, "doi", "url", "citation")


def answer(query: Cite) -> Result:
    """Answer `cite`: the works to cite for a data set of a release, its own article first.

    Returns:
        key, year (Int64), type (as in CSL), authors ("Family, Given" joined by "; "), title,
        container, volume, issue, pages, publisher, doi, url, citation (the whole as a line).

    Raises:
        UsageError: an unknown data set or measure of uncertainty, or no release number.
        NotHereError: no release is at hand and none was named, or its article is not known.
    """
    name, number = read_dataset(query.dataset, query.release)
    one = data_set(name) if name else answering()
    name = one.name
    number = number or _release_at_hand(name)
    request = read_uncertainty(query.uncertainty, None, None, None)
    works = one.cite(number)
    if request and request.of_survey:
        works += tuple(map(work_of, survey_model().works))
    rows = [
        {
            "key": work.key,
            "year": work.year,
            **{field: getattr(work, field) or None for field in (*FIELDS, "doi", "url")},
            "authors": "; ".join(work.authors),
            "citation": plain(work),
        }
        for work in works
    ]
    terms = sourcing.LICENCE if one.passes_on else sourcing.TERMS
    pins = {"dataset": f"{name}@{number}", "release": None}
    return answered(
        query,
        pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String) | {"year": pl.Int64}),
        heading=f"To cite: {one.title}, release {number}",
        notes=(
            Note(terms(maker=one.maker.short, licence=one.licence)),
            Note(sourcing.RELEASE(dataset=name, release=number)),
        ),
        said={**pins, "uncertainty": request and request.kind},
        own={"dataset": name, "release": number},
        pins=pins,
    )


cite = question(Cite, answer)


def _release_at_hand(dataset: str) -> str:
    held = [s for s in sources_at_hand(unread=True) if s.dataset == dataset and s.release]
    if held:
        return max(held, key=lambda source: order_of(dataset, source.release)).release or ""
    one = data_set(dataset)
    example = "25.1" if one.release_form == NUMBERED else "RELEASE"
    command = f"mali-cli fetch {dataset}" if one.doors else "mali-cli import FILE"
    raise NotHereError(holding.NONE_TO_CITE(dataset=dataset, example=example, command=command))
