"""What a file is that holds none of UCDP's data: told by its bytes, its members, its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ..datasets.registry import plain, told_by
from .raw import ANEW, damaged


class Foreign(NamedTuple):
    """What a file is, in words, and what to do."""

    what: str
    hint: str


WHAT_IS_READ = "mali-cli import -h says what can be read; get UCDP's data with: mali-cli fetch"
WHOLE_TABLE = "give the file with all its columns; UCDP's own are at https://ucdp.uu.se/downloads/"
_UNPACK = "unpack it yourself and give the file inside"
_CSV = (
    "download UCDP's own CSV from https://ucdp.uu.se/downloads/: to save a file as CSV may change "
    "its dates and numbers"
)
_OF_UCDP = "mali-cli reads data of UCDP; get them with: mali-cli fetch"
_IN_R = "write it in R with: write.csv(x, 'x.csv', row.names = FALSE)"
_R = f"download UCDP's own CSV from https://ucdp.uu.se/downloads/, or {_IN_R}"
_UNPACK_OR_R = f"{_UNPACK}; if it is of R (.rds, .RData), {_IN_R}"
_WORKSPACE = Foreign("this is an R workspace (.RData, .rda), not a CSV file", _R)
_RDS = Foreign("this is an R object (.rds), not a CSV file", _R)
_STATA = Foreign("this is a Stata file (.dta), not a CSV file", _CSV)
_EXCEL = Foreign("this is an Excel workbook, not a CSV file", _CSV)
_DBF = Foreign("this is the table of a shapefile (.dbf), not a CSV file", _CSV)
_UTF_16 = Foreign("this is text in UTF-16", "write it anew in UTF-8")

_BEGINNINGS: tuple[tuple[bytes, Foreign], ...] = (
    (
        b"version https://git-lfs",
        Foreign(
            "this is a pointer of Git LFS, and the file itself lies elsewhere",
            "get the file itself with: git lfs pull; or download it from its repository's page",
        ),
    ),
    (b"<stata_dta>", _STATA),
    (
        b"<",
        Foreign(
            "this is a web page (HTML or XML), not data",
            "what was saved is a page about the file, or one that says why there is none: " + ANEW,
        ),
    ),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
    (b"%PDF", Foreign("this is a PDF file, not data", ANEW)),
    (
        b"\xd0\xcf\x11\xe0",
        Foreign("this is an old Excel workbook (.xls) or other Office file, not a CSV file", _CSV),
    ),
    (b"RDX", _WORKSPACE),
    (b"RDA", _WORKSPACE),
    (b"RDB", _WORKSPACE),
    *((beginning, _RDS) for beginning in (b"X\n\0\0\0", b"A\n2\n", b"A\n3\n", b"B\n\2", b"B\n\3")),
    (b"$FL2", Foreign("this is an SPSS file (.sav), not a CSV file", _CSV)),
    (b"$FL3", Foreign("this is an SPSS file (.zsav), not a CSV file", _CSV)),
    (b"\0" * 12 + b"\xc2\xea\x81\x60", Foreign("this is a SAS file, not a CSV file", _CSV)),
    (b"\0\0\x27\x0a", Foreign("this is a shapefile (.shp), not a CSV file", _CSV)),
    (b"SQLite format 3\0", Foreign("this is an SQLite database (or GeoPackage)", _CSV)),
    (b"ARROW1", Foreign("this is an Arrow (Feather) file", "write it as Parquet or CSV")),
    (b"BZh", Foreign("this is packed with bzip2", _UNPACK_OR_R)),
    (b"\xfd7zXZ", Foreign("this is packed with xz", _UNPACK_OR_R)),
    (b"7z\xbc\xaf\x27\x1c", Foreign("this is packed with 7-Zip", _UNPACK)),
    (b"Rar!", Foreign("this is packed with RAR", _UNPACK)),
)
"""How files begin: the formats' own documentation, and files written by R, Stata and Excel."""

