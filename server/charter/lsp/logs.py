"""
What is written to the log, which is standard error: never text of a file.

Editors keep the log in files and people attach them to bug reports. So pygls'
own loggers, which print every message with its text, stay silent, and of an
exception only its type and its places in our code are told: its message may
quote what was typed.
"""

import logging
import sys
import traceback

LOG = logging.getLogger("charter")


def configure() -> None:
    """
    Send our log to standard error and silence the libraries.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("charter: %(levelname)s: %(message)s"))
    LOG.handlers = [handler]
    LOG.propagate = False
    LOG.setLevel(logging.INFO)
    for name in ("pygls", "asyncio", "concurrent"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def described(error: BaseException) -> str:
    """
    Return the type of *error* and where it came from, innermost last.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{frame.filename.rpartition('charter')[2]}:{frame.lineno}" for frame in frames[-6:])
    return f"{type(error).__name__} at {places or 'unknown place'}"
