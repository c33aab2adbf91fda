"""
A whole tree on the command line: `charter check` with two processes, beside `bandit -r` and `radon cc`.

Each text is in the tree once, since Charter looks at the same text only once. The
findings are compared as well: speed means nothing where they differ.
"""

import json
import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import figures
from charter.rules import rules

_HOUSE = Path(__file__).parents[1]
_BIN = Path(sys.executable).parent
_N_FILES = 1_000
_N_LINES = 300_000
_MOST_PATHS = 10
# `security.hidden-unicode` sees what this test of bandit's sees, and more.
_REPLACED = "B613"

_WHO = (
    "charter, bandit's rules",
    "charter, with what it knows of AI",
    "charter, with cyclomatic complexity",
    "charter, the same again",
    "bandit -r",
    "bandit -r, then radon cc",
)


def run(n_rounds: int) -> figures.Table:
    with _tree() as folder:
        differences = _n_differences(folder)
        (results,) = figures.in_turns([lambda _: _measure(folder)], n_rounds)
    rows = [(who, f"{seconds:.1f} s") for who, seconds in zip(_WHO, results, strict=True)]
    security, _, both, again, bandit, peers = results
    claims = (
        figures.Claim("tree, bandit's rules, cold", security, 1 / 10, bandit, "bandit -r", "s"),
        figures.Claim("tree, with complexity, cold", both, 1 / 5, peers, "bandit + radon", "s"),
        figures.Claim("tree, with complexity, warm", again, 1 / 20, both, "cold", "s"),
        *(figures.Claim(f"tree, findings unlike {who}", n, 0, unit="findings") for who, n in differences.items()),
    )
    title = f"{len(_sources()):,} files, {sum(map(_n_lines, _sources())):,} lines, two processes"
    return figures.Table(title, ("", "seconds"), tuple(rows), claims)


@contextmanager
def _tree() -> Iterator[Path]:
    """
    Give a folder with real files, each text once, and two charters beside it.
    """
    with TemporaryDirectory(prefix="charter-sweep-") as name:
        folder = Path(name).resolve() / "tree"
        for idx, path in enumerate(_sources()):
            # Bandit leaves out folders that are called `tests`.
            target = folder / f"part_{idx % 40:02}" / f"module_{idx:04}.py"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        (folder / ".git").mkdir()
        for file, charter in _charters().items():
            (folder.parent / file).write_text(charter, encoding="utf-8")
        yield folder


@cache
def _sources() -> tuple[Path, ...]:
    """
    Return enough files of the packages that the tests read, then of the standard library.
    """
    library = (path for path in Path(sysconfig.get_path("stdlib")).rglob("*.py") if "site-packages" not in path.parts)
    paths = (*sorted((_HOUSE / ".venv" / "corpus").rglob("*.py")), *sorted(library))
    known = {path.read_bytes(): path for path in reversed(paths)}
    distinct = sorted((path for path in known.values() if _n_lines(path)), key=paths.index)
    sums = accumulate(map(_n_lines, distinct))
    enough = next(n for n, n_lines in enumerate(sums, 1) if n >= _N_FILES and n_lines >= _N_LINES)
    return tuple(distinct[:enough])


@cache
def _n_lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def _charters() -> dict[str, str]:
    """
    Return charters in which all that bandit sees has one level, and that which no peer looks for is off in most.

    The maintainability index is off: radon's own takes minutes over a long table.
    """
    levels = {rule.id: "warn" if rule.id.startswith("security.") else "off" for rule in rules()}
    peers = {rule: level for rule, level in levels.items() if not rule.startswith("tools.")}
    limited = f"{{level: warn, max: {_MOST_PATHS}}}"
    return {
        "security.yaml": _charter(levels),
        "also_ai.yaml": _charter(peers),
        "both.yaml": _charter({**levels, "complexity.cyclomatic": limited}),
    }


def _charter(levels: dict[str, str]) -> str:
    lines = "".join(f"  {rule}: {level}\n" for rule, level in levels.items())
    return f"extends: []\nwaivers: {{suppressions: all}}\nrules:\n{lines}"


