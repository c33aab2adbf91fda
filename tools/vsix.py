"""
Build `dist/charter-TARGET.vsix`: the VS Code extension with the server and all that it needs; no network is used later.

`python -m tools.vsix [TARGET]`, after `make vsix` has set up Node; the default target is this machine.
Where a wheel holds machine code, that of every Python which may run the server goes in: such files bear the
Python's version in their names and lie side by side.
"""

import platform
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tools.node import NODE

HOUSE = Path(__file__).parents[1]
EXTENSION = HOUSE / "editors" / "vscode"
REQUIREMENTS = HOUSE / "requirements" / "server.txt"
_BUILD = HOUSE / "build" / "vsix"
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# VS Code's names for platforms, and those of wheels.
_PLATFORMS = {
    "linux-x64": ("manylinux_2_28_x86_64", "manylinux2014_x86_64"),
    "linux-arm64": ("manylinux_2_28_aarch64", "manylinux2014_aarch64"),
    "darwin-x64": ("macosx_11_0_x86_64", "macosx_10_13_x86_64", "macosx_10_12_x86_64"),
    "darwin-arm64": ("macosx_11_0_arm64",),
    "win32-x64": ("win_amd64",),
}
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def main() -> None:
    target = sys.argv[1] if len(sys.argv) > 1 else _here()
    if target not in _PLATFORMS:
        sys.exit(f"expected one of {', '.join(_PLATFORMS)}, found {target}")
    vsix = HOUSE / "dist" / f"charter-{target}.vsix"
    if not _is_newest(vsix):
        build(target, vsix)
    print(vsix)  # noqa: T201 -- what was made


def build(target: str, vsix: Path) -> None:
    """
    Make *vsix*, for *target*, anew.
    """
    shutil.rmtree(_BUILD, ignore_errors=True)
    stage, wheels = _BUILD / "extension", _BUILD / "wheels"
    stage.mkdir(parents=True)
    (stage / ".vscodeignore").write_text("bundled/libs/*/tests/**\n", encoding="utf-8")
    _bundle_script()
    for name in ("package.json", "README.md", "dist", "media"):
        _copy(EXTENSION / name, stage / name)
    _copy(HOUSE / "LICENSE", stage / "LICENSE")
    for name in ("probe.py", "run.py"):
        _copy(EXTENSION / "bundled" / name, stage / "bundled" / name)
    _gather(wheels, target)
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(stage / "bundled" / "libs")
    _compile(stage / "bundled" / "libs")
    _pack(stage, target, vsix)


def _is_newest(vsix: Path) -> bool:
    """
    Tell whether *vsix* is younger than all that it is made of.
    """
    if not vsix.exists():
        return False
    made = vsix.stat().st_mtime
    folders = (
        "server",
        "policies",
        "docs/rules",
        "editors/vscode/src",
        "editors/vscode/media",
        "editors/vscode/bundled",
    )
    parts = [path for folder in folders for path in (HOUSE / folder).rglob("*") if "__pycache__" not in path.parts]
    files = [*EXTENSION.glob("*.*"), REQUIREMENTS, HOUSE / "pyproject.toml", Path(__file__)]
    return all(path.stat().st_mtime <= made for path in (*parts, *files) if path.is_file())


def _bundle_script() -> None:
    _run(NODE, "node_modules/typescript/bin/tsc", cwd=EXTENSION)
    _run(NODE, "esbuild.mjs", cwd=EXTENSION)


def _gather(wheels: Path, target: str) -> None:
    """
    Put all wheels into *wheels*: ours, and the locked ones of every Python that may run the server.
    """
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, HOUSE)
    first, *others = _PYTHONS
    _download(wheels, target, first, REQUIREMENTS)
    native = {wheel.name.split("-")[0] for wheel in wheels.glob("*.whl") if not wheel.stem.endswith("-none-any")}
    locked = re.split(r"\n(?=\S)", REQUIREMENTS.read_text(encoding="utf-8").strip())
    some = _BUILD / "native.txt"
    entries = (entry for entry in locked if entry.partition("==")[0].replace("-", "_") in native)
    some.write_text("\n".join(entries), encoding="utf-8")
    for version in others:
        _download(wheels, target, version, some)


def _download(wheels: Path, target: str, python: str, requirements: Path) -> None:
    platforms = [word for name in _PLATFORMS[target] for word in ("--platform", name)]
    options = ("--no-deps", "--only-binary", ":all:", "--require-hashes", "--python-version", python, *platforms)
    _pip("download", *options, "-d", wheels, "-r", requirements)


def _compile(libs: Path) -> None:
    """
    Add the bytecode of each Python that is here, which would take a second of the first start.

    What is shipped is never edited, so that nobody need compare it with its source. Other Pythons write theirs
    when they first run.
    """
    others = (shutil.which(f"python{version}") for version in _PYTHONS)
    for python in (sys.executable, *filter(None, others)):
        command = (python, "-I", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", ".")
        subprocess.run(command, cwd=libs, check=False, capture_output=True)  # noqa: S603 -- our own command


def _pack(stage: Path, target: str, vsix: Path) -> None:
    vsix.parent.mkdir(exist_ok=True)
    vsce = EXTENSION / "node_modules" / "@vscode" / "vsce" / "vsce"
    # It would look for secrets in the wheels for half a minute; they are public.
    options = ("--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links")
    options += ("--allow-package-all-secrets",)
    _run(NODE, vsce, "package", *options, "--target", target, "--out", vsix, cwd=stage)


def _here() -> str:
    system = {"linux": "linux", "darwin": "darwin", "windows": "win32"}.get(platform.system().lower(), "")
    return f"{system}-{_MACHINES.get(platform.machine().lower(), '')}"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def _pip(*arguments: str | Path) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    _run(sys.executable, "-m", "pip", arguments[0], *quiet, *arguments[1:], cwd=HOUSE)


def _run(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)  # noqa: S603 -- our own commands
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
