"""The refusals of UCDP that are told apart; all end with exit code 4."""

from __future__ import annotations

from ..facts.releases import newest_known
from ..model.errors import UcdpError

ASK = "ask mertcan.yilmaz@pcr.uu.se for one, saying what it is for (3 to 5 working days)"
"""Whom to ask: https://ucdp.uu.se/apidocs/index.html (compulsory since February 2026)."""


class NoTokenError(UcdpError):
    """The API was needed and no token is set; not for one that UCDP turned down."""

    def __init__(self) -> None:
        super().__init__(
            "UCDP's API needs an access token, and none is set",
            f"{ASK}, then `mali-cli token set`; downloads need none: `mali-cli fetch`",
        )


class TokenRefusedError(UcdpError):
    """UCDP answered 401 to a request that carried a token; not for a missing one."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            f"UCDP refused the access token from {origin} (401)",
            f"set it anew with `mali-cli token set`, or {ASK}",
        )


class NoSuchReleaseError(UcdpError):
    """UCDP has no such release of a data set; not for a selection without rows."""

    def __init__(self, dataset: str, release: str, said: str) -> None:
        super().__init__(
            f"UCDP has not published {dataset} {release} ({said})",
            f"the newest release that this version knows is {dataset}@{newest_known(dataset)}; "
            "`mali-cli datasets --check` asks for newer ones",
        )
