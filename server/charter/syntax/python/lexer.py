"""
Where statements begin, where comments are: Python's surface, without parsing it.

One regular expression walks over the text. It works on any text, finished or
half typed, in linear time, and never rejects anything: whether a piece is
Python is for `ast` to say, piece by piece.

An open bracket or quote would swallow the rest of the file. So a line at the
margin that begins with a keyword which no expression can hold (`def`, `import`,
…) begins a statement whatever is still open. In text that Python accepts, no
such line exists inside brackets, hence no valid statement is ever cut in two.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct, field

from charter.text import Span

_NEWLINE = r"(?:\r\n|\n|\r)"
# A form feed resets the column (Python Language Reference 2.1.8).
_MARGIN = rf"{_NEWLINE}(?:[ \t]*\f)*"
# Keywords that can stand in no expression, and therefore in no bracket.
_STATEMENT = (
    r"(?:(?:def|class|import|return|while|with|try|raise|del|assert|global|nonlocal|pass|break|continue)\b"
    r"|async[ \t]+(?:def|with)\b|from[ \t]+[\w.]+[ \t]+import\b)"
)
_COMMENT = r"(?P<comment>\#[^\r\n]*)"
_TRIPLE = r"""(?P<triple>"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3}|'{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3})"""
_STRING = r"""(?:"[^"\\\r\n]*(?:\\(?:\r\n|.)[^"\\\r\n]*)*"|'[^'\\\r\n]*(?:\\(?:\r\n|.)[^'\\\r\n]*)*')"""
_OPEN_STRING = r"""(?P<open_string>["'][^\r\n]*)"""
_WORDS = r"""[^\#"'()\[\]{}\\\r\n]"""
# What is passed over at one go: words, brackets with only words in them, strings of one line, lines of no concern.
_PASSED = rf"""
    (?: {_WORDS}++ | \({_WORDS}*+\) | \[{_WORDS}*+\] | \{{{_WORDS}*+\}}
      | (?!"{{3}}|'{{3}}){_STRING}
      | \\(?![\r\n])
      | (?!%(concern)s){_NEWLINE}
    )*
"""
# One of these always follows, the end at last: nothing is ever gone back for. A possessive
# repetition would say so, but before Python 3.11.5 it takes too little of what repeats within.
_TOKENS = rf"""
    {_COMMENT}
  | {_TRIPLE}
  | (?P<open_triple>"{{3}}|'{{3}})
  | {_OPEN_STRING}
  | (?P<opener>[(\[{{])
  | (?P<closer>[)\]}}])
  | (?P<joined>\\{_NEWLINE})
  | (?P<end>\Z)
"""
_ASIDE = re.compile(_PASSED.replace("(?!%(concern)s)", "") + f"(?:{_TOKENS})", re.VERBOSE | re.DOTALL)
# A line that begins with a lone backslash has its code, and its indentation, on the next.
_CODE_AHEAD = r"(?=[^\s\#])(?!\\[\r\n])"
# Inside a block other lines of code matter too, for one that stands left of it ends it; those deeper in it do not.
_OTHER_LINE = rf"{_NEWLINE}(?!%s[ \t]++[^\s\#])(?=[ \t\f]*+{_CODE_AHEAD})"
_CLAUSE = re.compile(r"(?:else|elif|except|finally)\b")
_WHITE = re.compile(r"[ \t\f]*")
_CODE = re.compile(r"[^\s#]")
_KEYWORD = re.compile(_STATEMENT)
# A lone `@` decorates nothing yet.
_DECORATOR = re.compile(r"@[ \t]*[^\s#]")


class Layout(Struct):
    """
    What the lexer saw.

    Args:
        starts: offsets at which statements begin, ascending; decorators belong
            to what they decorate, `else` and the like to what they follow.
        comments: every comment, from its `#` to the end of the line.
        strings: triple-quoted strings outside brackets; docstrings are among them.
        faults: offsets at which something was left open, or closed that was not
            open, ascending.
        brackets: those of the faults that nothing mends which is itself in order,
            wherever it stands: a bracket without its other half.
        end: where the first line stands that is left of the indentation; the
            length of the text if there is none.
    """

    starts: list[int] = field(default_factory=list[int])
    comments: list[Span] = field(default_factory=list[Span])
    strings: list[Span] = field(default_factory=list[Span])
    faults: list[int] = field(default_factory=list[int])
    brackets: list[int] = field(default_factory=list[int])
    end: int = 0


def layout(text: str, *, indent: str = "", start: int = 0) -> Layout:
    """
    Return where the statements of *text* at one indentation begin.

    Args:
        indent: the white space before each statement, as in a class body.
        start: offset at which the first line to look at begins.
    """
    scan = _Scan(text, indent)
    scan.run(start)
    return scan.seen


def asides(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """
    Return what `layout` calls comments and strings, of a text that Python accepts: in half the time.

    There nothing is left open, and no line matters but for what stands in it.
    """
    comments: list[Span] = []
    strings: list[Span] = []
    depth = pos = 0
    while match := _ASIDE.match(text, pos):
        pos = match.end()
        match match.lastgroup:
            case "comment":
                comments.append(Span(*match.span("comment")))
            case "triple" if not depth:
                strings.append(Span(*match.span("triple")))
            case "opener":
                depth += 1
            case "closer":
                depth -= 1
            case "end":
                break
            case _:
                pass
    return tuple(comments), tuple(strings)


class _Scan:
    """
    One pass over one text: what is open, and what was seen so far.
    """

    def __init__(self, text: str, indent: str) -> None:
        self.seen = Layout(end=len(text))
        self._text = text
        self._indent = indent
        self._tokens, self._recovery = _patterns(indent)
        self._depth = 0
        self._is_decorated = False
        self._is_joined = False
        self._is_torn = False

    def run(self, start: int) -> None:
        first = self._first_start(start)
        if first is not None:
            self.seen.starts.append(start)
            self._is_decorated = _DECORATOR.match(self._text, first) is not None
        pos: int | None = start
        while pos is not None and (match := self._tokens.match(self._text, pos)):
            pos = _HANDLERS[match.lastgroup or ""](self, match)
        last = max(0, self.seen.end - 1)
        if self._depth:
            self._miss_bracket(last)
        elif self._is_decorated or self._is_joined:
            self.seen.faults.append(last)

    def on_comment(self, match: re.Match[str]) -> int:
        self.seen.comments.append(Span(*match.span("comment")))
        return match.end()

    def on_triple(self, match: re.Match[str]) -> int:
        if not self._depth:
            self.seen.strings.append(Span(*match.span("triple")))
        return match.end()

    def on_open_string(self, match: re.Match[str]) -> int:
        self.seen.faults.append(match.start("open_string"))
        return match.end()

    def on_opener(self, match: re.Match[str]) -> int:
        self._depth += 1
        return match.end()

    def on_closer(self, match: re.Match[str]) -> int:
        if self._depth:
            self._depth -= 1
        else:
            self._miss_bracket(match.start("closer"))
        return match.end()

    def on_end(self, _: re.Match[str]) -> None:
        return None

    def on_joined(self, match: re.Match[str]) -> int:
        self._is_joined = match.end() == len(self._text)
        return match.end()

    def on_margin(self, match: re.Match[str]) -> int:
        pos = match.end()
        if self._depth:
            if not _KEYWORD.match(self._text, pos):
                return pos
            self._miss_bracket(match.start("margin"))
            self._depth = 0
        if not _CLAUSE.match(self._text, pos):
            if not self._is_decorated:
                self.seen.starts.append(pos - len(self._indent))
            self._is_decorated = _DECORATOR.match(self._text, pos) is not None
        return pos

    def on_other(self, match: re.Match[str]) -> int | None:
        """
        End the block at a line that stands left of it.
        """
        pos = match.end()
        white = _WHITE.match(self._text, pos)
        column_zero = max(pos, self._text.rfind("\f", pos, white.end() if white else pos) + 1)
        if self._depth or self._text.startswith(self._indent, column_zero):
            return pos
        self.seen.end = pos
        return None

    def on_open_triple(self, match: re.Match[str]) -> int | None:
        """
        Go on at the next line that can only be a statement; the string is the rest of this one.
        """
        self.seen.faults.append(match.start("open_triple"))
        self._depth, self._is_decorated, self._is_torn = 0, False, True
        rescue = self._recovery.search(self._text, match.end())
        # The line end in front of it is seen again, as a margin.
        return rescue.start() if rescue else None

    def _miss_bracket(self, offset: int) -> None:
        self.seen.faults.append(offset)
        # Behind an open quote all may be otherwise once that is closed.
        if not self._is_torn:
            self.seen.brackets.append(offset)

    def _first_start(self, start: int) -> int | None:
        """
        Return where the code of the first line begins if a statement begins there.
        """
        at = start + len(self._indent)
        is_indented = self._text.startswith(self._indent, start)
        return at if is_indented and _CODE.match(self._text, at) and not _CLAUSE.match(self._text, at) else None


_HANDLERS: dict[str, Callable[[_Scan, re.Match[str]], int | None]] = {
    "comment": _Scan.on_comment,
    "triple": _Scan.on_triple,
    "open_triple": _Scan.on_open_triple,
    "open_string": _Scan.on_open_string,
    "opener": _Scan.on_opener,
    "closer": _Scan.on_closer,
    "joined": _Scan.on_joined,
    "end": _Scan.on_end,
    "margin": _Scan.on_margin,
    "other": _Scan.on_other,
}


@lru_cache(maxsize=64)
def _patterns(indent: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """
    Return what finds the next token that matters, behind all that is passed over, and where to go on when all is open.
    """
    indented = re.escape(indent)
    margin = rf"{_MARGIN}{indented}{_CODE_AHEAD}"
    other = _OTHER_LINE % indented
    passed = _PASSED % {"concern": other if indent else margin}
    lines = rf"| (?P<margin>{margin})" + (rf"| (?P<other>{other})" if indent else "")
    tokens = re.compile(rf"{passed}(?:{_TOKENS}{lines})", re.VERBOSE | re.DOTALL)
    return tokens, re.compile(f"{_MARGIN}{indented}(?={_STATEMENT})")
