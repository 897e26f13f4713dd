"""What is said of a file that holds none of UCDP's data, or holds it in another form."""

from __future__ import annotations

from .message import Message

_ANEW = "download it anew, UCDP's files from https://ucdp.uu.se/downloads/"
_CSV = (
    "download UCDP's own CSV from https://ucdp.uu.se/downloads/: to save a file as CSV may change "
    "its dates and numbers"
)
_OF_UCDP = "mali-cli reads data of UCDP; get them with {command}"
_IN_R = "write it in R with: write.csv(x, 'x.csv', row.names = FALSE)"
_UNPACK = "unpack it yourself and give the file inside"

R_AS_TEXT = Message(
    "{file}: this is R data saved as text, or in this machine's own byte order",
    f"save it in R as R does if it is not told how, with saveRDS(x, 'x.rds'); or {_IN_R}",
)
EXCEL = Message("{file}: this is an Excel workbook, not a CSV file", _CSV)
OLD_EXCEL = Message(
    "{file}: this is an old Excel workbook (.xls) or other Office file, not a CSV file", _CSV
)
WORD = Message("{file}: this is a Word document, not a CSV file", _CSV)
POWERPOINT = Message("{file}: this is a PowerPoint file, not data", _CSV)
OPEN_DOCUMENT = Message("{file}: this is an OpenDocument file, not a CSV file", _CSV)
SAV = Message("{file}: this is an SPSS file (.sav), not a CSV file", _CSV)
ZSAV = Message("{file}: this is an SPSS file (.zsav), not a CSV file", _CSV)
SAS = Message("{file}: this is a SAS file, not a CSV file", _CSV)
SHAPEFILE = Message("{file}: this is a shapefile, not a CSV file", _CSV)
SHP = Message("{file}: this is a shapefile (.shp), not a CSV file", _CSV)
DBF = Message("{file}: this is the table of a shapefile (.dbf), not a CSV file", _CSV)
SQLITE = Message("{file}: this is an SQLite database (or GeoPackage)", _CSV)
ARROW = Message("{file}: this is an Arrow (Feather) file", "write it as Parquet or CSV")
UTF_16 = Message("{file}: this is text in UTF-16", "save it again in UTF-8")
WEB_PAGE = Message(
    "{file}: this is a web page (HTML or XML), not data",
    f"what was saved is a page about the file, or one that says why there is none: {_ANEW}",
)
PDF = Message("{file}: this is a PDF file, not data", _ANEW)
LFS = Message(
    "{file}: this is a Git LFS pointer; the file itself lies elsewhere",
    "get the file with git lfs pull, or download it from its repository's page",
)
SEVEN_ZIP = Message("{file}: this is packed with 7-Zip", _UNPACK)
RAR = Message("{file}: this is packed with RAR", _UNPACK)

OLD_EXCEL_IN_ZIP = Message(
    "{file}: in the zip file is an old Excel workbook (.xls), not a CSV file", _CSV
)
SPSS_IN_ZIP = Message("{file}: in the zip file is an SPSS file (.sav), not a CSV file", _CSV)
PDF_IN_ZIP = Message("{file}: in the zip file is a PDF file, not data", _ANEW)

HAPI = Message(
    "{file}: this is an HDX HAPI file (its conflict events are ACLED's), not UCDP data",
    _OF_UCDP,
)
UN_PERSONNEL = Message(
    "{file}: this is the UN's list of uniformed personnel, not UCDP data",
    "its CSV is read (https://psdata.un.org), with the columns mission_acronym, "
    "contributing_country, personnel_type, female_personnel, male_personnel, last_reporting_date",
)
IDMC = Message(
    "{file}: this is IDMC displacement data, not UCDP data",
    "its CSV and the JSON of its API are read, with the columns iso3, country_name, year, "
    "new_displacement, total_displacement",
)
UNHCR = Message(
    "{file}: this is UNHCR refugee data, not UCDP data",
    "the CSV and the JSON of its API are read, with the columns year, coo_iso, coo_name, coa_iso, "
    "refugees, asylum_seekers, idps",
)
WORLD_BANK = Message(
    "{file}: this is a World Bank table in another layout",
    "readable are its population data (SP.POP.TOTL): CSV with the columns Country Name, Country "
    "Code, Year, Value, or JSON of its API",
)
GTD = Message("{file}: this is the Global Terrorism Database, not UCDP data", _OF_UCDP)
CUT_NAMES = Message(
    "{file}: this is the table of a shapefile, which cuts column names to ten letters", _CSV
)
