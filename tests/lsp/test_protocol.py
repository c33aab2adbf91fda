"""
What pygls 2.1.1 gets wrong, and a client may rely on, asked of the real process.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from charter import lsp
from support.lsp_client import PULL, SERVER, ResponseError
from support.wire import frame

TYPED = "correct-horse-battery-staple"
LARGE = "".join(f"def f{n}(a, b):\n    if a:\n        return eval(b)\n    return {n}\n\n\n" for n in range(2000))


def code_of(client, method, params=None):
    with pytest.raises(ResponseError) as raised:
        client.request(method, params)
    return raised.value.code


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("textDocument/hover", None, -32602),
        ("textDocument/hover", {"textDocument": 7}, -32602),
        ("textDocument/codeAction", {"textDocument": {"uri": "file:///a.py"}}, -32602),
        ("workspace/executeCommand", {"command": "charter.unheard-of"}, -32602),
        ("workspace/executeCommand", {"command": "charter.showClause", "arguments": []}, -32602),
        ("charter/unheard-of", None, -32601),
        ("charter/unheard-of", {}, -32601),
        ("initialize", {"capabilities": {}}, -32600),
    ],
)
def test_every_wrong_request_is_answered_with_its_error(shared, method, params, code):
    """
    Parameters that do not fit, unknown methods with and without parameters, a second initialize.
    """
    assert code == code_of(shared, method, params)
    assert [] == [note for note in shared.notifications if note["method"] == "window/showMessage"]


def test_a_server_without_its_engine_says_that_it_checks_nothing(connect):
    """
    Once, as an error, and its log says where it failed; it goes on answering and ends as asked.
    """
    program = f"import sys; sys.modules['charter.engine'] = None; {SERVER[-1]}"
    with connect(command=(*SERVER[:-1], program)) as client:
        client.open("a.py", "eval(x)\n")
        client.wait(lambda: any(map(_is_shown, client.notifications)), "an error for people")
        assert [] == client.request("charter/status")["folders"]

    with connect(command=(*SERVER[:-1], program), capabilities=PULL) as client:
        client.open("a.py", "eval(x)\n")
        assert -32603 == code_of(client, "textDocument/diagnostic", client.here("a.py"))

    (note,) = filter(_is_shown, client.notifications)
    assert 1 == note["params"]["type"]
    assert note["params"]["message"].startswith("Charter checks nothing: ")
    assert "ModuleNotFoundError at " in client.wire.stderr


def test_a_library_that_is_missing_is_said_at_the_code_that_it_should_look_at(connect):
    """
    Libraries are loaded by whoever looks; what one of them did not see is not shown as clean.
    """
    program = f"import sys; sys.modules['radon'] = None; {SERVER[-1]}"
    with connect(command=(*SERVER[:-1], program)) as client:
        client.open("a.py", "def f(x):\n" + "    if x: pass\n" * 20 + "    return eval(x)\n")
        found = client.diagnostics_like(client.uri("a.py"), lambda marks: len(marks) > 1)

    assert {"charter.unchecked", "security.eval"} <= {each["code"] for each in found}


def _is_shown(note):
    return note["method"] == "window/showMessage"


def test_requests_wait_for_initialize_and_end_with_shutdown(connect):
    """
    Before initialize a request is too early, after shutdown it is invalid; neither is left unanswered.
    """
    client = connect()
    assert -32002 == code_of(client, "shutdown")
    client.server = client.initialize()
    client.request("shutdown")
    assert -32600 == code_of(client, "textDocument/hover", {})
    assert -32600 == code_of(client, "shutdown")
    client.notify("exit")

    assert 0 == client.wire.wait(30)


def test_exit_without_shutdown_is_an_error(connect):
    """
    The exit code tells an orderly end from another.
    """
    client = connect()
    client.initialize()
    client.notify("exit")

    assert 1 == client.wire.wait(30)


def test_the_end_of_input_ends_the_server(connect):
    """
    An editor that vanishes leaves no server behind.
    """
    client = connect()
    client.initialize()
    client.wire.process.stdin.close()

    assert 1 == client.wire.wait(30)


@pytest.mark.parametrize("is_initialized", [True, False])
def test_the_end_of_the_editors_process_ends_the_server(connect, is_initialized):
    """
    Though somebody else holds its input open, here this test.
    """
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    client = connect(process_id=other.pid)
    client.initialize()
    if is_initialized:
        client.notify("initialized", {})
    other.kill()
    other.wait()
    other.stdin.close()

    assert 1 == client.wire.wait(5)


def test_an_editor_that_cannot_be_seen_is_no_dead_editor(connect):
    """
    Inside a container the editor's process id means nothing.
    """
    with connect(process_id=2**22 + 1) as client:
        assert -32601 == code_of(client, "charter/unheard-of")


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", -32700), (b"[" * 100_000, -32700), (b"\xff\xfe{}", -32700), (b"[]", -32600), (b"7", -32600)],
)
def test_what_is_no_message_is_answered_and_survived(shared, body, code):
    """
    Broken JSON, nesting beyond the interpreter's stack, other bytes than UTF-8, and batches.
    """
    shared.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body), None)

    with pytest.raises(ResponseError) as raised:
        shared.response(None)
    assert code == raised.value.code
    assert -32601 == code_of(shared, "charter/unheard-of")


def test_strange_notifications_are_survived_in_silence(shared):
    """
    Unknown, malformed, and about texts that are not open: no window opens, nothing ends.
    """
    text = {"textDocument": {"uri": "file:///nowhere.py", "version": 3}}
    shared.notify("charter/unheard-of")
    shared.notify("textDocument/didOpen", {"textDocument": []})
    shared.notify("textDocument/didChange", {**text, "contentChanges": [{"text": "x"}]})
    shared.notify("textDocument/didClose", text)
    shared.notify("$/cancelRequest", {"id": 4711})
    shared.notify("$/setTrace", {"value": "verbose"})
    shared.notify("notebookDocument/didClose", {"notebookDocument": {"uri": "file:///a"}, "cellTextDocuments": []})

    assert -32601 == code_of(shared, "charter/unheard-of")
    assert [] == [note for note in shared.notifications if note["method"] == "window/showMessage"]


def test_headers_may_be_written_in_other_ways(shared):
    """
    Any case, more fields, any order.
    """
    body = json.dumps({"jsonrpc": "2.0", "id": 77, "method": "charter/unheard-of"}).encode()
    shared.send_bytes(b"content-type: x/y; charset=utf-8\r\nCONTENT-LENGTH:%d\r\n\r\n%b" % (len(body), body), 77)

    with pytest.raises(ResponseError, match="-32601"):
        shared.response(77)


def test_a_request_cancelled_in_the_queue_is_never_handled(shared):
    """
    The cancellations are seen while the server checks a text; each request is answered once, as cancelled.
    """
    item = {"uri": shared.uri("a.py"), "languageId": "python", "version": 1, "text": LARGE[:9000]}
    hover = {"textDocument": {"uri": item["uri"]}, "position": {"line": 0, "character": 0}}
    shared.open("warm.py", LARGE[:9000].replace("eval", "exec"))
    shared.diagnostics("warm.py")
    ids = [f"queued-{n}" for n in range(10)]
    shared.send_bytes(
        b"".join(
            [
                frame({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}),
                *(frame({"jsonrpc": "2.0", "id": i, "method": "textDocument/hover", "params": hover}) for i in ids),
                *(frame({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": i}}) for i in ids),
            ]
        ),
        *ids,
    )

    codes = []
    for request_id in ids:
        with pytest.raises(ResponseError) as raised:
            shared.response(request_id)
        codes.append(raised.value.code)
    assert [-32800] * 10 == codes


def test_shutdown_ends_what_is_under_way(connect):
    """
    A pull that waits for a worker is answered as cancelled, and shutdown succeeds; so does the exit.
    """
    with connect(capabilities=PULL) as client:
        client.open("large.py", LARGE)
        pull = client.send_request("textDocument/diagnostic", {"textDocument": {"uri": client.uri("large.py")}})
        client.request("shutdown")
        with pytest.raises(ResponseError, match="-32800"):
            client.response(pull)
        client.notify("exit")
        assert 0 == client.wire.wait(30)
        client.stop = lambda: 0


def test_a_pull_can_be_cancelled_while_it_waits(connect):
    """
    It is answered once.
    """
    with connect(capabilities=PULL) as client:
        client.open("large.py", LARGE)
        pull = client.send_request("textDocument/diagnostic", {"textDocument": {"uri": client.uri("large.py")}})
        client.notify("$/cancelRequest", {"id": pull})
        with pytest.raises(ResponseError, match="-32800"):
            client.response(pull)


NOISY = """
import os, sys
from charter.lsp import serve, session
result = session.Session.result
def noisy(self, uri):
    print("noise from Python")
    os.write(1, b"noise from below\\n")
    os.system("echo noise from a child")
    assert "" == sys.stdin.read()
    return result(self, uri)
