"""
Writing a charter, with the real server: completion, hovers, links, symbols, lenses and quick fixes.
"""

import pytest

from support.lsp_client import LENSES

RULE = "security.shell-injection"
SHELL = "import subprocess\nsubprocess.run(x, shell=True)\n"


@pytest.fixture
def organisation(tmp_path):
    """
    A charter above that of the workspace.
    """
    path = tmp_path / "organisation.yaml"
    path.write_text(
        f"roles: {{leads: {{duty: owns it}}}}\nrules: {{{RULE}: block}}\ntools: {{approved: [copilot, claude]}}\n"
    )
    return path


@pytest.fixture
def governed(connect, organisation):
    """
    An editor in a workspace that an organisation governs.
    """
    with connect(options={"organisationPolicy": str(organisation)}) as client:
        yield client


def ask(client, method, name, **params):
    return client.request(f"textDocument/{method}", {**client.here(name), **params})


def complete(client, name, offset):
    """
    Return what is proposed at *offset*, by its label.
    """
    answer = ask(client, "completion", name, position=client.position(name, offset))
    assert not answer["isIncomplete"]
    return {item["label"]: item for item in answer["items"]}


def replaced(client, name, edit):
    """
    Return the text of *name* after one edit.
    """
    start, end = spanned(client, name, edit["range"])
    return client.pages[name].text[:start] + edit["newText"] + client.pages[name].text[end:]


def spanned(client, name, where):
    return client.offset(name, where["start"]), client.offset(name, where["end"])


def told(client, name, word):
    """
    Return what a hover says of *word*, once the text has been checked.
    """
    client.settle(name)
    return client.hover(name, client.pages[name].text.index(word))["contents"]["value"]


def lenses(client, name="charter.yaml"):
    """
    Return the title of each lens by the word that it stands above.
    """
    marked = [(spanned(client, name, lens["range"]), lens["command"]) for lens in ask(client, "codeLens", name)]
    assert {"charter.scanWorkspace"} >= {command["command"] for _, command in marked}
    return {client.pages[name].text[start:end]: command["title"] for (start, end), command in marked}


# -- completion --------------------------------------------------------------------------------------------------------


def test_a_text_that_does_not_parse_is_completed(governed):
    """
    With keys that are not there yet, what it declares itself, and what the layers above say.
    """
    text = "owner: \nrules: {security: [\ntools:\n  declare: [{id: acme-coder}\n  denied:\n    - acme\nsi\n"
    governed.open("charter.yaml", text, "yaml")
    keys = complete(governed, "charter.yaml", len(text) - 1)
    tools = complete(governed, "charter.yaml", text.index("acme\n") + 4)

    assert {"leads"} == complete(governed, "charter.yaml", text.index("\n")).keys()
    assert set() == {"owner", "rules", "tools"} & keys.keys()
    assert ("default: 2MB", True) == (keys["size_limit"]["detail"], bool(keys["size_limit"]["documentation"]))
    assert text.replace("\nsi\n", "\nsize_limit: \n") == replaced(
        governed, "charter.yaml", keys["size_limit"]["textEdit"]
    )
    assert {"copilot", "acme-coder"} <= tools.keys()
    assert text.replace("- acme\n", "- acme-coder\n") == replaced(
        governed, "charter.yaml", tools["acme-coder"]["textEdit"]
    )


def test_rules_are_completed_with_what_they_see(shared):
    """
    Families, ids, aliases and weaknesses; columns are the client's, behind what is wide in UTF-16.
    """
    text = "name: Acme\nrules: {B101: {note: 🦊}, \n"
    shared.open("rules/charter.yaml", text, "yaml")
    rules = complete(shared, "rules/charter.yaml", len(text) - 1)

    assert {"security", RULE, "B602", "CWE-78"} <= rules.keys()
    assert "shell=True" in rules[RULE]["detail"]
    assert rules[RULE]["documentation"].startswith("Default: ")
    assert RULE in rules["B602"]["detail"]
    assert f"{text[:-1]}{RULE}: \n" == replaced(shared, "rules/charter.yaml", rules[RULE]["textEdit"])


@pytest.mark.parametrize(("takes", "inserted"), [(True, ("classes: {$0}", 2)), (False, ("classes: {}", None))])
def test_snippets_are_for_editors_that_take_them(connect, takes, inserted):
    """
    With them the cursor goes between the brackets.
    """
    capabilities = {"textDocument": {"completion": {"completionItem": {"snippetSupport": takes}}}}
    with connect(capabilities=capabilities) as client:
        client.open("charter.yaml", "tools: {}\n", "yaml")
        item = complete(client, "charter.yaml", 8)["classes"]

    assert inserted == (item["textEdit"]["newText"], item.get("insertTextFormat"))


