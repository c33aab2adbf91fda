"""
What the VS Code extension has from the server is as the server is now.
"""

from tools import write_extension


def test_what_the_extension_has_from_the_server_is_fresh():
    """
    What `make pages` would write of settings and requests lies in editors/vscode.
    """
    package = (write_extension.EXTENSION / "package.json").read_text(encoding="utf-8")

    assert write_extension.with_settings(package) == package
    assert write_extension.requests() == (write_extension.EXTENSION / "src" / "requests.ts").read_text(encoding="utf-8")
