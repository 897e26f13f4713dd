"""Bibliographies: plain text, BibTeX, RIS and CSL-JSON from the rows of `cite`."""

from __future__ import annotations

import json

from ..model.details import Row
from ..model.result import Result
from .screen import Screen, WordsAround
from .text import clean
from .wrapping import captioned, wrapped

BIBTEX_TYPES = {"article-journal": "article", "report": "techreport", "dataset": "misc"}
BIBTEX_FIELDS = {
    "title": "title",
    "year": "year",
    "container": "journal",
    "volume": "volume",
    "issue": "number",
    "pages": "pages",
    "doi": "doi",
    "url": "url",
}
RIS_TYPES = {
    "article-journal": "JOUR",
    "report": "RPRT",
    "dataset": "DATA",
    "software": "COMP",
}
RIS_FIELDS = {
    "year": "PY",
    "title": "TI",
    "container": "JO",
    "volume": "VL",
    "issue": "IS",
    "publisher": "PB",
    "doi": "DO",
    "url": "UR",
}
CSL_FIELDS = {
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "doi": "DOI",
    "url": "URL",
}
_TEX = str.maketrans({"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$"})


def to_text(result: Result, screen: Screen, *, notes: bool = True) -> str:
    """Return the citations as paragraphs of text, with the title above and the notes below."""
    citations = (wrapped(clean(row["citation"]), screen) for row in result.frame.to_dicts())
    return captioned("\n\n".join(citations), result, screen, WordsAround(notes=notes))


def to_bibtex(result: Result) -> str:
    """Return the works as BibTeX entries in UTF-8."""
    return "\n\n".join(_bibtex(row) for row in result.frame.to_dicts()) + "\n"


def to_ris(result: Result) -> str:
    """Return the works as RIS records."""
    return "\n".join(_ris(row) for row in result.frame.to_dicts()) + "\n"


def to_csl(result: Result) -> str:
    """Return the works as CSL-JSON, as Zotero and pandoc read it."""
    works = [_csl(row) for row in result.frame.to_dicts()]
    return json.dumps(works, ensure_ascii=False, indent=2) + "\n"


def _bibtex(row: Row) -> str:
    kind = BIBTEX_TYPES.get(row["type"], "misc")
    fields = {"author": " and ".join(_authors(row))}
    fields |= {name: str(row[key]) for key, name in BIBTEX_FIELDS.items() if row[key]}
    if row["publisher"]:
        fields["institution" if kind == "techreport" else "publisher"] = row["publisher"]
    if "pages" in fields:
        fields["pages"] = fields["pages"].replace("–", "--")
    body = [f"  {name} = {{{_tex(name, value)}}}" for name, value in fields.items()]
    return f"@{kind}{{{row['key']},\n" + ",\n".join(body) + "\n}"


def _tex(name: str, value: str) -> str:
    if name in ("doi", "url"):
        return value
    escaped = value.translate(_TEX)
    return f"{{{escaped}}}" if name == "title" else escaped


def _ris(row: Row) -> str:
    lines = [f"TY  - {RIS_TYPES.get(row['type'], 'GEN')}"]
    lines += [f"AU  - {author}" for author in _authors(row)]
    lines += [f"{tag}  - {row[key]}" for key, tag in RIS_FIELDS.items() if row[key]]
    if row["pages"]:
        first, _, last = row["pages"].partition("–")
        lines += [f"SP  - {first}", *([f"EP  - {last}"] if last else [])]
    return "\n".join([*lines, "ER  - "])


def _csl(row: Row) -> dict[str, object]:
    names = [_csl_name(author) for author in _authors(row)]
    fields = {name: row[key] for key, name in CSL_FIELDS.items() if row[key]}
    issued = {"date-parts": [[row["year"]]]}
    return {"id": row["key"], "type": row["type"], "author": names, "issued": issued, **fields}


def _csl_name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(",")
    return {"family": family, "given": given.strip()} if comma else {"literal": family}


def _authors(row: Row) -> list[str]:
    return str(row["authors"]).split("; ")
