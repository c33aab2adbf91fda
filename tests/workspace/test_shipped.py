import pytest

from charter.errors import CharterError
from charter.workspace import shipped


def test_catalogue_is_shipped_and_no_pack():
    """
    What lies among the packs and is no charter cannot be extended.
    """
    assert "tools:" in shipped.text("ai_tools.yaml")
    assert "ai_tools" not in shipped.packs()


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
