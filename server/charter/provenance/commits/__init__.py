"""
Commits: what their messages consist of, and what they say of AI.
"""

from charter.provenance.commits.drafts import committer_of, said_in_comments
from charter.provenance.commits.evidence import evidence, is_reviewed, said_in, signer
from charter.provenance.commits.messages import read_draft, read_message
from charter.provenance.commits.trailers import comment_mark
from charter.provenance.identities import read_person

__all__ = [
    "comment_mark",
    "committer_of",
    "evidence",
    "is_reviewed",
    "read_draft",
    "read_message",
    "read_person",
    "said_in",
    "said_in_comments",
    "signer",
]
