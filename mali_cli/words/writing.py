"""What is said of the output: its format, its file, the terminal."""

from __future__ import annotations

from .message import Message

_FREE = "free some space, or write elsewhere with -o FILE"
_COLUMN = "use -f parquet or csv, or leave the column out"

WROTE = Message("wrote {path}")
WROTE_ROWS = Message("wrote {path} ({rows:#row})")
UNKNOWN_FORMAT = Message("unknown format '{format}'")
UNKNOWN_SUFFIX = Message("unknown output format {suffix}", "name one with -f, or use {suffixes:or}")
NOT_FOR_TERMINAL = Message(
    "{name} cannot be shown in a terminal", "write it to a file: -o FILE.{format}"
)
OLD_SIDECAR = Message("Warning: {path} still describes the previous file")
NOT_INSTALLED = Message("{what} needs {module}, which is not installed", "install it: {command}")
NO_COORDINATES = Message(
    "GeoJSON needs the column {column}, which these rows do not have",
    "name longitude and latitude among --columns, or use another -f",
)
GETTING = Message("getting {name}")
TOO_MANY_ROWS = Message(
    "a sheet holds {most:#row} at most; there are {rows:,}",
    "use -f csv or parquet, or fewer rows: --from, --to, -c",
)
CELL_TOO_LONG = Message(
    "row {row:,}, column {column}: {characters:#character}; a cell holds {most:,}",
    "use -f csv or parquet, or leave the column out",
)
STDOUT_CLOSED = Message("stdout is closed", "redirect it to a file, or use -o FILE")
STDOUT_FAILS = Message("stdout cannot be written: {why}", _FREE)
A_FOLDER = Message("{path} is a folder", "name a file in it")
EXISTS = Message("{path} already exists", "overwrite it with --force, or name another")
NO_FOLDER = Message("no folder {folder}", "make it: {command}")
NOT_A_FOLDER = Message("{folder} is a file, not a folder", "name another with -o FILE")
FOLDER_GONE = Message(
    "{path} cannot be written: the current folder was deleted",
    "change to one that exists: cd ~",
)
NO_SCRATCH = Message(
    "temporary files cannot be written: {folder}: {why}",
    "free some space, or set TMPDIR to a folder on another disk",
)
DISK_FULL = Message("{path} cannot be written: {why}", _FREE)
CANNOT_WRITE = Message("{path} cannot be written: {why}", "write elsewhere with -o FILE")
TWO_FORMATS = Message("two formats: {names:and}", "use one of them")
NO_PLACE_FOR_HXL = Message("--hxl does not go with {format}", "use it with -f {formats:or}")
SIZE_WITHOUT_FIGURE = Message("--size is for figures", "add -o FILE.svg, or -f svg")
TITLE_OR_NONE = Message("--title and --no-title contradict each other", "leave out one of them")
DOTS_OR_DENSITY = Message("--dots and --density contradict each other", "leave out one of them")
NO_DRAWING = Message(
    "{option} is for drawings, and {format} has none", "leave it out, or add -o FILE.svg"
)
NAME_TOO_LONG = Message(
    "{path} cannot be written: {why}",
    "choose a shorter name; FILE.meta.json needs ten letters more (--no-meta)",
)
STATA_WHOLE_NUMBERS = Message(
    "column {column} holds whole numbers beyond ±{most:,}, which a Stata file cannot keep", _COLUMN
)
STATA_INFINITE = Message(
    "column {column} holds numbers that are infinite or nearly so, which a Stata file cannot keep",
    _COLUMN,
)
STATA_NUL = Message(
    "column {column} holds text with NUL characters, which a Stata file cannot keep", _COLUMN
)
GOT_SO_FAR = Message("getting {name}: {done:,}")
GOT_SHARE = Message("getting {name}: {done:,} ({share:.0%})")
PICTURES_OF_CHARACTERS = Message("Warning: {problem}, so pictures use characters instead: {advice}")
MATPLOTLIB_FAILS = Message(
    "Matplotlib, which draws figures, cannot start: {why}",
    "its own settings may be wrong; it reads {settings:and}",
)
A_WORKBOOK = Message("a workbook")
A_FIGURE = Message("a figure")
A_DOCUMENT = Message("a Word document")
A_PANDAS_FRAME = Message("a frame of pandas")
NO_FIGURE = Message(
    "an answer of {command} has no figure", "ask mali_cli.chart or mali_cli.map for one"
)
NOTHING_FITS = Message("no rows: nothing fits")
NOTHING_HOLDS = Message("no rows: nothing in the list holds '{word}'")
NOTHING_HOLDS_BUT = Message("no rows: nothing in the list holds '{word}'; {near}")
