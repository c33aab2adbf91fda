"""
Two charters compared: what gets stricter, what looser, and what is merely other.
"""

from charter.policy.comparing.changes import Change, Direction, changes

__all__ = ["Change", "Direction", "changes"]
