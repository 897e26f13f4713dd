"""The program: `mali-cli`, and `python -m mali_cli`."""

from __future__ import annotations

import sys

from .model.errors import Exit


def main() -> None:
    """Run it; Ctrl-C ends it without a word also while it is being loaded."""
    try:
        from .cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)


if __name__ == "__main__":
    main()
