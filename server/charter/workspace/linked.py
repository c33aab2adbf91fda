"""
Links in place of files that tools read: what stands there counts, whatever name its text has elsewhere.
"""

from charter.catalogue import Catalogue
from charter.provenance import ignoring_tool, settings_evidence
from charter.rules.agents import depends_on_path


def is_heeded(name: str, catalogue: Catalogue) -> bool:
    """
    Tell whether a link called *name* stands for settings or instructions of a tool; a folder's ends in a slash.
    """
    path = f"{name}*" if name.endswith("/") else name
    known = settings_evidence(path, catalogue) or ignoring_tool(path, catalogue)
    return known is not None or (not name.endswith("/") and depends_on_path(path))