_COLUMNS: tuple[tuple[frozenset[str], Foreign], ...] = tuple(
    (frozenset(names.split()), Foreign(f"this is {what}", hint))
    for names, what, hint in (
        ("event_date fatalities", "an export of ACLED, not data of UCDP", _OF_UCDP),
        ("event_id_cnty", "an export of ACLED, not data of UCDP", _OF_UCDP),
        (
            "reference_period_start",
            "a file of HDX HAPI (its conflict events are those of ACLED), not data of UCDP",
            _OF_UCDP,
        ),
        (
            "mission_acronym casualty_id",
            "the UN's list of its own fatalities in missions, not data of UCDP",
            _OF_UCDP,
        ),
        (
            "mission_acronym last_reporting_date",
            "the UN's list of its uniformed personnel, not data of UCDP",
            _OF_UCDP,
        ),
        (
            "week event_type",
            "aggregated data of ACLED by week, not data of UCDP",
            _OF_UCDP,
        ),
        ("new_displacement", "displacement data of IDMC, not data of UCDP", _OF_UCDP),
        ("coo_iso coa_iso", "refugee data of UNHCR, not data of UCDP", _OF_UCDP),
        ("country_name country_code", "a table of the World Bank, not data of UCDP", _OF_UCDP),
        ("eventid iyear", "the Global Terrorism Database, not data of UCDP", _OF_UCDP),
        (
            "type_of_vi",
            "the table of a shapefile, whose names of columns are cut to ten letters",
            _CSV,
        ),
    )
)
"""Columns that only others' files have (the makers' own descriptions, and files that they ship)."""

_MEMBERS: tuple[tuple[tuple[str, ...], Foreign], ...] = (
    (("word/document.xml",), Foreign("this is a Word document, not a CSV file", _CSV)),
    (("ppt/presentation.xml",), Foreign("this is a PowerPoint file, not data", _CSV)),
    (("[content_types].xml",), _EXCEL),
    ((".shp", ".dbf", ".shx"), Foreign("this is a shapefile, not a CSV file", _CSV)),
    ((".xlsx", ".xls"), Foreign("in the zip file is an Excel workbook, not a CSV file", _CSV)),
    ((".dta",), Foreign("in the zip file is a Stata file (.dta), not a CSV file", _CSV)),
    ((".rds", ".rda", ".rdata"), Foreign("in the zip file is R data, not a CSV file", _R)),
    ((".sav",), Foreign("in the zip file is an SPSS file (.sav), not a CSV file", _CSV)),
    ((".pdf",), Foreign("in the zip file is a PDF file, not data", ANEW)),
    (("content.xml",), Foreign("this is an OpenDocument file, not a CSV file", _CSV)),
)
_DBF_KINDS = b"\x03\x83\x8b\xf5"


def foreign_bytes(content: bytes) -> Foreign | None:
    """Tell by how it begins what a file is that is not read; None of all others."""
    for beginning, foreign in _BEGINNINGS:
        if content.startswith(beginning):
            return foreign
    if _is_old_stata(content):
        return _STATA
    return _DBF if _is_dbf(content) else None


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
        raise damaged(file, *foreign)


def foreign_columns(names: Iterable[str]) -> Foreign | None:
    """Tell by its columns whose data a file is; None where nothing does."""
    found = {"_".join(name.strip().lower().split()) for name in names}
    return next((foreign for few, foreign in _COLUMNS if few <= found), None)


def foreign_members(names: Collection[str]) -> Foreign | None:
    """Tell by its members what a zip file without data is; None where nothing does."""
    lowered = [name.lower() for name in names]
    return next(
        (foreign for ends, foreign in _MEMBERS if any(n.endswith(ends) for n in lowered)), None
    )


def _is_old_stata(content: bytes) -> bool:
    """Tell formats 104 to 115: the version, the order of bytes, then 1 (`help dta_115`)."""
    return 104 <= content[0] <= 115 and content[1:3] in (b"\1\1", b"\2\1") if content else False


def _is_dbf(content: bytes) -> bool:
    """Tell dBASE: kind, then year, month and day, and a header that ends with 0x0D."""
    if len(content) < 33 or content[0] not in _DBF_KINDS:
        return False
    length = int.from_bytes(content[8:10], "little")
    dated = 1 <= content[2] <= 12 and 1 <= content[3] <= 31
    return dated and 32 < length <= len(content) and 0x0D in content[length - 2 : length]
