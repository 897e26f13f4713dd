"""What is said of UCDP's API and downloads, and of the way there."""

from __future__ import annotations

from .message import Message

_ONLINE = "check the connection, and any proxy, then try again"
_WHOLE = "nothing was stored; try again, or take the whole set with --via download"

UNSAFE_ADDRESS = Message(
    "{variable} is not an https address (without user name or query)",
    "unset it, or write one such as {usual}; http:// only for this machine",
)
ROWS_ON_A_PAGE = Message("{rows:#row} on page {number}, which should have at most {size:,}")
ROWS_ON_PAGES = Message("{rows:#row} on {pages:#page}")
ROWS_WHERE_COUNTED = Message("{rows:#row} where it announced {counted:,}")
NO_ROWS_OF_IT = Message("the API has no rows of it")
CAME_EMPTY = Message("{file} arrived empty", "try again later")
PAGE_INSTEAD_OF_FILE = Message(
    "a web page arrived instead of {file}",
    "a login page of this network, or {service} has moved it: try {site} in a browser",
)
ZIP_TOO_LARGE = Message("it would unpack to over {most:.0f} GB")
ROWS_OF = Message("the rows of {dataset}")
LEFT_OUT = Message("left out: {reasons:;}")
IS_PRELIMINARY = Message(
    "{datasets:and}, which {datasets:?is/are} preliminary (name {datasets:?it/them})"
)
IS_A_FILE = Message("{datasets:and}, of which you import files of your own")
NEEDS_OWN_KEY = Message(
    "{datasets:and}, which {datasets:?needs/need} a key of your own (name {datasets:?it/them})"
)
ONLY_WHOLE = Message("{datasets:and}, which {datasets:?comes/come} whole only")
GET_IT_THERE = Message(
    "nothing of it was kept; try again later, or get a file of it at {site} and import that"
)
NEXT_ELSEWHERE = Message(
    "{where} names a next page that is elsewhere ({target})",
    "nothing was stored; your key is not sent there",
)
NO_PAGE = Message(
    "{service} sent something that is not a page of rows", "nothing was stored; try again later"
)
PAGES_DIFFER = Message(
    "{service} sent pages that do not fit together ({rows:#row} of {total})",
    "nothing was stored; try again later",
)
TOO_MANY_PAGES = Message("{service} sent more than {most:#page}", "nothing was stored")
PAGE_TWICE = Message(
    "{service} named a page as the next one that it had sent already", "nothing was stored"
)
ROWS_TWICE = Message("{what} came with some rows twice")
COMES_WHOLE = Message(
    "{dataset} is fetched whole, in one query",
    "leave out --country, --type, --from, --to and --via api",
)
NO_RELEASE_NAMED = Message("{what} do not say when they were last updated", "try again later")
OTHER_RELEASE_CAME = Message(
    "{maker} offers only its newest release, {release}, not {wanted}", "get it with {command}"
)
ZIP_OF_SEVERAL = Message("it holds {files} CSV files instead of one")
ZIP_OF_MANY = Message("it holds over {most:#file} instead of one")
NO_SOUND_ZIP = Message("the zip file is damaged ({why})")
FAILS_CHECKSUM = Message("its member '{member}' fails the checksum")
ANOTHER_FILE = Message(
    "{file} is not the {dataset}@{release} that is known: its {kind} is {found}…, not {wanted}…",
    "UCDP may have replaced the file: see whether a newer mali-cli knows it, or get it with a "
    "browser and `mali-cli import FILE --release R`",
)
FILE_DAMAGED = Message("{file} is damaged: {why}", "nothing was stored; try again")
NO_ANSWER = Message("{where} does not answer")
TOO_SLOW = Message("{where} sent {what} too slowly")
UNTRUSTED = Message(
    "the certificate of {where} cannot be trusted",
    "if this network inspects https, name its certificate in SSL_CERT_FILE; otherwise check the "
    "connection and try again",
)
NOT_REACHED = Message("{where} cannot be reached ({why})")
NOT_REACHED_THROUGH = Message(
    "{where} cannot be reached through the proxy that {variable} names ({why})"
)
WAITING_FOR = Message(
    "waiting for {where}: {seconds:,g} s so far; given up after {silent:,g} s of silence, or "
    "{all:,g} s in all (--timeout)"
)
SILENT = Message("{where} was silent for {seconds:,g} s")
OUT_OF_TIME = Message("{where} took more than the {seconds:,g} s allowed in all")
MORE_TIME = Message("{hint}; --timeout SECONDS allows more time")
NO_TIME_TO_WAIT = Message(
    "a wait of {seconds:,.0f} s exceeds the {all:,g} s allowed in all; {hint}"
)
NO_TIMEOUT = Message(
    "--timeout {text:g} is out of range", "use seconds above 0 and up to {most:,g}, such as 600"
)
NOT_THE_SERVICE = Message(
    "{where} is not answering as {service}: something else arrived in place of {file}",
    "a login page of this network: log in with a browser, then try again. Whether anything newer "
    "is published is unknown",
)
NOT_THERE = Message(
    "{service} no longer has {file} at its address, and nothing newer: whether anything newer is "
    "published is unknown",
    "the files may have moved: look for a newer mali-cli",
)
COMPRESSED = Message(
    "{where} sends {what} compressed, against the request",
    "nothing was stored; a proxy may do this: try another network",
)
BAD_PROXY = Message(
    "{variable} names no usable proxy",
    "write its address, such as http://proxy.example.org:8080, or unset it",
)
NO_SOCKS = Message(
    "{variable} names a SOCKS proxy, which needs the package socksio",
    "pip install socksio, name an http:// proxy, or unset {variable}",
)
BAD_NO_PROXY = Message(
    "{variable} contains '{host:.60}', which is not a host",
    "separate hosts by commas, without brackets: localhost,::1",
)
BAD_CERTIFICATES = Message(
    "{variable} names {path}, which has no readable certificates ({why})",
    "correct it, or unset it",
)
BAD_KEY_LOG = Message(
    "{variable} names {path}, which cannot be written: {why}", "correct it, or unset it"
)
ANSWER_BROKE_OFF = Message("{what} from {where} broke off")
CANNOT_ASK = Message("{where} cannot be reached: {why}", _ONLINE)
PASSING_TROUBLE = Message("{service} {trouble} ({status}) on {what}")
FORBIDDEN = Message(
    "{where} forbids this (403)",
    "it, or a proxy, may block this network or program; get the file in a browser from {site} and "
    "use `mali-cli import`",
)
NOT_FETCHED = Message("{dataset} cannot be fetched", "import a file of it: mali-cli import FILE")
UNEXPECTED = Message("{where} answered {status} for {what}", "try again later")
TOO_LARGE = Message("{what} exceeds {most:#byte}", "nothing was stored")
STARTS_ANEW = Message("{file} cannot be resumed: it starts again")
BROKE_OFF = Message("{what} broke off")
LONGER_THAN_SAID = Message("{file} is longer than announced")
STATUS_OF_FILE = Message("{status} for its file")
ROWS_BEFORE = Message("{rows:#row}, after {before:,} before")
PAGE_EMPTY = Message("page {number} arrived empty")
THROTTLED = Message("UCDP turns down {what} after others worked (400)")
API_SAYS = Message("the API says {status}")
TOKEN_REDIRECTED = Message(
    "{where} redirects to {target}; the token is not sent there",
    "if the API has moved for good, name its new address in MALI_CLI_UCDP_API",
)
WRONG_COUNT = Message("UCDP's API sent a wrong count: {what}", _WHOLE)
PAGE_INSTEAD_OF_DATA = Message("UCDP's API sent a web page instead of data", _WHOLE)
BROKEN_JSON = Message("UCDP's API sent broken JSON", _WHOLE)
NO_PAGE_OF_ROWS = Message("UCDP's API sent JSON that is not a page of rows", _WHOLE)
NO_SPACE_FOR_PAGE = Message("{path} cannot be written: {why}", "free some space")
NOT_IN_API = Message("UCDP's API has no {dataset}", "take it with --via download")
NOT_BY_TYPE = Message("the API cannot select {dataset} by type", "leave out --type")
COVERS_ONLY = Message("{query} covers {first} to {last} only", "ask for years in that span")
UNREADABLE_ROW = Message("a row that cannot be read ({why})")
OTHER_COUNTRIES = Message("rows for countries other than {countries}")
OTHER_YEARS = Message("rows for other years")
OTHER_TYPES = Message("rows for other types of violence")
OTHER_DATES = Message("rows for other dates")
ROW_TWICE = Message("a repeated row: {row}")
WRONG_ROWS = Message("UCDP's API sent {what:.160}", _WHOLE)
NO_SPACE_FOR_FILE = Message("{path} cannot be written: {why}", "free some space, try again")
UNSAFE_REDIRECT = Message(
    "{where} redirects to {target}, which is not https",
    "not followed; see {site}",
)
REDIRECTS_AGAIN = Message("{where} redirects in circles", "try again later")
SENDS_SLOWLY = Message("{where} sends {what} too slowly")
NO_RETRY_WAIT = Message("{variable} is '{text}'", "use seconds from 0 to 3600, such as 30")
WAITING = Message("{why}: waiting {seconds:,.1f} s, then try {attempt} of {tries}")
ASKS_TO_SLOW_DOWN = Message("asks to slow down")
IS_BUSY = Message("is busy")
IS_SLOW = Message("is slow")
HAS_TROUBLE = Message("has trouble")
NO_CONNECTION = Message("no connection")
ANOTHER_ADDRESS = Message("another address")
PAGE = Message("page {number}")
RUN_AGAIN = Message("run the same command again: it resumes where it stopped")
OR_IMPORT = Message("{hint}; or get it at {address} with a browser, then: mali-cli import FILE")
TRY_LATER = Message("try again later")
CHECK_CONNECTION = Message("check the connection, then try again")
GIVEN_UP = Message("{why} (tried {tries} times)")
ASKS_TO_WAIT = Message(
    "{service} asks for a wait of {seconds:,.0f} s; the limit is {most:,.0f} s in a row; {hint}"
)
TURNED_DOWN = Message(
    "UCDP turns down the request for {query} (400): {asked:.240}",
    "the API may have changed: see whether there is a newer mali-cli, or use a download",
)
NO_SUCH_RELEASE = Message(
    "UCDP has not published {dataset} {release} ({why})",
    "the newest release that this version knows is {dataset}@{newest}; "
    "`{command}` asks for newer ones",
)
UNVERIFIED = Message("unverified: its size was not announced, so the end of {file} may be missing")
OTHER_SIZE = Message("{file} has {size:#byte}; {known:,} {known:?was/were} known of before")
NO_CANDIDATES = Message(
    "UCDP has published no candidate release since the newest yearly one", "name one: {command}"
)
NO_ROWS = Message(
    "{name} has no rows for {options}",
    "nothing to store: ask for more countries, types or days",
)
ANSWER_OF_API = Message("the answer of the UCDP API")
OTHER_NUMBER_OF_ROWS = Message(
    "{file} has {rows:#row}; {release} has {known:,}", "nothing was stored; fetch it again"
)
WHOLE_ONLY = Message(
    "a download is always whole and cannot be cut by country, type or date",
    "leave out the filters, or use --via api",
)
NOTHING_OF_DAYS = Message("{name} covers {days}, none of {options}", "change the dates")
