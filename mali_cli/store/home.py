"""Where the store lies on this machine."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "MALI_CLI_HOME"


def home() -> Path:
    """Return the folder of the store: $MALI_CLI_HOME, else the platform's folder for user data.

    Asking does not create it.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("mali-cli", appauthor=False)
