"""
`charter known`: record what is there, so that only what is new is shown.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from charter.errors import CharterError

if TYPE_CHECKING:
    from charter.cli.setting import Setting
    from charter.policy.model.known import KnownFinding


@click.command()
@click.option("--add", is_flag=True, help="Record what is new, too; without it an existing record only shrinks.")
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters; an organisation's still bind.",
)
def known(*, add: bool, charter: Path | None) -> None:
    """
    Record today's findings in charter-known.json, beside charter.yaml.

    They stay in every report, marked, and are shown in no editor; what they
    silence is up to `waivers.known` of the charter. The whole repository is
    looked at. The first run records all; later runs take out what is gone and
    record better figures, and add nothing unless told so.
    """
    from charter.cli.setting import here

    setting = here(charter)
    there = _there(setting)
    for name in sorted(there):
        _renew(setting, name, there[name], adds=add)


def _there(setting: "Setting") -> "dict[str, list[KnownFinding]]":
    """
    Return all that could be recorded, by the name of the file in which it belongs.

    Of a file that was not wholly checked, what was recorded is taken to be there still.
    """
    from charter import policy
    from charter.cli import checking, sharing
    from charter.cli.setting import resolver

    run, charters = checking.of_files(setting, [setting.root]), resolver(setting)
    if run.unread:
        raise CharterError("nothing was recorded, because this charter cannot be read", place=run.unread[0])
    there: dict[str, list[KnownFinding]] = {charters.known_file_for(""): []}
    store, _ = checking.store_for(setting)
    for report in run.reports(sharing.with_processes(1), store):
        entries = [policy.recorded(report.path, each) for each in report.decisions if policy.may_be_known(each)]
        if report.notices or report.faults:
            entries += charters.charter_for(report.path).known.get(report.path, {}).values()
        if entries:
            there.setdefault(charters.known_file_for(report.path), []).extend(entries)
    return there


def _renew(setting: "Setting", name: str, there: "list[KnownFinding]", *, adds: bool) -> None:
    from charter import policy
    from charter.engine import BOOK
    from charter.policy.waivers.known_file import written

    path = setting.root / name
    before = [*_recorded(setting, name, path)]
    is_first = not path.exists()
    renewal = policy.renewed(before, there, BOOK.rules, adds=adds or is_first)
    try:
        path.write_text(written(renewal.kept, name.rpartition("/")[0]), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CharterError(f"cannot be written: {error.strerror}", place=name) from error
    n_kept = len(renewal.kept)
    parts = [f"Wrote {name}: {n_kept} known {'finding' if n_kept == 1 else 'findings'}"]
    parts += [f"{renewal.n_gone} gone"] if renewal.n_gone else []
    if renewal.n_new and not is_first:
        parts.append(f"{renewal.n_new} new" if adds else f"{renewal.n_new} new and not recorded (see --add)")
    click.echo(", ".join(parts))


def _recorded(setting: "Setting", name: str, path: Path) -> "Iterator[KnownFinding]":
    """
    Yield what the file *name* records, under the names that files have now.
    """
    from charter.cli.setting import resolver
    from charter.policy.waivers.known_file import read
    from charter.workspace.roots import is_inside

    if not path.exists():
        return
    if not is_inside(path, setting.root):
        raise CharterError("expected a file of the workspace, found a link out of it", place=name)
    file = read(name, resolver(setting).text_of(name) or "")
    if not file.is_legible:
        raise CharterError("cannot be read, and was left as it is; delete it to begin anew", place=name)
    now = {old: new for new, old in _renames(setting, name).items()}
    yield from (replace(entry, path=now.get(entry.path, entry.path)) for entry in file.entries)


def _renames(setting: "Setting", name: str) -> Mapping[str, str]:
    """
    Return the old names by the new ones of files that git saw renamed since the file *name* was last committed.
    """
    from charter.workspace.git import Git, GitError

    try:
        git = Git.at(setting.root)
        commit = git.last_commit_of(name)
        return git.change_since(commit).renames if commit else {}
    except GitError:
        return {}
