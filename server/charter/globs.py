"""
Path patterns as gitignore writes them, matched in linear time.

Patterns come from charters, and charters come from strangers. Translating them
to regular expressions lets a short pattern stop an editor for a minute, so each
is a small automaton whose states are the bits of one integer: reading a letter
is a mask and a shift, whatever the pattern. The same automaton runs twice, over
the letters of a segment and over the segments of a path.

Two differences from git are deliberate: `?` and `[…]` take a whole code point
where git takes a byte, and in `foo**/bar` the asterisks are what git's manual
says, two ordinary ones, where its code lets them span folders.

Source: gitignore(5); git's dir.c and wildmatch.c, compared by test.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from charter.errors import CharterError

_POSIX = {
    "alnum": ("09", "AZ", "az"),
    "alpha": ("AZ", "az"),
    "blank": ("  ", "\t\t"),
    "cntrl": ("\0\x1f", "\x7f\x7f"),
    "digit": ("09",),
    "graph": ("!~",),
    "lower": ("az",),
    "print": (" ~",),
    "punct": ("!/", ":@", "[`", "{~"),
    "space": ("\t\r", "  "),
    "upper": ("AZ",),
    "xdigit": ("09", "AF", "af"),
}
_CLASS_ITEM = re.compile(
    r"""
    \[:(?P<posix>[^\]]*):\]                               # [:alpha:]
    | (?:\\(?P<escaped>.)|(?P<plain>[^\\]))               # a letter …
      (?:-(?:\\(?P<to_escaped>.)|(?P<to_plain>[^\]\\])))? # … and the end of a range
    """,
    re.VERBOSE | re.DOTALL,
)
_MAX_LENGTH = 1_000
_MAX_FOLDERS = 2_048


class _BadPatternError(CharterError):
    """
    A pattern that can match nothing; git ignores it in silence, `check` says why.
    """


class Globs:
    """
    Patterns in order, asked together.

    As in a gitignore file the last pattern that matches decides, `!` takes back
    what an earlier one matched, and nothing takes back what lies in a matched
    folder. Patterns that `check` finds bad match nothing.

    Args:
        patterns: one gitignore line each; blank lines and comments are allowed.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(_readable(patterns))
        # Neighbouring files share their folders; their states are kept for a while.
        self._folders: dict[str, tuple[int, ...] | None] = {"": (1,) * len(self._patterns)}

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def matches(self, path: str, *, is_folder: bool = False) -> bool:
        """
        Tell whether *path*, or a folder above it, is matched.

        Args:
            path: relative to where the patterns are anchored, with forward
                slashes, without one at its end.
            is_folder: patterns that end with a slash match folders only.
        """
        if not self._patterns or not path:
            return False
        folder, _, name = path.rpartition("/")
        above = self._below(folder)
        return above is None or self._verdict(self._advance(above, name), is_folder=is_folder)

    def _below(self, folder: str) -> tuple[int, ...] | None:
        """
        Return each pattern's state after *folder*, or None if the folder is matched.
        """
        missing: list[str] = []
        while folder not in self._folders:
            folder, _, name = folder.rpartition("/")
            missing.append(name)
        states = self._folders[folder]
        for name in reversed(missing):
            folder = f"{folder}/{name}" if folder else name
            states = self._entered(states, name)
            self._remember(folder, states)
        return states

    def _entered(self, states: tuple[int, ...] | None, name: str) -> tuple[int, ...] | None:
        after = states and self._advance(states, name)
        return None if after is None or self._verdict(after, is_folder=True) else after

    def _remember(self, folder: str, states: tuple[int, ...] | None) -> None:
        if len(self._folders) >= _MAX_FOLDERS:
            self._folders = {"": self._folders[""]}
        self._folders[folder] = states

    def _advance(self, states: tuple[int, ...], name: str) -> tuple[int, ...]:
        return tuple(pattern.advance(state, name) for pattern, state in zip(self._patterns, states, strict=True))

    def _verdict(self, states: tuple[int, ...], *, is_folder: bool) -> bool:
        for pattern, state in zip(reversed(self._patterns), reversed(states), strict=True):
            if pattern.accepts(state) and (is_folder or not pattern.wants_folder):
                return not pattern.is_negated
        return False


