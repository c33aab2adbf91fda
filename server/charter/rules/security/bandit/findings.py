"""
Bandit's issues as findings, each under its readable id.

Bandit reports lines; an editor underlines code. So an issue's span is the node
that was checked, or the argument that bandit's line points at, and never more
than its first line. It begins on the line that bandit names.
"""

import ast
from collections.abc import Iterator
from functools import cache
from typing import Any

from charter.model import Fault, Finding, Rank, Rule
from charter.rules.security import catalogue
from charter.rules.security.bandit.plugins import Plugin, plugins
from charter.rules.security.bandit.walker import Crash, Issue, Walker
from charter.syntax.python.parsed import Parsed
from charter.text import Span

# B613 reads whole files for one kind of character; `security.hidden-unicode` sees it and more.
_REPLACED = frozenset({"B613"})


def foreign_rules() -> tuple[Rule, ...]:
    """
    Return the rules of third-party plugins that are installed beside Charter.
    """
    return tuple(_foreign_rule(plugin) for plugin in plugins() if plugin.is_foreign)


def look(parsed: Parsed) -> Iterator[Finding | Fault]:
    """
    Yield what bandit's tests see in one unit, in the order of the walk.
    """
    for found in issues(parsed):
        yield _fault(parsed, found) if isinstance(found, Crash) else _finding(parsed, found)


def issues(parsed: Parsed) -> list[Issue | Crash]:
    """
    Return the same as bandit's own records, with lines and columns of the parsed text.
    """
    walker = Walker(parsed.facts, parsed.unit.owner)
    walker.walk(parsed.tree.body[0] if parsed.unit.shift else parsed.tree)
    walker.unmark()
    return [found for found in walker.found if isinstance(found, Crash) or found.test_id not in _REPLACED]


def _fault(parsed: Parsed, crash: Crash) -> Fault:
    message = f"{crash.plugin.test_id} ({crash.plugin.name}) failed with {crash.error}"
    return Fault("bandit", message, Span(0, len(parsed.unit.text)))


def _finding(parsed: Parsed, issue: Issue) -> Finding:
    known = catalogue.BY_TEST_ID.get(issue.test_id)
    rule = known.rule if known else _foreign_rule(issue.plugin)
    return Finding(
        rule=rule.id,
        span=_span(parsed, issue),
        advice=known.advice if known else "",
        # Bandit's own text may quote what it found, such as a password.
        reason=known.why if known else issue.text,
        extent=parsed.line_span(issue.linerange[0], issue.linerange[-1]),
        severity=Rank[issue.severity],
        confidence=Rank[issue.confidence],
        symbol=issue.symbol,
        cwe=issue.cwe or None,
        alias=issue.test_id,
    )


def _span(parsed: Parsed, issue: Issue) -> Span:
    node: Any = issue.node
    if getattr(node, "lineno", None) != issue.lineno:
        node = next((child for child in ast.walk(issue.node) if _is_argument_on(child, issue.lineno)), None)
    line = parsed.line_span(issue.lineno, issue.lineno)
    if node is None:
        return line
    span = parsed.span(node)
    return Span(span.start, max(span.start, min(span.end, line.end)))


def _is_argument_on(node: ast.AST, lineno: int) -> bool:
    return isinstance(node, ast.keyword | ast.expr) and node.lineno == lineno


@cache
def _foreign_rule(plugin: Plugin) -> Rule:
    return catalogue.third_party(plugin.test_id, plugin.name, plugin.doc)
