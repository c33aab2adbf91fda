"""
Radon's raw counts of lines, in linear time.

`radon.raw.analyze` starts anew with every line that it adds to an open
statement: a table of ten thousand lines keeps it busy for an hour. This goes
over the text once, and gives the same counts; a test holds it to radon. Where a
line holds a semicolon, or Python's tokens are not simply told apart, the
tokens themselves are counted.
"""

import re
import sys
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import pairwise

from msgspec import Struct

# From 3.12 on an f-string is many tokens.
_PREFIX = r"[rRbBuU]{0,2}" if sys.version_info >= (3, 12) else r"[rRbBuUfF]{0,2}"
_PIECES = re.compile(
    rf"""
    (?P<string>{_PREFIX}(?:
        "{{3}}(?:[^"\\]|\\.|"(?!""))*"{{3}}|'{{3}}(?:[^'\\]|\\.|'(?!''))*'{{3}}
        |"(?!"")(?:[^"\\\n]|\\.)*"|'(?!'')(?:[^'\\\n]|\\.)*'|""|''))
  | (?P<odd>[rR]?[fF][rR]?["'])
  | (?P<word>[^\s\#"'()\[\]{{}}:;\\$?!`]+|:=|!=)
  | (?P<colon>:)
  | (?P<opener>[(\[{{])
  | (?P<closer>[)\]}}])
  | (?P<end>\n)
  | (?P<comment>\#[^\n]*)
  | (?P<joined>\\\n)
  | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_DEPTH = {"opener": 1, "closer": -1}
# Of these only Python's own tokens tell what they are; a semicolon is one of them.
_TELLING = frozenset({"odd", "other"})
_LINE_ENDS = frozenset({tokenize.NL, tokenize.NEWLINE})
_SILENT = frozenset({tokenize.COMMENT, *_LINE_ENDS})


class Raw(Struct, frozen=True):
    """
    Counts of lines, in radon's words.

    Args:
        lloc: logical lines of code.
        sloc: lines of code.
        comments: comments, those beside code included.
        multi: lines of strings that stand as statements over several lines.
    """

    lloc: int
    sloc: int
    comments: int
    multi: int


class _Group(Struct):
    """
    A logical line, a comment or a blank line.

    Args:
        first: its lines are first <= line < last, counted from zero.
        has_more: it has tokens that are neither comments nor strings.
        n_logical: how many logical lines stand in it.
    """

    first: int
    last: int = 0
    n_comments: int = 0
    n_strings: int = 0
    has_more: bool = False
    n_logical: int = 0

    @property
    def is_comment(self) -> bool:
        return self.n_comments == 1 and not self.n_strings and not self.has_more

    @property
    def is_string(self) -> bool:
        return self.n_strings == 1 and not self.n_comments and not self.has_more


def raw(source: str) -> Raw:
    """
    Return the counts of *source*.

    Raises:
        SyntaxError: it cannot be split into tokens.
    """
    # Radon takes lines as `str.splitlines` does, and without their indentation.
    lines = [line.strip() for line in source.splitlines()]
    text = "\n".join(lines)
    plain = _plain_groups(text)
    return _total(lines, _token_groups(text) if plain is None else plain)


def _total(lines: Sequence[str], groups: Iterable[_Group]) -> Raw:
    lloc = sloc = comments = multi = 0
    for group in groups:
        n_full = sum(1 for line in lines[group.first : group.last] if line)
        if group.is_string:
            multi += n_full if group.last - group.first > 1 else 0
        elif not group.is_comment:
            sloc += n_full
        comments += group.n_comments
        lloc += group.n_logical
    return Raw(lloc, sloc, comments, multi)


def _plain_groups(text: str) -> list[_Group] | None:
    """
    Return the groups of a text without semicolons; None where only tokens can tell.
    """
    groups = [_Group(0)]
    depth = n_lines = 0
    is_after_colon = False
    for match in _PIECES.finditer(text):
        group, kind = groups[-1], match.lastgroup or ""
        if kind in _TELLING:
            return None
        if kind == "end":
            n_lines += 1
            if not depth:
                group.last = n_lines
                groups.append(_Group(n_lines))
                is_after_colon = False
        elif kind == "joined":
            n_lines += 1
        elif kind == "comment":
            group.n_comments += 1
        else:
            # One more where the last colon has something behind it.
            group.n_logical = 2 if is_after_colon and kind != "colon" else 1
            is_after_colon |= kind == "colon"
            depth += _DEPTH.get(kind, 0)
            if kind == "string":
                group.n_strings += 1
                n_lines += text.count("\n", *match.span())
            else:
                group.has_more = True
    groups[-1].last = n_lines + 1
    return None if depth else groups


def _token_groups(text: str) -> Iterator[_Group]:
    tokens: list[tokenize.TokenInfo] = []
    depth = 0
    first = 1
    try:
        for token in tokenize.generate_tokens(StringIO(text).readline):
            if token.type == tokenize.ERRORTOKEN:
                raise SyntaxError("a token that Python does not know")
            if token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
            tokens.append(token)
            if token.type in _LINE_ENDS and not depth:
                yield _group(tokens, first - 1, token.start[0])
                tokens, first = [], token.start[0] + 1
    except tokenize.TokenError as error:
        raise SyntaxError("an open bracket or string") from error


def _group(tokens: list[tokenize.TokenInfo], first: int, last: int) -> _Group:
    kinds = [token.type for token in tokens if token.type not in _LINE_ENDS]
    n_comments, n_strings = kinds.count(tokenize.COMMENT), kinds.count(tokenize.STRING)
    has_more = len(kinds) > n_comments + n_strings
    return _Group(first, last, n_comments, n_strings, has_more, _n_logical(tokens))


def _n_logical(tokens: Iterable[tokenize.TokenInfo]) -> int:
    """
    Return how many logical lines stand in a line: two where a colon has something behind it.

    Source: radon/raw.py, `_logical`, whose counting of parts before a semicolon
    is kept as it is.
    """
    words = [token for token in tokens if token.type not in _SILENT]
    cuts = [-1, *(idx for idx, word in enumerate(words) if word.string == ";"), len(words)]
    parts = [words[lo + 1 : hi] for lo, hi in pairwise(cuts)]
    return sum(_n_in_part(part, is_last=idx == len(parts) - 1) for idx, part in enumerate(parts))


def _n_in_part(words: list[tokenize.TokenInfo], *, is_last: bool) -> int:
    colon = next((idx for idx in range(len(words) - 1, -1, -1) if words[idx].string == ":"), None)
    if colon is None:
        return 1 if words else 0
    # Radon expects the end marker behind the colon, which only the last part has.
    return 1 if colon == len(words) - (1 if is_last else 2) else 2
