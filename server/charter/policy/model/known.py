"""
A finding that is recorded as known. `waivers.known_file` reads it, `waivers.known` says what it silences.
"""

from msgspec import Struct


class KnownFinding(Struct, frozen=True, order=True):
    """
    One finding that is recorded.

    Args:
        path: from the root once it was read; from the file's folder in the file.
        figure: what a measure came to; None for all else.
        source: the file that records it, from the root; empty before there is one.
    """

    path: str
    rule: str
    fingerprint: str
    figure: float | None = None
    source: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.path, self.fingerprint
