"""
Price lists of suppliers, as they send them.
"""

import hashlib
from pathlib import Path

import yaml


def prices(path: Path) -> dict[str, float]:
    return yaml.load(path.read_text(), Loader=yaml.Loader)


def etag(path: Path) -> str:
    """
    Return a short name for this version of a list, as the supplier's API expects it.
    """
    # charter: waive security.weak-hash until 2027-06-30 by @lena -- a name, not a secret
    return hashlib.md5(path.read_bytes()).hexdigest()