def _measure(folder: Path) -> list[float]:
    """
    Return the seconds that each of `_WHO` takes.
    """
    with TemporaryDirectory(prefix="charter-cache-") as cache:
        bandit = _seconds(_bandit(), folder)
        security = _seconds(_ours("security.yaml"), folder, f"{cache}/security")
        also_ai = _seconds(_ours("also_ai.yaml"), folder, f"{cache}/also_ai")
        radon = _seconds(_radon(), folder)
        both = _seconds(_ours("both.yaml"), folder, f"{cache}/both")
        again = _seconds(_ours("both.yaml"), folder, f"{cache}/both")
    return [security, also_ai, both, again, bandit, bandit + radon]


def _ours(charter: str) -> list[str]:
    return [str(_BIN / "charter"), "check", "--jobs", "2", "--charter", f"../{charter}", "--format", "json", "."]


def _bandit() -> list[str]:
    return [str(_BIN / "bandit"), "-q", "-r", ".", "-f", "json"]


def _radon() -> list[str]:
    return [str(_BIN / "radon"), "cc", "--json", "."]


def _seconds(command: Sequence[str], folder: Path, cache_folder: str = "") -> float:
    start = time.perf_counter()
    _output(command, folder, cache_folder)
    return time.perf_counter() - start


def _output(command: Sequence[str], folder: Path, cache_folder: str = "") -> Any:  # noqa: ANN401 -- JSON may be anything
    environment = {**os.environ, "XDG_CACHE_HOME": cache_folder}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    return json.loads(done.stdout)


def _n_differences(folder: Path) -> dict[str, int]:
    """
    Return how many findings only one side has, beside bandit and beside radon.
    """
    reports = _output(_ours("both.yaml"), folder)["files"]
    found = [(report["path"], finding) for report in reports for finding in report["findings"]]
    issues, unread = _issues(_output(_bandit(), folder))
    ours = {_place(*each) for each in found if _is_bandits(each[1]) and each[0] not in unread}
    complex_ = {_figure(*each) for each in found if each[1]["rule"] == "complexity.cyclomatic"}
    return {"bandit": len(ours ^ issues), "radon": len(complex_ ^ set(_too_complex(_output(_radon(), folder))))}


def _issues(report: Any) -> tuple[set[tuple[str, int, str]], set[str]]:  # noqa: ANN401 -- bandit's JSON
    """
    Return where bandit found what, and the files that it could not read.
    """
    issues = {(_path(issue), issue["line_number"], issue["test_id"]) for issue in report["results"]}
    return issues - {issue for issue in issues if issue[-1] == _REPLACED}, set(map(_path, report["errors"]))


def _path(said: Any) -> str:  # noqa: ANN401 -- bandit's JSON
    return said["filename"].removeprefix("./")


def _is_bandits(finding: Any) -> bool:  # noqa: ANN401 -- our JSON
    """
    Tell whether bandit would say it, too: it heeds its own comments, and not those of Ruff.
    """
    by = finding["suppression"] and finding["suppression"]["by"]
    return finding["rule"].startswith("security.") and finding["aliases"][:1] != [_REPLACED] and by != "nosec"


def _place(path: str, finding: Any) -> tuple[str, int, str]:  # noqa: ANN401 -- our JSON
    return path, finding["start"]["line"], finding["aliases"][0]


def _figure(path: str, finding: Any) -> tuple[str, int, int]:  # noqa: ANN401 -- our JSON
    return path, finding["start"]["line"], finding["figure"]


def _too_complex(report: Any) -> Iterator[tuple[str, int, int]]:  # noqa: ANN401 -- radon's JSON
    """
    Yield the functions that are more complex than the charter allows, however deep they stand.
    """
    for path, blocks in report.items():
        stack = list(blocks) if isinstance(blocks, list) else []
        while stack:
            block = stack.pop()
            stack += [*block.get("methods", ()), *block.get("closures", ())]
            if block["type"] != "class" and block["complexity"] > _MOST_PATHS:
                yield path.removeprefix("./"), block["lineno"], block["complexity"]
