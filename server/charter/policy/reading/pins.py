"""
Addresses of charters on the network, pinned by the digest of what they say: `https://…#sha256=…`.
"""

import re
from hashlib import sha256

from msgspec import Struct

from charter.policy.problems import MissingLayer

SCHEME = "https://"

_PIN = re.compile(r"(?P<url>https://[^\s#@\\]+)(?:#sha256=(?P<digest>[0-9a-f]{64}))?")
_N_SHOWN = 12


class Pin(Struct, frozen=True):
    """
    One address.

    Args:
        digest: SHA-256 in lower case; empty if it is not pinned.
    """

    url: str
    digest: str = ""

    def __str__(self) -> str:
        return f"{self.url}#sha256={self.digest}" if self.digest else self.url

    @property
    def source(self) -> str:
        """
        What the charter is called in messages and clauses.
        """
        return f"{self.url}#sha256={self.digest[:_N_SHOWN]}"


def pin_of(reference: str) -> Pin:
    """
    Return the address that an `extends` entry names.

    Raises:
        MissingLayer: it is none that may be fetched; a user's name and password in it are not.
    """
    found = _PIN.fullmatch(reference)
    if not found:
        raise MissingLayer("expected https://HOST/PATH#sha256= and 64 hexadecimal digits")
    return Pin(found["url"], found["digest"] or "")


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()