def check(pattern: str) -> str | None:
    """
    Return why *pattern* can match nothing, or None if it is good.
    """
    try:
        readable = _pattern(pattern)
    except _BadPatternError as problem:
        return problem.message
    return None if readable else "expected a pattern, found a blank line or a comment (write \\# for a leading #)"


class _Letters(Struct, frozen=True):
    """
    What stands for one letter: ranges, or everything else.
    """

    ranges: tuple[str, ...] = ()
    is_negated: bool = False

    def __contains__(self, letter: str) -> bool:
        return any(low <= letter <= high for low, high in self.ranges) != self.is_negated

    @property
    def is_single(self) -> bool:
        return not self.is_negated and len(self.ranges) == 1 and len({*self.ranges[0]}) == 1


_ANY = _Letters(is_negated=True)


class _Segment:
    """
    A pattern for one name: bit *i* of the state is set while its first *i* letters are matched.

    Args:
        letters: what each letter may be.
        stars: bit *i* is set if an asterisk stands before letter *i*.
    """

    __slots__ = ("_letters", "_masks", "_stars", "_tail")

    def __init__(self, letters: Sequence[_Letters], stars: int) -> None:
        self._letters = tuple(letters)
        self._stars = stars
        self._masks: dict[str, int] = {}
        self._tail = _literal(letters[max(stars.bit_length() - 1, 0) :])

    def matches(self, name: str) -> bool:
        # Most patterns are a name or `*.py`: the tail settles most names at once.
        if not name.endswith(self._tail) or len(name) < len(self._letters):
            return False
        state = 1
        for letter in name:
            state = ((state & self._mask(letter)) << 1) | (state & self._stars)
            if not state:
                return False
        return bool(state >> len(self._letters))

    def _mask(self, letter: str) -> int:
        mask = self._masks.get(letter)
        if mask is None:
            mask = sum(1 << idx for idx, letters in enumerate(self._letters) if letter in letters)
            self._masks[letter] = mask
        return mask


class _Pattern(Struct, frozen=True):
    """
    A pattern for a path: bit *i* of the state is set while its first *i* segments are matched.

    Args:
        segments: what each name may be.
        stars: bit *i* is set if `**` stands before segment *i*.
    """

    segments: tuple[_Segment, ...]
    stars: int
    is_negated: bool
    wants_folder: bool

    def advance(self, state: int, name: str) -> int:
        after = state & self.stars
        for idx, segment in enumerate(self.segments):
            if state >> idx & 1 and segment.matches(name):
                after |= 2 << idx
        return after

    def accepts(self, state: int) -> bool:
        return bool(state >> len(self.segments))


def _readable(patterns: Iterable[str]) -> Iterator[_Pattern]:
    for text in patterns:
        try:
            pattern = _pattern(text)
        except _BadPatternError:
            continue
        if pattern:
            yield pattern


def _pattern(text: str) -> _Pattern | None:
    """
    Return the automaton of one line, None for a blank line or a comment.

    Raises:
        _BadPatternError: the line can match nothing.
    """
    line = _without_trailing_spaces(text)
    if not line or line.startswith("#"):
        return None
    _refuse_odd_letters(line)
    is_negated = line.startswith("!")
    body = line[is_negated:]
    wants_folder = body.endswith("/")
    body = body[: len(body) - wants_folder]
    segments, stars = _segments(body.removeprefix("/"))
    if "/" not in body:
        stars |= 1
    return _Pattern(segments, stars, is_negated, wants_folder)


