"""
The manual: a page for each rule, and an index of all.

A rule's own page says what it flags and why. What a charter can do about it is
the same for every rule, so it is added here.
"""

from collections.abc import Iterator, Mapping

from charter.model import Limit, Rule, RuleBook

_FAMILIES = {
    "security": "Insecure patterns",
    "complexity": "Code that is hard to follow and to test",
    "tools": "AI tools in use",
    "charter": "Problems of charters, and what could not be checked",
    "waiver": "Problems of waivers",
}
_CWE = "[CWE-{0}](https://cwe.mitre.org/data/definitions/{0}.html)"
_INTRODUCTION = """\
Each rule has a page that says what it flags, why, and what to do instead. A
charter names a rule by its id, by one of its aliases, by a weakness, or by the
whole family.

"By severity" means that without a charter the library's severity and confidence
decide, finding by finding, whether it is `observe`, `advise` or `warn`."""
_BY_RANK = "by severity and confidence of the finding"


def manual(book: RuleBook) -> Mapping[str, str]:
    """
    Return the text of every file of the manual by its name, such as `security.pickle.md`.
    """
    return {"index.md": index(book), **{filename(rule): page(rule) for rule in book}}


def filename(rule: Rule) -> str:
    return f"{rule.id}.md"


def page(rule: Rule) -> str:
    """
    Return the manual page of *rule* as Markdown, with what a charter can say of it.
    """
    parts = [f"# {rule.id}", rule.page.strip(), "## In a charter", _setting(rule), "\n".join(_facts(rule))]
    return "\n\n".join(parts) + "\n"


def index(book: RuleBook) -> str:
    """
    Return the list of all rules by family, as Markdown.
    """
    families = (_family(book, family) for family in sorted(book.families, key=_place))
    return "\n\n".join(["# Rules", _INTRODUCTION, *families]) + "\n"


def _place(family: str) -> tuple[int, str]:
    known = list(_FAMILIES)
    return (known.index(family) if family in known else len(known), family)


def _family(book: RuleBook, family: str) -> str:
    rows = [_row(book[rule_id]) for rule_id in sorted(book.families[family])]
    head = f"## {family}\n\n{_FAMILIES[family]}.\n\n" if family in _FAMILIES else f"## {family}\n\n"
    return f"{head}| Rule | What it sees | Also known as | Without a charter |\n|---|---|---|---|\n" + "\n".join(rows)


def _row(rule: Rule) -> str:
    known_as = ", ".join([*rule.aliases, *(_CWE.format(cwe) for cwe in rule.cwes)])
    cells = (
        f"[{rule.id}]({filename(rule)})",
        rule.summary,
        known_as,
        "by severity" if rule.default is None else _default(rule),
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _setting(rule: Rule) -> str:
    value = f"{{level: warn, {_limit(rule.limit)}}}" if rule.limit else "warn"
    return f"```yaml\nrules:\n  {rule.id}: {value}\n```"


def _facts(rule: Rule) -> Iterator[str]:
    yield f"- Without a charter: {_default(rule)}"
    if rule.aliases:
        yield f"- Also known as {', '.join(rule.aliases)}"
    if rule.cwes:
        yield f"- Weakness: {', '.join(_CWE.format(cwe) for cwe in rule.cwes)}"


def _default(rule: Rule) -> str:
    level = _BY_RANK if rule.default is None else f"`{rule.default.word}`"
    return f"{level}, `{_limit(rule.limit)}`" if rule.limit else level


def _limit(limit: Limit) -> str:
    return f"{limit.key}: {limit.default:g}"
