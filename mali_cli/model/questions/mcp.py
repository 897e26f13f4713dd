"""What `mali-cli mcp` takes."""

from typing import Annotated

from ..query import OUTPUT, Query, opt


class Mcp(Query):
    """Answer an assistant's program on stdin and stdout, by the Model Context Protocol.

    Its tools are periods, totals, check, compare, missions, cite and datasets: they take what the
    commands take, only read, and ask nothing of the network. Needs: pip install 'mcp>=2'.
    docs/how-to/assistants.md shows how a program is set up.

    Examples:
      mali-cli mcp                what the settings of a program name as the command
      mali-cli mcp --debug        tells of errors at length, on stderr
      mali-cli mcp < /dev/null    ends at once, with 0 where it can be started
    """

    command = "mcp"

    debug: Annotated[
        bool,
        opt(
            "--debug",
            help="Show the tracebacks of errors on stderr.",
            default="off",
            section=OUTPUT,
        ),
    ] = False
