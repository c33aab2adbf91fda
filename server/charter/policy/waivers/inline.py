"""
Inline waivers: exceptions that stand beside the code that they are about.

    charter: waive ID[, ID…] [until DATE] [by NAME] [-- REASON]

After code it is about that statement; on its own line, about the next one, or
the whole function or class that begins there; `waive-file`, before the first
statement, about the file. Here is what a waiver says and where it reaches;
whether it holds is `silencing`'s business.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from charter.syntax import block, statement
from charter.text import Comment, Document, Span

WORD = "charter:"

# At the start of a line of the comment, or after the mark of a comment within it:
# prose that mentions the form is no waiver.
_MARKER = re.compile(
    r"(?:^[ \t*]*|#[ \t]*)(?P<marker>charter:[ \t]*waive(?P<file>-file)?(?![\w-])[ \t]*(?P<terms>[^\r\n]*))",
    re.MULTILINE,
)
_REASON = re.compile(r"(?:^|[\s,])--(?:\s|$)")
_KEYWORD = re.compile(r"(?:^|\s)(until|by)\s+")
_RULE = re.compile(r"\w[\w.-]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INNER_MARK = re.compile(r"(?<![ \t])[ \t]*#?[ \t]*\Z")
_NOWHERE = Span(0, 0)

# What may stand before the first statement of a file though it is no comment.
_OPENING = re.compile(r"<\?php|<\?xml[^>]*\?>|<!doctype[^>]*>", re.IGNORECASE)


class Waiver(Struct, frozen=True):
    """
    What a waiver says, as written.

    Args:
        rules: ids and aliases; may be unknown.
        until: the last day; may be no date.
        span: the marker, in the text that was parsed; replacing it by `render`
            of another waiver edits the comment.
    """

    rules: tuple[str, ...]
    until: str = ""
    by: str = ""
    reason: str = ""
    is_for_file: bool = False
    span: Span = _NOWHERE

    @property
    def expires(self) -> date | None:
        """
        The last day on which it holds; None if there is none, or what stands there is no date.
        """
        try:
            return date.fromisoformat(self.until) if _DATE.fullmatch(self.until) else None
        except ValueError:
            return None


class Placed(Struct, frozen=True):
    """
    A waiver in a document.

    Args:
        span: the marker.
        lines: those whose findings it is about; empty if it reaches nothing.
    """

    waiver: Waiver
    span: Span
    comment: Comment
    lines: range


def parse(text: str) -> Waiver | None:
    """
    Return the waiver in a comment's *text*, or None; words out of place are taken for rules.
    """
    found = _MARKER.search(text)
    if not found:
        return None
    terms, reason = _split_off_reason(found["terms"])
    rules, *clauses = _KEYWORD.split(terms)
    said = dict(zip(clauses[::2], clauses[1::2], strict=True))
    return Waiver(
        rules=tuple(_RULE.findall(rules)),
        until=said.get("until", "").strip(),
        by=said.get("by", "").strip(),
        reason=reason.strip(),
        is_for_file=bool(found["file"]),
        span=Span(found.start("marker"), found.start("marker") + len(found["marker"].rstrip())),
    )


def render(waiver: Waiver) -> str:
    """
    Return *waiver* as it is written in a comment, without the comment's marks.
    """
    parts = [
        f"{WORD} waive{'-file' if waiver.is_for_file else ''}",
        ", ".join(waiver.rules),
        f"until {waiver.until}" if waiver.until else "",
        f"by {waiver.by}" if waiver.by else "",
        f"-- {waiver.reason}" if waiver.reason else "",
    ]
    return " ".join(filter(None, parts))


def placed(document: Document, comments: Sequence[Comment]) -> Iterator[Placed]:
    """
    Yield the waivers of *document* in order; docstrings hold none.

    Args:
        comments: of the document, in order; for `waive-file` all of them.
    """
    if WORD not in document.text:
        return
    for comment in comments:
        waiver = None if comment.is_docstring else parse(comment.text)
        if waiver:
            yield Placed(waiver, waiver.span.moved(comment.body), comment, _lines(document, comments, comment, waiver))


def is_alone(document: Document, comment: Comment) -> bool:
    """
    Tell whether nothing stands before *comment* on its line.
    """
    start = document.lines.span(document.lines.line(comment.span.start)).start
    return not document.text[start : comment.span.start].strip()


def removal(document: Document, place: Placed) -> Span:
    """
    Return what to delete to be rid of a waiver: its words, its comment, or the comment's line.
    """
    comment, text = place.comment, document.text
    if comment.text.strip() != text[place.span.start : place.span.end]:
        mark = _INNER_MARK.search(text, comment.span.start, place.span.start)
        return Span(mark.start() if mark else place.span.start, place.span.end)
    line = document.lines.span(document.lines.line(comment.span.start))
    if is_alone(document, comment) and not text[comment.span.end : line.end].strip():
        return Span(line.start, max(line.end, comment.span.end))
    code = text[line.start : comment.span.start]
    return Span(line.start + len(code.rstrip()), comment.span.end)


def _split_off_reason(terms: str) -> tuple[str, str]:
    found = _REASON.search(terms)
    return (terms[: found.start()], terms[found.end() :]) if found else (terms, "")


def _lines(document: Document, comments: Sequence[Comment], comment: Comment, waiver: Waiver) -> range:
    lines = document.lines
    if waiver.is_for_file:
        return range(len(lines) if _is_at_top(document, comments, comment) else 0)
    if not is_alone(document, comment):
        return lines.lines(statement(document, comment.span.start))
    following = block(document, comment.span.start)
    last = lines.lines(following)[-1] if following.start < following.end else _last_remark(document, comment)
    # What stands between, such as other comments, is meant as well.
    return range(lines.line(comment.span.start), last + 1)


def _is_at_top(document: Document, comments: Sequence[Comment], comment: Comment) -> bool:
    """
    Tell whether there is nothing but comments and docstrings before *comment*.
    """
    at = 0
    for earlier in comments:
        between = document.text[at : min(earlier.span.start, comment.span.start)]
        if _OPENING.sub("", between, count=2).strip():
            return False
        if earlier.span.start >= comment.span.start:
            return True
        at = earlier.span.end
    return True


def _last_remark(document: Document, comment: Comment) -> int:
    """
    Return the last line of the run of comments, written with the same mark, that *comment* begins.
    """
    mark = document.text[comment.span.start]
    line = document.lines.lines(comment.span)[-1]
    for following in range(line + 1, len(document.lines)):
        span = document.lines.span(following)
        if not document.text[span.start : span.end].lstrip().startswith(mark):
            break
        line = following
    return line
