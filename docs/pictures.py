"""Draw the pictures of the README and of docs/outputs.md from the figures that are in the package.

    python docs/pictures.py            draw them again
    python docs/pictures.py --check    only tell whether they are true (exit 1 if not)

PNG depends on the version of Matplotlib; `--check` looks at the SVG. Those of the page
of `report` are drawn where Chromium and its driver are installed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

FOLDER = Path(__file__).resolve().parent / "pictures"
PICTURES = {
    "chart": ("chart", "--range"),
    "sahel": ("chart", "-c", "@aes", "--by", "country", "--by", "type", "--from", "2010"),
}
"""The pictures, each with the command that draws it."""
SCREENS = {"report": (1280, 1250), "report-phone": (390, 844)}
"""The pictures of the page of `report`: the width and the height of the screen."""


def drawn(words: tuple[str, ...], target: Path) -> bytes:
    """Run a command with nothing in the store, and return the figure that it writes."""
    from mali_cli.cli.app import main

    environment = {"MALI_CLI_HOME": str(target.parent / "store")}
    with (
        patch.object(sys, "argv", ["mali-cli", *words, "-o", str(target)]),
        patch.dict(os.environ, environment),
    ):
        try:
            main()
        except SystemExit as ended:
            if ended.code:
                raise
    return target.read_bytes()


def pictures() -> Iterator[tuple[Path, bytes]]:
    """Give each file with what it should hold now."""
    with tempfile.TemporaryDirectory() as name:
        for stem, words in PICTURES.items():
            for suffix in (".svg", ".png"):
                yield FOLDER / f"{stem}{suffix}", drawn(words, Path(name) / f"{stem}{suffix}")


def screens() -> Iterator[tuple[Path, bytes]]:
    """Give each picture of a page as a browser shows it; none where no browser is installed."""
    sys.path.insert(0, str(FOLDER.parent.parent))
    from tests.output.browser import browser, installed

    if not installed():
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        page = Path(name) / "report.html"
        drawn(("report",), page)
        with browser(Path(name)) as session:
            for stem, size in SCREENS.items():
                session.screen(*size)
                session.open(page)
                yield FOLDER / f"{stem}.png", session.picture()


def main() -> int:
    """Draw the pictures, or with --check name those that are not true."""
    if sys.argv[1:] not in ([], ["--check"]):
        print(__doc__)
        return 2
    check, stale = "--check" in sys.argv, 0
    found = list(pictures()) + ([] if check else list(screens()))
    for path, content in found:
        same = path.exists() and path.read_bytes() == content
        if same or (check and path.suffix == ".png"):
            continue
        stale += 1
        print(f"{'stale' if check else 'drawn'}: docs/pictures/{path.name}")
        if not check:
            FOLDER.mkdir(exist_ok=True)
            path.write_bytes(content)
    return int(bool(stale) and check)


if __name__ == "__main__":
    raise SystemExit(main())
