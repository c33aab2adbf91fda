"""
Comments and statements of Python.
"""

import pytest

from charter.syntax.python import block, comments, statement
from charter.text import Document
from support.pages import draw, examples

COMMENTS = '''
    == comments and docstrings are found, strings are not
    """The module."""
       ^^^^^^^^^^^ docstring
    x = "# no comment"  # a comment
                          ^^^^^^^^^ comment
    def f():
        r"""Raw."""
            ^^^^ docstring
        call("""not a docstring""")
        y = """nor this"""

    == an open string does not hide the next line
    x = "open
    # still a comment
      ^^^^^^^^^^^^^^^ comment
'''


@pytest.mark.parametrize("example", examples(COMMENTS), ids=str)
def test_comments(example):
    """
    What a comment says begins after its marks.
    """
    found = comments(Document("a.py", example.code, "python"))
    marks = [
        (
            type(comment.span)(comment.body, comment.body + len(comment.text)),
            "docstring" if comment.is_docstring else "comment",
        )
        for comment in found
    ]

    assert example.picture == draw(example.code, marks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f():\n    run(\n        1,  # HERE\n    )\n    other()\n", "run(\n        1,  # HERE\n    )"),
        ("for x in y:  # HERE\n    other()\n", "for x in y:  # HERE"),
        ("@a\ndef f(\n    x=1,  # HERE\n): ...\n", "@a\ndef f(\n    x=1,  # HERE\n):"),
        ("a = 1\nb = (  # HERE\n", "b = (  # HERE\n"),
        (
            "class C:\n" + "    x = 1\n" * 70 + "    y = [\n        2,  # HERE\n    ]\n",
            "y = [\n        2,  # HERE\n    ]",
        ),
    ],
)
def test_statement(text, expected):
    """
    A comment after code belongs to the innermost statement, to the head of one with a body.
    """
    span = statement(Document("a.py", text, "python"), text.index("# HERE"))

    assert expected == text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# HERE\nx = 1\ny = 2\n", "x = 1"),
        ("a = 1\n\n# HERE\n\n\nx = 1\n", "x = 1"),
        ("def f():\n    a = 1\n    # HERE\n    x = (\n        1)\n", "x = (\n        1)"),
        ("# HERE\n@a\ndef f():\n    return 1\n\nb\n", "@a\ndef f():\n    return 1"),
        (
            "class C:\n    # HERE\n    def f(self):\n        return 1\n\n    def g(self): ...\n",
            "def f(self):\n        return 1",
        ),
        ("def f():\n    a = 1\n    # HERE\n\ndef g(): ...\n", ""),
        ("x = 1\n# HERE\n", ""),
    ],
)
def test_block(text, expected):
    """
    A comment on its own line speaks of what follows in its block, whole if it is a function or class.
    """
    span = block(Document("a.py", text, "python"), text.index("# HERE"))

    assert expected == text[span.start : span.end]
