"""
What git's comments in a message that is being written say of the commit: its author and its branch.

Git writes them into what the editor shows, so that nothing has to be asked while
somebody types.

Source: git, wt-status.c ("On branch …") and builtin/commit.c ("Author:    …").
"""

import re
from collections.abc import Iterator

from charter.catalogue import Catalogue
from charter.evidence import Evidence, Strength
from charter.provenance.identities import identities, read_person
from charter.text import Span

_BRANCH = re.compile(r"^# On branch (?P<branch>\S+)$", re.MULTILINE)
_AUTHOR = re.compile(r"^# Author: +(?P<author>.+)$", re.MULTILINE)
_NOWHERE = Span(0, 0)


def said_in_comments(text: str, catalogue: Catalogue) -> Iterator[Evidence]:
    """
    Yield what the comments of the draft *text* show of AI, apart from its words: places are empty.
    """
    author, branch = _AUTHOR.search(text), _BRANCH.search(text)
    signer = identities(catalogue).signer(read_person(author["author"])) if author else None
    if signer:
        yield Evidence("identity", signer.tool, None, _NOWHERE, share="mixed" if signer.only_suggests else "ai")
    tool = branch and next((tool for tool in catalogue.tools if branch["branch"].startswith(tool.branches)), None)
    if tool:
        yield Evidence("branch", tool.id, None, _NOWHERE, Strength.HINT, "mixed")
