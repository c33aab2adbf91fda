"""
What a layer approves of AI that is used: servers that agents are given, and what the product calls.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from charter.model import Clause
from charter.policy.model.stated import Stated

UseOf = Literal["server", "sdk", "model", "host"]

# Where charters speak of each kind of use; the list stands under `approved`, the level under `unapproved`.
USE_KEYS: Mapping[UseOf, str] = MappingProxyType(
    {
        "server": "tools.mcp_servers",
        "sdk": "tools.runtime.sdks",
        "model": "tools.runtime.models",
        "host": "tools.runtime.hosts",
    }
)
# The rule that a use breaks which is in no list.
USE_RULES: Mapping[UseOf, str] = MappingProxyType(
    {
        "server": "tools.unapproved-mcp-server",
        "sdk": "tools.unapproved-sdk",
        "model": "tools.unapproved-model",
        "host": "tools.unapproved-host",
    }
)


class Server(Struct, frozen=True):
    """
    An MCP server that agents may be given; all but its name may be empty, which leaves it open.
    """

    name: str
    command: str = ""
    url: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.command, self.url)))


class UseList(Struct, frozen=True):
    """
    What a layer approves of one kind of use; between layers what is used must be in every list.

    Args:
        approved: servers, or patterns of names.
        clause: where the list stands.
        is_empty: nothing is written in it; what is may be void.
    """

    approved: tuple[Stated[str | Server], ...]
    clause: Clause
    is_empty: bool = False

    def __bool__(self) -> bool:
        """
        Whether somebody meant to approve anything.
        """
        return not self.is_empty
