"""
The controls that rules are evidence for, as SARIF knows them: each catalogue a taxonomy, each control a taxon.

Source: OASIS SARIF 2.1.0, 3.14.8 (taxonomies), 3.19.3 (taxonomies of a tool component), 3.27.8 (taxa of a
result), 3.49.14 and 3.53 (relationships of rules), 3.52 (references).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from charter.model import Control
from charter.report.untrusted import plain

Json = dict[str, Any]


class Taxonomies:
    """
    The controls that a log has named so far, numbered as they came.
    """

    def __init__(self) -> None:
        self._taxa: dict[str, dict[str, int]] = {}
        self._of_rules: dict[str, dict[Control, None]] = {}

    def refer(self, rule: str, controls: Iterable[Control]) -> list[Json]:
        """
        Return references to *controls*, for which the finding of *rule* is evidence.
        """
        return [self._reference(rule, control) for control in controls]

    def described(self) -> list[Json]:
        """
        Return all catalogues with the controls that were named.
        """
        return [
            {"name": plain(name), "taxa": [{"id": plain(control)} for control in taxa]}
            for name, taxa in self._taxa.items()
        ]

    def supported(self) -> list[Json]:
        """
        Return references to all catalogues.
        """
        return [self._catalogue(name) for name in self._taxa]

    def relationships(self, rule: str) -> Iterator[Json]:
        """
        Yield how *rule* stands to the controls that it is evidence for.
        """
        for control in self._of_rules.get(rule, ()):
            yield {"target": self._reference(rule, control), "kinds": ["relevant"]}

    def _reference(self, rule: str, control: Control) -> Json:
        self._of_rules.setdefault(rule, {})[control] = None
        taxa = self._taxa.setdefault(control.catalogue, {})
        idx = taxa.setdefault(control.name, len(taxa))
        return {"id": plain(control.name), "index": idx, "toolComponent": self._catalogue(control.catalogue)}

    def _catalogue(self, name: str) -> Json:
        return {"name": plain(name), "index": list(self._taxa).index(name)}
