"""The text of helps: sentences filled to the width, commands, and options by section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from ..model.query import OUTPUT
from ..words import asking

FEW_PARAGRAPHS, FEW_EXAMPLES = 2, 5
"""How much the short help has of them."""


def write_commands(group: Any, ctx: Any, formatter: Any) -> None:
    """Write each command of a group with its whole sentence."""
    commands = [(name, group.get_command(ctx, name)) for name in group.list_commands(ctx)]
    with formatter.section("Commands"):
        formatter.write_dl(
            [(name, _sentence(command.help)) for name, command in commands if command]
        )


OTHERS = "Options"
LAST = (OUTPUT, OTHERS)
"""The sections that close a help, in order."""


def write_sections(
    params: Iterable[Any], ctx: Any, formatter: Any, brief: Mapping[str, str]
) -> None:
    """Write what a command takes, by the section that each was declared in; output comes last.

    Args:
        params: what it takes.
        ctx: the context of Typer.
        formatter: what it writes to.
        brief: by option the help to write in place of its own; of "" it only names the option,
            below the others of the section.
    """
    sections: dict[str, list[tuple[str, str]]] = {}
    more: dict[str, list[str]] = {}
    repeated = False
    for param in params:
        if param.param_type_name == "argument":
            name = (param.metavar or param.name.upper()) + ("..." if param.nargs != 1 else "")
            told = brief.get(param.name) or param.help or ""
            sections.setdefault("Arguments", []).append((name, told))
        elif record := param.get_help_record(ctx):
            panel = getattr(param, "rich_help_panel", None) or OTHERS
            records = sections.setdefault(panel, [])
            told = brief.get(param.name, param.help)
            if not told:
                more.setdefault(panel, []).append(param.opts[-1])
            else:
                records.append((record[0] + " *" * param.multiple, told))
                repeated |= param.multiple
    for title in sorted(sections, key=lambda title: LAST.index(title) if title in LAST else -1):
        records = sections[title]
        with formatter.section(title):
            formatter.write_dl(records) if records else None
            if title in more:
                _write_filled(str(asking.MORE_OPTIONS(options=more[title])), formatter)
    if repeated:
        formatter.write(f"\n{asking.REPEATABLE()}\n")


def _write_filled(text: str, formatter: Any) -> None:
    """Write a paragraph, no word of it cut at a hyphen, as names of options have them."""
    indent = " " * formatter.current_indent
    lines = wrap(" ".join(text.split()), formatter.width - len(indent), break_on_hyphens=False)
    formatter.write("".join(f"{indent}{line}\n" for line in lines))


def write_help(text: str | None, formatter: Any, *, brief: bool = False) -> None:
    """Write paragraphs, filled to the width, and examples line by line; a few where `brief`."""
    sentences, examples, shown = (text or "").partition("Examples:\n")
    paragraphs = sentences.strip().split("\n\n")
    for paragraph in paragraphs[: FEW_PARAGRAPHS if brief else None]:
        _write_paragraph(paragraph, formatter)
    if examples:
        lines = shown.split("\n\n")[0].rstrip().splitlines()
        formatter.write(f"\n  {examples}")
        for line in lines[: FEW_EXAMPLES if brief else None]:
            formatter.write(f"  {line}\n")
    for paragraph in shown.split("\n\n")[1:]:
        _write_paragraph(paragraph, formatter)


def _write_paragraph(text: str, formatter: Any) -> None:
    formatter.write("\n")
    with formatter.indentation():
        _write_filled(text, formatter)


def _sentence(text: str | None) -> str:
    return (text or "").strip().partition("\n\n")[0].replace("\n", " ")
