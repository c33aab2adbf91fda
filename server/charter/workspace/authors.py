"""
Who wrote what in the files that are checked, asked of git where it makes a difference.
"""

from pathlib import Path

from msgspec import Struct, field

from charter import engine, policy
from charter.evidence import UNSEEN, Authorship
from charter.policy import Charter
from charter.policy.waivers.inline import WORD
from charter.text import Document
from charter.workspace.history import Historian


class Authors(Struct):
    """
    Args:
        root: absolute.
        folder: of caches, where what git said is kept between runs; None to keep nothing.
        day: of the run, as a number.
    """

    root: Path
    folder: Path | None = None
    day: int = 0
    _historians: dict[int, Historian] = field(default_factory=dict[int, Historian])
    _troubles: dict[str, None] = field(default_factory=dict[str, None])

    def of(self, document: Document, charter: Charter) -> Authorship:
        """
        Return who wrote what in *document*, as far as *charter* cares.

        Files that nothing of AI can concern are not looked at line by line, unless
        they hold a waiver, whose author matters in any case.
        """
        if not engine.authors_matter(charter, document.text):
            return UNSEEN
        historian = self._historian(charter)
        if WORD not in document.text and not historian.may_know((document.path,)):
            return UNSEEN
        return historian.authorship(document.path, document.text)

    @property
    def troubles(self) -> tuple[str, ...]:
        """
        What could not be asked of git, once each, as sentences without full stop.
        """
        return tuple(self._troubles)

    def _historian(self, charter: Charter) -> Historian:
        key = id(charter.catalogue)
        if key not in self._historians:
            self._historians[key] = Historian(self.root, charter.catalogue, self.folder, self.day)
        historian = self._historians[key]
        # For a waiver alone it is no trouble that its author is not known.
        if policy.heeds_authors(charter):
            self._troubles |= dict.fromkeys(notice.message for notice in historian.notices)
        return historian
