"""
What a layer asks to be disclosed.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from charter.policy.model.stated import Stated

Demand = Literal["require", "allow", "forbid", "off"]
Profile = Literal[
    "linux-kernel",
    "fedora",
    "llvm",
    "apache",
    "openinfra",
    "open-liberty",
    "kubernetes",
    "none-allowed",
    "custom",
]

_STRICTNESS: Mapping[Demand, int] = {"off": 0, "allow": 1, "require": 2, "forbid": 2}


class Disclosure(Struct, frozen=True):
    """
    What commits and files must say about AI; each is None where nobody says.
    """

    profile: Stated[Profile] | None = None
    commits: Stated[Demand] | None = None
    files: Stated[Demand] | None = None
    human_sign_off: Stated[bool] | None = None
    reviewed_by: Stated[frozenset[str]] | None = None


def stricter_demand(one: Demand, other: Demand) -> Demand:
    """
    Return the stricter of two demands; of two that contradict each other the first, a higher layer's.
    """
    return other if _STRICTNESS[other] > _STRICTNESS[one] else one
