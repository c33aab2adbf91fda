"""
What findings depend on beside the text: which Charter, which bandit, which Python.
"""

import platform
import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath

import charter
from charter.engine.terms import Terms
from charter.rules.security.bandit.library import FOLDER
from charter.text import Document

_SIZE = 20
_CODE_SIZE = 8
_LIBRARIES = frozenset({"bandit", "radon"})
_PLUGINS = re.compile(rb"^\[bandit\.(?:plugins|blacklists)\]", re.MULTILINE)


def key(document: Document, terms: Terms, form: str) -> bytes:
    """
    Return a name for what is observed in *document*, other for all that would be observed otherwise.

    Args:
        terms: of the charter that will judge.
        form: of the record that is kept under the name.
    """
    suffix = PurePosixPath(document.path).suffix
    joints = " ".join(map(str, document.joints))
    said = (form, circumstances(), _said(terms), document.language, suffix, joints, document.text)
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
    Yield bandit, its plugins and radon with their versions, from the folder that plugins are loaded from.

    As folders are called by the standard: `importlib.metadata` would read what every distribution says of itself.

    Source: packaging.python.org, "Recording installed projects".
    """
    for info in Path(FOLDER).glob("*.dist-info"):
        name, _, version = info.stem.partition("-")
        if name in _LIBRARIES or _has_plugins(info / "entry_points.txt"):
            yield f"{name} {version}"


def _has_plugins(entry_points: Path) -> bool:
    try:
        return _PLUGINS.search(entry_points.read_bytes()) is not None
    except OSError:
        return False


def _code() -> str:
    """
    Return a name for what Charter's own files say: in a checkout they change without the version.
    """
    digest = blake2b(digest_size=_CODE_SIZE)
    for path in sorted(Path(charter.__path__[0]).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _said(terms: Terms) -> str:
    return repr((terms.catalogue.tools, terms.interest))
