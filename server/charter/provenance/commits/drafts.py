"""
What git's comments in a message that is being written say of the commit: its people and its branch.

Git writes them into what the editor shows, so that nothing has to be asked while
somebody types.

Source: git, wt-status.c ("On branch …") and builtin/commit.c ("Author:    …", "Committer: …").
"""

import re
from collections.abc import Iterator

from charter.catalogue import Catalogue
from charter.commits import Person
from charter.evidence import Evidence, Strength
from charter.provenance.commits.trailers import comment_mark
from charter.provenance.identities import identities, read_person
from charter.text import Span

_NOWHERE = Span(0, 0)


def said_in_comments(text: str, catalogue: Catalogue) -> Iterator[Evidence]:
    """
    Yield what the comments of the draft *text* show of AI, apart from its words: places are empty.
    """
    author, branch = _comment(text, "Author: +"), _comment(text, "On branch ")
    signer = identities(catalogue).signer(read_person(author)) if author else None
    if signer:
        yield Evidence("identity", signer.tool, None, _NOWHERE, share="mixed" if signer.only_suggests else "ai")
    tool = branch and next((tool for tool in catalogue.tools if branch.startswith(tool.branches)), None)
    if tool:
        yield Evidence("branch", tool.id, None, _NOWHERE, Strength.HINT, "mixed")


def committer_of(text: str, catalogue: Catalogue) -> Person | None:
    """
    Return the person who will commit the draft *text*, where git's comments name one.
    """
    said = _comment(text, "Committer: +")
    person = read_person(said) if said else None
    return person if person and person.mailbox and not identities(catalogue).signer(person) else None


def _comment(text: str, words: str) -> str:
    """
    Return what stands behind *words* in the first comment that begins so; empty if none does.
    """
    match = re.search(rf"^{re.escape(comment_mark(text))} {words}(\S.*)$", text, re.MULTILINE)
    return match[1] if match else ""
