"""
What a change itself loosens: charters, what they leave out, waivers, suppressions, and what is known.

Judged by the charter before the change as well as by the one after it, whichever
is stricter: nobody silences by a change what is said about that change.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from charter import policy
from charter.cli.setting import Setting, resolver
from charter.engine import BOOK
from charter.engine.fingerprints import named
from charter.model import Decision, Finding, Report
from charter.policy import Charter
from charter.policy.comparing import Loosening, loosenings, newly_known
from charter.policy.waivers.exceptions import CodeException, exceptions, newer
from charter.policy.waivers.known_file import NAME as KNOWN_FILE
from charter.syntax import comments
from charter.text import Document, Span
from charter.workspace import reading
from charter.workspace.charters import Resolver
from charter.workspace.git import Change, Git
from charter.workspace.past import PastTexts

RULE = "charter.loosened"

_CHARTERS = (".yaml", ".yml", KNOWN_FILE)
_N_NAMED = 5
_TOP = Span(0, 0)
_ADVICE = "Have whoever answers for the charter agree to this, or take it back."


def loosened_reports(setting: Setting, git: Git, change: Change) -> Iterator[Report]:
    """
    Yield a report for each file in which *change* loosens something, by path.
    """
    search = _Search(setting, git, change)
    search.look_at_charters()
    search.look_at_code()
    for path in sorted(search.found):
        yield search.report(path)


class _Search(Struct, dict=True):
    """
    What was found, by file and place.
    """

    setting: Setting
    git: Git
    change: Change
    found: dict[str, dict[Span, list[str]]] = field(default_factory=dict[str, dict[Span, list[str]]])

    def look_at_charters(self) -> None:
        if not any(name.endswith(_CHARTERS) for name in (*self.change.lines, *self.change.gone)):
            return
        for (before, after), paths in self._pairs().items():
            for loosening in loosenings(before, after, paths, self.setting.today):
                self._add(*self._place(loosening, before, after), f"{loosening.what}{loosening.when}")
            for source, n_new in newly_known(before, after).items():
                what = f"{n_new} more {'finding' if n_new == 1 else 'findings'} recorded as known"
                self._add(source, self._first_change(source), what)

    def look_at_code(self) -> None:
        for name in self.change.lines:
            charter = resolver(self.setting).charter_for(name)
            if policy.is_excluded(charter, name) or Path(self.setting.root / name).is_symlink():
                continue
            document = reading.load(self.setting.root, name, charter.size_limit)
            if not any(map(policy.may_silence, comments(document))):
                continue
            data = self.git.bytes_at(self.change.commit, self.change.before(name)) or b""
            before = _exceptions(reading.document(name, data))
            for exception in newer(before, _exceptions(document)):
                self._add(name, exception.span, exception.words)

    def report(self, path: str) -> Report:
        document = self._document(path)
        decisions = [self._decision(path, span, said) for span, said in sorted(self.found[path].items())]
        return Report(path, document.lines, named(document, filter(None, decisions)), is_of_change=True)

    def _pairs(self) -> dict[tuple[Charter, Charter], list[str]]:
        """
        Return which files have which charters, before and after.
        """
        pairs: dict[tuple[Charter, Charter], list[str]] = {}
        # A charter is judged as one, so that the code comes first.
        for name in ("", *sorted(self.git.names(), key=lambda name: name.endswith(_CHARTERS))):
            pair = self._before.charter_for(name), resolver(self.setting).charter_for(name)
            pairs.setdefault(pair, []).append(name or "*")
        return pairs

    @cached_property
    def _before(self) -> Resolver:
        texts = PastTexts(self.git, self.change.commit)
        past = Resolver(self.setting.root, charter=self.setting.charter, texts=texts)
        past.follow(self.change.renames)
        return past

    def _add(self, path: str, span: Span, what: str) -> None:
        said = self.found.setdefault(path, {}).setdefault(span, [])
        if what not in said:
            said.append(what)

    def _place(self, loosening: Loosening, before: Charter, after: Charter) -> tuple[str, Span]:
        """
        Return where the newer charter says so, if that was changed; else where the change of a charter begins.
        """
        clause = loosening.clause
        if clause and clause.source in self.change.lines:
            return clause.source, clause.span
        for charter, names in ((after, self.change.lines), (before, self.change.gone)):
            for source in _files(charter):
                if source in names:
                    return source, self._first_change(source)
        changed = (name for name in (*self.change.lines, *self.change.gone) if name.endswith(_CHARTERS))
        source = next(changed)
        return source, self._first_change(source)

    def _first_change(self, path: str) -> Span:
        if path not in self.change.lines:
            return _TOP
        lines = self._document(path).lines
        return lines.span(min(self.change.lines[path].first, len(lines)) - 1)

    def _document(self, path: str) -> Document:
        text = resolver(self.setting).text_of(path) if path.endswith(_CHARTERS) else None
        if text is not None or path in self.change.gone:
            return Document(path, text or "", "")
        return reading.load(self.setting.root, path, resolver(self.setting).charter_for(path).size_limit)

    def _decision(self, path: str, span: Span, said: list[str]) -> Decision | None:
        more = f"; and {len(said) - _N_NAMED} more" if len(said) > _N_NAMED else ""
        reason = f"The change loosens: {'; '.join(said[:_N_NAMED])}{more}."
        finding = Finding(RULE, span, _ADVICE, reason, extent=span)
        charters = self._before.charter_for(path), resolver(self.setting).charter_for(path)
        decisions = (policy.decide(charter, finding, path, self.setting.today) for charter in charters)
        return max(
            (decision for decision in decisions if decision),
            key=lambda decision: (decision.is_in_force, decision.level),
            default=None,
        )


def _exceptions(document: Document) -> list[CodeException]:
    return [*exceptions(document, comments(document), BOOK)]


def _files(charter: Charter) -> Iterable[str]:
    for layer in reversed(charter.layers):
        yield from reversed(layer.files)
        yield from (register.source for register in layer.registers)
