"""
Commits as git has them, read in one go.

Source: git, git-rev-list(1), "Pretty formats"; what is not UTF-8 is replaced.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from charter.commits import Commit, Person
from charter.workspace.git import Git, GitError

Record = list[bytes]
"""The fields of one commit, in the order of `_FIELDS`."""

# No field can hold a NUL, for git ends its texts there. Names are those of the commit, whatever a mailmap says.
_FIELDS = ("%H", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%B")
_FORMAT = f"--format={'%x00'.join((*_FIELDS, ''))}"
_EPOCH = date(1970, 1, 1)


def revisions(git: Git, said: str) -> tuple[str, ...]:
    """
    Return the full names that the range or revision *said* means, those that are left out behind a `^`.

    Raises:
        GitError: git does not know it, or there is no commit yet.
    """
    unknown = GitError(f"expected a revision or a range such as main..HEAD, found '{said}'")
    if said.startswith("-"):
        raise unknown
    try:
        return tuple(git.program.run("rev-parse", "--revs-only", said, "--").decode().split())
    except (GitError, ValueError) as error:  # a NUL cannot be handed on
        if said == "HEAD":
            raise GitError("there is no commit yet") from error
        raise unknown from error


def records(git: Git, names: Iterable[str]) -> Iterator[Record]:
    """
    Yield all commits of a range, the newest first.

    Args:
        names: as `revisions` gives them.
    """
    rest = b""
    for piece in git.program.stream("rev-list", "--encoding=UTF-8", _FORMAT, *names, "--"):
        fields = (rest + piece).split(b"\0")
        n_whole = (len(fields) - 1) // len(_FIELDS) * len(_FIELDS)
        for idx in range(0, n_whole, len(_FIELDS)):
            yield fields[idx : idx + len(_FIELDS)]
        rest = b"\0".join(fields[n_whole:])


def names_of(git: Git, bounds: Iterable[str]) -> tuple[str, ...]:
    """
    Return the full names of all commits between *bounds*, in the order of `records`.
    """
    return tuple(git.program.run("rev-list", *bounds, "--").decode().split())


def has_merges(git: Git, bounds: Iterable[str]) -> bool:
    """
    Tell whether there is a merge between *bounds*.
    """
    return bool(git.program.run("rev-list", "--min-parents=2", "--max-count=1", *bounds, "--"))


def commits_named(git: Git, names: Iterable[str]) -> dict[str, Commit]:
    """
    Return the commits with these full *names*; those that are not there are left out.
    """
    given = "".join(f"{name}\n" for name in names).encode()
    if not given:
        return {}
    asked = ("rev-list", "--no-walk=unsorted", "--ignore-missing", "--encoding=UTF-8", _FORMAT, "--stdin")
    fields = git.program.run(*asked, given=given).split(b"\0")
    whole = (fields[idx : idx + len(_FIELDS)] for idx in range(0, len(fields) - len(_FIELDS), len(_FIELDS)))
    return {commit.name: commit for commit in map(read_commit, whole)}


def read_commit(record: Record) -> Commit:
    """
    Return the commit that *record* describes.
    """
    name, parents, author, mailbox, seconds, committer, committed_by, message = record
    return Commit(
        name=_text(name).rpartition("\n")[2],  # below the line `commit …`
        author=Person(_text(author), _text(mailbox).lower()),
        committer=Person(_text(committer), _text(committed_by).lower()),
        day=_day(seconds),
        parents=tuple(_text(parents).split()),
        message=_text(message),
    )


def _text(said: bytes) -> str:
    return said.decode("utf-8", "replace")


def _day(seconds: bytes) -> date:
    try:
        return datetime.fromtimestamp(int(seconds), tz=UTC).date()
    except (ValueError, OverflowError, OSError):  # a commit may say anything
        return _EPOCH
