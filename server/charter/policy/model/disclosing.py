"""
What a layer asks to be disclosed; and what it says that nothing acts on yet: servers for agents, AI in the
product, controls. The latter so that it is merged and can be shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from charter.model import Clause, Level
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
UseOf = Literal["mcp_servers", "sdks", "models", "hosts"]

_STRICTNESS: Mapping[Demand, int] = {"off": 0, "allow": 1, "require": 2, "forbid": 2}


@dataclass(frozen=True, slots=True)
class Disclosure:
    """
    What commits and files must say about AI; each is None where nobody says.
    """

    profile: Stated[Profile] | None = None
    commits: Stated[Demand] | None = None
    files: Stated[Demand] | None = None
    human_sign_off: Stated[bool] | None = None
    reviewed_by: Stated[frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """
    An MCP server that agents may be given; patterns may be empty.
    """

    name: str
    command: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Uses:
    """
    What a layer says of one kind of use of AI.

    Args:
        approved: patterns, or servers; None if it has no list. Between layers what
            is used must be in every list.
        clause: where the list stands.
    """

    unapproved: Stated[Level] | None = None
    approved: tuple[Stated[str] | Stated[Server], ...] | None = None
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Unbuilt:
    """
    All that a layer says and nothing acts on yet.

    Args:
        controls: rules that are evidence, by catalogue and control.
    """

    uses: Mapping[UseOf, Uses] = field(default_factory=lambda: MappingProxyType({}))
    controls: Mapping[tuple[str, str], Stated[tuple[str, ...]]] = field(default_factory=lambda: MappingProxyType({}))


def stricter_demand(one: Demand, other: Demand) -> Demand:
    """
    Return the stricter of two demands; of two that contradict each other the first, a higher layer's.
    """
    return other if _STRICTNESS[other] > _STRICTNESS[one] else one
