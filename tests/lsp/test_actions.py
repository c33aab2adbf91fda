"""
What can be done at a finding, and what the pointer learns of it.
"""

import pytest

from support.lsp_client import SHOWING

RULE = "security.shell-injection"
CALL = "import subprocess\nsubprocess.run(x, shell=True)\n"
AT = CALL.index("subprocess.run")


def titles(actions):
    return [action["title"] for action in actions]


def place_of(client, name):
    """
    Return where the shell is marked, which is for bandit to say.
    """
    (mark,) = [mark for mark in client.diagnostics(name) if mark["code"] == RULE]
    return client.offset(name, mark["range"]["start"])


def action_called(client, name, offset, start):
    (action,) = [action for action in client.actions(name, offset) if action["title"].startswith(start)]
    return action


def test_a_hover_tells_all_about_what_is_under_the_pointer(shared):
    """
    Nothing elsewhere; what is waived still answers.
    """
    shared.open("hover.py", CALL)
    shared.settle("hover.py")
    hover = shared.hover("hover.py", AT + 3)

    assert f"**{RULE}**" in hover["contents"]["value"]
    assert {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 29}} == hover["range"]
    assert shared.hover("hover.py", 3) is None
    shared.edit("hover.py", CALL.rstrip() + f"  # charter: waive {RULE} until 2099-01-01 -- a constant\n")
    assert [] == shared.diagnostics("hover.py")
    assert "a constant" in shared.hover("hover.py", AT + 3)["contents"]["value"]


def test_a_hover_repeats_nothing_that_is_read_beside_it(connect):
    """
    An editor that shows what a mark says in the hover, too, gets the rest; a waived finding, without a mark, all.
    """
    with connect(capabilities={"experimental": {"charterMarksInHovers": True}}) as client:
        client.open("hover.py", CALL)
        (mark,) = [mark for mark in client.diagnostics("hover.py") if mark["code"] == RULE]
        hover = client.hover("hover.py", AT + 3)["contents"]["value"]
        client.edit("hover.py", CALL.rstrip() + f"  # charter: waive {RULE} until 2099-01-01 -- a constant\n")
        client.settle("hover.py")
        waived = client.hover("hover.py", AT + 3)["contents"]["value"]

    advice = mark["message"].partition(".")[0]
    assert f"**{RULE}**" in hover
    assert advice not in hover
    assert advice in waived


WAIVED = [
    ("after the code", CALL, "subprocess.run(x, shell=True)  # charter: waive RULE until DATE -- \n"),
    (
        "after the last line of the statement",
        "import subprocess\nsubprocess.run(\n    x,\n    shell=True,\n)\n",
        "subprocess.run(\n    x,\n    shell=True,\n)  # charter: waive RULE until DATE -- \n",
    ),
    (
        "after a comment",
        "import subprocess\nsubprocess.run(x, shell=True)  # run it\n",
        "subprocess.run(x, shell=True)  # run it  # charter: waive RULE until DATE -- \n",
    ),
    (
        "into the waiver that is there",
        "import subprocess\n# charter: waive B105 until 2099-01-01 -- a test\nsubprocess.run(x, shell=True)\n",
        "# charter: waive B105, RULE until 2099-01-01 -- a test\nsubprocess.run(x, shell=True)\n",
    ),
    ("without line end", CALL.rstrip(), "subprocess.run(x, shell=True)  # charter: waive RULE until DATE -- "),
]


