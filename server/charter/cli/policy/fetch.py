"""
`charter policy fetch`: bring charters from the network into this user's cache.
"""

from typing import TYPE_CHECKING

import click

from charter.errors import CharterError

if TYPE_CHECKING:
    from charter.policy.reading.pins import Pin
    from charter.workspace.remote import Remotes


@click.command()
def fetch() -> None:
    """
    Fetch the charters that `extends` pins, and keep those that are what was pinned.

    Only https, through the proxy and with the authorities that the environment
    names. This and `charter policy update` are all that ever goes online.
    """
    from charter.cli.policy.remote import references
    from charter.cli.setting import here, resolver

    setting = here(None)
    charters, done = resolver(setting), set["Pin"]()
    # What was fetched may name further ones.
    while new := {each.pin: None for each in references(setting, charters) if each.pin not in done}:
        for pin in new:
            click.echo(f"{pin.url}: {_brought(pin, charters.remotes)}")
            done.add(pin)
        charters.refresh()
    if not done:
        click.echo("No charter extends one from the network.")


def _brought(pin: "Pin", remotes: "Remotes") -> str:
    """
    Put the charter of *pin* into the cache, and return what became of it.
    """
    from charter.policy.reading.pins import digest_of
    from charter.workspace.fetching import fetched

    if not pin.digest:
        raise CharterError("expected '#sha256=' and a digest, found none; see charter policy update", place=pin.url)
    path = remotes.file_for(pin)
    if path and path.is_file() and digest_of(path.read_bytes()) == pin.digest:
        return "already there"
    data = fetched(pin.url)
    if digest_of(data) != pin.digest:
        found = f"expected sha256={pin.digest}, found {digest_of(data)}; charter policy update shows what changed"
        raise CharterError(found, place=pin.url)
    remotes.keep(data)
    return "fetched"
