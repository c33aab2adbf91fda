"""
The rule book: every rule that can be seen or judged, of all rooms.
"""

from charter import policy, rules
from charter.model import RuleBook

BOOK = RuleBook((*rules.rules(), *policy.RULES))
