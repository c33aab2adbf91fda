"""
Where what was learnt of a history is kept between runs.
"""

from pathlib import Path
from typing import TypeVar

from charter.workspace.codec import Codec
from charter.workspace.store import Store

Record = TypeVar("Record")


def kept(folder: Path, codec: Codec[Record], day: int) -> Store[Record]:
    """
    Return the store of such records in the cache *folder*.

    Args:
        day: of the run, as a number.
    """
    return Store(folder, codec, day, file="history.sqlite3")
