"""
Whether two names are of one person: as charters, waivers and git write people.

Only what is the same for sure: a mailbox, an account, or all of a name. That two
people are called Lena is no proof.

Source: GitHub, "Setting your commit email address", for the mailboxes of accounts.
"""

import re
from collections.abc import Iterator

_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<mailbox>[^<>]+)>")
_ACCOUNT = re.compile(r"(?:\d+\+)?(?P<account>[^@+]+)@users\.noreply\.github\.com")


def is_same(one: str, other: str) -> bool:
    """
    Tell whether *one* and *other* are the same person: `@name`, a mailbox, a name, or `Name <mailbox>`.
    """
    return not {*_forms(one)}.isdisjoint(_forms(other))


def _forms(said: str) -> Iterator[str]:
    """
    Yield all that *said* calls a person.
    """
    said = said.strip().casefold()
    named = _NAMED.fullmatch(said)
    for form in (named["name"].strip(), named["mailbox"].strip()) if named else (said,):
        if form:
            yield form
        if account := _ACCOUNT.fullmatch(form):
            yield f"@{account['account']}"
