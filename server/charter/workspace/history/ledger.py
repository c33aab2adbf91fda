"""
What tools recorded, found in the repository: git-ai's notes, and Agent Trace's file.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from charter.catalogue import Catalogue
from charter.provenance.records import read_note, read_traces
from charter.provenance.records.readings import Trouble
from charter.text import Notice
from charter.workspace import reading
from charter.workspace.git import Git
from charter.workspace.history.claims import Record
from charter.workspace.history.objects import MOST_BYTES, blobs, tree

NOTES = "refs/notes/ai"
TRACES = ".agent-trace/traces.jsonl"
_N_HASH = 40


class Ledger:
    """
    The records of one repository, by commit and path.
    """

    def __init__(self, git: Git, catalogue: Catalogue) -> None:
        self._notices: dict[str, list[Notice]] = defaultdict(list)
        self._git = git
        self._catalogue = catalogue
        self._read: dict[str, dict[str, tuple[Record, ...]]] = {}

    @property
    def commits(self) -> frozenset[str]:
        """
        The full names of all commits of which something is recorded.
        """
        return frozenset((*self._notes, *self._traces))

    def read(self, commits: Iterable[str]) -> None:
        """
        Read what is recorded of *commits*, all in one go.
        """
        wanted = [name for name in commits if name not in self._read]
        noted = {name: self._notes[name] for name in wanted if name in self._notes}
        said = blobs(self._git, noted.values())
        for name in wanted:
            found = [*self._traces.get(name, ())]
            if name in noted:
                found = [*self._noted(name, said.get(noted[name])), *found]
            by_path = defaultdict[str, list[Record]](list)
            for record in found:
                by_path[record.said.path].append(record)
            self._read[name] = {path: tuple(records) for path, records in by_path.items()}

    def of(self, commit: str) -> dict[str, tuple[Record, ...]]:
        """
        Return by path what is recorded of the files of *commit*.
        """
        self.read((commit,))
        return self._read[commit]

    def troubles(self, commits: Iterable[str]) -> Iterator[Notice]:
        """
        Yield what could not be read of the records of *commits*, and of the file of traces.
        """
        for source in dict.fromkeys((TRACES, *map(_source, commits))):
            yield from self._notices.get(source, ())

    def _noted(self, commit: str, data: bytes | None) -> Iterator[Record]:
        source = _source(commit)
        if data is None:
            message = f"{source}: expected at most {MOST_BYTES:,} bytes, all of them in this clone"
            self._notices[source].append(Notice("too-large", message))
            return
        found = read_note(data.decode("utf-8", "replace"), self._catalogue)
        self._complain(source, found.troubles)
        yield from (Record("note", source, said) for said in found.attributions)

    @cached_property
    def _notes(self) -> dict[str, str]:
        """
        The blob with the note of each commit that has one; git spreads them over folders.
        """
        entries = tree(self._git, NOTES).items()
        named = {path.replace("/", ""): entry.name for path, entry in entries}
        return {commit: blob for commit, blob in named.items() if len(commit) >= _N_HASH}

    @cached_property
    def _traces(self) -> dict[str, tuple[Record, ...]]:
        """
        The records of Agent Trace by the commit that they are about.
        """
        if not (self._git.root / TRACES).exists():
            return {}
        document = reading.load(self._git.root, Path(TRACES), MOST_BYTES)
        self._notices[TRACES] += (Notice(each.kind, f"{TRACES}: {each.message}") for each in document.notices)
        found = read_traces(document.text, self._catalogue)
        self._complain(TRACES, found.troubles)
        by_commit = defaultdict[str, list[Record]](list)
        for said in found.attributions:
            by_commit[said.revision].append(Record("trace", f"{TRACES}:{said.place}", said))
        return {commit: tuple(records) for commit, records in by_commit.items()}

    def _complain(self, source: str, troubles: Iterable[Trouble]) -> None:
        self._notices[source] += (Notice("syntax", f"{source}, line {each.place}: {each.message}") for each in troubles)


def _source(commit: str) -> str:
    return f"git-ai note on commit {commit[:10]}"
