"""The refusals of UCDP that are told apart; all end with exit code 4."""

from __future__ import annotations

from ..datasets.ucdp_files import newest_known
from ..model.errors import UcdpError
from ..words import online, tokens
from ..words.message import Said

TO_SET = "mali-cli token set"


class NoTokenError(UcdpError):
    """The API was needed and no token is set; not for one that UCDP turned down."""

    def __init__(self) -> None:
        super().__init__(tokens.NONE_SET(command=TO_SET))


class TokenRefusedError(UcdpError):
    """UCDP answered 401 to a request that carried a token; not for a missing one."""

    def __init__(self, origin: str) -> None:
        super().__init__(tokens.REFUSED(origin=origin, command=TO_SET))


class NoSuchReleaseError(UcdpError):
    """UCDP has no such release of a data set; not for a selection without rows."""

    def __init__(self, dataset: str, release: str, why: Said) -> None:
        newest = newest_known(dataset)
        super().__init__(
            online.NO_SUCH_RELEASE(
                dataset=dataset,
                release=release,
                why=why,
                newest=newest,
                command="mali-cli datasets --check",
            )
        )
