"""
`charter explain RULE` and `charter explain tool NAME`: a page of the manual, or of what is known of a tool.
"""

import difflib
import sys
from typing import TYPE_CHECKING

import click

from charter.errors import CharterError

if TYPE_CHECKING:
    from charter.model import Rule, RuleBook


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="RULE | tool NAME")
def explain(words: tuple[str, ...]) -> None:
    """
    Show the manual page of RULE, or what is known of the AI tool NAME.

    RULE is an id or its second half, or an id of the library that a rule comes
    from, such as B602. A family or a weakness, such as security or CWE-78, lists
    its rules. Of a tool, such as copilot, it says how it shows itself, and whether
    the charter of this repository approves it, until when, and where.
    """
    kind, *names = words
    if kind == "tool" and names:
        _show(_of_tool(" ".join(names)))
    elif names:
        raise click.UsageError("expected one rule, or 'tool' and a name")
    else:
        _explain_rule(kind)


def _explain_rule(rule: str) -> None:
    from charter.engine import BOOK
    from charter.report import pages

    rules = [BOOK[rule_id] for rule_id in sorted(BOOK.named(rule) or _ending_in(rule, BOOK))]
    if not rules:
        raise CharterError(f"expected a rule, an alias, a weakness or a family, {_found(rule, BOOK)}")
    if len(rules) > 1 or rule in BOOK.families:
        click.echo("\n".join(map(_row, rules)))
    else:
        _show(pages.page(rules[0]))


def _of_tool(name: str) -> str:
    from charter.cli.setting import here, resolver
    from charter.report.tool_page import tool_page

    setting = here(None)
    charter = resolver(setting).charter_for("")
    tool = charter.catalogue.find(name)
    if tool is None:
        known = {each.id: each.id for each in charter.catalogue.tools}
        known |= {label.casefold(): each.id for each in charter.catalogue.tools for label in each.names}
        raise CharterError(f"expected an AI tool of the catalogue, found '{name}'{_nearest(name, known)}")
    return tool_page(tool, charter, setting.today)


def _ending_in(half: str, book: "RuleBook") -> list[str]:
    return [rule_id for rule_id in book.rules if rule_id.partition(".")[2] == half]


def _found(name: str, book: "RuleBook") -> str:
    by_fold = {key.casefold(): key for key in reversed(book.keys())}
    # People remember the second half of an id.
    by_fold |= {key.rpartition(".")[2].casefold(): key for key in book.rules}
    return f"found '{name}'{_nearest(name, by_fold)}"


def _nearest(name: str, by_fold: dict[str, str]) -> str:
    close = difflib.get_close_matches(name.casefold(), by_fold, n=3)
    return f"; nearest: {', '.join(dict.fromkeys(by_fold[key] for key in close))}" if close else ""


def _row(rule: "Rule") -> str:
    known_as = f" ({', '.join(rule.aliases)})" if rule.aliases else ""
    return f"{rule.id}{known_as}: {rule.summary}"


def _show(page: str) -> None:
    """
    Show Markdown: laid out to people, as it is to programs.
    """
    if not sys.stdout.isatty():
        click.echo(page, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(page))
