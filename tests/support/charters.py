"""
Charters for tests, from a text.
"""

from functools import cache

from charter.catalogue import Catalogue, parse
from charter.engine import BOOK
from charter.policy import Charter, MissingLayer, Source, UntrustedLayer, build
from charter.workspace import shipped


@cache
def catalogue() -> Catalogue:
    return parse(shipped.text("ai_tools.yaml"), shipped.text("ai_runtime.yaml"))


def charter(text: str, *, organisation: str = "") -> Charter:
    """
    Return the charter of a repository, under that of an organisation if there is one.
    """
    sources = [Source("/etc/charter/charter.yaml", organisation, "organisation")] if organisation else []
    return build([*sources, Source("charter.yaml", text, "repository")], _load, BOOK, catalogue())


def _load(reference: str, _base: str) -> Source:
    try:
        return Source(f"pack:{reference}", shipped.text(f"{reference}.yaml"), "pack")
    except OSError as error:
        raise MissingLayer(f"no pack {reference!r}") from error


def of_files(files, *layers):
    """
    Return the charter of *layers*, which extend *files* by their paths.
    """

    def load(reference, _base):
        if reference not in files:
            raise MissingLayer(f"no file {reference!r}")
        if files[reference] is None:
            raise UntrustedLayer("it lies elsewhere")
        return Source(reference, files[reference], "pack" if reference.startswith("pack:") else "repository")

    return build([Source(name, files[name], label) for name, label in layers], load, BOOK, Catalogue(()))
