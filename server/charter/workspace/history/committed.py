"""
What is known of the files of one commit, line by line.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from charter.catalogue import Catalogue
from charter.commits import Commit
from charter.evidence import Evidence
from charter.provenance.commits import evidence, is_reviewed
from charter.text import Notice
from charter.workspace import reading
from charter.workspace.circumstances import circumstances
from charter.workspace.codec import Codec
from charter.workspace.git import Git
from charter.workspace.history.blaming import Blame, Run, blame, has_moved
from charter.workspace.history.claims import Claim, Record, of_commit, of_records
from charter.workspace.history.commits import commits_named
from charter.workspace.history.keeping import kept
from charter.workspace.history.ledger import Ledger
from charter.workspace.history.lines import lines_of
from charter.workspace.history.objects import blobs, tree
from charter.workspace.history.scanning import Scanner, scans_kept
from charter.workspace.history.touching import REPLACED, heirs, replacements, touched

BLAMES = Codec(Blame)
# The text of a notebook is its cells', and git's lines are those of its JSON.
_NOTEBOOK = ".ipynb"


class Facts(Struct, frozen=True):
    """
    What one commit says.
    """

    commit: Commit
    evidence: tuple[Evidence, ...]
    is_reviewed: bool


class Line(Struct, frozen=True):
    """
    What is known of one committed line.
    """

    facts: Facts
    claim: Claim | None


class Committed:
    """
    The files of the commit *head*, and who wrote them.

    Args:
        folder: of caches, where blames are kept between runs; None to keep nothing.
        day: of the run, as a number; what was used longest ago is dropped first.
    """

    def __init__(self, git: Git, head: str, catalogue: Catalogue, folder: Path | None, day: int) -> None:
        self._git = git
        self._head = head
        self._catalogue = catalogue
        self._folder = folder
        self._day = day
        self._store = kept(folder, BLAMES, day) if folder else None
        self._ledger = Ledger(git, catalogue)
        self._facts: dict[str, Facts] = {}
        self._cut_off = frozenset(git.shallow.split())
        self._blobs = {path: entry.name for path, entry in tree(git, head).items() if entry.is_file}

    @property
    def is_part(self) -> bool:
        """
        Whether only a part of the history is here.
        """
        return bool(self._cut_off)

    def text(self, path: str) -> str | None:
        """
        Return the text of the file *path*; None if there is none, or it is no text.

        Raises:
            GitError: git cannot be run.
        """
        blob = self._blobs.get(path)
        data = blobs(self._git, (blob,)).get(blob) if blob and not path.endswith(_NOTEBOOK) else None
        document = reading.document(path, data) if data is not None else None
        return None if document is None or document.notices else document.text

    def lines(self, path: str, text: str) -> tuple[list[Line | None], list[Notice]]:
        """
        Return what is known of each line of the committed *text* of the file *path*, and what could not be read.

        Raises:
            GitError: git cannot tell.
        """
        found = self._blame(path)
        self._learn({run.commit for run in found.runs})
        lines = [line for run in found.runs for line in self._of_run(run)]
        notices = [*self._ledger.troubles(run.commit for run in found.runs), *self._beyond(found)]
        n_lines = len(lines_of(text))
        # Where text is not of bytes, as in UTF-16, git sees other line ends.
        return (lines if len(lines) == n_lines else [None] * n_lines), notices

    @cached_property
    def touched_by_ai(self) -> frozenset[str]:
        """
        The names of all files of which commits with evidence, or records, may have written lines.

        Raises:
            GitError: git cannot tell.
        """
        scans = scans_kept(self._folder, self._day) if self._folder else None
        scan = Scanner(self._git, self._catalogue, scans).scan_between((self._head,))
        pairs = zip(scan.candidates, scan.said, strict=True)
        speaking = {commit.name for commit, said in pairs if of_commit(said, is_reviewed=False)}
        names = touched(self._git, speaking | self._ledger.commits)
        if not names:
            return names
        store = kept(self._folder, REPLACED, self._day) if self._folder else None
        return heirs(names, replacements(self._git, self._head, store))

    def _of_run(self, run: Run) -> Iterator[Line | None]:
        facts = self._facts.get(run.commit)
        if facts is None or run.commit in self._cut_off:
            yield from [None] * run.n_lines
            return
        records = self._ledger.of(run.commit).get(run.path, ())
        said = of_commit(facts.evidence, is_reviewed=facts.is_reviewed)
        for line in range(run.original, run.original + run.n_lines):
            here = _at(line, records) if records else ()
            yield Line(facts, of_records(here, facts.commit, is_reviewed=facts.is_reviewed) if here else said)

    def _learn(self, names: set[str]) -> None:
        """
        Read the commits *names* and what is recorded of them, as far as they are not known yet.
        """
        new = names - self._facts.keys()
        self._ledger.read(sorted(new))
        for name, commit in commits_named(self._git, new).items():
            said = evidence(commit, self._catalogue)
            self._facts[name] = Facts(commit, said, is_reviewed(commit, self._catalogue))

    def _beyond(self, found: Blame) -> Iterator[Notice]:
        """
        Yield a notice for each record that names lines past the end of the file, as its commit has it.
        """
        last: dict[tuple[str, str], int] = {}
        for run in found.runs:
            place = run.commit, run.path
            last[place] = max(last.get(place, 0), run.original + run.n_lines - 1)
        for (commit, path), n_seen in last.items():
            records = self._ledger.of(commit).get(path, ())
            if any(record.said.last > n_seen for record in records):
                n_lines = (self._git.bytes_at(commit, path) or b"").rstrip(b"\n").count(b"\n") + 1
                yield from (_past(record) for record in records if record.said.last > n_lines)

    def _blame(self, path: str) -> Blame:
        said = "\0".join((circumstances(), str(self._git.root), self._git.shallow, path))
        key = blake2b(said.encode("utf-8", "surrogateescape"), digest_size=20).digest()
        known = self._store.find([key]).get(key) if self._store else None
        if known and not has_moved(self._git, known, self._head, path):
            return known
        found = blame(self._git, self._head, path)
        if self._store:
            self._store.keep({key: found})
        return found


def _at(line: int, records: Sequence[Record]) -> tuple[Record, ...]:
    """
    Return what is recorded of *line*, counted from one.
    """
    return tuple(record for record in records if record.said.first <= line <= record.said.last)


def _past(record: Record) -> Notice:
    place = "" if record.kind == "trace" else f", line {record.said.place}"
    return Notice("syntax", f"{record.source}{place}: expected lines of the file, found lines past its end")