def _without_trailing_spaces(line: str) -> str:
    stripped = line.rstrip(" ")
    n_backslashes = len(stripped) - len(stripped.rstrip("\\"))
    is_quoted = n_backslashes % 2 and stripped != line
    return f"{stripped} " if is_quoted else stripped


def _refuse_odd_letters(line: str) -> None:
    if len(line) > _MAX_LENGTH:
        raise _BadPatternError(f"expected at most {_MAX_LENGTH:,} characters, found {len(line):,}")
    if "\n" in line or "\0" in line:
        raise _BadPatternError("expected one line of text, found a line end or a NUL character")


def _segments(body: str) -> tuple[tuple[_Segment, ...], int]:
    """
    Return the segments of *body*, and the bits of those that `**` stands before.
    """
    segments: list[_Segment] = []
    stars = 0
    for text, letters, letter_stars in _split(body):
        if len(text) > 1 and not text.strip("*"):
            stars |= 1 << len(segments)
        elif text in {"", ".", ".."}:
            raise _BadPatternError(f"expected a name between slashes, found {text!r}")
        else:
            segments.append(_Segment(letters, letter_stars))
    if stars >> len(segments):
        # What ends with `/**` matches all inside a folder, not the folder.
        segments.append(_Segment((), 1))
    return tuple(segments), stars


def _split(body: str) -> Iterator[tuple[str, list[_Letters], int]]:
    """
    Yield each segment's text, its letters, and the bits of those that `*` stands before.
    """
    letters: list[_Letters] = []
    start = at = stars = 0
    while at < len(body):
        if body[at] == "/":
            yield body[start:at], letters, stars
            letters, stars, start = [], 0, at + 1
            at += 1
        elif body[at] == "*":
            stars |= 1 << len(letters)
            at += 1
        else:
            one, at = _letter(body, at)
            letters.append(one)
    yield body[start:], letters, stars


def _letter(body: str, at: int) -> tuple[_Letters, int]:
    """
    Return what stands at *at*, and where the next begins.
    """
    if body[at] == "?":
        return _ANY, at + 1
    if body[at] == "[":
        return _class(body, at + 1)
    if body[at] != "\\":
        return _Letters((body[at] * 2,)), at + 1
    if at + 1 == len(body):
        raise _BadPatternError("expected a character after the last backslash, found the end")
    if body[at + 1] == "/":
        raise _BadPatternError("expected a slash without a backslash, found '\\/'")
    return _Letters((body[at + 1] * 2,)), at + 2


def _class(body: str, at: int) -> tuple[_Letters, int]:
    """
    Return the letters of a `[…]` whose inside begins at *at*, and where the next letter begins.
    """
    is_negated = body[at : at + 1] in {"!", "^"}
    first = at = at + is_negated
    ranges: list[str] = ["//"] if is_negated else []
    while at == first or body[at : at + 1] != "]":
        item = _CLASS_ITEM.match(body, at)
        if not item:
            raise _BadPatternError("expected ']' after '[', found the end (write \\[ for the bracket itself)")
        ranges += _ranges(item)
        at = item.end()
    return _Letters(tuple(ranges), is_negated), at + 1


def _ranges(item: re.Match[str]) -> Iterator[str]:
    posix = item["posix"]
    if posix is not None and posix not in _POSIX:
        raise _BadPatternError(f"expected one of {', '.join(_POSIX)}, found {posix!r}")
    if posix is not None:
        yield from _POSIX[posix]
        return
    low = item["escaped"] or item["plain"]
    high = item["to_escaped"] or item["to_plain"] or low
    # Git takes the ends of a reversed range for themselves.
    yield from (low + high,) if low <= high else (low * 2,)


def _literal(letters: Sequence[_Letters]) -> str:
    """
    Return the one text that *letters* stand for, empty if there may be several.
    """
    is_plain = all(letter.is_single for letter in letters)
    return "".join(letter.ranges[0][0] for letter in letters) if is_plain else ""
