"""
Links to shared conversations and agent sessions: where the code came from.
"""

import re
from collections.abc import Iterator

from charter.provenance.markers.claims import Claim
from charter.provenance.markers.names import Names
from charter.provenance.markers.passages import Line, Register
from charter.text import Span

_LINK = re.compile(r"https?://(?P<place>[^\s<>()\"'`\]]+)")
_ID = re.compile(r"[^#]*[0-9a-zA-Z-]{6}")


def read(line: Line, names: Names) -> Iterator[Claim]:
    """
    Yield the links of *line* that lead to a conversation of a tool.

    In a text a link is reading matter, so only comments and commits count. A
    link without an id is the way to the tool's front door.
    """
    if line.register is Register.TEXT or "://" not in line.text:
        return
    for match in _LINK.finditer(line.text):
        place = match["place"]
        for prefix, tool in names.links.items():
            if place.startswith(prefix) and _ID.match(place, len(prefix)):
                yield Claim(Span(*match.span()), tool)
