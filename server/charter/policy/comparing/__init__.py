"""
Two charters compared, by what they say and by what they do.

`changes` compares all that they say, key by key, wherever files may lie: for
people who are about to replace one by the other. `loosenings` compares what is in
force at the paths of a tree, so that nothing counts that a higher layer forbids
anyway: for the judgement of a change, which must not be wrong.
"""

from charter.policy.comparing.changes import Change, Direction, changes
from charter.policy.comparing.loosening import Loosening, loosenings, newly_known

__all__ = ["Change", "Direction", "Loosening", "changes", "loosenings", "newly_known"]
