"""
A range of commits, looked through for what may be said of AI.

What was found in a range holds for ever, for commits never change: it is kept by the
names of the commits that bound it. Of a whole history only what is new is looked
through again.
"""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from charter.catalogue import Catalogue
from charter.commits import Commit
from charter.evidence import Evidence
from charter.provenance.commits import evidence
from charter.provenance.commits.sieve import sieve
from charter.workspace.circumstances import circumstances
from charter.workspace.codec import Codec
from charter.workspace.git import Git
from charter.workspace.history.commits import has_merges, names_of, read_commit, records, revisions
from charter.workspace.history.keeping import kept
from charter.workspace.store import Store

# More would take longer to read back than to find again.
_MOST_KEPT = 100_000


class Scan(Struct, frozen=True):
    """
    What a range of commits holds.

    Args:
        n_commits: all of them.
        candidates: those that may say something of AI, the newest first.
        said: what each of them does say of it, in the same order.
        bounds: the commits from which the range goes back, and behind a `^` those where it ends.
    """

    n_commits: int
    candidates: tuple[Commit, ...]
    said: tuple[tuple[Evidence, ...], ...]
    bounds: tuple[str, ...]


SCANS = Codec(Scan)


class Scanner(Struct, frozen=True):
    """
    Looks through the commits of one repository.

    Args:
        store: where scans are kept between runs; None to keep nothing.
    """

    git: Git
    catalogue: Catalogue
    store: Store[Scan] | None = None

    def scan(self, said: str) -> Scan:
        """
        Return what the range or revision *said* holds, such as `main..HEAD`.

        Raises:
            GitError: git does not know it, or cannot read it.
        """
        return self.scan_between(revisions(self.git, said))

    def scan_between(self, bounds: tuple[str, ...]) -> Scan:
        """
        Return what lies between *bounds*, as `revisions` gives them.
        """
        key = self._key(*sorted(bounds))
        if known := self._known(key):
            return known
        is_all = len(bounds) == 1
        last = self._key(str(self.git.root))
        pointer = self._known(last) if is_all else None
        latest = pointer and self._known(self._key(*pointer.bounds))
        scan = self._continued(latest, bounds) or self._looked_through(bounds)
        self._keep({key: scan} | ({last: Scan(scan.n_commits, (), (), bounds)} if is_all else {}))
        return scan

    def commits(self, said: str) -> Iterator[Commit]:
        """
        Yield all commits of the range or revision *said*, the newest first.

        Raises:
            GitError: git does not know it, or cannot read it.
        """
        return self.commits_between(revisions(self.git, said))

    def commits_between(self, bounds: tuple[str, ...]) -> Iterator[Commit]:
        """
        Yield all commits between *bounds*, as `revisions` gives them, the newest first.
        """
        return map(read_commit, records(self.git, bounds))

    def _looked_through(self, bounds: tuple[str, ...]) -> Scan:
        holds, n_commits, held = sieve(self.catalogue).holds, 0, list[Commit]()
        for record in records(self.git, bounds):
            n_commits += 1
            if holds(b" ".join(record[2:])):
                held.append(read_commit(record))
        said = tuple(evidence(commit, self.catalogue) for commit in held)
        return Scan(n_commits, tuple(held), said, bounds)

    def _continued(self, latest: Scan | None, bounds: tuple[str, ...]) -> Scan | None:
        """
        Return the scan of a whole history of which *latest* is a part; None if it is not.
        """
        if not latest or not self.git.is_ancestor(latest.bounds[0], bounds[0]):
            return None
        between = (*bounds, f"^{latest.bounds[0]}")
        new = self._looked_through(between)
        pairs = [*zip(new.candidates, new.said, strict=True), *zip(latest.candidates, latest.said, strict=True)]
        if has_merges(self.git, between):
            # What a merge brings in lies among what was there before.
            places = {name: idx for idx, name in enumerate(names_of(self.git, bounds))}
            pairs.sort(key=lambda pair: places[pair[0].name])
        candidates, said = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
        return Scan(new.n_commits + latest.n_commits, candidates, said, bounds)

    def _key(self, *said: str) -> bytes:
        """
        Return a name for a scan: other for all that would be found otherwise.
        """
        catalogue = repr(self.catalogue.tools)
        names = (circumstances(), self.git.shallow, catalogue, *said)
        return blake2b("\0".join(names).encode("utf-8", "surrogateescape"), digest_size=20).digest()

    def _known(self, key: bytes) -> Scan | None:
        return self.store.find([key]).get(key) if self.store else None

    def _keep(self, scans: dict[bytes, Scan]) -> None:
        if self.store and all(len(scan.candidates) <= _MOST_KEPT for scan in scans.values()):
            self.store.keep(scans)


def scans_kept(folder: Path, day: int) -> Store[Scan]:
    """
    Return where scans are kept in the cache *folder*.
    """
    return kept(folder, SCANS, day)
