"""
`charter policy document`: the charter, to be handed to people.
"""

LAW = "name: Acme\nextends: recommended\nrules: {security.eval: {level: block, note: incident 14}}\n"


def test_markdown_on_standard_output(charter, write):
    """
    By default it is Markdown, of the charter in force here.
    """
    write({"charter.yaml": LAW})

    status, out, err = charter("policy", "document")

    assert (0, "") == (status, err)
    assert out.startswith("# Acme\n\nAs of ")
    assert "| security.eval | call of eval | incident 14 |" in out


def test_html_in_a_file(charter, write, place):
    """
    A page is written where it was asked for, and says its encoding.
    """
    write({"charter.yaml": LAW})

    assert (0, "", "") == charter("policy", "document", "--format", "html", "-o", "charter.html")
    page = (place / "charter.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</html>\n")
    assert '<meta charset="utf-8">' in page


def test_charter_that_is_not_wholly_in_force(charter, write):
    """
    What could not be read is said in the document, and by the exit status.
    """
    write({"charter.yaml": f"{LAW}extends: missing.yaml\n".replace("extends: recommended\n", "")})

    status, out, _ = charter("policy", "document")

    assert 2 == status
    assert "Not wholly in force, because something in it could not be read: charter.yaml." in out


def test_of_another_file(charter, write):
    """
    A draft, or the charter of a folder, can be written out, too.
    """
    write({"charter.yaml": LAW, "draft.yaml": "name: Draft\n", "src/charter.yaml": "rules: {security.exec: block}\n"})

    assert charter("policy", "document", "--charter", "draft.yaml").out.startswith("# Draft\n")
    assert "| security.exec | " in charter("policy", "document", "--path", "src").out
