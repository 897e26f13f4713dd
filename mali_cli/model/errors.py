"""The errors that a user may meet, each with its exit code.

Raise one of these for everything that can be expected to go wrong: it becomes one or two lines on
stderr (what happened, to what, and what to type next) and the exit code. Anything else that
escapes is a bug and ends with 70.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from shlex import join
from typing import Any

from ..words import ending, holding, when
from ..words.message import Said

ISSUES = "https://github.com/mali-cli/mali-cli/issues"
DEBUG = "--debug"


class Exit(IntEnum):
    """Exit codes of every command, as documented in docs/exit-codes.md."""

    OK = 0  # done, also with no rows
    NO = 1  # the answer is no: `check` found a difference
    USAGE = 2  # wrong usage, also a named file that does not exist
    NOT_HERE = 3  # the data is not here; the message names the command that gets it
    UCDP = 4  # UCDP could not be reached, refused, or has no such release
    DAMAGED = 5  # the data is damaged or not what it claims to be
    OUTPUT = 6  # the output or the store cannot be written
    BUG = 70  # a mistake in this program, or a machine without what it needs (EX_SOFTWARE)
    HUNG_UP = 129  # its terminal was closed (128 + SIGHUP)
    INTERRUPTED = 130  # Ctrl-C (128 + SIGINT)
    PIPE_CLOSED = 141  # the reader closed the pipe (128 + SIGPIPE)
    TERMINATED = 143  # asked to end (128 + SIGTERM)


class MaliCliError(Exception):
    """Base of all expected errors: a message, and a hint that says what to do.

    Attributes:
        said: what is wrong, as a sentence with its values.
        advice: what to do; that of the sentence, where no other is given. None where it has none.
    """

    exit_code: Exit = Exit.BUG

    def __init__(self, said: Said, advice: Said | None = None) -> None:
        super().__init__(str(said))
        self.said = said
        self.advice = advice or said.hint

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        return str(self.said)

    @property
    def hint(self) -> str | None:
        """What to do, in words; None where there is nothing to say."""
        return str(self.advice) if self.advice else None

    @property
    def command(self) -> str | None:
        """The command that the hint says to type; None where it says none."""
        return self.advice.command if self.advice else None

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a copy, and one that another process raises, be the same error."""
        return _restored, (type(self), self.said, vars(self))


def _restored(kind: type[MaliCliError], said: Said, held: dict[str, Any]) -> MaliCliError:
    error = kind.__new__(kind, str(said))
    vars(error).update(held)
    return error


class UsageError(MaliCliError):
    """What was asked makes no sense: an unknown name, an impossible date, options that clash."""

    exit_code = Exit.USAGE


class UnsettledError(UsageError):
    """What was asked can be meant in several ways: the hint has a whole command for each.

    Attributes:
        ways: the words that each way adds to the command line.
    """

    def __init__(self, said: Said, words: Sequence[str], ways: Sequence[Sequence[str]]) -> None:
        self.ways = ways
        super().__init__(said, self.advice_for(words))

    def advice_for(self, words: Sequence[str]) -> Said:
        """Say what to type in place of these words of a command line, the program's name first."""
        end = words.index("--") if "--" in words else len(words)
        lines = [join([*words[:end], *way, *words[end:]]) for way in self.ways]
        return when.ONE_OF(commands=lines)


class LackingError(UsageError):
    """What was asked needs a column that the data do not have.

    Attributes:
        reader: what needs it, as it is typed.
        column: its name in the data.
    """

    def __init__(
        self,
        reader: str | Said,
        column: str,
        source: str | None = None,
        elsewhere: Said | None = None,
    ) -> None:
        other = elsewhere or holding.USE_OTHER_DATA()
        super().__init__(
            holding.DATA_LACK_COLUMN(reader=reader, column=column, elsewhere=other)
            if source is None
            else holding.SOURCE_LACKS_COLUMN(
                reader=reader, column=column, source=source, elsewhere=other
            )
        )
        self.reader, self.column = reader, column


class NotHereError(MaliCliError):
    """The question is fine, but no data set at hand can answer it; the hint names the command."""

    exit_code = Exit.NOT_HERE


class CutYearsError(NotHereError):
    """Days cut years of which no finer data are here; the hint has a whole command for the years.

    Attributes:
        way: the words that it adds to the command line.
    """

    def __init__(self, said: Said, way: Sequence[str]) -> None:
        self.way = way
        super().__init__(said)

    def advice_for(self, words: Sequence[str]) -> Said:
        """Say what to type in place of these words of a command line, the program's name first."""
        end = words.index("--") if "--" in words else len(words)
        line = join([*words[:end], *self.way, *words[end:]])
        return holding.EVENTS_OR_YEARS(how=self.said.values["how"], line=line)


class GoneError(NotHereError):
    """A data set was removed while it was being read: what is here now may answer."""


class UcdpError(MaliCliError):
    """UCDP could not be reached, refused (no token, a bad one, a redirect), or has no such release.

    Not for what came through but is wrong: that is a `DamagedError`.
    """

    exit_code = Exit.UCDP


class DamagedError(MaliCliError):
    """A file is damaged, or is not what it claims to be."""

    exit_code = Exit.DAMAGED


class NewerError(DamagedError):
    """A newer version of the program stored this, in a form that this one does not know."""


class OutputError(MaliCliError):
    """The output cannot be written: a full disk, a closed stdout, a file that exists."""

    exit_code = Exit.OUTPUT


class MachineError(MaliCliError):
    """The machine lacks what the program needs to run: threads, memory, files that may be open."""

    exit_code = Exit.BUG


class PanicError(MaliCliError):
    """The Rust of Polars panicked: a mistake of Polars or of this program, or a setting of Polars.

    Polars raises no Exception then, and what has caught none would end the program.
    """

    exit_code = Exit.BUG

    def __init__(self, panic: BaseException) -> None:
        why = " ".join(str(panic).split())[:300]
        super().__init__(ending.PANIC(why=why, issues=ISSUES, option=DEBUG), other_settings())


def other_settings() -> Said | None:
    """Say to do without the settings of Polars that are in the environment, where there are."""
    settings = sorted(name for name in os.environ if name.startswith("POLARS_"))
    return ending.SETTINGS(variables=settings) if settings else None


@contextmanager
def panics() -> Iterator[None]:
    """Raise a `PanicError` where the Rust of Polars panics, which is no Exception."""
    try:
        yield
    except BaseException as error:
        if is_panic(error):
            raise PanicError(error) from error
        raise


def is_panic(error: BaseException) -> bool:
    """Return whether it is a panic of Rust."""
    return type(error).__module__.partition(".")[0] == "pyo3_runtime"


UNREAD = (DamagedError, OutputError)
"""What a stored set raises that would answer and cannot be read; or a file of a user."""
