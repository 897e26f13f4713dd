"""Options declared once: what a command takes, and all that is derived from that.

A `Query` is a question as it was typed; its annotated fields are the options of a command. From
them come the parameters of the command line, the signature and the docstring of the Python
function (`question`), and the command lines that ask the same again.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from textwrap import fill
from typing import (
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    ParamSpec,
    Self,
    TypeVar,
    dataclass_transform,
    get_args,
)

from ..words import serving
from ..words.message import Message, Said
from .errors import CutYearsError, panics
from .replay import PROGRAM, Part
from .words import Words, many

PHASES, DATA, COUNTED, EVENTS = "Phases", "Data", "Counting", "Event data"
CLAIMS, OUTPUT = "Claims", "Output"
SAY_NOTHING = ("", "all", "either", "everywhere", "neither", "none", "off", "refused", "stdout")
"""Defaults in words that the help leaves out: they tell no more than that nothing was said."""


class Opt(NamedTuple):
    """How a field stands on the command line.

    Attributes:
        names: the option as it is typed; without any it is an argument.
        help: what it does, without its default.
        default: the default in words; `Query.defaults` words it for one command.
        section: where it stands in the help.
        metavar: what stands for its value in the help.
        complete: what completes it: a function of `cli.completion`, or the words themselves.
        least, most: the bounds of a number.
        rare: whether few need it, so that the short help only names it.
        file: whether it names a file that is read beside the data.
        answers: of the sources of an answer, the one that it names, where it does by a file.
        open: whether other words than those that complete it may be right too.
        by_hand: why only a person at the machine gives it, where not because it names a file.
    """

    names: tuple[str, ...]
    help: str
    default: str = ""
    section: str = DATA
    metavar: str | None = None
    complete: str | tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    rare: bool = False
    file: bool = False
    answers: int | None = None
    open: bool = False
    by_hand: Message | None = None

    def typed_as(self, value: str = "") -> str:
        """Return the name to type: the short one, but where the value looks like an option."""
        names = [name for name in self.names if name.startswith("--") or not value.startswith("-")]
        return next(iter(names or self.names), "")


def opt(*names: str, help: str, **more: Any) -> Opt:
    """Declare an option."""
    return Opt(names, help, **more)


class _Required:
    pass


REQUIRED = _Required()


def positional(*, kw_only: Literal[False] = False, default: Any = REQUIRED) -> Any:  # noqa: ARG001
    """Declare that a field is an argument without a name in Python too."""
    return _Positional(default)


class _Positional(NamedTuple):
    default: Any


class Option(NamedTuple):
    """A field of a query: its name, its plain type, how it is typed, its default."""

    name: str
    kind: Any
    opt: Opt
    default: Any
    positional: bool = False

    @property
    def several(self) -> bool:
        """Whether it may be repeated."""
        return bool(self.kind == Words)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that it takes, where it takes no others."""
        words = self.opt.complete
        return words if isinstance(words, tuple) and not self.opt.open else ()

    @property
    def by_hand(self) -> Said | None:
        """Why only a person at the machine gives it; None where an assistant may too."""
        if self.opt.file or self.opt.answers is not None:
            return serving.READS_A_FILE()
        return self.opt.by_hand() if self.opt.by_hand else None

    @property
    def plain_name(self) -> str:
        """What JSON calls it: as it is typed, so that --from is "from"."""
        return self.opt.typed_as("-").removeprefix("--").replace("-", "_") or self.name

    def parts(self, value: Any) -> list[Part]:
        """Return how a value of it is typed."""
        if value is None or value is False:
            return []
        if value is True:
            return [Part(self.name, self.opt.typed_as())]
        several = isinstance(value, Iterable) and not isinstance(value, str)
        texts = [str(one) for one in (value if several else [value])]
        return [Part(self.name, self.opt.typed_as(text), text) for text in texts]


