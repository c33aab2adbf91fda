"""
Every test of bandit that Charter speaks of, by subject.

B613 is missing on purpose: `security.hidden-unicode` sees what it sees, and more.
"""

from charter.rules.security.known import commands, crypto, data, habits, network, web, xml_parsers
from charter.rules.security.known.record import Known

KNOWN: tuple[Known, ...] = (
    *commands.ENTRIES,
    *data.ENTRIES,
    *web.ENTRIES,
    *crypto.ENTRIES,
    *network.ENTRIES,
    *xml_parsers.ENTRIES,
    *habits.ENTRIES,
)

__all__ = ["KNOWN", "Known"]
