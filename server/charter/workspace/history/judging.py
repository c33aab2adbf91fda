"""
What a charter says of the commits in a range.

Commits never change, so neither does what is said of them: it is kept between runs,
by all that it depends on. Of a longer history only what is new is judged again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from charter.commits import COMMIT, Commit
from charter.engine import check_commit
from charter.evidence import Evidence
from charter.model import Decision, Fault, Report
from charter.policy import Charter
from charter.text import LineIndex, Notice
from charter.workspace.circumstances import circumstances
from charter.workspace.codec import Codec
from charter.workspace.git import Git
from charter.workspace.history.beside import files_of, last_note, noted, notes
from charter.workspace.history.commits import commits_named, has_merges, names_of, revisions
from charter.workspace.history.keeping import kept
from charter.workspace.history.objects import blobs
from charter.workspace.history.scanning import Scan, Scanner
from charter.workspace.store import Store

# Commits of which git is asked at a time which files they change, and what their notes say.
_AT_ONCE = 500
# More would take longer to read back than people wait, and more room than all else that is kept.
_MOST_KEPT = 20_000


class Verdict(Struct, frozen=True):
    """
    What is said of one commit.

    Args:
        name: as people are shown it.
    """

    name: str
    message: str
    decisions: tuple[Decision, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def report(self) -> Report:
        lines = LineIndex(self.message)
        return Report(f"{COMMIT}{self.name}", lines, self.decisions, self.notices, self.faults)

    def __bool__(self) -> bool:
        return bool(self.decisions or self.notices or self.faults)


class Verdicts(Struct, frozen=True):
    """
    What is said of a range of commits.

    Args:
        n_commits: all of them.
        told: on those of which there is something to say, the newest first.
        bounds: as in `Scan`.
    """

    n_commits: int
    told: tuple[Verdict, ...]
    bounds: tuple[str, ...]


VERDICTS = Codec(Verdicts)


class Judged(Struct, frozen=True):
    """
    A range of commits that is being judged.

    Args:
        reports: on those of which there is something to say, the newest first; made as they are asked for.
    """

    n_commits: int
    reports: Iterator[Report]


class Judge(Struct, frozen=True, dict=True):
    """
    Judges the commits of one repository.

    Args:
        made_of: all that *charter* is made of, as `Resolver.made_of` says it.
        today: in UTC.
        store: where verdicts are kept between runs; None to keep nothing.
    """

    scanner: Scanner
    charter: Charter
    made_of: str
    today: date
    store: Store[Verdicts] | None = None

    def judged(self, said: str) -> Judged:
        """
        Return what is said of the range or revision *said*, such as `main..HEAD`.

        Raises:
            GitError: git does not know it, or cannot read it.
        """
        bounds = revisions(self._git, said)
        if known := self._known(*sorted(bounds)):
            return Judged(known.n_commits, (each.report for each in known.told))
        earlier = self._earlier(bounds)
        new = (*bounds, f"^{earlier.bounds[0]}") if earlier else bounds
        scan = self.scanner.scan_between(new)
        n_commits = scan.n_commits + (earlier.n_commits if earlier else 0)
        before = Verdicts(n_commits, earlier.told if earlier else (), bounds)
        return Judged(n_commits, self._reports(scan, before))

    @property
    def _git(self) -> Git:
        return self.scanner.git

    def _reports(self, scan: Scan, before: Verdicts) -> Iterator[Report]:
        """
        Yield a report on each commit of *scan* of which there is something to say, then what is known already.
        """
        told = list[Verdict]()
        is_lasting = not self.charter.unread
        for commit, verdict in self._verdicts(scan):
            # One from tomorrow is judged as of today.
            is_lasting = is_lasting and commit.day <= self.today and len(told) < _MOST_KEPT
            if verdict:
                if is_lasting:
                    told.append(verdict)
                yield verdict.report
        yield from (each.report for each in before.told)
        if is_lasting:
            self._keep(replace(before, told=(*told, *before.told)))

    def _verdicts(self, scan: Scan) -> Iterator[tuple[Commit, Verdict]]:
        said = {commit.name: each for commit, each in zip(scan.candidates, scan.said, strict=True)}
        for group in _batched(self._asked(scan)):
            files = self._files(group)
            noted_here = {each.name: self._notes[each.name] for each in group if each.name in self._notes}
            texts = blobs(self._git, noted_here.values())
            for commit in group:
                note = noted_here.get(commit.name)
                own, notices = noted(texts.get(note), commit.name, self.charter.catalogue) if note else ((), ())
                known = (*said.get(commit.name, ()), *own)
                yield commit, self._verdict(commit, known, files.get(commit.name, ()), notices)

    def _verdict(
        self, commit: Commit, known: tuple[Evidence, ...], files: tuple[str, ...], notices: tuple[Notice, ...]
    ) -> Verdict:
        report = check_commit(commit, known, self.charter, self.today, files=files)
        return Verdict(commit.short, commit.message, report.decisions, notices, report.faults)

    def _asked(self, scan: Scan) -> Iterable[Commit]:
        """
        Return the commits that may break something, the newest first.
        """
        asks_all = self.charter.disclosure.human_sign_off
        if asks_all and asks_all.value:
            # What nobody signed off is found only by looking at all.
            return self.scanner.commits_between(scan.bounds)
        if not self._notes:
            return scan.candidates
        places = {name: idx for idx, name in enumerate(names_of(self._git, scan.bounds))}
        known = {commit.name: commit for commit in scan.candidates}
        silent = (name for name in self._notes if name in places and name not in known)
        every = known | commits_named(self._git, silent)
        return [every[name] for name in sorted(every, key=places.__getitem__)]

    def _files(self, commits: Sequence[Commit]) -> Mapping[str, tuple[str, ...]]:
        """
        Return which files *commits* change, where the charter asks for it.
        """
        asked = self.charter.disclosure.reviewed_by
        return files_of(self._git, (commit.name for commit in commits)) if asked and asked.value else {}

    @cached_property
    def _last_note(self) -> str:
        return last_note(self._git)

    @cached_property
    def _notes(self) -> Mapping[str, str]:
        return notes(self._git, self._last_note)

    # -- what is kept --------------------------------------------------------------------------------------------------

    def _earlier(self, bounds: tuple[str, ...]) -> Verdicts | None:
        """
        Return what is known of a whole history that *bounds* goes on with, in a line: after a merge others come first.
        """
        pointer = self._known(str(self._git.root)) if len(bounds) == 1 else None
        latest = pointer and self._known(*pointer.bounds)
        if not latest or not self._git.is_ancestor(latest.bounds[0], bounds[0]):
            return None
        return None if has_merges(self._git, (*bounds, f"^{latest.bounds[0]}")) else latest

    def _keep(self, verdicts: Verdicts) -> None:
        if self.store and len(verdicts.told) <= _MOST_KEPT:
            kept_now = {self._key(*sorted(verdicts.bounds)): verdicts}
            if len(verdicts.bounds) == 1:
                kept_now[self._key(str(self._git.root))] = replace(verdicts, told=())
            self.store.keep(kept_now)

    def _known(self, *said: str) -> Verdicts | None:
        key = self._key(*said)
        return self.store.find([key]).get(key) if self.store else None

    def _key(self, *said: str) -> bytes:
        digest = blake2b("\0".join(said).encode("utf-8", "surrogateescape"), key=self._terms, digest_size=20)
        return digest.digest()

    @cached_property
    def _terms(self) -> bytes:
        """
        A name for all that verdicts depend on beside the commits: other for all that would be judged otherwise.
        """
        catalogue = repr((self.charter.catalogue.tools, self.charter.catalogue.models))
        names = (circumstances(), catalogue, self.made_of, self._git.shallow, self._last_note)
        return blake2b("\0".join(names).encode("utf-8", "surrogateescape"), digest_size=20).digest()


def verdicts_kept(folder: Path, day: int) -> Store[Verdicts]:
    """
    Return where verdicts are kept in the cache *folder*.
    """
    return kept(folder, VERDICTS, day)


def _batched(commits: Iterable[Commit]) -> Iterator[tuple[Commit, ...]]:
    rest = iter(commits)
    while group := tuple(islice(rest, _AT_ONCE)):
        yield group
