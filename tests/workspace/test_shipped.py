import re

import pytest

from charter.errors import CharterError
from charter.workspace import shipped


def test_catalogue_is_shipped_and_no_pack():
    """
    What lies among the packs is one that can be extended and says what it is for, or one of the catalogues.
    """
    assert {*shipped.packs(), "ai_tools", "ai_runtime"} == {path.stem for path in shipped.file("").glob("*.yaml")}
    assert "tools:" in shipped.text("ai_tools.yaml")
    assert [] == [about for about in shipped.packs().values() if not re.fullmatch(r"[A-Z].*: .*\.", about)]


@pytest.mark.parametrize("name", ["nowhere.yaml", "../pyproject.toml", "", "patterns"])
def test_only_shipped_files_are_given(name):
    """
    A name that leads elsewhere, or nowhere, is refused.
    """
    with pytest.raises(CharterError):
        shipped.text(name)


def test_page_is_called_after_its_rule():
    """
    A rule's page is found by the rule's id alone.
    """
    assert "security.shell-injection.md" == shipped.page("security.shell-injection").name
