"""What is said of the store and its data sets."""

from __future__ import annotations

from .message import Message

REMOVED = Message("removed {name}")
SEVERAL_DAMAGED = Message("{sets} data sets are damaged, incomplete or cannot be read", "{hints}")
SEVERAL_UNREADABLE = Message("{sets} data sets cannot be read", "{hints}")
WAITING = Message("another process is writing to the store: waiting")
FREE_SPACE = Message("free some space, or set {variable} to a folder on another disk")
MOVE_FILE_AWAY = Message(
    "a folder is needed there: move the file away, or set {variable} to a folder"
)
MOVE_FOLDER_AWAY = Message("a file is to be there: move the folder {path} away")
MAKE_WRITABLE = Message(
    "make the folder writable, or set {variable} to a folder that you may write to"
)
CANNOT_WRITE = Message("the store cannot be written: {path}: {why}")
CANNOT_READ = Message(
    "the store cannot be read: {path}: {why}",
    "make it readable, or set {variable} to another folder",
)
CANNOT_READ_SET = Message(
    "the data set {name} cannot be read: {path}: {why}",
    "make it readable, or leave it out: {command}",
)
DAMAGED = Message(
    "the data set {name} is damaged: {path}: {why}",
    "repair it with {command}; or leave it out: {remove}",
)
INCOMPLETE = Message(
    "the data set {name} was kept as whole, and lacks {columns}",
    "get it again with {command}; or leave it out: {remove}",
)
RECORD_DAMAGED = Message("the record of the data set {name}, {path} is damaged: {why}")
REMOVE_AND_GET = Message("remove it with {command}, then get it again")
REPAIR_OR_REMOVE = Message("repair it with {command}; or leave it out: {remove}")
_NAME_ANOTHER = "set {variable} to the whole name of another folder"
HOME_OF_NOBODY = Message(
    "the folder of the store, {folder}, is in the home of a user who is not here", _NAME_ANOTHER
)
HOME_NOT_UTF8 = Message("the folder of the store, {folder}, has a name not in UTF-8", _NAME_ANOTHER)
HOME_GONE = Message(
    "the folder of the store, {folder}, is in the folder in which this runs, which was deleted",
    _NAME_ANOTHER,
)
NO_LOCKS = Message(
    "the disk of {path} knows no locks", "set {variable} to a folder on another disk"
)
SEVERAL_SETS = Message("{number} data sets {name} are here", "say {names:or}")
NOT_HERE = Message("the data set {name} is not here")
REMOVED_MEANWHILE = Message("the data set {name} is not here any more: it was removed meanwhile")
GET_IT = Message("get it with {command}")
LIST_THEM = Message("{command} lists what is here")
NEAR_AND_GET = Message("{near} {get}")
NEWER_FORMAT = Message(
    "{path} was written by a newer version, {program}: its store format is {format}, this version "
    "knows {known}",
    "upgrade, in its checkout, with {command}; or leave it out: {remove}",
)
KEPT = Message("{done}: {name}")
WAITING_FOR_FETCH = Message("another process is fetching {name}: waiting for it")
WAITING_FOR_READ = Message("another process is reading a large file into {folder}: waiting")
WAITING_FOR_STORE = Message("another process is writing to {folder}: waiting")
NEWER_MAY_KNOW = Message(
    "nothing was stored. A newer version may know it, in its checkout: {command}; or download "
    "{file} and import it, which keeps it as partial"
)
AS_PARTIAL = Message(
    "without --whole the file is kept as partial, and answers what its columns allow"
)
OTHER_DATA = Message(
    "{what} should hold {wanted}, and holds {found} ({layout})",
    "nothing was stored; try again later, and report it if it stays so",
)
OF_OTHER_MONTHS = Message(
    "{what} should hold {name}; only {inside:,} of its {rows:#event} {inside:?is/are} of {days}",
    "nothing was stored: it looks like another month's, or a part; {hint}",
)
TRY_AGAIN_LATER = Message("try again later")
NOT_WHOLE = Message("{what} cannot be kept as the whole of {name}: it lacks {columns}")
CALLED_SO_NOW = Message("it has an unknown column '{near}': is '{column}' called so now? {hint}")
NOT_PARQUET = Message("it is not Parquet")
NOT_PARQUET_BUT = Message("it is not Parquet: {why}")
OTHER_COLUMNS = Message("it does not have the columns that were written")
OTHER_SIZE = Message("it has {size:#byte}, {written:,} {written:?was/were} written")
FILE_MISSING = Message("the file is missing")
FILE_OF_OTHER_SIZE = Message("the file has {size:#byte}, {written:,} {written:?was/were} written")
OTHER_SHA256 = Message("the file's sha256 is not that of what was written")
FILE_NOT_READ = Message("the file cannot be read: {why}")
OTHER_ROWS = Message("the file has {rows:#row}, {written:,} {written:?was/were} written")
RECORD_LACKS = Message("it has no {key}")
NOT_JSON = Message("it is not JSON")
NAMES_ANOTHER = Message("it names another data set or file")
WRONG_ENTRY = Message("{value} is not {kind}")
NO_NAME_OF_SET = Message("'{name}' is not the name of a data set")
NOTHING_ODD = Message("nothing odd")
LEAVE_OUT = Message(
    "it read {names:and}: name another set with --dataset, or leave it out: {commands:or}"
)
