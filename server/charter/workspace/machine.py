"""
Where the machine keeps the organisation's charters.

None of these places replaces another, so whoever can set a variable can tighten
and never loosen.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

VARIABLE = "CHARTER_POLICY"

_FILE = "charter.yaml"
_FOLDERS = {
    "darwin": "/Library/Application Support/Charter",
    # Not %ProgramData%: a variable would let a workspace hide the file.
    "win32": "C:/ProgramData/Charter",
}


class MachineLayer(Struct, frozen=True):
    """
    A charter file that binds all workspaces.

    Args:
        origin: who names it, for messages.
        is_named: somebody named it, so that its absence is a problem.
    """

    path: Path
    origin: str
    is_named: bool = True


def machine_layers(
    environment: Mapping[str, str], organisation: Path | None = None, platform: str = sys.platform
) -> tuple[MachineLayer, ...]:
    """
    Return the machine's layers, the outermost first, each once; whether they exist is not asked.

    Args:
        environment: variables, of which `CHARTER_POLICY` counts.
        organisation: the editor's machine-scoped setting.
    """
    system = Path(_FOLDERS.get(platform, "/etc/charter")) / _FILE
    layers = [MachineLayer(system, "the system folder", is_named=False)]
    if environment.get(VARIABLE):
        layers.append(MachineLayer(Path(environment[VARIABLE]), VARIABLE))
    if organisation:
        layers.append(MachineLayer(organisation, "charter.organisationPolicy"))
    return tuple({layer.path: layer for layer in layers}.values())
