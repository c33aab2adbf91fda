"""
What is recorded as known, in the editor.
"""

SHELL = "import subprocess\nsubprocess.run(x, shell=True)\n"
RULE = "security.shell-injection"


def entry(mark):
    return f'{{"path": "a.py", "rule": "{RULE}", "fingerprint": "{mark["data"]["fingerprint"]}"}}'


def test_known_findings_are_hidden_and_hovers_tell(editor, root):
    """
    Within a second of `charter known` its findings are gone from open texts; a broken record is said and still holds.
    """
    record = root / "charter-known.json"
    editor.open("a.py", SHELL)
    (mark,) = editor.diagnostics("a.py")

    record.write_text(f'{{"version": 1, "known": [\n{entry(mark)}\n]}}\n')
    editor.diagnostics_like(editor.uri("a.py"), lambda marks: marks == [])
    assert "Recorded as known: charter-known.json" in editor.hover("a.py", SHELL.index("run"))["contents"]["value"]

    record.write_text("<<<<<<< HEAD\n")
    assert ["charter.broken-known"] == [each["code"] for each in editor.diagnostics_like(record.as_uri(), bool)]
    editor.settle("a.py")
    assert [] == editor.published[editor.uri("a.py")][-1]["diagnostics"]

    record.unlink()
    assert [RULE] == [each["code"] for each in editor.diagnostics_like(editor.uri("a.py"), bool)]