session.Session.result = noisy
raise SystemExit(serve())
"""


def test_no_print_reaches_the_editor(connect):
    """
    Neither from Python, nor from a library below it, nor from a child process; and nobody eats the input.
    """
    with connect(command=(sys.executable, "-c", NOISY)) as client:
        client.open("a.py", "x = 1\n")
        client.settle("a.py")

    noises = ("noise from Python", "noise from below", "noise from a child")
    assert [] == [noise for noise in noises if noise not in client.wire.stderr]


FAILING = """
from charter.lsp import serve, session
def failing(self, uri):
    raise ValueError(self.text(uri).buffer.lines)
session.Session.result = failing
raise SystemExit(serve())
"""


def test_the_log_holds_no_text_of_files(connect):
    """
    Not even when a handler fails with an exception that quotes it, or a message cannot be read.
    """
    with connect(command=(sys.executable, "-c", FAILING), options={"charter": {"workers": TYPED}}) as client:
        client.open("a.py", f"password = '{TYPED}'\n")
        hover = {**client.here("a.py"), "position": client.position("a.py", 0)}
        assert -32603 == code_of(client, "textDocument/hover", hover)
        client.notify("textDocument/didChange", {"textDocument": {"uri": TYPED}, "contentChanges": TYPED})
        code_of(client, "textDocument/hover", {"position": TYPED})

    assert "ValueError" in client.wire.stderr
    assert TYPED not in client.wire.stderr
    assert TYPED not in json.dumps(client.notifications)


FAILING_EDIT = """
from charter.lsp import buffers, serve
def failing(self, changes, version):
    raise ValueError("no such edit")
