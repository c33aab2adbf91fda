"""
The program `charter`: the one module that knows every edge.

Importing it loads nothing, for each worker process imports it again.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

from charter.workspace import collector


def server() -> int:
    """
    Serve an editor over standard input and output.
    """
    from charter.lsp import serve

    return serve()


def run(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command that *arguments* name, or else the program's own, and return its exit status.
    """
    from charter import cli

    cli.commands.command()(server)
    return cli.run(arguments)


def main() -> NoReturn:
    """
    Run the command that the program was called with.

    The server starts without the terminal's command line, which takes a tenth of the time that the editor waits.
    """
    collector.be_patient()
    status = server() if sys.argv[1:] == ["server"] else run()
    collector.leave()
    sys.exit(status)


if __name__ == "__main__":
    main()
