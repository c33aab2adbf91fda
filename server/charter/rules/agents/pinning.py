"""
Which version a command fetches before it runs it.

Source: the manuals of npx, pnpm, yarn, bun, uv, pipx and docker.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from charter.syntax.data.tree import NOWHERE
from charter.text import Span

Words = Sequence[tuple[str, Span]]

_VERSION = re.compile(r"v?\d+\.\d+[\w.+-]*")
_SEMANTIC = re.compile(r"v?\d+\.\d+\.\d+[\w.+-]*")
# The least version that may be fetched: that one, the people who wrote it know.
_LEAST = re.compile(r"(?:\^|~|>=|=)v?(\d+\.\d+\.\d+[\w.+-]*)|(?:>=|~=)(\d+(?:\.\d+)+[\w.+-]*)")
_COMMIT = re.compile(r"[@#][0-9a-f]{7,40}$")
_REMOTE = re.compile(r"git\+|https?://|github:|gitlab:")
_SUFFIX = re.compile(r"\.(?:exe|cmd|bat)$", re.IGNORECASE)

# Options whose value is the next word.
_OF_NPX = frozenset({"--registry", "--userconfig", "-c", "--call", "--prefix", "-w", "--workspace"})
_OF_UV = frozenset({"--python", "-p", "--with", "--index", "--index-url", "--extra-index-url", "--directory", "--spec"})
_OF_DOCKER = frozenset(
    {"-e", "--env", "-v", "--volume", "--mount", "--name", "-p", "--publish", "--network", "--net", "-w", "--workdir"}
    | {"-u", "--user", "--env-file", "-l", "--label", "--entrypoint", "--add-host", "-m", "--memory", "--cpus"}
    | {"--platform", "--pull", "-h", "--hostname", "--restart", "--security-opt", "--cap-drop", "--cap-add", "--tmpfs"}
    | {"--gpus", "--log-driver", "--log-opt", "--dns", "--ulimit", "--device", "--runtime", "--shm-size", "--secret"}
)


class Unpinned(Struct, frozen=True):
    """
    Args:
        what: it is, in a few words.
        better: how it would be pinned.
        word: as written, and *pinned*, the same at the version that it names; both empty if it names none.
    """

    span: Span
    what: str
    better: str
    word: str = ""
    pinned: str = ""


def unpinned(words: Words) -> Unpinned | None:
    """
    Return what *words*, a command, fetch in whatever version is the latest; None if they fetch nothing, or a version.
    """
    words = _without_shell(words)
    if not words:
        return None
    program = _SUFFIX.sub("", re.split(r"[/\\]", words[0][0])[-1])
    rest = words[1:]
    if program in _BEFORE:
        if not rest or rest[0][0] not in _BEFORE[program]:
            return None
        program, rest = _BEFORE[program][rest[0][0]], rest[1:]
    if program == "uv-tool":
        program, rest = "uvx", rest[1:]
    reader = _READERS.get(program)
    return reader(rest) if reader else None


def _without_shell(words: Words) -> Words:
    is_windows = len(words) > 2 and words[0][0].lower().removesuffix(".exe") == "cmd" and words[1][0].lower() == "/c"  # noqa: PLR2004 - cmd, /c, and a command
    return words[2:] if is_windows else words


def _npm(words: Words) -> Unpinned | None:
    package = _after(words, ("-p", "--package")) or _first(words, _OF_NPX)
    if package is None:
        return None
    name, span = package
    # A scope begins with the same sign as a version.
    at = name.rfind("@")
    base, version = (name[:at], name[at + 1 :]) if at > 0 else (name, "")
    is_pinned = bool(_SEMANTIC.fullmatch(version))
    if _is_local(name) or is_pinned or (_REMOTE.match(name) and _COMMIT.search(name)):
        return None
    what, least = f"the npm package `{base}` without a version", _LEAST.fullmatch(version)
    if least and least[1]:
        return Unpinned(span, what, f"{base}@{least[1]}", name, f"{base}@{least[1]}")
    return Unpinned(span, what, f"{base}@1.2.3")


def _pypi(words: Words) -> Unpinned | None:
    package = _after(words, ("--from", "--spec")) or _first(words, _OF_UV)
    if package is None:
        return None
    name, span = package
    base, version = re.match(r"([^@=<>~!]*)(.*)", name, re.DOTALL).groups()  # pyright: ignore[reportOptionalMemberAccess] - it matches any text
    is_pinned = bool(_VERSION.fullmatch(re.sub(r"^(?:===?|@)", "", version))) and not version.startswith(
        (">", "<", "~", "!")
    )
    if _is_local(name) or is_pinned or (_REMOTE.match(name) and _COMMIT.search(name)):
        return None
    what, least = f"the Python package `{base}` without a version", _LEAST.fullmatch(version.removeprefix("@"))
    if least:
        pinned = f"{base}=={least[1] or least[2]}"
        return Unpinned(span, what, pinned, name, pinned)
    return Unpinned(span, what, f"{base}==1.2.3")


def _image(words: Words) -> Unpinned | None:
    if not words or words[0][0] != "run":
        return None
    image = _first(words[1:], _OF_DOCKER)
    if image is None:
        return None
    name, span = image
    last = name.rpartition("/")[2]
    base, _, tag = last.partition(":")
    if "@sha256:" in name or "$" in name or (tag and tag != "latest"):
        return None
    stem = f"{name[: len(name) - len(last)]}{base}"
    return Unpinned(span, f"the image `{stem}` without a version", f"{stem}@sha256:…")


def _first(words: Words, with_value: frozenset[str]) -> tuple[str, Span] | None:
    """
    Return the first word that is neither an option nor the value of one of those *with_value*.
    """
    is_value = False
    for word, span in words:
        if is_value:
            is_value = False
        elif word.startswith("-"):
            is_value = word in with_value
        else:
            return word, span
    return None


def _after(words: Words, options: tuple[str, ...]) -> tuple[str, Span] | None:
    for (word, span), (value, place) in zip(words, [*words[1:], ("", NOWHERE)], strict=False):
        if word in options and value:
            return value, place
        option, equals, said = word.partition("=")
        if equals and option in options:
            return said, span
    return None


def _is_local(name: str) -> bool:
    return name.startswith((".", "/", "~", "file:", "$")) or "\\" in name


_READERS: Mapping[str, Callable[[Words], Unpinned | None]] = {
    "npx": _npm,
    "bunx": _npm,
    "pnpx": _npm,
    "uvx": _pypi,
    "pipx-run": _pypi,
    "docker": _image,
    "podman": _image,
}
# Programs of many uses, and the words by which each runs what it fetches.
_BEFORE: Mapping[str, Mapping[str, str]] = {
    "npm": {"exec": "npx", "x": "npx"},
    "pnpm": {"dlx": "npx"},
    "yarn": {"dlx": "npx"},
    "bun": {"x": "bunx"},
    "uv": {"tool": "uv-tool"},
    "pipx": {"run": "pipx-run"},
}
