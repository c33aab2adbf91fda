"""
Commits, as the charter sees them. A message that is still being written is a document like any other.
"""

from datetime import date

from charter.commits import COMMIT, GIT_COMMIT, Commit
from charter.engine.bench import Bench
from charter.evidence import Evidence
from charter.model import Report
from charter.policy import Charter, Submission
from charter.provenance import commits
from charter.text import Document


def check_commit(
    commit: Commit, said: tuple[Evidence, ...], charter: Charter, today: date, *, files: tuple[str, ...] = ()
) -> Report:
    """
    Return all that *charter* says of *commit*: of its people, of its message, and of what they show of AI.

    Tools are judged as of the commit's own day.

    Args:
        said: what shows that AI had a part in it: `provenance.commits.evidence`, and what is recorded elsewhere.
        files: names of the files that it changes, as far as anybody asked.
    """
    document = Document(f"{COMMIT}{commit.short}", commit.message, GIT_COMMIT)
    submission = Submission(
        commits.read_message(commit.message),
        said,
        files,
        is_merge=len(commit.parents) > 1,
        is_reviewed=commits.is_reviewed(commit, charter.catalogue),
    )
    return Bench(document, charter, min(commit.day, today)).report_on_commit(submission)
