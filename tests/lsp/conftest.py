import os

import pytest

from support.lsp_client import LspClient


@pytest.fixture
def root(tmp_path):
    """
    An empty workspace, which no charter of this machine governs.
    """
    folder = tmp_path / "workspace"
    (folder / ".git").mkdir(parents=True)
    return folder


@pytest.fixture
def connect(root):
    """
    Starts servers for the workspace; what they leave unsaid fails the test.
    """
    clients = []

    def start(**arguments):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("CHARTER_")}
        client = LspClient(root=root, env=environment, **arguments)
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.wire.kill()


@pytest.fixture
def editor(connect):
    """
    An editor that is shown diagnostics, with a workspace open.
    """
    with connect() as client:
        yield client
