"""
The editors' edge: a language server on standard input and output.

Importing this package loads neither pygls nor lsprotocol, which alone cost
half a second. There is no TCP and no WebSocket: a socket without
authentication would show any local user what is being typed.
"""


def serve() -> int:
    """
    Serve one editor until it leaves and return the exit code.

    Returns:
        0 after a `shutdown` request, 1 if the editor vanished without one.
    """
    from charter.lsp import lean

    lean.load()

    from charter.lsp.server import run

    return run()
