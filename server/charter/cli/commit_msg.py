"""
`charter commit-msg`: what the charter says of a message that is about to be committed, as a hook of git.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from charter.cli.formats import FORMATS, render_for

if TYPE_CHECKING:
    from charter.cli.setting import Setting
    from charter.model import Report


@click.command("commit-msg")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters; an organisation's still bind.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to say it; default: text.")
def commit_msg(*, file: Path, charter: Path | None, form: str) -> int:
    """
    Say what the charter says of the commit message in FILE.

    For the hook commit-msg of git, and of pre-commit; nothing is said of a message
    that is as it should be. Exit status: 0 if nothing is at block; 1 if something
    is, so that git does not commit; 2 for misuse, or a charter that could not be read.
    """
    import sys

    from charter.cli.output import written
    from charter.cli.setting import here, resolver
    from charter.report.tally import Tally

    setting = here(charter)
    report = _report(setting, file)
    unread = resolver(setting).charter_for("").unread
    tally = Tally(unread)
    tally.add(report)
    if form != "text" or tally.exit_status or _speaks(report):
        written(render_for(form, setting.root, sys.stdout, unread)([report]), sys.stdout)
    return tally.exit_status


def _report(setting: "Setting", file: Path) -> "Report":
    from msgspec.structs import replace

    from charter import engine
    from charter.cli.setting import resolver
    from charter.commits import GIT_COMMIT
    from charter.provenance.commits import comment_mark
    from charter.workspace import reading

    charter = resolver(setting).charter_for("")
    document = reading.load(setting.root, file.absolute(), charter.size_limit)
    draft = replace(document, text=f"{document.text}{_author(comment_mark(document.text))}", language=GIT_COMMIT)
    return engine.check(draft, charter, setting.today)


def _author(mark: str) -> str:
    """
    Return who the author is, in the comment that git writes into what editors show.

    Git tells its hooks, also where no editor was opened.

    Source: git, builtin/commit.c, `determine_author_info`.
    """
    name, mailbox = (os.environ.get(f"GIT_AUTHOR_{what}", "") for what in ("NAME", "EMAIL"))
    return f"\n{mark} Author:    {name} <{mailbox}>\n" if name and mailbox else ""


def _speaks(report: "Report") -> bool:
    from charter.report.tally import listed

    return bool(report.notices or report.faults or [*listed(report)])
