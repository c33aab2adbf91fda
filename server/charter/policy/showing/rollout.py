"""
The calendar of a charter: which stages have begun, and which are announced.
"""

from charter.policy.model.charter import Charter
from charter.policy.model.scopes import Stage


def stages(charter: Charter) -> tuple[Stage, ...]:
    """
    Return the stages of all layers, the earliest first; of one day the outermost layer's first.
    """
    return tuple(sorted((stage for layer in charter.layers for stage in layer.stages), key=lambda stage: stage.starts))