buffers.Buffer.edited = failing
raise SystemExit(serve())
"""


def test_a_notification_that_fails_is_logged_and_no_more(connect):
    """
    What comes after it is handled, and no window opens in the editor.
    """
    with connect(command=(sys.executable, "-c", FAILING_EDIT)) as client:
        client.open("a.py", "x = 1\n")
        document = {**client.here("a.py")["textDocument"], "version": 2}
        client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": ""}]})
        client.settle("a.py")

    assert "charter: ERROR: a handler failed: ValueError" in client.wire.stderr
    assert [] == [said for said in client.notifications if said["method"] == "window/showMessage"]


def test_only_standard_input_and_output_are_served():
    """
    Pygls over TCP or WebSocket lets a second client in, who is then sent the first one's answers.
    """
    sources = "".join(path.read_text() for path in Path(lsp.__file__).parent.rglob("*.py"))

    assert [] == re.findall(r"start_(?:tcp|ws|io)|start_server|create_server|websockets|import socket", sources)
    assert 0 == lsp.serve.__code__.co_argcount


def test_workspace_diagnostics_are_not_offered(connect):
    """
    Editors ask for them every two seconds unless the answer is held back.
    """
    with connect(capabilities=PULL) as client:
        offered = client.server["capabilities"]["diagnosticProvider"]

    assert (False, True) == (offered["workspaceDiagnostics"], offered["interFileDependencies"])


def test_nothing_heavy_is_loaded_before_initialize_is_answered():
    """
    Neither the engine, nor bandit, radon or YAML, nor the libraries of the terminal.
    """
    code = "import sys, charter.lsp.server; print([m for m in sys.modules if m.split('.')[0] in HEAVY or m in OURS])"
    heavy = "HEAVY = {'bandit', 'radon', 'yaml', 'rich', 'click'}; OURS = {'charter.engine', 'charter.policy'}; "
    loaded = subprocess.run([sys.executable, "-c", heavy + code], capture_output=True, check=True, text=True)

    assert "[]" == loaded.stdout.strip()


def test_importing_the_edge_does_not_load_pygls():
    """
    The command line imports it to find `serve`.
    """
    code = "import sys, charter.lsp; print('pygls' in sys.modules or 'lsprotocol' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert "False" == loaded.stdout.strip()
    assert SERVER[0] == sys.executable
