"""Completion as each shell takes it: words quoted where they need to be, also after a sign.

Typer's own gives words as they are, so that bash would put in a name with a space as two words, and
knows nothing of the signs (@ = :) at which bash takes a word apart.
"""

from __future__ import annotations

import os
import re
from typing import Any

from typer import _completion_shared as scripts
from typer._click.shell_completion import (
    ShellComplete,
    add_completion_class,
    split_arg_string,
)

BASH = """
%(complete_func)s() {
    local IFS=$'\\n'
    mapfile -t COMPREPLY < <(env COMP_WORDS="${COMP_LINE:0:COMP_POINT}" \\
        MALI_CLI_REPLACED="$2" %(autocomplete_var)s=complete_bash "$1" 2>/dev/null)
}

complete -o default -o nosort -F %(complete_func)s %(prog_name)s
"""
ZSH = """
#compdef %(prog_name)s

%(complete_func)s() {
  local -a values shown
  local value means
  while IFS=$'\\t' read -r value means; do
    values+=("$value")
    shown+=("$value${means:+  -- $means}")
  done < <(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" \\
    %(autocomplete_var)s=complete_zsh %(prog_name)s 2>/dev/null)
  if (( ${#values} )); then
    compadd -l -d shown -- "${values[@]}"
  else
    _files
  fi
}

compdef %(complete_func)s %(prog_name)s
"""


class _Shell(ShellComplete):
    """A shell that gives the line up to the cursor, and takes a word a line."""

    line = "_TYPER_COMPLETE_ARGS"
    source_template = ""

    def source_vars(self) -> dict[str, Any]:
        """Return what stands in the script: it is made by Typer, from the same template."""
        return {}

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words of the line, and the one that is being typed."""
        line = os.environ.get(self.line, "")
        words = split_arg_string(line)
        typing = bool(typed_last(line))
        return words[1:-1] if typing else words[1:], words[-1] if typing else ""

    def complete(self) -> str:
        """Return what may stand there, a line each."""
        return "\n".join(map(self.format_completion, self.items()))

    def items(self) -> list[Any]:
        """Return what may stand there: whole words, also behind --option=."""
        words, typed = self.get_completion_args()
        items = list(self.get_completions(words, typed))
        option, equals, _ = typed.partition("=")
        for item in items:
            if equals and option.startswith("--"):
                item.value = f"{option}={item.value}"
        return items

    def format_completion(self, item: Any) -> str:
        """Return a word, and after a tab what it means."""
        means = " ".join((item.help or "").split())
        return f"{item.value}\t{means}" if means else str(item.value)


class Bash(_Shell):
    """Bash puts in what it is given: words must be quoted as that which is being typed is."""

    name, line = "bash", "COMP_WORDS"

    def format_completion(self, item: Any) -> str:
        """Return a word as it is to stand behind what bash leaves as it is."""
        typed = typed_last(os.environ.get(self.line, ""))
        return for_bash(str(item.value), typed, os.environ.get("MALI_CLI_REPLACED", typed))


class Zsh(_Shell):
    """Zsh, which quotes by itself."""

    name = "zsh"


class Fish(_Shell):
    """Fish, which quotes by itself, and first asks whether there is anything."""

    name = "fish"

    def complete(self) -> str:
        """Return what may stand there; end with 1 where it asks and nothing may."""
        if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            raise SystemExit(0 if self.items() else 1)
        return super().complete()


def typed_last(line: str) -> str:
    """Return the word at the end of a line as it was typed, with its quotes; "" after a space."""
    start, quote, at = 0, "", 0
    while at < len(line):
        sign = line[at]
        if sign == "\\" and quote != "'":
            at += 1
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign.isspace():
            start = at + 1
        at += 1
    return line[start:]


def for_bash(word: str, typed: str, replaced: str) -> str:
    """Return what bash is to put in for a word.

    Args:
        word: the whole word.
        typed: how much of it was typed, with its quotes: in an open quote bash closes it, and
            elsewhere what is special gets a backslash.
        replaced: what of that bash takes away: it takes words apart at signs such as @ and =.
    """
    if typed[:1] == "'":
        return word.replace("'", r"'\''")
    if typed[:1] == '"':
        return re.sub(r'(["$`\\])', r"\\\1", word)
    kept = len(typed) - len(replaced) if typed.endswith(replaced) else 0
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", word)[kept:]


def take_over() -> None:
    """Let these answer the shells, and stand in the scripts that are shown and installed."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell, shell.name)
    scripts._completion_scripts |= {"bash": BASH, "zsh": ZSH}
