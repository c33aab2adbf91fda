"""
Findings of the workspace in groups: by rule, by zone or by level.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from charter import policy
from charter.lsp import requests, uris
from charter.lsp.writing.impact import Known
from charter.model import Level, RuleBook
from charter.policy import Charter

_TITLES = {
    Level.BLOCK: "stops the change",
    Level.WARN: "to be put right before review",
    Level.ADVISE: "worth knowing",
    Level.OBSERVE: "counted, not shown in texts",
}


class _Group(Struct):
    level: Level = Level.OFF
    files: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    def add(self, known: Known, level: Level, count: int) -> None:
        self.level = max(self.level, level)
        self.files[(known.uri, known.path or uris.display_name(known.uri))] += count


def grouped(files: Iterable[tuple[Known, Charter]], by: str, book: RuleBook) -> Iterator[requests.FindingGroup]:
    """
    Yield the findings in force, the gravest group first, of two such the larger.

    Args:
        by: `rule`, `zone` or `level`.
    """
    groups: dict[str, _Group] = defaultdict(_Group)
    for known, charter in files:
        for (rule, level), count in known.overview.tally.items():
            groups[_name(by, rule, level, charter, known.path)].add(known, level, count)
    for name, group in sorted(groups.items(), key=lambda pair: (-pair[1].level, -pair[1].files.total(), pair[0])):
        yield {
            "name": name,
            "summary": _summary(by, name, group.level, book),
            "level": group.level.word,
            "count": group.files.total(),
            "rules": [name] if by == "rule" else [],
            "levels": [name] if by == "level" else [],
            "files": [{"uri": uri, "path": path, "count": count} for (uri, path), count in group.files.most_common()],
        }


def _name(by: str, rule: str, level: Level, charter: Charter, path: str) -> str:
    if by == "zone":
        return ", ".join(policy.zone_of(charter, path).names)
    return level.word if by == "level" else rule


def _summary(by: str, name: str, level: Level, book: RuleBook) -> str:
    if by == "rule":
        return book[name].summary if name in book else ""
    return _TITLES.get(level, "") if by == "level" else ""
