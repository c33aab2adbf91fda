"""
The branch that a merge took in, as its subject names it.

Source: git, fmt-merge-msg.c; the subjects that GitHub and Bitbucket write.
"""

import re

from charter.text import Span

_SUBJECTS = (
    re.compile(r"Merge pull request #\d+ from [^/\s]+/(?P<branch>\S+)"),
    re.compile(r"Merge branch '(?P<branch>[^']+)'"),
    re.compile(r"Merge remote-tracking branch '(?:remotes/)?[^/']+/(?P<branch>[^']+)'"),
    re.compile(r"Merged in (?P<branch>\S+) \(pull request #\d+\)"),
)


def merged_branch(subject: str) -> Span | None:
    """
    Return where the *subject* of a merge names the branch that was merged; None if it names none.
    """
    found = next((match for each in _SUBJECTS if (match := each.match(subject))), None)
    return Span(*found.span("branch")) if found else None
