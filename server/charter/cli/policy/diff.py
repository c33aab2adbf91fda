"""
`charter policy diff`: what another charter would change.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from charter.cli.policy.sides import Side
    from charter.report.changes import InFolder


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B", default=".")
def diff(before: str, after: str) -> int:
    """
    Say what gets looser and stricter from A to B (default: the charters here).

    A and B are charters' files, folders with charters, packs, or git revisions
    as REV or REV:PATH. Each file of this tree is looked at once and judged by
    both, to say how many findings change. An organisation's charter binds both.

    Exit status: 2 for misuse, or a charter that could not be read; else 0.
    """
    from charter.cli.policy import impact
    from charter.cli.policy.sides import side_of
    from charter.cli.setting import here
    from charter.report import changes

    setting = here(None)
    one, other = (side_of(word, setting.root) for word in (before, after))
    names = impact.names_of(one, other, setting.root)
    found = list(changed(one, other, names, setting.today))
    for line in changes.render(found, impact.impact(one, other, names, setting)):
        click.echo(line, nl=False)
    unread = {side.name: _unread(side, names) for side in (one, other)}
    for name, paths in unread.items():
        if paths:
            click.echo(f"Not wholly in force in {name}: {', '.join(paths)}", err=True)
    return 2 if any(unread.values()) else 0


def changed(one: "Side", other: "Side", names: Sequence[str], today: "date") -> "Iterator[InFolder]":
    """
    Yield what changes at the root, and in each folder with charters of its own what does not change above.
    """
    from charter.policy.comparing import Change, changes

    folders = sorted({"", *(name.rpartition("/")[0] for name in names)})
    seen: dict[object, str] = {}
    known = set[Change]()
    for folder in folders:
        name = f"{folder}/*" if folder else "*"
        before, after = one.charter_for(name), other.charter_for(name)
        if seen.setdefault((before, after), folder) == folder:
            found = [change for change in changes(before, after, today) if change not in known]
            known.update(found)
            yield folder, found


def _unread(side: "Side", names: Sequence[str]) -> list[str]:
    return sorted({path for name in ("*", *names) for path in side.charter_for(name).unread})
