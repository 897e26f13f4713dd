"""What is said of files that are named: whether they are there, and mistakes in TOML files."""

from __future__ import annotations

from .message import Message

STDIN_CLOSED = Message("stdin is closed", "pipe a file into it, or name one")
NO_FILE = Message("no file {name}")
NO_TEXT = Message("{name} cannot be read: {why}", "give a TOML file in UTF-8")
NO_PHASES = Message("{file}: no phases", "begin each with a line [[phase]]")
NOT_TEXT = Message("{key} is not text", 'write {name} = "…"')
MISSING = Message("{key} is missing", 'write {name} = "…"')
NO_TEXTS = Message("{key} is neither a text nor a list of texts", 'write {name} = "…"')
NOT_ONE_DATE = Message("{key} is not one date", 'write {name} = "2013-07"')
NO_NUMBER = Message("{key} is not a number", "write {name} = 500")
NO_NUMBER_OF_DEATHS = Message("{key} is not a number of deaths", "write {name} = 500")
NO_WHOLE_NUMBER = Message("{key} is not a whole number above 0", "write {name} = 1")
NO_FLAG = Message("{key} is neither true nor false", "write {name} = true")
NO_TABLE = Message("{key} is not a table", "begin it with a line [{name}]")
NO_TABLES = Message("{key} is not a list of tables", "begin each with a line [[{name}]]")
NO_TOML = Message("{file}: not valid TOML: {why}")
TOO_DEEP = Message("nested too deeply")
KEY = Message("{where}: the key '{name}'")
IN_KEY = Message("{key}: {problem}")
UNKNOWN_KEY = Message("{where}: unknown key '{name}'")
THE_KEYS = Message("the keys are {keys:list}")
NEAR_OF_KEYS = Message("{near} (the keys are {keys:list})")
QUOTE_DATES = Message('quote dates: start = "2013-07"')
CHECK_PATH = Message("check the path after --phases")
