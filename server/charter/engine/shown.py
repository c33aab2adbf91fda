"""
All that a document shows of AI, whatever a charter may say of it.
"""

from collections.abc import Iterator

from charter.catalogue import Catalogue
from charter.engine.observed import Observed
from charter.evidence import Evidence
from charter.provenance import settings_evidence
from charter.text import Document


def shown(document: Document, observed: Observed | None, catalogue: Catalogue) -> Iterator[Evidence]:
    """
    Yield the evidence of AI that *document* holds or is; each place once.

    Args:
        observed: in the document; None if it could not be looked at, which leaves its path.
    """
    setup = settings_evidence(document.path, catalogue)
    if setup:
        yield setup
    if observed:
        yield from observed.evidence
        yield from dict.fromkeys(finding.evidence for finding in observed.findings if finding.evidence)
