import os

import pytest

from support.lsp_client import SHOWING, LspClient


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
        client = LspClient(root=root, env=_environment(), **arguments)
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.wire.kill()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """
    An editor for a whole module of examples that change no charter, each with a file of its own.
    """
    folder = tmp_path_factory.mktemp("shared")
    (folder / ".git").mkdir()
    with LspClient(root=folder, env=_environment(), capabilities=SHOWING) as client:
        yield client


@pytest.fixture
def editor(connect):
    """
    An editor that is shown diagnostics, with a workspace open.
    """
    with connect() as client:
        yield client


def _environment():
    return {key: value for key, value in os.environ.items() if not key.startswith("CHARTER_")}
