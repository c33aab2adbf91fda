"""
Whose mailbox it is: the AI tools that sign commits, told from people.

An exact mailbox or an exact GitHub account tells, and nothing else: vendors employ
people, so a domain proves nothing; Claude and Devin are first names, so names prove
nothing; and the robots that release a vendor's software are in no entry.

Source: GitHub, "Email addresses reference" (`ID+USERNAME@users.noreply.github.com`).
"""

import re
from functools import lru_cache

from msgspec import Struct

from charter.catalogue import Catalogue, Tool
from charter.commits import Person

_ACCOUNT = re.compile(r"(?:(?P<number>\d+)\+)?(?P<account>[^@+]+)@users\.noreply\.github\.com")
# What examples, and machines without a name, use: RFC 2606 and 6762.
_PLACEHOLDER = re.compile(r".*@(?:.*\.)?(?:example\.(?:com|org|net)|local|localhost|localdomain|invalid)")
_SIGNATURE = re.compile(r"(?P<name>.+) <(?P<mailbox>[^<>]+)>")
_PERSON = re.compile(r"(?P<name>[^<]*)<(?:mailto:)?(?P<mailbox>[^<>]*)>")


class Signer(Struct, frozen=True):
    """
    A tool that signed.

    Args:
        only_suggests: it reviews, and people take its suggestions over.
    """

    tool: str
    only_suggests: bool = False


def read_person(said: str) -> Person:
    """
    Return whom a trailer's value names; without a mailbox all of it is the name.
    """
    match = _PERSON.search(said)
    return Person(match["name"].strip(), match["mailbox"].strip().lower()) if match else Person(said.strip(), "")


def is_placeholder(mailbox: str) -> bool:
    """
    Tell whether *mailbox*, in lower case, can be nobody's.
    """
    return _PLACEHOLDER.fullmatch(mailbox) is not None


class Identities:
    """
    Who of a catalogue's tools signs with what.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        tools = catalogue.tools
        self._mailboxes = {mailbox: _signer(tool) for tool in tools for mailbox in tool.emails}
        self._accounts = {bot.lower(): _signer(tool) for tool in tools for bot in tool.bots}
        self._accounts |= {
            each.lower(): Signer(tool.id, only_suggests=True) for tool in tools for each in tool.suggesters
        }
        self._signatures = {_pair(each): _signer(tool) for tool in tools for each in tool.signatures}

    def signer(self, person: Person) -> Signer | None:
        """
        Return the tool that signs as *person*; None for people and for whoever is not known.
        """
        if is_placeholder(person.mailbox):
            return None
        account = _ACCOUNT.fullmatch(person.mailbox)
        mailbox = account["account"] if account else person.mailbox
        return self._signatures.get((person.name.lower(), mailbox)) or (
            self._of_account(account) if account else self._mailboxes.get(mailbox)
        )

    def _of_account(self, account: re.Match[str]) -> Signer | None:
        numbered = self._accounts.get(f"{account['number']}+{account['account']}")
        return numbered or self._accounts.get(account["account"])


@lru_cache(maxsize=8)
def identities(catalogue: Catalogue) -> Identities:
    """
    Return who of *catalogue* signs with what; made once.
    """
    return Identities(catalogue)


def _signer(tool: Tool) -> Signer:
    return Signer(tool.id, tool.kind == "reviewer")


def _pair(signature: str) -> tuple[str, str]:
    match = _SIGNATURE.fullmatch(signature)
    return (match["name"], match["mailbox"]) if match else ("", signature)
