"""
Names of findings that survive edits above and beside them.

A fingerprint is made of the rule, the text that it underlines with white space
folded, the enclosing symbol, and a count that tells equal ones apart. No line,
no path, no figure. For a measure it is the symbol alone, so that the name stays
while the function changes.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from charter.model import Finding
from charter.text import Document

_SIZE = 8  # bytes; 16 hexadecimal digits


def fingerprints(document: Document, findings: Iterable[Finding]) -> list[str]:
    """
    Return one fingerprint for each of *findings*, which come in the order of the text.
    """
    seen = Counter[tuple[bool, str, str, str]]()
    names: list[str] = []
    for finding in findings:
        is_measure = finding.figure is not None
        text = "" if is_measure else " ".join(document.text[finding.span.start : finding.span.end].split())
        name = (finding.rule, text, finding.symbol)
        # A stale finding must not change the name of a fresh one.
        key = (finding.is_stale, *name)
        names.append(_digest(*name, str(seen[key])))
        seen[key] += 1
    return names


def _digest(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=_SIZE).hexdigest()
