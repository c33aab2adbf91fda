"""
What tools themselves recorded, line by line: git-ai's notes and Agent Trace.

Both name lines of a file as a commit has it, so whoever reads them here has to
find out where these lines are now (`workspace/history`).
"""

from charter.provenance.records.git_ai import read_note
from charter.provenance.records.readings import Attribution, Reading
from charter.provenance.records.traces import read_traces

__all__ = ["Attribution", "Reading", "read_note", "read_traces"]
