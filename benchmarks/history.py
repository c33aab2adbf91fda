"""
A repository of 100,000 commits: `charter log`, the evidence of AI that it reads, and who wrote a file and a tree.

One commit in ten says that an agent wrote or helped, and one in forty not in the way that the charter
asks for. Every commit changes one line of one of 2,000 files. "Again" is another run with what the
first one kept. `charter log` is the program itself, from its start to its last line.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import figures
from charter.catalogue import Catalogue, parse
from charter.workspace.git import Git
from charter.workspace.history import Historian, Scanner, scans_kept
from charter.workspace.shipped import text

N_COMMITS = 100_000
_N_FILES = 2_000
_N_LINES = 40
_N_AUTHORS = 50
_BEGINNING = 1_600_000_000
_WORDS = ("fix", "parser", "when", "input", "is", "empty", "handle", "error", "network", "tests", "docs", "cache", "of")
_AGENT = "Claude <noreply@anthropic.com>"
_TRAILER = "Co-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>\n"
_LAW = "disclosure: {commits: require}\ntools: {approved: [claude]}\n"
_WHO = (
    "charter log",
    "charter log, again",
    "evidence of all commits",
    "evidence of all commits, again",
    "who wrote a file",
    "who wrote a file, again",
    "which files AI may have written in",
    "which files AI may have written in, again",
)


def run(n_rounds: int) -> figures.Table:
    with _repository() as root:
        (results,) = figures.in_turns([lambda _: _measure(root)], n_rounds)
    rows = [(who, f"{seconds:.2f} s") for who, seconds in zip(_WHO, results, strict=True)]
    claims = (
        figures.Claim(f"charter log, {N_COMMITS:,} commits, cold", results[0], 10, unit="s"),
        figures.Claim(f"charter log, {N_COMMITS:,} commits, warm", results[1], 1, unit="s"),
    )
    title = f"{N_COMMITS:,} commits, one in ten of them with an agent, {_N_FILES:,} files"
    return figures.Table(title, ("", "seconds"), tuple(rows), claims)


def _measure(root: Path) -> list[float]:
    known, path = parse(text("ai_tools.yaml")), _name(0)
    with TemporaryDirectory() as cache, TemporaryDirectory() as own, TemporaryDirectory() as other:
        _log(root, Path(other), "HEAD~1..HEAD", n_told=0)  # what Python compiles once, is compiled now
        asked = (
            lambda: _log(root, Path(own), "HEAD", n_told=N_COMMITS // 40),
            lambda: _evidence(root, known, Path(cache)),
            lambda: _authorship(root, known, Path(cache), path),
            lambda: _concerned(root, known, Path(cache)),
        )
        return [_seconds(ask) for ask in asked for _ in ("cold", "again")]


def _seconds(ask: Callable[[], None]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def _log(root: Path, cache: Path, revisions: str, *, n_told: int) -> None:
    program = Path(sys.executable).with_name("charter")
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    command = [str(program), "log", revisions]
    done = subprocess.run(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    _expect(n_told, sum(line.startswith("commit:") for line in done.stdout.splitlines()))


def _evidence(root: Path, known: Catalogue, cache: Path) -> None:
    store = scans_kept(cache, 1)
    found = Scanner(Git.at(root), known, store).scan("HEAD")
    n_with_ai = sum(map(bool, found.said))
    store.close()
    _expect((N_COMMITS, N_COMMITS // 10), (found.n_commits, n_with_ai))


def _authorship(root: Path, known: Catalogue, cache: Path, path: str) -> None:
    historian = Historian(root, known, cache, 1)
    written = (Git.at(root).bytes_at("HEAD", path) or b"").decode()
    _expect(len(written), sum(hand.span.end - hand.span.start for hand in historian.authorship(path, written).hands))


def _concerned(root: Path, known: Catalogue, cache: Path) -> None:
    names = [_name(number) for number in range(_N_FILES)]
    _expect(expected=True, found=0 < len(Historian(root, known, cache, 1).may_know(names)) <= _N_FILES)


def _expect(expected: object, found: object) -> None:
    """
    End the run if what was timed did not do its work.
    """
    if expected != found:
        raise SystemExit(f"expected {expected}, found {found}")


@contextmanager
def _repository() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
        command = ["git", "fast-import", "--quiet"]
        with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE) as importing:
            for piece in _commits():
                importing.stdin.write(piece)
            importing.stdin.close()
        (Path(folder) / "charter.yaml").write_text(_LAW, "utf-8")
        yield Path(folder)


def _commits() -> Iterator[bytes]:
    """
    Yield what git fast-import reads: every commit with one line of one file changed.
    """
    chance = random.Random(1)  # noqa: S311 - the same history each time
    files = [[f"x{line} = 0\n" for line in range(_N_LINES)] for _ in range(_N_FILES)]
    for number in range(N_COMMITS):
        idx = chance.randrange(_N_FILES)
        files[idx][chance.randrange(_N_LINES)] = f"x = {chance.random()}\n"
        data, message = "".join(files[idx]).encode(), _message(chance, number).encode()
        moment = f"{_BEGINNING + 600 * number} +0000"
        person = f"Dev {number % _N_AUTHORS} <dev{number % _N_AUTHORS}@acme.example>"
        author = _AGENT if number % 40 == 0 else person
        head = f"commit refs/heads/main\nmark :{number + 1}\nauthor {author} {moment}\ncommitter {person} {moment}\n"
        yield head.encode() + b"data %d\n" % len(message) + message
        yield b"M 100644 inline %s\ndata %d\n%s\n" % (_name(idx).encode(), len(data), data)


def _message(chance: random.Random, number: int) -> str:
    lines = [" ".join(chance.choices(_WORDS, k=9)) for _ in range(chance.randint(1, 6))]
    body = f"{lines[0].capitalize()}\n\n" + "".join(f"{line}\n" for line in lines[1:])
    is_helped = number % 10 == 0 and number % 40
    return f"{body}\nSigned-off-by: Dev <dev@acme.example>\n{_TRAILER if is_helped else ''}"


def _name(idx: int) -> str:
    return f"src/d{idx % 40}/f{idx}.py"
