"""
Who wrote what, and how we know: one kind of evidence per room.

Evidence is only ever something that says so. Style proves nothing here, and what
carries no mark is unknown, not human.
"""

from collections.abc import Sequence

from charter.catalogue import Catalogue
from charter.commits import GIT_COMMIT
from charter.evidence import Evidence
from charter.provenance import commits, markers
from charter.provenance.extents import extent
from charter.provenance.segments import merged, segment
from charter.provenance.settings import ignoring_tool, settings_evidence
from charter.text import Comment, Document

__all__ = ["evidence", "extent", "ignoring_tool", "merged", "segment", "settings_evidence"]


def evidence(document: Document, comments: Sequence[Comment], catalogue: Catalogue) -> tuple[Evidence, ...]:
    """
    Return what *document* itself says of AI, in order; of a commit message, what of it will be committed.

    Args:
        comments: of the same document, in order.
    """
    if document.language == GIT_COMMIT:
        said = commits.said_in(commits.read_draft(document.text), catalogue)
        return (*commits.said_in_comments(document.text, catalogue), *said)
    return markers.evidence(document, comments, catalogue)
