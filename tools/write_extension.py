"""
Write what the VS Code extension has from the server: its settings, and our own requests.

`python -m tools.write_extension`. The settings go into `package.json`, beside those that only
the extension reads; names and shapes of requests into `src/requests.ts`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from charter import __version__
from charter.lsp.requests import REQUESTS
from charter.lsp.settings import SETTINGS

EXTENSION = Path(__file__).parents[1] / "editors" / "vscode"
# Read by the extension alone: what it runs. All that names a program or a charter belongs to the
# machine, so that no workspace can set it.
_OWN = {
    "charter.path": {
        "type": "string",
        "default": "",
        "description": "Absolute path of a `charter` program to run instead of the server in the extension.",
    },
    "charter.interpreter": {
        "type": "string",
        "default": "",
        "description": "Absolute path of a Python, 3.11 to 3.14, that runs the server; empty looks for one.",
    },
    "charter.trace.server": {
        "type": "string",
        "enum": ["messages", "verbose"],
        "default": "messages",
        "description": "What the log, if at level Trace, keeps of the talk with the server; verbose keeps texts too.",
    },
}
_WORDS = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}
_HEAD = "// Made from server/charter/lsp/requests.py and settings.py by `make pages`; change those.\n"


def write(extension: Path) -> None:
    package = extension / "package.json"
    package.write_text(with_settings(package.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    (extension / "src" / "requests.ts").write_text(requests(), encoding="utf-8", newline="\n")


def with_settings(package: str) -> str:
    """
    Return the text of *package* with all settings, and our version, as they are now.
    """
    fields = json.loads(package) | {"version": __version__}
    fields["contributes"]["configuration"] = {"title": "Charter", "properties": _properties()}
    restricted = [name for name in _properties() if name != "charter.trace.server"]
    fields["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] = restricted
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def requests() -> str:
    """
    Return the module that tells the extension our requests and settings.
    """
    shapes: dict[str, type] = {}
    for request in REQUESTS:
        shapes |= _shapes(request.params) | _shapes(request.result)
    rows = "".join(
        f"  {request.name}: {{ params: {request.params.__name__}; result: {request.result.__name__} }};\n"
        for request in REQUESTS
    )
    names = ", ".join(f"'{setting.key}'" for setting in SETTINGS)
    pieces = (
        _HEAD,
        *map(_interface, shapes.values()),
        f"/** By their names after `charter/`. */\nexport interface Requests {{\n{rows}}}\n",
        f"/** What the server is told of the user's settings. */\nexport const SERVER_SETTINGS = [{names}] as const;\n",
    )
    return "\n".join(pieces)


def _properties() -> dict[str, Mapping[str, object]]:
    server = {f"charter.{setting.key}": {**setting.schema, "description": setting.description} for setting in SETTINGS}
    return {name: {"scope": "machine", **entry} for name, entry in (_OWN | server).items()}


def _shapes(shape: Any) -> dict[str, type]:  # noqa: ANN401 -- whatever stands in an annotation
    """
    Return *shape* and all that it is made of, the innermost first.
    """
    if not is_typeddict(shape):
        found: dict[str, type] = {}
        for inner in get_args(shape):
            found |= _shapes(inner)
        return found
    found = {}
    for inner in get_type_hints(shape).values():
        found |= _shapes(inner)
    return found | {shape.__name__: shape}


def _interface(shape: type) -> str:
    optional: frozenset[str] = getattr(shape, "__optional_keys__", frozenset())
    fields = "".join(
        f"  readonly {name}{'?' if name in optional else ''}: {_type(hint)};\n"
        for name, hint in get_type_hints(shape).items()
    )
    body = f"interface {shape.__name__} {{\n{fields}}}" if fields else f"type {shape.__name__} = object;"
    return f"/** {(shape.__doc__ or '').strip()} */\nexport {body}\n"


def _type(hint: Any) -> str:  # noqa: ANN401 -- whatever stands in an annotation
    if hint in _WORDS:
        return _WORDS[hint]
    if get_origin(hint) is list:
        return f"readonly {_type(get_args(hint)[0])}[]"
    if get_origin(hint) is Literal:
        return " | ".join(f"'{word}'" for word in get_args(hint))
    if isinstance(hint, UnionType):
        return " | ".join(map(_type, get_args(hint)))
    return hint.__name__


if __name__ == "__main__":
    write(EXTENSION)
