"""
What commits and files must say about AI: the words of `disclosure`, and how layers join.
"""

from typing import Literal

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
