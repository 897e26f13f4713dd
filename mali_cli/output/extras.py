"""Libraries that are installed only on demand: what to say where one is missing."""

from __future__ import annotations

from importlib.util import find_spec

from ..model.errors import OutputError
from ..words import writing
from ..words.message import Said


def need(module: str, extra: str, *, what: Said) -> None:
    """Refuse to go on where a library is not installed; it is looked for, not imported.

    Args:
        module: the library's name as it is imported, such as "matplotlib".
        extra: the name under `optional-dependencies` of pyproject.toml that installs it.
        what: what needs it, with its article: "a figure".

    Raises:
        OutputError: it is not installed; the hint is the command that installs it.
    """
    if not _installed(module):
        raise OutputError(
            writing.NOT_INSTALLED(
                what=what, module=module, command=f"pip install 'mali-cli[{extra}]'"
            )
        )


def _installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False
