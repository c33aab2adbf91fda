"""
What a word of a charter means to somebody who reads it, as Markdown.

What it is, what is in force where the charter stands, and which file and line
of which layer says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from charter import policy
from charter.catalogue import Tool
from charter.model import Rule
from charter.policy import Charter
from charter.policy.language.kinds import Kind
from charter.policy.language.records import Key
from charter.policy.writing import grammar
from charter.policy.writing.outline import Outline
from charter.policy.writing.pointing import Pointed
from charter.policy.writing.vocabulary import about_tool, facts
from charter.report.approvals import approvals
from charter.report.untrusted import markdown, path, plain, prose, shortened
from charter.report.wording import place
from charter.text import LineIndex

_WIDTH = 80
# The heading under which each rule's page says so.
_WHY = "## Why it matters"

# A layer's label, a file of it and what that says.
File = tuple[str, str, Outline]


class Reader(Struct, frozen=True):
    """
    Somebody who reads a charter.

    Args:
        files: of all layers in force, the outermost and farthest first.
        path: a file for which the charter speaks.
    """

    charter: Charter
    files: Sequence[File]
    path: str
    today: date

    def explain(self, word: Pointed) -> str:
        """
        Return what there is to say about *word*; empty if nothing.
        """
        return "\n\n".join(filter(None, self._paragraphs(word)))

    def _paragraphs(self, word: Pointed) -> Iterable[str]:
        meaning = grammar.meaning(word.path)
        if meaning is None:
            return ()
        names = self.charter.book.named(word.path[-1]) if meaning.is_rule else ()
        if names:
            return self._rules(word.path[-1], names)
        subject = None if word.is_key else grammar.subject(word.path)
        if word.path == ("zones", "", "name") and not word.is_key:
            subject = "zone"
        if subject and (said := list(self._named(subject, word.word))):
            return said
        return self._key(meaning.key, meaning.kind, word) if meaning.key else ()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _key(self, key: Key[object], kind: Kind[Any] | None, word: Pointed) -> Iterator[str]:
        name = ".".join(filter(None, word.path))
        yield f"**{markdown(name)}**"
        yield markdown(" ".join(filter(None, (key.description, _default(key)))))
        if not word.is_key and (meant := grammar.meaning_of_word(kind, word.word)):
            yield f"`{word.word}`: {markdown(meant)}"
        yield self._in_force(name)
        if "" not in word.path:
            yield _list(self._said(lambda outline, idx: outline.path(idx) == word.path))

    def _in_force(self, name: str) -> str:
        rows = (each for each in policy.effective(self.charter, self.path, self.today) if each.key == name)
        return "\n".join(
            f"In force: {markdown(each.value)}, set by {markdown(place(each.clause))}." for each in rows if each.clause
        )

    # -- rules ---------------------------------------------------------------------------------------------------------

    def _rules(self, name: str, rules: Sequence[str]) -> Iterator[str]:
        if len(rules) == 1:
            yield from self._rule(self.charter.book[rules[0]])
        else:
            yield f"**{markdown(name)}** · {len(rules)} rules"
        yield _list(self._said(lambda outline, idx: self._speaks_of(outline, idx, set(rules))))

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield f"**{markdown(rule.id)}** · {prose(rule.summary)}"
        yield prose(rule.page.partition(_WHY)[2].strip().partition("\n\n")[0])
        yield markdown(facts(rule))
        ruling = policy.explain(self.charter, rule.id, self.path, self.today)
        level = "by severity and confidence" if ruling.level is None else ruling.level.word
        limit = f", limit {ruling.limit:g}" if ruling.limit is not None else ""
        clause = ruling.limit_clause or ruling.clause
        origin = f"set by {markdown(place(clause))}" if clause else "its default"
        yield f"In force: {level}{limit}, {origin}."

    def _speaks_of(self, outline: Outline, idx: int, rules: set[str]) -> bool:
        names = outline.path(idx)
        return names[-2:-1] == (grammar.RULES,) and bool(rules & set(self.charter.book.named(names[-1])))

    # -- names ---------------------------------------------------------------------------------------------------------

    def _named(self, subject: grammar.Subject, name: str) -> Iterator[str]:
        if subject == "tool" and (tool := self.charter.catalogue.find(name)):
            yield from self._tool(tool)
        elif subject == "rule" and (rules := self.charter.book.named(name)):
            yield from self._rules(name, rules)
        elif subject in {"zone", "role"}:
            yield from self._defined(subject, name)

    def _tool(self, tool: Tool) -> Iterator[str]:
        yield f"**{markdown(tool.id)}** · {markdown(about_tool(tool))}"
        yield f"Class: {policy.class_of(self.charter, tool.id)}."
        yield _list(approvals(self.charter, tool)) or "It is in no list."

    def _defined(self, subject: str, name: str) -> Iterator[str]:
        section = f"{subject}s"
        said = list(self._said(lambda outline, idx: _defines(outline, idx, section, name)))
        if said:
            yield f"**{markdown(name)}** · {subject}"
            yield _list(said)

    def _said(self, is_meant: Callable[[Outline, int], bool]) -> Iterator[str]:
        """
        Yield what each file says where *is_meant*: as it is written, and where.
        """
        for label, source, outline in self.files:
            lines = LineIndex(outline.text)
            for idx, entry in enumerate(outline.entries):
                if is_meant(outline, idx):
                    words = f"{_scope(outline, idx)}{outline.text[entry.name.start : entry.end].lstrip('- ')}"
                    line = lines.line(entry.name.start) + 1
                    yield f"{shortened(plain(words), _WIDTH)} — {path(source)}:{line} ({plain(label)})"


def _defines(outline: Outline, idx: int, section: str, name: str) -> bool:
    names = outline.path(idx)
    if names[:1] != (section,):
        return False
    children = (outline.entries[child] for child in outline.children(idx))
    return names == (section, name) or (
        names == (section, "") and any((child.key, child.text) == ("name", name) for child in children)
    )


def _scope(outline: Outline, idx: int) -> str:
    """
    Return where a rule is spoken of, if that is not everywhere.
    """
    names = outline.path(idx)
    return f"in {names[0]}: " if names[:1] != (grammar.RULES,) and names[-2:-1] == (grammar.RULES,) else ""


def _default(key: Key[object]) -> str:
    return f"Default: {key.default}." if key.default else ""


def _list(facts: Iterable[str]) -> str:
    return "\n".join(f"- {markdown(fact)}" for fact in facts)
