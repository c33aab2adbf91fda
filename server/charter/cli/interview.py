"""
A first charter from a handful of questions.

Each has an answer that suits most, so that Enter alone makes a good charter. What
each choice would list in this very folder is shown before it is made.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
import yaml
from msgspec import Struct

from charter.catalogue import Catalogue
from charter.cli import outlook
from charter.cli.setting import Setting, resolver
from charter.model import Level
from charter.policy import explain
from charter.policy.problems import Notes
from charter.report import untrusted
from charter.workspace import shipped
from charter.workspace.roots import root_of

T = TypeVar("T")

_AS_PACK = "as the pack says"
_NOBODY, _NOWHERE = "nobody yet", "nowhere yet"
_ROLE = "charter-owners"
_LEVELS = [level.word for level in Level if level > Level.OFF]


class Answers(Struct, frozen=True):
    """
    What somebody wants.

    Args:
        tools: ids of those that may be used; None leaves it to the pack.
        others: the level for all other tools; empty leaves it to the pack.
        owners: members of the role that answers; none if that is not known yet.
        contact: empty if that is not known yet.
    """

    pack: str
    tools: tuple[str, ...] | None = None
    others: str = ""
    owners: tuple[str, ...] = ()
    contact: str = ""


def interview(folder: Path, path: Path) -> str:
    """
    Ask, and return what the charter at *path*, which does not exist yet, shall say.

    Raises:
        click.Abort: somebody did not want it after all.
    """
    setting = Setting(root_of(folder.absolute()), None, datetime.now(tz=UTC).date())
    seen = outlook.of_packs(setting, folder.absolute())
    text = written(_asked(setting, seen))
    click.echo(f"\n{text}")
    tally = outlook.of_draft(setting, folder.absolute(), path.absolute(), text)
    click.echo("\n".join(outlook.table({"this charter, here": tally})))
    click.confirm(f"Write {untrusted.path(str(path))}?", default=True, abort=True)
    return text


def written(answers: Answers) -> str:
    """
    Return a charter that says what was answered, and as little as that takes.
    """
    return "\n".join(
        ["# The AI-code charter of this repository; `charter check` says what breaks it.", *_lines(answers), ""]
    )


def _lines(answers: Answers) -> Iterator[str]:
    yield f"extends: {answers.pack}"
    if answers.owners:
        yield from ("", f"owner: {_ROLE}", "roles:")
        yield f"  {_ROLE}: {{members: {_flow([*answers.owners])}, duty: answers for this charter}}"
    if answers.contact:
        yield f"contact: {_flow(answers.contact)}"
    if answers.tools is not None:
        yield from ("", "tools:")
        if answers.others:
            yield f"  unapproved: {answers.others}"
        yield f"  approved: {_flow([*answers.tools])}"


def _flow(value: str | list[str]) -> str:
    """
    Return *value* as YAML on one line.
    """
    text: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return text.removesuffix("...\n").strip()


# -- questions ---------------------------------------------------------------------------------------------------------


def _asked(setting: Setting, seen: outlook.Outlook) -> Answers:
    click.echo("What each pack would find here, by level; only what is at block fails a build:\n")
    click.echo("\n".join(outlook.table(seen.tallies)))
    click.echo("\n" + "\n".join(f"  {name}: {about.partition(': ')[2]}" for name, about in shipped.packs().items()))
    pack = _ask("\nHow strict? The name of a pack", "recommended", _one_of("pack", [*shipped.packs()]))
    charter = resolver(Setting(setting.root, shipped.file(f"{pack}.yaml"), setting.today)).charter_for("")
    if seen.tools:
        click.echo("Named here: " + ", ".join(f"{tool} ({count})" for tool, count in seen.tools.most_common()) + ".")
    tools = _ask(
        "Which AI tools may be used? Such as 'copilot, claude', or 'none'", _AS_PACK, _tools(charter.catalogue)
    )
    others = ""
    if tools is not None:
        level = explain(charter, "tools.unapproved", "", setting.today).level or Level.WARN
        default = max(level, Level.WARN).word
        others = _ask(f"And what of all other tools? {', '.join(_LEVELS)}", default, _one_of("level", _LEVELS))
    owners = _ask("Who answers for the charter? Names such as '@dana, @lena'", _NOBODY, _names)
    contact = _ask("Where do people ask? A link or an address", _NOWHERE, _contact)
    return Answers(pack, tools, others, owners, contact)


def _ask(question: str, default: str, read: Callable[[str], T]) -> T:
    answer: T = click.prompt(question, default=default, value_proc=read)
    return answer


def _one_of(what: str, words: list[str]) -> Callable[[str], str]:
    def read(answer: str) -> str:
        word = answer.strip().casefold()
        if word not in words:
            likely = Notes().nearest(word, words)
            raise click.BadParameter(f"expected a {what}" + (f"; did you mean {likely}?" if likely else ""))
        return word

    return read


def _tools(catalogue: Catalogue) -> Callable[[str], tuple[str, ...] | None]:
    ids = [tool.id for tool in catalogue.tools]

    def read(answer: str) -> tuple[str, ...] | None:
        if answer in {_AS_PACK, "none"}:
            return None if answer == _AS_PACK else ()
        names = [name.casefold() for name in _listed(answer)]
        for name in names:
            if name not in ids:
                likely = Notes().nearest(name, ids)
                hint = f"did you mean {likely}?" if likely else "a charter can declare it later, under tools.declare"
                raise click.BadParameter(f"{name!r} is no tool of the catalogue; {hint}")
        return tuple(dict.fromkeys(names))

    return read


def _names(answer: str) -> tuple[str, ...]:
    return () if answer == _NOBODY else tuple(dict.fromkeys(_listed(answer)))


def _contact(answer: str) -> str:
    return "" if answer == _NOWHERE else answer.strip()


def _listed(answer: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", answer.strip()) if word]
