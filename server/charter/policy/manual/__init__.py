"""
The rules that no checker sees: on tools, on AI's code, on what commits say of it, on charters and on waivers.

Each has its manual page here. What they say of a text is decided elsewhere in
this room.
"""

from charter.policy.manual import data, disclosure, files, layers, provenance, tools, waivers

RULES = (*tools.RULES, *provenance.RULES, *data.RULES, *disclosure.RULES, *files.RULES, *layers.RULES, *waivers.RULES)
