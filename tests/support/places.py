"""
A repository and a machine beside it, in which charters are looked for.
"""

from pathlib import Path

from charter.workspace.charters import Resolver
from charter.workspace.machine import MachineLayer
from charter.workspace.texts import Texts


class Place:
    """
    A repository, a machine's folder beside it, and a clock that stands still.
    """

    def __init__(self, folder):
        self.machine, self.root, self.now = folder / "machine", folder / "repo", 0.0
        self.machine.mkdir()
        self.root.mkdir()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def resolver(self, *machine, **given):
        layers = [MachineLayer(Path(path), "CHARTER_POLICY") for path in machine]
        return Resolver(self.root, machine=layers, texts=Texts(lambda: self.now, grace=1.0), **given)


def in_force(resolver, path="a.py"):
    return [layer.name or layer.source for layer in resolver.charter_for(path).layers]


def problems(resolver, path="a.py"):
    return [problem.rule for problem in resolver.charter_for(path).problems]
