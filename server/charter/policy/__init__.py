"""
What a charter says, and what follows for what was seen.

Pure: texts come in as `Source`, what they extend through a `Loader`. Which files
are charters, and which text is the last good one, is the business of
`workspace`.
"""

from charter.policy.building import build
from charter.policy.charter import Charter, Layer, Role, WaiverTerms
from charter.policy.judging import Ruling, decide, explain, is_excluded, judge
from charter.policy.manual import RULES
from charter.policy.problems import MissingLayer, Problem, UntrustedLayer
from charter.policy.reading import Loader, Source
from charter.policy.silencing import may_silence, silence

__all__ = [
    "RULES",
    "Charter",
    "Layer",
    "Loader",
    "MissingLayer",
    "Problem",
    "Role",
    "Ruling",
    "Source",
    "UntrustedLayer",
    "WaiverTerms",
    "build",
    "decide",
    "explain",
    "is_excluded",
    "judge",
    "may_silence",
    "silence",
]
