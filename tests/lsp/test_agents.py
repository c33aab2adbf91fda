def test_settings_of_agents_are_checked_while_open(editor):
    """
    A settings file is checked like code, as typed: what an agent may do is marked at its key, and gone when mended.
    """
    editor.open(".claude/settings.json", '{"permissions": {"defaultMode": "bypassPermissions"}}\n', "jsonc")
    before = editor.diagnostics(".claude/settings.json", version=1)
    editor.edit(".claude/settings.json", '{"permissions": {"defaultMode": "plan"}}\n')

    assert ["tools.bypass-mode"] == [each["code"] for each in before]
    assert 17 == before[0]["range"]["start"]["character"]
    assert [] == editor.diagnostics(".claude/settings.json", version=2)
