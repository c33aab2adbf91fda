"""
For which controls of a catalogue the rules are evidence, as all layers say together.
"""

from collections.abc import Mapping

from charter.model import Control
from charter.policy.model.charter import Charter
from charter.policy.model.memory import remembered


# Each finding asks.
@remembered()
def controls(charter: Charter) -> Mapping[str, tuple[Control, ...]]:
    """
    Return the controls of each rule that is evidence for any, by the rule's id.
    """
    found: dict[str, dict[Control, None]] = {}
    for control, rules in evidence(charter).items():
        for rule in rules:
            found.setdefault(rule, {})[Control(*control)] = None
    return {rule: tuple(names) for rule, names in found.items()}


def evidence(charter: Charter) -> dict[tuple[str, str], tuple[str, ...]]:
    """
    Return the ids of the rules that are evidence, by catalogue and control; what layers name adds up.
    """
    found: dict[tuple[str, str], dict[str, None]] = {}
    for layer in charter.layers:
        for control, named in layer.controls.items():
            ids = (rule for name in named.value for rule in charter.book.named(name))
            found.setdefault(control, {}).update(dict.fromkeys(ids))
    return {control: tuple(rules) for control, rules in found.items()}
