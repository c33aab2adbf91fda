"""
Radon's raw counts of lines, in linear time.

`radon.raw.analyze` starts anew with every line that it adds to an open
statement: a table of ten thousand lines keeps it busy for an hour. This reads
the tokens once, and gives the same counts; a test holds it to radon.
"""

import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise

_LINE_ENDS = frozenset({tokenize.NL, tokenize.NEWLINE})
_SILENT = frozenset({tokenize.COMMENT, *_LINE_ENDS})


@dataclass(frozen=True, slots=True)
class Raw:
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


def raw(source: str) -> Raw:
    """
    Return the counts of *source*.

    Raises:
        SyntaxError: it cannot be split into tokens.
    """
    # Radon takes lines as `str.splitlines` does, and without their indentation.
    lines = [line.strip() for line in source.splitlines()]
    lloc = sloc = comments = multi = 0
    for tokens, first, last in _groups("\n".join(lines)):
        n_full = sum(1 for line in lines[first:last] if line)
        kinds = [token.type for token in tokens if token.type not in _LINE_ENDS]
        comments += kinds.count(tokenize.COMMENT)
        if kinds == [tokenize.STRING]:
            multi += n_full if last - first > 1 else 0
        elif kinds != [tokenize.COMMENT]:
            sloc += n_full
        lloc += _n_logical(tokens)
    return Raw(lloc, sloc, comments, multi)


def _groups(text: str) -> Iterator[tuple[list[tokenize.TokenInfo], int, int]]:
    """
    Yield the tokens of each logical line, comment or blank line, and its lines as a half-open range.
    """
    group: list[tokenize.TokenInfo] = []
    depth = 0
    first = 1
    try:
        for token in tokenize.generate_tokens(StringIO(text).readline):
            if token.type == tokenize.ERRORTOKEN:
                raise SyntaxError("a token that Python does not know")
            if token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
            group.append(token)
            if token.type in _LINE_ENDS and not depth:
                yield group, first - 1, token.start[0]
                group, first = [], token.start[0] + 1
    except tokenize.TokenError as error:
        raise SyntaxError("an open bracket or string") from error


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
