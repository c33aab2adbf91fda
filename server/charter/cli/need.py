"""
What the files of a root need of its charters; the rest is said in the charters.
"""

from collections.abc import Sequence

from charter.model import Report
from charter.policy import Charter
from charter.policy.idle import Part, inhabited, needed, parts, with_idle


class Need:
    """
    Zones are known from the names of the files, waivers in registers when all files were looked at.

    Args:
        charters: all that are in force for the files; none where these are not all files of the root.
        names: of the files.
    """

    def __init__(self, charters: Sequence[Charter] = (), names: Sequence[str] = ()) -> None:
        known = frozenset[Part]().union(*map(parts, charters))
        zones = frozenset(part for part in known if not part.rule)
        self._empty = zones.difference(*(inhabited(charter, names) for charter in charters))
        self._unused = set(known - zones)
        self._completed: dict[Charter, Charter] = {}
        self.registers = frozenset(part.source for part in self._unused)

    def heed(self, charter: Charter, report: Report) -> None:
        """
        Take note of what the file of *report* needs.
        """
        if self._unused:
            self._unused -= needed(charter, report)

    def with_empty_zones(self, charter: Charter) -> Charter:
        """
        Return *charter* with its empty zones among its problems; the same for the same charter.
        """
        if charter not in self._completed:
            self._completed[charter] = with_idle(charter, self._empty)
        return self._completed[charter]

    def completed(self, charter: Charter) -> Charter:
        """
        Return *charter* with all that nothing needed among its problems, once all files were looked at.
        """
        return with_idle(charter, self._empty | self._unused)
