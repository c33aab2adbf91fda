"""
What a charter says, and what follows for what was seen.

Pure: texts come in as `Source`, what they extend through a `Loader`. Which files
are charters, and which text is the last good one, is the business of
`workspace`.
"""

from charter.policy.binding.ruling import Ruling, class_of, counts_as_ai
from charter.policy.binding.sites import ZoneInForce, zone_of
from charter.policy.building import build
from charter.policy.daily import problems_on
from charter.policy.judging.decisions import (
    decide,
    decide_for,
    explain,
    heeds_authors,
    is_excluded,
    judge,
    judge_segment,
)
from charter.policy.judging.disclosing.files import declared, marks, unmarked
from charter.policy.judging.disclosing.messages import breaches
from charter.policy.judging.disclosing.reviewing import reviewed
from charter.policy.judging.disclosing.submission import Submission
from charter.policy.judging.ignoring import unignored
from charter.policy.judging.mending import mended
from charter.policy.judging.never import is_never_heard, least_limit
from charter.policy.judging.silencing import may_silence, silence
from charter.policy.judging.uses import approval, is_approved, is_use
from charter.policy.manual import RULES
from charter.policy.model.charter import Charter, Layer, Role, WaiverTerms
from charter.policy.model.memory import remembered
from charter.policy.model.scopes import AiUse, DataClass, Stage
from charter.policy.problems import MissingLayer, Problem, UntrustedLayer
from charter.policy.reading.file import Loader, Source
from charter.policy.showing.effective import Effective, effective
from charter.policy.showing.rollout import stages
from charter.policy.showing.standing import Standing, standing
from charter.policy.waivers.holding import register_problems
from charter.policy.waivers.known import may_be_known, recognised, recorded, renewed

__all__ = [
    "RULES",
    "AiUse",
    "Charter",
    "DataClass",
    "Effective",
    "Layer",
    "Loader",
    "MissingLayer",
    "Problem",
    "Role",
    "Ruling",
    "Source",
    "Stage",
    "Standing",
    "Submission",
    "UntrustedLayer",
    "WaiverTerms",
    "ZoneInForce",
    "approval",
    "breaches",
    "build",
    "class_of",
    "counts_as_ai",
    "decide",
    "decide_for",
    "declared",
    "effective",
    "explain",
    "heeds_authors",
    "is_approved",
    "is_excluded",
    "is_never_heard",
    "is_use",
    "judge",
    "judge_segment",
    "least_limit",
    "marks",
    "may_be_known",
    "may_silence",
    "mended",
    "problems_on",
    "recognised",
    "recorded",
    "register_problems",
    "remembered",
    "renewed",
    "reviewed",
    "silence",
    "stages",
    "standing",
    "unignored",
    "unmarked",
    "zone_of",
]