Q = TypeVar("Q", bound="Query")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(positional,))
class Query:
    """What is asked; a subclass a command. Its docstring is the help of the command.

    Of several base classes the options of the last come first, as in a dataclass. The modules that
    declare some do not postpone annotations, which would have to be evaluated again.
    """

    command: ClassVar[str] = ""
    helps: ClassVar[Mapping[str, str]] = {}
    """Help that the command words otherwise, by field."""
    defaults: ClassVar[Mapping[str, str]] = {}
    """Defaults that the command words otherwise, by field."""
    order: ClassVar[tuple[str, ...]] = ()
    """Fields that come first in a command line; the others follow as they are declared."""
    tells: ClassVar[tuple[str, ...]] = ()
    """What the JSON of an answer says was asked, besides what is looked at."""
    rows_key: ClassVar[str] = "rows"
    """What the JSON of an answer calls its rows."""
    depends_on: ClassVar[Literal["", "sets at hand", "store"]] = ""
    """What must be as it was for the same answer, that no option can pin."""
    _options: ClassVar[dict[str, Option]]
    _plain: ClassVar["_Plain"]

    def __init__(self, *given: Any, **named: Any) -> None:
        options, plain = self.options(), self._plain
        told = dict(zip(plain.positional, given, strict=False)) | named
        if len(told) < len(given) + len(named) or (plain.defaults | told).keys() != options.keys():
            signature(type(self)).bind(*given, **named)  # raises the error that Python would
        told |= {name: many(told[name]) for name in plain.several if name in told}
        vars(self).update(plain.defaults | told)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    @classmethod
    def options(cls) -> dict[str, Option]:
        """Return the options by the names of their fields, in order."""
        if "_options" not in vars(cls):
            cls._options = {
                name: _option(cls, name, kind)
                for base in reversed(cls.__mro__)
                for name, kind in getattr(base, "__annotations__", {}).items()
                if hasattr(kind, "__metadata__")
            }
            cls._plain = _plain(cls._options)
        return cls._options

    @classmethod
    def help_of(cls, option: Option, *, default: bool = True) -> str:
        """Return what an option does and its default, as this command has them.

        A default that says nothing is left out, and any where `default` is off.
        """
        text = cls.helps.get(option.name, option.opt.help)
        taken = cls.defaults.get(option.name, option.opt.default)
        return f"{text} Default: {taken}." if default and taken not in SAY_NOTHING else text

    def but(self, **changes: Any) -> Self:
        """Return the same question with other values of these fields."""
        return type(self)(**{**vars(self), **changes})

    def put_as(self, other: type[Q], **changes: Any) -> Q:
        """Return another question about the same: it has the values of the fields that both have.

        A field that has one value here and several there means two things, and is left as it is.
        Values that are the default here are the default of the other too.
        """
        mine, its = self.options(), other.options()
        same = {n for n in mine if n in its and mine[n].several == its[n].several}
        shared = {n: v for n, v in vars(self).items() if n in same and v != mine[n].default}
        return other(**{**shared, **changes})

    def typed(self) -> tuple[Part, ...]:
        """Return what must be typed to ask the same: all that is not the default."""
        return tuple(
            part
            for option in self.options().values()
            if (value := getattr(self, option.name)) != option.default
            for part in option.parts(value)
        )

    def plain(self, settled: Mapping[str, Any]) -> dict[str, object]:
        """Return what it `tells` as plain values: what was settled, else what was typed."""
        typed = {one.plain_name: getattr(self, one.name) for one in self.options().values()}
        values = {name: {**typed, **settled}[name] for name in self.tells}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}

    def argv(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the command line that asks this.

        Args:
            said: values by field in place of its own; typed even where they are the default.
        """
        options = self.options()
        words = [PROGRAM, *self.command.split()]
        for name in dict.fromkeys((*self.order, *options)):
            if name not in options:
                continue
            option, own = options[name], getattr(self, name)
            value = said.get(name, None if own == option.default else own)
            words += [word for part in option.parts(value) for word in part.words]
        return tuple(words)


class _Plain(NamedTuple):
    """What is asked of the options of a query each time that one is made."""

    positional: tuple[str, ...]
    several: tuple[str, ...]
    defaults: dict[str, Any]


def _plain(options: Mapping[str, Option]) -> _Plain:
    several = tuple(name for name, option in options.items() if option.several)
    defaults = {n: o.default for n, o in options.items() if o.default is not REQUIRED}
    defaults |= {name: many(defaults[name]) for name in several if name in defaults}
    positional = tuple(name for name, option in options.items() if option.positional)
    return _Plain(positional, several, defaults)


def _option(cls: type[Query], name: str, kind: Any) -> Option:
    plain, declared, *_ = get_args(kind)
    default = getattr(cls, name, REQUIRED)
    if isinstance(default, _Positional):
        return Option(name, plain, declared, default.default, positional=True)
    return Option(name, plain, declared, default)


P = ParamSpec("P")
R = TypeVar("R")


def question(asks: Callable[P, Q], answer: Callable[[Q], R]) -> Callable[P, R]:
    """Return the Python function of a question: the fields of its query are its arguments.

    Its docstring has the first sentences of the query's, a line an argument, and what the answer's
    docstring says of what is returned and raised.
    """

    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        with panics():
            query = asks(*args, **kwargs)
            try:
                return answer(query)
            except CutYearsError as error:
                error.advice = error.advice_for(query.argv({}))
                raise

    assert isinstance(asks, type) and issubclass(asks, Query)  # noqa: PT018
    described: type[Query] = asks
    ask.__name__ = ask.__qualname__ = described.command.split()[-1]
    ask.__module__ = answer.__module__
    ask.__doc__ = docstring(described, answer.__doc__ or "")
    ask.__signature__ = signature(described)  # type: ignore[attr-defined]
    return ask


def signature(query: type[Query]) -> inspect.Signature:
    """Return the signature of a question in Python."""
    options = sorted(query.options().values(), key=lambda option: not option.positional)
    return inspect.Signature([_parameter(option) for option in options])


def docstring(query: type[Query], answer: str) -> str:
    """Return the docstring of a question in Python."""
    names = {word: o.name for o in query.options().values() for word in o.opt.names}
    lines = [_line(o.name, renamed(query.help_of(o), names)) for o in query.options().values()]
    first = sentences(query)
    returns = inspect.cleandoc(answer).partition("Returns:\n")[1:]
    return "\n\n".join((first, "\n".join(["Args:", *lines]), "".join(returns))).rstrip()


def sentences(query: type[Query]) -> str:
    """Return what a question does: its docstring without the examples."""
    return inspect.cleandoc(query.__doc__ or "").partition("\n\nExamples:")[0]


def _line(name: str, help: str) -> str:
    """Return what the docstring says of an argument, in lines of at most 100 characters."""
    line = f"    {name}: {help}"
    return line if len(line) <= 100 else fill(line, 100, subsequent_indent="        ")


def renamed(help: str, names: Mapping[str, str]) -> str:
    """Name options, also in short, as arguments are named."""
    return re.sub(
        r"(?<![\w-])--?[a-z][a-z0-9-]*", lambda match: names.get(match[0], match[0]), help
    )


def _parameter(option: Option) -> inspect.Parameter:
    either, named = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    default = inspect.Parameter.empty if option.default is REQUIRED else option.default
    kind = either if option.positional else named
    return inspect.Parameter(option.name, kind, default=default, annotation=option.kind)
