"""
How long a server outlives its editor, when the editor is killed and something else keeps the server's input open.
"""

import subprocess
import sys
import time
from pathlib import Path

from tools.jsonrpc import Connection

from benchmarks import figures, peers

_PATIENCE = 10.0


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    results = figures.in_turns([lambda _, name=name: [_measure(name)] for name in names], n_rounds)
    rows = [(name, f"{s:.1f}" if s < _PATIENCE else "stays") for name, (s,) in zip(names, results, strict=True)]
    claims = (figures.Claim("client killed, server gone", results[0][0], 5, unit="s"),)
    return figures.Table("Client killed while its stdin stays open, s", ("", "server gone after"), tuple(rows), claims)


def _measure(name: str) -> float:
    with (
        peers.project() as folder,
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as client,
    ):
        server = Connection(peers.COMMANDS[name], folder, lambda _: None)
        root = {"rootUri": folder.as_uri(), "workspaceFolders": None}
        server.request("initialize", {"processId": client.pid, "capabilities": {}, **root})
        server.notify("initialized", {})
        client.kill()
        client.wait()
        start = time.perf_counter()
        while _is_running(server.pid) and time.perf_counter() - start < _PATIENCE:
            time.sleep(0.02)
        seconds = time.perf_counter() - start
        server.end()
    return seconds


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
