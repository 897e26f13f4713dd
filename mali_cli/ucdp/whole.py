"""One query that a service answers with all rows of its newest release. No token is sent."""

from __future__ import annotations

from functools import partial

from ..frozen import frozen
from ..words import online
from ..words.message import Said
from .addresses import Service, under
from .client import Body, Line, ask, check_usual, get, looks_like_page
from .progress import Say
from .transfer import page_instead
from .waiting import BROKEN_OFF, Deadline, Fault


@frozen
class WholeAnswer:
    """What came, and from where."""

    url: str
    content: bytes


def get_whole(
    service: Service, path: str, what: str | Said, *, say: Say, until: Deadline | None = None
) -> WholeAnswer:
    """Return the answer to a query, the path of which lies below the service's address.

    `what` is what messages call it; `say` is told when and why it waits.

    Raises:
        UcdpError: the service cannot be reached, or refuses.
        DamagedError: a web page came, or too much.
    """
    url = under(service.base(), path)

    async def attempt(line: Line) -> Body:
        body = await get(line, url, what, partial(check_usual, line, what=what))
        if not body.ends and not body.content.rstrip().endswith(b"]"):
            raise Fault(online.BROKE_OFF(what=what), BROKEN_OFF)
        return body

    async def work(line: Line) -> Body:
        return await line.patiently(partial(attempt, line))

    body = ask(service, work, say=say, hint=online.TRY_LATER(), until=until)
    if looks_like_page(body.content):
        raise page_instead(service, str(what))
    return WholeAnswer(url, body.content)
