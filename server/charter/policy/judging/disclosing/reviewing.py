"""
How a commit's message says that somebody has reviewed what AI wrote.
"""

from charter.commits import Message
from charter.model import Fix
from charter.policy.judging.disclosing import repairs
from charter.policy.language.conventions import PERSON, REVIEWED
from charter.policy.model.charter import Charter
from charter.policy.model.scopes import AiUse


def reviewed(charter: Charter, message: Message) -> Fix | None:
    """
    Return how to say in *message* who has reviewed it; None if it says so, or *charter* asks for no reviews.

    Whose name it is, only people know: until somebody writes it, the trailer counts for nothing.
    """
    if not _asks(charter) or not message.end or next(message.named(REVIEWED), None):
        return None
    return repairs.added(message, f"{REVIEWED}: {PERSON}")


def _asks(charter: Charter) -> bool:
    said = charter.disclosure.reviewed_by
    zones = (zone for layer in charter.layers for zone in layer.zones)
    return bool(said and said.value) or any(zone.ai and zone.ai.value == AiUse.REVIEWED for zone in zones)
