"""
The checkers that read a whole document and take their time.
"""

from msgspec import Struct

from charter.engine.difference import moved_finding
from charter.interest import Interest
from charter.model import Edit, Fault, Finding
from charter.rules import SLOW_CHECKERS
from charter.text import Document


class Slow(Struct, frozen=True):
    """
    What they saw, and which of them crashed.
    """

    findings: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()

    def led_on(self, edit: Edit) -> "Slow":
        """
        Return the same, as of the text after *edit*.
        """
        return Slow(tuple(moved_finding(found, edit) for found in self.findings), self.faults)


def look_slowly(document: Document, interest: Interest) -> Slow:
    """
    Return what the slow checkers see in *document*.
    """
    findings: list[Finding] = []
    faults: list[Fault] = []
    for checker in SLOW_CHECKERS:
        if checker.concerns(document) and interest.wants(checker.name):
            try:
                findings += checker.look(document, interest)
            except Exception as error:  # noqa: BLE001 -- a rule that crashes is a fault in the report, whatever it raises
                faults.append(Fault(checker.name, f"{checker.name} failed with {type(error).__name__}"))
    return Slow(tuple(findings), tuple(faults))
