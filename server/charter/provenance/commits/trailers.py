"""
The trailers of a commit's message, exactly as git sees them.

What follows is git's own way, with its corners: a block counts if it is the last
paragraph, is not the first, and holds nothing but trailers, or one that git itself
writes among at least a quarter of trailers. Git reads bytes; of those that are no
ASCII it asks nothing, so code points give the same.

Source: git, trailer.c (`find_trailer_start`, `trailer_info_get`) and commit.c
(`ignore_non_trailer`), as `git interpret-trailers --parse --no-divider` runs them: a
message that is committed has no patch behind it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from charter.commits import MARK, Trailer
from charter.text import Span

SPACE = " \t\n\r"  # what git takes for space: no form feed, and nothing outside ASCII
_PAIR = re.compile(r"(?P<key>[0-9A-Za-z-]+)[ \t]*:")
_FOLD = re.compile(r"\n[ \t\n\r]*")
_SCISSORS = f"{'-' * 24} >8 {'-' * 24}"
_SNIPPED = re.compile(rf"^(?P<mark>[^\w\s]{{1,8}}) {_SCISSORS}$", re.MULTILINE)
# "; with ';' will be ignored, and an empty message aborts the commit.", in any language: of the signs that git chooses
# from by itself, for others also begin lists.
_NAMED = re.compile(r"^(?P<mark>[#;@!$%^&|:]) \S.*?[^\w\s] ?(?P=mark) ?[^\w\s]", re.MULTILINE)
_BY_GIT = ("Signed-off-by: ", "(cherry picked from commit ")
_CONFLICTS = "Conflicts:\n"
# A block with a line that git writes may have three times as many others.
_N_OTHERS = 3


class Row(NamedTuple):
    """
    One line as git counts lines: to the line feed, which it includes.
    """

    start: int
    text: str
    mark: str = MARK

    @property
    def is_blank(self) -> bool:
        return not self.text.strip(SPACE)

    @property
    def is_comment(self) -> bool:
        return self.text.startswith(self.mark)

    @property
    def is_continuation(self) -> bool:
        return self.text[:1] in SPACE


def trailers(lines: Sequence[Row]) -> tuple[Trailer, ...]:
    """
    Return the trailers of a message, of which these are the lines before its scissors, in order.
    """
    words = lines[: _n_words(lines)]
    return tuple(_joined(words[_first_trailer(words) :]))


def rows(text: str, mark: str = MARK) -> list[Row]:
    """
    Return all lines of *text*, in order, of which those are comments that begin with *mark*.
    """
    start, found = 0, list[Row]()
    for line in text.split("\n"):
        found.append(Row(start, f"{line}\n", mark))
        start += len(line) + 1
    last = found.pop()
    return [*found, last._replace(text=last.text[:-1])] if last.text != "\n" else found


def cut(text: str, mark: str = MARK) -> int:
    """
    Return where a message that is being written ends: at its scissors.
    """
    line = f"{mark} {_SCISSORS}\n"
    place = 0 if text.startswith(line) else text.find(f"\n{line}") + 1
    return place if place or text.startswith(line) else len(text)


def comment_mark(text: str) -> str:
    """
    Return what begins git's comments in *text*, a message as an editor shows it.

    The scissors stand behind it, and so does the sentence in which git names it, in
    whatever language; the configuration may say `auto`, so that nothing else tells.

    Source: git, wt-status.c (`wt_status_add_cut_line`) and builtin/commit.c (`hint_cleanup_all`,
    `adjust_comment_line_char`).
    """
    if snipped := _SNIPPED.search(text):
        return snipped["mark"]
    named = (match["mark"] for match in _NAMED.finditer(text) if _is_last(text[match.start() :], match["mark"]))
    return next(named, MARK)


def _is_last(text: str, mark: str) -> bool:
    """
    Tell whether nothing but comments behind *mark* stands in *text*.
    """
    return all(line.startswith(mark) for line in text.split("\n") if line.strip(SPACE))


def _n_words(lines: Sequence[Row]) -> int:
    """
    Return before how many of *lines* the comments, blank lines and old list of conflicts begin that end the message.
    """
    ignored, is_conflict = 0, False  # as in git, what stands at the very beginning is not ignored yet
    for idx, row in enumerate(lines):
        if row.text == "\n" or row.is_comment:
            ignored = ignored or idx
        elif row.text == _CONFLICTS:
            ignored, is_conflict = ignored or idx, True
        elif ignored and not (is_conflict and row.text.startswith("\t")):
            ignored, is_conflict = 0, False
    return ignored or len(lines)


def _first_trailer(lines: Sequence[Row]) -> int:
    """
    Return the index of the first line of the block of trailers; the number of lines if there is none.
    """
    title = next((idx for idx, row in enumerate(lines) if row.is_blank), len(lines))
    n_trailers = n_others = n_continued = 0
    is_by_git = is_begun = False
    for idx in range(len(lines) - 1, title - 1, -1):
        row = lines[idx]
        if row.is_comment:
            n_others, n_continued = n_others + n_continued, 0
        elif row.is_blank:
            if not is_begun:
                continue
            n_others += n_continued
            is_block = n_trailers > 0 and (n_others == 0 or (is_by_git and n_trailers * _N_OTHERS >= n_others))
            return idx + 1 if is_block else len(lines)
        elif row.text.startswith(_BY_GIT) or _PAIR.match(row.text):
            is_begun, is_by_git = True, is_by_git or row.text.startswith(_BY_GIT)
            n_trailers, n_continued = n_trailers + 1, 0
        elif row.is_continuation:
            is_begun, n_continued = True, n_continued + 1
        else:
            is_begun, n_others, n_continued = True, n_others + 1 + n_continued, 0
    return len(lines)


def _joined(lines: Sequence[Row]) -> Iterator[Trailer]:
    """
    Yield the trailers of the block *lines*, each with the lines that continue it.
    """
    idx = 0
    while idx < len(lines):
        row, idx = lines[idx], idx + 1
        if pair := _PAIR.match(row.text):
            said = [row.text]
            while idx < len(lines) and lines[idx].is_continuation:
                said.append(lines[idx].text)
                idx += 1
            yield _trailer(row.start, "".join(said), pair)


def _trailer(start: int, said: str, pair: re.Match[str]) -> Trailer:
    value = said[pair.end() :].strip(SPACE)
    return Trailer(pair["key"], _FOLD.sub(" ", value), Span(start, start + len(said.rstrip(SPACE))))