def test_other_texts_have_nothing_of_this(shared):
    """
    Neither code, nor other YAML, nor what is not open.
    """
    shared.open("plain.py", "rules = 1\n")
    shared.open("values.yaml", "rules:\n  - a\n", "yaml")
    place = {"line": 0, "character": 0}
    for name in ("plain.py", "values.yaml", "absent.yaml"):
        assert [] == ask(shared, "completion", name, position=place)["items"]
        for method in ("documentSymbol", "documentLink", "codeLens"):
            assert [] == ask(shared, method, name)


# -- hovers ------------------------------------------------------------------------------------------------------------


def test_hover_says_what_is_in_force_and_who_says_so(governed, organisation):
    """
    On a rule, a key, a tool, a zone and a role: its meaning, then each layer's word with file and line.
    """
    text = (
        "extends: recommended\n"
        "rules:\n  B602: warn\n  complexity: warn\n"
        "zones:\n  - {name: payments, paths: [src/], owner: leads}\n"
        "waivers: {inline: none}\n"
        "tools: {denied: [{tool: claude, reason: no agreement}]}\n"
    )
    governed.open("charter.yaml", text, "yaml")
    expected = {
        "B602": ["shell=True", "In force: block", f"{RULE}: block — {organisation}:2", "B602: warn — charter.yaml:3"],
        "complexity:": ["2 rules", "complexity: warn — charter.yaml:4"],
        "inline": ["Default: below-block.", "In force: none", "charter.yaml:7"],
        "none": ["`none`: No finding."],
        "claude": ["Anthropic", "Class: public.", f"Approved by {organisation}:3", "Denied by charter.yaml:8"],
        "payments": ["zone", "charter.yaml:6"],
        "leads": ["owns it", f"{organisation}:1"],
    }
    said = {word: told(governed, "charter.yaml", word).replace("\\", "") for word in expected if word in text}

    assert [] == [(word, part, said[word]) for word in said for part in expected[word] if part not in said[word]]


def test_hover_on_a_problem_says_the_problem_first(shared):
    """
    Then what the key means; between keys there is nothing to say.
    """
    shared.open("problem/charter.yaml", "waivers:\n  inline: nothing\n\nname: Acme\n", "yaml")
    said = told(shared, "problem/charter.yaml", "nothing")

    assert said.index("charter.wrong-type") < said.index("What inline waivers silence")
    assert shared.hover("problem/charter.yaml", len("waivers:\n  inline: nothing\n")) is None


# -- links and symbols -------------------------------------------------------------------------------------------------


def test_links_lead_to_layers_registers_and_people(editor, root):
    """
    To packs, to files of the workspace that are there, and to https and mailto addresses; nowhere else.
    """
    (root / "org").mkdir()
    for name in ("org/base.yaml", "waivers.yaml"):
        (root / name).write_text("rules: {}\n")
    (root.parent / "secret.yaml").write_text("rules: {}\n")
    text = (
        "extends: [strict, org/base.yaml, absent.yaml, ../secret.yaml, ./org]\n"
        "contact: mailto:ai@acme.example\nwaivers:\n  files:\n    - waivers.yaml\n"
    )
    editor.open("charter.yaml", text, "yaml")
    links = ask(editor, "documentLink", "charter.yaml")
    found = {text[slice(*spanned(editor, "charter.yaml", link["range"]))]: link["target"] for link in links}

    assert found.pop("strict").endswith("/policies/strict.yaml")
    assert {
        "org/base.yaml": (root / "org/base.yaml").as_uri(),
        "mailto:ai@acme.example": "mailto:ai@acme.example",
        "waivers.yaml": (root / "waivers.yaml").as_uri(),
    } == found
    editor.edit("charter.yaml", "contact: javascript:alert(1)\n")
    assert [] == ask(editor, "documentLink", "charter.yaml")


