"""
Markers: words in a comment, a commit message or a text that say AI wrote something.

The way of a line: `passages` finds the lines that people write words on,
`names` the AI tools named in them, `tags` the lines of the form `Key: value`,
`phrases` the grammar of "written by …". What only mentions a tool, denies its
use, supposes it or looks for it is no marker; where grammar cannot decide, the
line is left alone, for a false alarm costs more than a miss.

Source: the forms that public projects ask for (Linux kernel, Fedora, Apache,
LLVM, Open Liberty, ai-disclosure 0.1) and that people write in public code.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from charter.catalogue import Catalogue
from charter.evidence import Evidence
from charter.provenance.markers import links, phrases, tags
from charter.provenance.markers.claims import Claim
from charter.provenance.markers.names import Names
from charter.provenance.markers.passages import Line, Register, passages
from charter.text import Comment, Document, line_spans

__all__ = ["Register", "claims", "evidence"]

# Longer lines are data, such as minified code; looking at them is not worth the time.
_LONGEST = 2_000


def claims(text: str, register: Register, catalogue: Catalogue) -> tuple[Claim, ...]:
    """
    Return what the lines of *text* claim, in spans of *text*; claims of one line may overlap.
    """
    return _claims(_names(catalogue), text, register)


def evidence(document: Document, comments: Sequence[Comment], catalogue: Catalogue) -> tuple[Evidence, ...]:
    """
    Return the markers in *document*, in order; of those that overlap, the first.

    Args:
        comments: of the same document, in order.
    """
    names = _names(catalogue)
    said = [*passages(document, comments)]
    if not said or not names.may_occur("\n".join(passage.text for passage in said)):
        return ()
    found = [
        Evidence("marker", claim.tool, claim.model, claim.span.moved(passage.start))
        for passage in said
        for claim in _claims(names, passage.text, passage.register)
    ]
    return tuple(_apart(sorted(found, key=lambda marker: marker.span)))


# Between two keystrokes nearly all comments stay as they are.
@lru_cache(maxsize=2_048)
def _claims(names: Names, text: str, register: Register) -> tuple[Claim, ...]:
    """
    Return what the lines of *text* claim, in spans of *text*.
    """
    if not names.may_occur(text):
        return ()
    return tuple(
        claim.moved(span.start)
        for span in line_spans(text)
        for claim in _claims_of_line(names, text[span.start : span.end], register)
    )


def _claims_of_line(names: Names, text: str, register: Register) -> Iterator[Claim]:
    # Of a long docstring that names a tool, most lines do not.
    if len(text) <= _LONGEST and names.may_occur(text):
        line = Line(text.rstrip("\r\n"), register)
        for reader in (tags.read, links.read, phrases.read):
            yield from reader(line, names)


def _apart(found: list[Evidence]) -> Iterator[Evidence]:
    end = -1
    for marker in found:
        if marker.span.start >= end:
            yield marker
            end = marker.span.end


@lru_cache(maxsize=8)
def _names(catalogue: Catalogue) -> Names:
    return Names(catalogue)
