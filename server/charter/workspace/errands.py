"""
What the server has its worker processes do: look at a text, or ask git who wrote it.
"""

from pathlib import Path

from msgspec import Struct

from charter import engine
from charter.catalogue import Catalogue, Tool
from charter.engine import Learned, Lesson
from charter.evidence import Authorship
from charter.workspace.history import Historian


class Question(Struct, frozen=True):
    """
    Who wrote what in a text.

    Args:
        path: from *root*.
        text: as the editor shows it, or as it was saved.
        tools: that are known.
    """

    root: Path
    path: str
    text: str
    tools: tuple[Tool, ...]


Errand = Lesson | Question


def run(errand: Errand) -> Learned | Authorship:
    """
    Return what came of *errand*.
    """
    if isinstance(errand, Question):
        return Historian(errand.root, Catalogue(errand.tools)).authorship(errand.path, errand.text)
    return engine.learn(errand)
