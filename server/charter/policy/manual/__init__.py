"""
The rules that no checker sees: on tools, on AI's code, on charters and on waivers.

Each has its manual page here. What they say of a text is decided elsewhere in
this room.
"""

from charter.policy.manual import files, layers, provenance, tools, waivers

RULES = (*tools.RULES, *provenance.RULES, *files.RULES, *layers.RULES, *waivers.RULES)
