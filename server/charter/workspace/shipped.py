"""
Where the packs, the tool catalogue and the rule pages lie.

A wheel carries them inside the package; a checkout has them at its top, where
people read and edit them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from charter.errors import CharterError
from charter.policy.language import keys

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parents[1]


@cache
def text(name: str) -> str:
    """
    Return the text of a shipped file, such as `recommended.yaml` or `ai_tools.yaml`.

    Raises:
        CharterError: nothing of that name is shipped.
    """
    path = file(name)
    if path.parent != _policies() or not path.is_file():
        raise CharterError("expected a shipped file, found none of this name", place=name)
    return path.read_text(encoding="utf-8")


def file(name: str) -> Path:
    """
    Return where the shipped file *name* lies.
    """
    return _policies() / name


@cache
def packs() -> Mapping[str, str]:
    """
    Return what each pack that a charter can extend says of itself in its first line.
    """
    return MappingProxyType({name: text(f"{name}.yaml").partition("\n")[0].strip("# ") for name in keys.PACKS})


def page(rule_id: str) -> Path:
    """
    Return where the rule's Markdown page lies; rules of third-party plugins have none there.
    """
    return _folder("pages", "docs/rules") / f"{rule_id}.md"


def _policies() -> Path:
    return _folder("policies", "policies")


@cache
def _folder(in_wheel: str, in_checkout: str) -> Path:
    """
    Return the folder as installed, or else the checkout's.
    """
    installed = _PACKAGE / in_wheel
    return installed if installed.is_dir() else _CHECKOUT / in_checkout
