"""
What findings depend on beside the text: which Charter, which bandit, which Python.
"""

import os
import platform
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath

import charter
from charter.engine.terms import Terms
from charter.rules.agents import depends_on_path
from charter.rules.security.bandit.installed import distributions
from charter.text import Document

_SIZE = 20
_CODE_SIZE = 8
_LIBRARIES = frozenset({"ast_grep_py", "bandit", "radon"})


def key(document: Document, terms: Terms) -> bytes:
    """
    Return a name for what is observed in *document*, other for all that would be observed otherwise.

    Args:
        terms: of the charter that will judge.
    """
    suffix = document.path if depends_on_path(document.path) else PurePosixPath(document.path).suffix
    joints = " ".join(map(str, document.joints))
    said = (circumstances(), _said(terms), document.language, suffix, joints, document.text)
    return blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


@cache
def circumstances() -> str:
    """
    Return, a line each, what is installed here that findings depend on; the same on every machine that finds the same.
    """
    return "\n".join((f"charter {charter.__version__} {_code()}", _python(), *sorted(_libraries())))


def _python() -> str:
    return f"{sys.implementation.name} {platform.python_version()}"


def _libraries() -> Iterator[str]:
    """
    Yield bandit, its plugins, radon and ast-grep with their versions, from the folder that plugins are loaded from.
    """
    for known in distributions():
        if known.name in _LIBRARIES or known.entries:
            yield f"{known.name} {known.version}"


def _code() -> str:
    """
    Return a name for what Charter's own files say: in a checkout they change without the version.
    """
    digest = blake2b(digest_size=_CODE_SIZE)
    for path in sorted(_modules(charter.__path__[0])):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _modules(folder: str) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.endswith(".py"))


@cache
def _said(terms: Terms) -> str:
    """
    Return a name for what *terms* say: all that they say is longer than most texts.
    """
    return blake2b(repr((terms.catalogue.tools, terms.interest)).encode(), digest_size=_SIZE).hexdigest()
