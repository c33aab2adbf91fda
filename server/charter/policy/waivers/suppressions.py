"""
Comments of other tools that silence a finding: bandit's `# nosec` and Ruff's `# noqa`.

Both mean here what they mean there, so that nobody has to say it twice. A bare
`# noqa` is the exception: it is written against style, by people who had no
security finding in mind, and bandit itself does not heed it.

Source: bandit 1.9.4, `core/manager.py` and `core/tester.py`; Ruff, "Error
suppression".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from charter.model import Finding, RuleBook
from charter.text import Comment, Document, Span

_NOSEC = re.compile(r"#\s*nosec:?\s*(?P<names>[^#]+)?")
# Bandit's expression takes in names that are joined by commas and keeps the last.
_NAMES = re.compile(r"[A-Za-z\d_]+(?:,[A-Za-z\d_]+)*")
_IDS = re.compile(r"^(?:(?:[A-Z]\d+|\w+_\w+)[\s,]*)+")
_NOQA = re.compile(
    r"#\s*noqa(?![\w-])(?:\s*:\s*(?P<codes>[A-Z]+\d+(?:[\s,]+[A-Z]+\d+)*))?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"nosec|noqa", re.IGNORECASE)
_RUFF = re.compile(r"S\d+")
_FAMILY = "security"


class Heard(Struct, frozen=True):
    """
    What a comment has to say about a finding.

    Args:
        by: whose comment it is.
        span: the comment.
        objection: why it does not reach the finding, and what would; empty if it does.
    """

    by: Literal["nosec", "noqa"]
    span: Span
    objection: str = ""


class Said(Struct, frozen=True):
    """
    A comment that silences security findings, whether there are any or not.

    Args:
        names: what it names: rules for `nosec`, where none means all, and Ruff's codes for `noqa`.
    """

    by: Literal["nosec", "noqa"]
    span: Span
    names: frozenset[str]


class _Nosec(Struct, frozen=True):
    """
    Bandit's comment; without ids it is about everything on its line.

    Args:
        rules: what it names, as rules.
        dropped: what it names and bandit does not read.
    """

    span: Span
    rules: frozenset[str]
    dropped: frozenset[str]


class _Noqa(Struct, frozen=True):
    span: Span
    codes: frozenset[str]


class Suppressions:
    """
    All such comments of one Python document.
    """

    def __init__(self, document: Document, comments: Iterable[Comment], book: RuleBook) -> None:
        self._lines = document.lines
        self._book = book
        self._nosec: dict[int, _Nosec] = {}
        self._noqa: dict[int, _Noqa] = {}
        if document.language == "python" and _WORDS.search(document.text):
            self._read(document, comments)

    def heard(self, finding: Finding) -> Heard | None:
        """
        Return what a comment beside *finding* says of it, the one that silences it first; None if none does.
        """
        if not (self._nosec or self._noqa) or self._book[finding.rule].family != _FAMILY:
            return None
        answers = [answer for answer in (self._by_nosec(finding), self._by_noqa(finding)) if answer]
        return next((answer for answer in answers if not answer.objection), answers[0] if answers else None)

    def said(self) -> Iterator[Said]:
        """
        Yield the comments that silence security findings, each kind in the order of the lines.
        """
        for nosec in self._nosec.values():
            yield Said("nosec", nosec.span, nosec.rules)
        for noqa in self._noqa.values():
            codes = frozenset(code for code in noqa.codes if self._book.aliases.get(code))
            if codes:
                yield Said("noqa", noqa.span, codes)

    def _read(self, document: Document, comments: Iterable[Comment]) -> None:
        names = _bandit_names(self._book)
        for comment in comments:
            text = document.text[comment.span.start : comment.span.end]
            if comment.is_docstring or not _WORDS.search(text):
                continue
            line = document.lines.line(comment.span.start)
            if nosec := _NOSEC.search(text):
                self._nosec[line] = _nosec(comment.span, nosec["names"] or "", names)
            if noqa := _NOQA.search(text):
                codes = frozenset(re.findall(r"\w+", (noqa["codes"] or "").upper()))
                self._noqa[line] = _Noqa(comment.span, codes)

    def _by_nosec(self, finding: Finding) -> Heard | None:
        """
        Return what bandit would do: it hears the finding's own line, and the first comment in its range.
        """
        if not any(not _RUFF.fullmatch(alias) for alias in self._book[finding.rule].aliases):
            return None
        own = self._nosec.get(self._lines.line(finding.span.start))
        first = next((self._nosec[line] for line in self._lines.lines(finding.extent) if line in self._nosec), None)
        heard = [nosec for nosec in (own, first) if nosec]
        named = frozenset[str]().union(*(nosec.rules for nosec in heard))
        if heard and (not named or finding.rule in named):
            return Heard("nosec", heard[0].span)
        dropped = next((nosec for nosec in heard if finding.rule in nosec.dropped), None)
        objection = "of ids joined by a comma bandit reads only the last; write a space after the comma"
        return Heard("nosec", dropped.span, objection) if dropped else None

    def _by_noqa(self, finding: Finding) -> Heard | None:
        lines = (self._lines.line(finding.span.start), *self._lines.lines(finding.extent))
        beside = [self._noqa[line] for line in lines if line in self._noqa]
        aliases = self._book[finding.rule].aliases
        naming = next((noqa for noqa in beside if not noqa.codes.isdisjoint(filter(_RUFF.fullmatch, aliases))), None)
        if naming:
            return Heard("noqa", naming.span)
        bare = next((noqa for noqa in beside if not noqa.codes), None)
        return Heard("noqa", bare.span, _instead_of_bare(aliases)) if bare else None


def taken_out(comment: str, by: Literal["nosec", "noqa"]) -> tuple[str, str]:
    """
    Return what *comment* says beside its suppression of security findings, and the reason that it gives for that.
    """
    found = (_NOSEC if by == "nosec" else _NOQA).search(comment)
    if not found:
        return comment, ""
    before, after = comment[: found.start()].strip(), comment[found.end() :].strip()
    if by == "nosec":
        return " ".join(filter(None, (before, after))), _IDS.sub("", found["names"] or "").strip(" -:,")
    others = [code for code in re.findall(r"\w+", found["codes"] or "") if not _RUFF.fullmatch(code.upper())]
    kept = f"# noqa: {', '.join(others)}" if others else ""
    is_comment = after.startswith("#")
    rest = " ".join(filter(None, (before, kept, after if is_comment else "")))
    return rest, "" if is_comment else after.strip(" -:,")


@lru_cache(maxsize=4)
def _bandit_names(book: RuleBook) -> Mapping[str, str]:
    """
    Return each id and test name that bandit knows, with our rule; in bandit's own spelling.
    """
    rules = (rule for rule in book if rule.family == _FAMILY)
    return {alias: rule.id for rule in rules for alias in rule.aliases if not _RUFF.fullmatch(alias)}


def _nosec(span: Span, text: str, names: Mapping[str, str]) -> _Nosec:
    joined = [run.split(",") for run in _NAMES.findall(text)]
    read = frozenset(names[run[-1]] for run in joined if run[-1] in names)
    said = frozenset(names[name] for run in joined for name in run if name in names)
    return _Nosec(span, read, said - read)


def _instead_of_bare(aliases: Iterable[str]) -> str:
    code = next(filter(_RUFF.fullmatch, aliases), "")
    reason = "a bare noqa is about style and silences no security finding"
    return f"{reason}; name it, as in 'noqa: {code}'" if code else f"{reason}; use a waiver with a reason"