@pytest.mark.parametrize("nests", [True, False])
def test_symbols_are_the_outline_of_the_charter(connect, nests):
    """
    Sections with what is in them, also while a line is half typed; as a list for editors that know no trees.
    """
    text = "name: Acme\nzones:\n  - name: payments\n    paths: [src/]\nrules:\n  security: {level: wa\ntools: {}\n"
    capabilities = {"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": nests}}}
    with connect(capabilities=capabilities) as client:
        client.open("charter.yaml", text, "yaml")
        symbols = ask(client, "documentSymbol", "charter.yaml")

    if nests:
        assert ["name", "zones", "rules", "tools"] == [symbol["name"] for symbol in symbols]
        [zone] = symbols[1]["children"]
        assert ("payments", ["name", "paths"]) == (zone["name"], [child["name"] for child in zone["children"]])
        assert {"start": {"line": 1, "character": 0}, "end": {"line": 3, "character": 17}} == symbols[1]["range"]
    else:
        named = [(symbol["name"], symbol.get("containerName")) for symbol in symbols]
        assert [("zones", None), ("payments", "zones"), ("name", "payments")] == named[1:4]


# -- lenses ------------------------------------------------------------------------------------------------------------


def test_lenses_count_what_is_known_and_follow_it(connect, root):
    """
    Nothing is known, then what is open, then all; an edit of the charter or of code brings new counts by itself.
    """
    (root / "src").mkdir()
    (root / "src" / "pay.py").write_text(SHELL)
    text = f"extends: recommended\nzones:\n  - {{name: payments, paths: [src/]}}\nrules:\n  {RULE}: warn\n  B101: off\n"
    with connect(capabilities=LENSES) as client:

        def becomes(title):
            """
            Ask again after each refresh, until the rule's lens says *title*; return all.
            """
            while True:
                n_requests = len(client.requests)
                found = lenses(client)
                if found[RULE] == title:
                    return found
                client.wait(lambda n=n_requests: len(client.requests) > n, f"a refresh after which {found} change")

        client.open("charter.yaml", text, "yaml")
        client.settle("charter.yaml")
        assert {"scan the workspace to see its impact"} == set(lenses(client).values())
        client.open("a.py", SHELL)
        becomes("1 finding in open files, 0 would block; scan for all")
        client.request("workspace/executeCommand", {"command": "charter.scanWorkspace"})
        assert "off: its findings are not counted" == becomes("2 findings here, 0 would block")["B101"]
        client.edit("charter.yaml", text.replace("warn", "block"))
        becomes("2 findings here, 2 would block")
        client.edit("a.py", "import os\n")
        becomes("1 finding here, 1 would block")

    assert {"workspace/codeLens/refresh"} == {request["method"] for request in client.requests}


# -- quick fixes -------------------------------------------------------------------------------------------------------


FIXED = [
    ("a word that was meant", "ruls: {}\n", "ruls", "Write 'rules'", "rules: {}\n"),
    ("what loosens", f"rules:\n  {RULE}: warn # x\n", "warn", "Remove", "rules:\n"),
    ("what loosens, made strict", f"rules:\n  {RULE}: warn\n", "warn", "Write 'block'", f"rules:\n  {RULE}: block\n"),
    ("an entry of a list", "tools:\n  approved:\n    - nobody\n    - claude\n", "nobody", "Remove",
     "tools:\n  approved:\n    - claude\n"),
    ("between brackets", "tools: {approved: [claude, nobody]}\n", "nobody", "Remove", "tools: {approved: [claude]}\n"),
    ("first between brackets", "rules: {sec: off, B101: off}\n", "sec", "Remove", "rules: {B101: off}\n"),
    ("what is missing", "tools:\n  denied:\n    - reason: no\n", "reason", "Add 'tool'",
     "tools:\n  denied:\n    - tool: \n      reason: no\n"),
    ("what is missing between brackets", "tools: {denied: [{reason: no}]}\n", "reason", "Add 'tool'",
     "tools: {denied: [{tool: , reason: no}]}\n"),
    ("all that is missing", "zones:\n  - owner: leads\n", "owner", "Add 'name' and 'paths'",
     "zones:\n  - name: \n    paths: []\n    owner: leads\n"),
]  # fmt: skip


def test_problems_are_fixed_by_a_word_by_removal_or_by_what_is_missing(governed):
    """
    Each fix changes its own entry and leaves the rest as it is written.
    """
    fixed = []
    governed.open("charter.yaml", "", "yaml")
    for claim, before, at, title, _ in FIXED:
        governed.edit("charter.yaml", before)
        governed.settle("charter.yaml")
        actions = governed.actions("charter.yaml", before.index(at))
        after = [governed.applied("charter.yaml", each) for each in actions if each["title"].startswith(title)]
        fixed.append((claim, *after))

    assert [(claim, after) for claim, *_, after in FIXED] == fixed
