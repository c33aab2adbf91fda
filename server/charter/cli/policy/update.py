"""
`charter policy update`: what charters on the network say now, what that would change, and the new pin.
"""

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from charter.errors import CharterError

if TYPE_CHECKING:
    from pathlib import Path

    from charter.cli.policy.remote import Reference
    from charter.cli.setting import Setting
    from charter.policy.reading.pins import Pin
    from charter.workspace.charters import Resolver


@click.command()
@click.option("--yes", is_flag=True, help="Rewrite the pins without asking.")
def update(*, yes: bool) -> None:
    """
    Show what charters on the network say now, and pin it if you agree.

    For each address that a charter of this repository extends: the lines that
    differ, what gets looser and stricter, and how many findings change here.
    Then the pin in the charter is rewritten, if you say so.
    """
    from charter.cli.policy.remote import references
    from charter.cli.setting import here, resolver

    setting = here(None)
    charters = resolver(setting)
    own = [each for each in references(setting, charters) if not each.source.startswith(("/", "https:", "pack:"))]
    if not own:
        click.echo("No charter of this repository extends one from the network.")
    for reference in own:
        _update(setting, charters, reference, is_agreed=yes)


def _update(setting: "Setting", charters: "Resolver", reference: "Reference", *, is_agreed: bool) -> None:
    from charter.policy.reading.pins import digest_of
    from charter.workspace.fetching import fetched

    data = fetched(reference.pin.url)
    pin = replace(reference.pin, digest=digest_of(data))
    if pin == reference.pin:
        charters.remotes.keep(data)
        click.echo(f"{pin.url}: unchanged")
        return
    for line in _difference(charters, reference.pin, data):
        click.echo(line)
    # What it would change can only be said of what can be read.
    charters.remotes.keep(data)
    text = _pinned(charters, reference, pin)
    for piece in _impact(setting, charters, setting.root / reference.source, text):
        click.echo(piece, nl=False)
    if is_agreed or click.confirm(f"Pin this in {reference.source}?"):
        _write(setting.root / reference.source, reference.source, text)
        charters.refresh()
        click.echo(f"Pinned {pin} in {reference.source}")
    else:
        click.echo(f"{reference.source} was left as it is")


def _difference(charters: "Resolver", before: "Pin", data: bytes) -> Iterator[str]:
    """
    Yield the lines that differ from what was pinned, as far as that is at hand.
    """
    from charter.report import untrusted

    path = charters.remotes.file_for(before)
    old = path.read_bytes() if before.digest and path and path.is_file() else b""
    then, now = (text.decode("utf-8", "replace").splitlines() for text in (old, data))
    for line in difflib.unified_diff(then, now, before.source if old else "nothing", before.url, lineterm=""):
        yield line[:1] + untrusted.path(line[1:])


def _pinned(charters: "Resolver", reference: "Reference", pin: "Pin") -> str:
    """
    Return the text of the charter with the new pin.
    """
    text, span = charters.text_of(reference.source) or "", reference.said.span
    entry = text[span.start : span.end].replace(reference.said.value, str(pin))
    return text[: span.start] + entry + text[span.end :]


def _impact(setting: "Setting", charters: "Resolver", path: "Path", text: str) -> Iterator[str]:
    """
    Yield what gets looser and stricter, and how many findings change in this tree.
    """
    from charter.cli.policy import impact
    from charter.cli.policy.diff import changed
    from charter.cli.policy.sides import Side
    from charter.report import changes
    from charter.workspace.charters import Resolver

    after = Resolver(setting.root)
    after.overlay(path, text)
    one, other = Side("now", charters), Side("then", after)
    names = impact.names_of(one, other, setting.root)
    found = list(changed(one, other, names, setting.today))
    yield from changes.render(found, impact.impact(one, other, names, setting))


def _write(path: "Path", name: str, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise CharterError(f"cannot be written: {error.strerror}", place=name) from error
