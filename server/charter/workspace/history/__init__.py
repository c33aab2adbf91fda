"""
What git and the records beside it know of who wrote what.

`Scanner` looks through ranges of commits; `Historian` says of one file who wrote
which part. Both only read, run nothing of a repository, and never go online. What
they cannot see: completions leave no trace, a squash drops trailers or joins them, a
rebase leaves notes behind, and notes are not cloned unless somebody asks for them.
"""

from charter.workspace.history.historian import Historian
from charter.workspace.history.scanning import Scan, Scanner, scans_kept

__all__ = ["Historian", "Scan", "Scanner", "scans_kept"]
