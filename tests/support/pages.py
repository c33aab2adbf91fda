"""
Pages of examples, with the expectation drawn under the code.

A page is a text. A line `== claim` begins an example and says what it shows;
a page without one is a single example. Carets under a line of code expect a
mark there, followed by its label; several lines of carets may stand below one
another. What is not underlined is expected to be left alone.

    == a key in the source is flagged
    key = "sk-live-abc123"
           ^^^^^^^^^^^^^^ hardcoded-secret

    == a key from the environment is not
    key = os.environ["KEY"]

Tests compare pictures, so that a failure shows what was seen, where:

    @pytest.mark.parametrize("example", examples(PAGE), ids=str)
    def test_page(example):
        found = [(finding.span, finding.rule) for finding in look(example.code)]

        assert example.picture == draw(example.code, found)
"""

import re
from collections.abc import Iterable
from textwrap import dedent

from msgspec import Struct

from charter.text import LineIndex, Span

_CLAIM = re.compile(r"^== (.*)$", re.MULTILINE)
_CARETS = re.compile(r"[ \t]*(?P<carets>\^+) (?P<label>\S.*)")

Mark = tuple[Span, str]


class Example(Struct, frozen=True):
    """
    Code, and the spans in it that are expected to be marked.

    Args:
        claim: what it shows; empty on a page of one example.
        code: without carets and surrounding blank lines, with one final line end.
    """

    claim: str
    code: str
    marks: tuple[Mark, ...]

    @property
    def picture(self) -> str:
        """
        The code with its marks, drawn as `draw` does.
        """
        return draw(self.code, self.marks)

    def __str__(self) -> str:
        return self.claim


def examples(page: str) -> list[Example]:
    """
    Return the examples of *page*, which may be indented as a whole.
    """
    head, *parts = _CLAIM.split(dedent(page))
    if not parts:
        return [_example("", head)]
    return [_example(claim, text) for claim, text in zip(parts[::2], parts[1::2], strict=True)]


def draw(code: str, marks: Iterable[Mark]) -> str:
    """
    Return *code* with *marks* drawn below their lines, in order of place and label.

    A mark of several lines is drawn under its first.
    """
    index = LineIndex(code)
    lines = [[line] for line in code.split("\n")]
    for span, label in sorted(marks):
        start = index.span(line := index.line(span.start)).start
        n_carets = min(span.end, start + len(lines[line][0])) - span.start
        lines[line].append(" " * (span.start - start) + "^" * max(1, n_carets) + f" {label}")
    return "\n".join(text for group in lines for text in group)


def _example(claim: str, text: str) -> Example:
    code: list[str] = []
    marks: list[Mark] = []
    start = 0
    for line in text.strip("\n").split("\n"):
        if carets := _CARETS.fullmatch(line):
            marks.append((Span(*carets.span("carets")).moved(start), carets["label"]))
        else:
            start = sum(len(above) + 1 for above in code)
            code.append(line)
    return Example(claim, "\n".join(code) + "\n", tuple(marks))
