"""What a file is that holds none of UCDP's data: told by its bytes, its members, its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..datasets.registry import plain, told_by
from ..model.errors import DamagedError
from ..words import strangers
from ..words.message import Message
from .raw import FETCH

_BEGINNINGS: tuple[tuple[bytes, Message], ...] = (
    (b"version https://git-lfs", strangers.LFS),
    (b"<", strangers.WEB_PAGE),
    (b"\xff\xfe", strangers.UTF_16),
    (b"\xfe\xff", strangers.UTF_16),
    (b"%PDF", strangers.PDF),
    (b"\xd0\xcf\x11\xe0", strangers.OLD_EXCEL),
    (b"RDA", strangers.R_AS_TEXT),
    (b"RDB", strangers.R_AS_TEXT),
    (b"A\n2\n", strangers.R_AS_TEXT),
    (b"A\n3\n", strangers.R_AS_TEXT),
    (b"B\n\2", strangers.R_AS_TEXT),
    (b"B\n\3", strangers.R_AS_TEXT),
    (b"$FL2", strangers.SAV),
    (b"$FL3", strangers.ZSAV),
    (b"\0" * 12 + b"\xc2\xea\x81\x60", strangers.SAS),
    (b"\0\0\x27\x0a", strangers.SHP),
    (b"SQLite format 3\0", strangers.SQLITE),
    (b"ARROW1", strangers.ARROW),
    (b"7z\xbc\xaf\x27\x1c", strangers.SEVEN_ZIP),
    (b"Rar!", strangers.RAR),
)
"""How files begin: the formats' own documentation, and files written by R, Stata and Excel."""

_COLUMNS: tuple[tuple[str, Message], ...] = (
    ("reference_period_start", strangers.HAPI),
    ("mission_acronym last_reporting_date", strangers.UN_PERSONNEL),
    ("new_displacement", strangers.IDMC),
    ("coo_iso coa_iso", strangers.UNHCR),
    ("country_name country_code", strangers.WORLD_BANK),
    ("eventid iyear", strangers.GTD),
    ("type_of_vi", strangers.CUT_NAMES),
)
"""Columns that only others' files have (the makers' own descriptions, and files that they ship)."""

_MEMBERS: tuple[tuple[tuple[str, ...], Message], ...] = (
    (("word/document.xml",), strangers.WORD),
    (("ppt/presentation.xml",), strangers.POWERPOINT),
    (("[content_types].xml",), strangers.EXCEL),
    ((".shp", ".dbf", ".shx"), strangers.SHAPEFILE),
    ((".xls",), strangers.OLD_EXCEL_IN_ZIP),
    ((".sav",), strangers.SPSS_IN_ZIP),
    ((".pdf",), strangers.PDF_IN_ZIP),
    (("content.xml",), strangers.OPEN_DOCUMENT),
)
_DBF_KINDS = b"\x03\x83\x8b\xf5"


def foreign_bytes(content: bytes) -> Message | None:
    """Return what a file is that is not read, by how it begins; None of all others."""
    for beginning, foreign in _BEGINNINGS:
        if content.startswith(beginning):
            return foreign
    return strangers.DBF if _is_dbf(content) else None


def refuse_foreign(file: str, columns: Collection[str]) -> None:
    """Refuse what its columns tell to be another maker's data, or another form of UCDP's.

    Raises:
        DamagedError: saying what it is.
    """
    if told := told_by(columns):
        layout = told[1]
        if set(layout.required) <= {layout.rename(plain(name)) for name in columns}:
            return
    if foreign := foreign_columns(columns):
        raise DamagedError(foreign(file=file, command=FETCH))


def foreign_columns(names: Iterable[str]) -> Message | None:
    """Return whose data a file is, by its columns; None where nothing tells."""
    found = {"_".join(name.strip().lower().split()) for name in names}
    return next((foreign for few, foreign in _COLUMNS if set(few.split()) <= found), None)


def foreign_members(names: Collection[str]) -> Message | None:
    """Return what a zip file without data is, by its members; None where nothing tells."""
    lowered = [name.lower() for name in names]
    return next(
        (foreign for ends, foreign in _MEMBERS if any(n.endswith(ends) for n in lowered)), None
    )


def _is_dbf(content: bytes) -> bool:
    """Return whether it is dBASE: kind, year, month, day, and a header that ends with 0x0D."""
    if len(content) < 33 or content[0] not in _DBF_KINDS:
        return False
    length = int.from_bytes(content[8:10], "little")
    dated = 1 <= content[2] <= 12 and 1 <= content[3] <= 31
    return dated and 32 < length <= len(content) and 0x0D in content[length - 2 : length]
