"""What is said of the store and its data sets."""

from __future__ import annotations

from .message import Message

REMOVED = Message("removed {name}")
FETCH_NOW = Message("{name} is not here. Fetch it now? [y/N]")
FETCH_SO_MUCH_NOW = Message("{name} is not here. Fetch it now ({megabytes:,.1f} MB)? [y/N]")
SEVERAL_DAMAGED = Message("{sets} data sets are damaged, incomplete or cannot be read", "{hints}")
SEVERAL_UNREADABLE = Message("{sets} data sets cannot be read", "{hints}")
WAITING = Message("waiting: another process is writing to the store")
FREE_SPACE = Message("free some space, or set {variable} to a folder on another disk")
MOVE_FILE_AWAY = Message(
    "a folder must be there: move the file away, or set {variable} to a folder"
)
MOVE_FOLDER_AWAY = Message("a file must be there: move the folder {path} away")
MAKE_WRITABLE = Message("make the folder writable, or set {variable} to one that you may write to")
CANNOT_WRITE = Message("the store cannot be written: {path}: {why}")
CANNOT_READ = Message(
    "the store cannot be read: {path}: {why}",
    "make it readable, or set {variable} to another folder",
)
CANNOT_READ_SET = Message(
    "the data set {name} cannot be read: {path}: {why}",
    "make it readable, or remove it: {command}",
)
DAMAGED = Message(
    "the data set {name} is damaged: {path}: {why}",
    "repair it with {command}, or remove it: {remove}",
)
INCOMPLETE = Message(
    "the data set {name} was stored as whole but lacks {columns}",
    "get it again with {command}, or remove it: {remove}",
)
RECORD_DAMAGED = Message("the record of the data set {name}, {path}, is damaged: {why}")
REMOVE_AND_GET = Message("remove it with {command}, then get it again")
REPAIR_OR_REMOVE = Message("repair it with {command}, or remove it: {remove}")
_NAME_ANOTHER = "set {variable} to the whole name of another folder"
HOME_OF_NOBODY = Message(
    "the store's folder, {folder}, is in the home of an unknown user", _NAME_ANOTHER
)
HOME_NOT_UTF8 = Message("the store's folder, {folder}, has a name that is not UTF-8", _NAME_ANOTHER)
HOME_GONE = Message(
    "the store's folder, {folder}, is in the current folder, which was deleted",
    _NAME_ANOTHER,
)
NO_LOCKS = Message(
    "the disk of {path} does not support locks", "set {variable} to a folder on another disk"
)
SEVERAL_SETS = Message("{number} data sets are called {name}", "choose {names:or}")
NOT_HERE = Message("the data set {name} is not here")
REMOVED_MEANWHILE = Message("the data set {name} is no longer here: it was removed in the meantime")
GET_IT = Message("get it with {command}")
LIST_THEM = Message("{command} lists what is here")
NEAR_AND_GET = Message("{near} {get}")
NEWER_FORMAT = Message(
    "{path} was written by a newer version ({program}) in store format {format}; this version "
    "knows {known}",
    "upgrade in its checkout with {command}, or remove it: {remove}",
)
KEPT = Message("{done}: {name}")
WAITING_FOR_FETCH = Message("waiting: another process is fetching {name}")
WAITING_FOR_READ = Message("waiting: another process is reading a large file into {folder}")
WAITING_FOR_STORE = Message("waiting: another process is writing to {folder}")
NEWER_MAY_KNOW = Message(
    "nothing was stored. A newer version may know it; upgrade in its checkout: {command}; or "
    "download {file} and import it, which stores it as partial"
)
AS_PARTIAL = Message(
    "without --whole the file is stored as partial, and answers what its columns allow"
)
OTHER_DATA = Message(
    "{what} should hold {wanted}, but holds {found} ({layout})",
    "nothing was stored; try again later, and report it if it persists",
)
OF_OTHER_MONTHS = Message(
    "{what} should hold {name}, but only {inside:,} of its {rows:#event} {inside:?is/are} of "
    "{days}",
    "nothing was stored: it looks like another month, or a part; {hint}",
)
TRY_AGAIN_LATER = Message("try again later")
NOT_WHOLE = Message("{what} cannot be stored as the whole of {name}: it lacks {columns}")
CALLED_SO_NOW = Message("it has an unknown column '{near}': the new name of '{column}'? {hint}")
NOT_PARQUET = Message("not a Parquet file")
NOT_PARQUET_BUT = Message("not a Parquet file: {why}")
OTHER_COLUMNS = Message("its columns are not those that were written")
OTHER_SIZE = Message("it has {size:#byte}, {written:,} {written:?was/were} written")
FILE_MISSING = Message("the file is missing")
FILE_OF_OTHER_SIZE = Message("the file has {size:#byte}, {written:,} {written:?was/were} written")
OTHER_SHA256 = Message("the file's sha256 is not the one that was written")
FILE_NOT_READ = Message("the file cannot be read: {why}")
OTHER_ROWS = Message("the file has {rows:#row}, {written:,} {written:?was/were} written")
RECORD_LACKS = Message("it has no {key}")
NOT_JSON = Message("it is not JSON")
NAMES_ANOTHER = Message("it names another data set or file")
WRONG_ENTRY = Message("{value} is not {kind}")
NO_NAME_OF_SET = Message("'{name}' is not the name of a data set")
NOTHING_ODD = Message("nothing odd")
LEAVE_OUT = Message(
    "it read {names:and}: name another set with --dataset, or remove it: {commands:or}"
)