@pytest.mark.parametrize(("claim", "before", "after"), WAIVED, ids=[case[0] for case in WAIVED])
def test_a_waiver_is_begun_where_it_reaches_the_finding(shared, claim, before, after):
    """
    It holds once somebody has given the reason, and not before; then it can be removed again.
    """
    name = f"{claim}.py"
    shared.open(name, before)
    shared.settle(name)
    at = place_of(shared, name)
    waived = shared.applied(name, action_called(shared, name, at, f"Waive {RULE} here"))
    date = waived.partition("until ")[2][:10]
    assert f"import subprocess\n{after}" == waived.replace(RULE, "RULE").replace(
        date, "DATE" if "DATE" in after else date
    )

    shared.edit(name, waived)
    if waived.rstrip().endswith("--"):
        assert {RULE, "waiver.missing-field"} == {mark["code"] for mark in shared.diagnostics(name)}
        assert "Waive " not in "".join(titles(shared.actions(name, at)))
        shared.edit(name, waived.replace("-- ", "-- the command is a constant"))
    assert RULE not in [mark["code"] for mark in shared.diagnostics(name)]

    at = shared.pages[name].text.index("charter: waive")
    removed = shared.applied(name, action_called(shared, name, at, "Remove the waiver"))
    if "B105" not in before:
        assert before == removed
    else:
        assert CALL == removed


def test_only_what_the_charter_lets_be_waived_is_offered(connect, root):
    """
    Not what is at block, nor what is named as not waivable, nor problems of charters and waivers.
    """
    (root / "charter.yaml").write_text(
        "extends: recommended\nrules: {B307: block}\nwaivers: {not_waivable: [B306]}\nruls: {}\n"
    )
    text = f"{CALL}eval(x)\nimport tempfile\ntempfile.mktemp()\n"
    with connect() as client:
        client.open("a.py", text)
        client.open("charter.yaml", (root / "charter.yaml").read_text(), "yaml")
        client.diagnostics("charter.yaml")
        offered = {
            word: titles(client.actions("a.py", text.index(word))) for word in ("subprocess.run", "eval", "tempfile.mk")
        }
        client.settle("charter.yaml")
        offered["ruls"] = titles(client.actions("charter.yaml", client.pages["charter.yaml"].text.index("ruls")))

    assert {"subprocess.run": 2, "eval": 0, "tempfile.mk": 0, "ruls": 0} == {
        word: len([title for title in said if title.startswith("Waive")]) for word, said in offered.items()
    }


def test_actions_are_quick_fixes_and_never_part_of_a_fix_all(shared):
    """
    A client that asks for other kinds gets none; the edit names the version that it is meant for.
    """
    shared.open("kinds.py", CALL)
    shared.settle("kinds.py")
    action, _ = shared.actions("kinds.py", AT, only=["quickfix"])

    assert [] == shared.actions("kinds.py", AT, only=["source.fixAll"])
    assert [] == shared.actions("kinds.py", AT, only=["source", "refactor"])
    assert ("quickfix", 1) == (action["kind"], action["edit"]["documentChanges"][0]["textDocument"]["version"])
    assert [RULE] == [mark["code"] for mark in action["diagnostics"]]
    assert "isPreferred" not in action


def test_the_clause_can_be_opened(connect, root):
    """
    Where the editor can show a file; the command asks it to, at the clause's line.
    """
    (root / "charter.yaml").write_text(f"extends: recommended\nrules:\n  {RULE}: block\n")
    with connect(capabilities=SHOWING) as client:
        client.open("a.py", CALL)
        client.diagnostics("a.py")
        action = action_called(client, "a.py", AT, "Open the clause")
        client.request("workspace/executeCommand", action["command"])
        client.wait(lambda: client.requests, "a request to show the clause")
        (shown,) = client.requests

    assert "Open the clause: charter.yaml:3" == action["title"]
    assert ((root / "charter.yaml").as_uri(), 2) == (
        shown["params"]["uri"],
        shown["params"]["selection"]["start"]["line"],
    )


def test_what_is_not_open_has_no_answers(shared):
    """
    Nothing is read from disk for a request, whatever it is written in.
    """
    (shared.root / "latin.py").write_bytes("eval('é')\n".encode("latin-1"))
    here = {"textDocument": {"uri": shared.uri("latin.py")}}
    place = {"line": 0, "character": 0}
    context = {"diagnostics": []}

    assert shared.request("textDocument/hover", {**here, "position": place}) is None
    assert [] == shared.request(
        "textDocument/codeAction", {**here, "range": {"start": place, "end": place}, "context": context}
    )
