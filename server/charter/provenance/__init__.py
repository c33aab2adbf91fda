"""
Who wrote what, and how we know: one kind of evidence per room.

Evidence is only ever something that says so. Style proves nothing here, and what
carries no mark is unknown, not human.
"""

from charter.provenance.markers import evidence
from charter.provenance.settings import ignoring_tool, settings_evidence

__all__ = ["evidence", "ignoring_tool", "settings_evidence"]
