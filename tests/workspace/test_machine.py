from pathlib import Path

import pytest

from charter.workspace.machine import machine_layers


def test_all_places_count():
    """
    The system folder, the variable and the editor's setting stand beside one another, in this order.
    """
    layers = machine_layers({"CHARTER_POLICY": "/team.yaml"}, Path("/editor.yaml"), "linux")

    assert ["/etc/charter/charter.yaml", "/team.yaml", "/editor.yaml"] == [layer.path.as_posix() for layer in layers]
    assert [False, True, True] == [layer.is_named for layer in layers]


def test_variable_hides_nothing():
    """
    No variable removes or moves the system's layer; naming it only makes its absence a problem.
    """
    hostile = {"CHARTER_POLICY": "/etc/charter/charter.yaml", "ProgramData": "/x", "HOME": "/x"}

    (layer,) = machine_layers(hostile, platform="linux")

    assert ("/etc/charter/charter.yaml", True) == (layer.path.as_posix(), layer.is_named)
    assert "C:/ProgramData/Charter/charter.yaml" == machine_layers(hostile, platform="win32")[0].path.as_posix()


@pytest.mark.parametrize("environment", [{}, {"CHARTER_POLICY": ""}])
def test_unset_variable_names_nothing(environment):
    """
    An empty variable is none.
    """
    assert 1 == len(machine_layers(environment, platform="darwin"))
