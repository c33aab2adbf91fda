"""
The program `charter`: the one module that knows every edge.
"""

import sys
from typing import NoReturn

from charter.cli import commands, run


@commands.command()
def server() -> int:
    """
    Serve an editor over standard input and output.
    """
    # The protocol's libraries alone cost half a second, which no other command pays.
    from charter.lsp import serve

    return serve()


def main() -> NoReturn:
    """
    Run the command that the program was called with.
    """
    sys.exit(run())


if __name__ == "__main__":
    main()
