"""
The files of a layer: its own, and all that it extends.

The farthest comes first and the file itself last, so that the nearer overrides.
Loading is the caller's; here are the bounds, the order, and what to say when an
entry leads nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from charter.errors import CharterError
from charter.policy import keys
from charter.policy.kinds import Said
from charter.policy.problems import Mistake, Notes, UntrustedLayer, replacement, sentence, shown
from charter.policy.reading import Loader, Source, read
from charter.policy.statement import Desk

MAX_FILES = 16


def gather(source: Source, load: Loader, desk: Desk) -> tuple[Source, ...]:
    """
    Return *source* and all that it extends, loaded with *load*; a file that is extended twice stands twice.
    """
    return tuple(_Walk(load, desk).files(source, ()))


@dataclass
class _Walk:
    """
    One way through what a file extends.

    Args:
        n_followed: how many entries were followed, wherever they led.
    """

    load: Loader
    desk: Desk
    n_followed: int = 0

    def files(self, source: Source, chain: tuple[str, ...]) -> Iterator[Source]:
        chain = (*chain, source.path)
        for said in read(source.text).fields.value(keys.EXTENDS, ()):
            found = self._found(source, said, chain)
            if isinstance(found, Mistake):
                self.desk.on(source).add(found)
            else:
                yield from self.files(found, chain)
        yield source

    def _found(self, source: Source, said: Said[str], chain: tuple[str, ...]) -> Source | Mistake:
        if said.value.startswith("https://"):
            return _remote(said)
        self.n_followed += 1
        if self.n_followed >= MAX_FILES:
            return _too_many(said)
        try:
            found = self.load(said.value, source.path)
        except CharterError as error:
            return _unavailable(said, error)
        if found.path in chain:
            return _cycle(said)
        return _foreign(said) if not found.is_pack and read(found.text).looks_foreign else found


def _unavailable(said: Said[str], error: CharterError) -> Mistake:
    reason = sentence(error.message)
    if isinstance(error, UntrustedLayer):
        advice = f"Move the charter that {shown(said.value)} names to a place that can be trusted, or remove the entry."
        return Mistake("charter.untrusted-layer", said.span, advice, reason, leaves_unread=True)
    advice, likely = _hint(said.value)
    fixes = replacement(said.span, likely) if likely else ()
    return Mistake("charter.missing-layer", said.span, advice, reason, fixes, leaves_unread=True)


def _hint(reference: str) -> tuple[str, str | None]:
    if "\\" in reference:
        likely = reference.replace("\\", "/")
    elif "/" in reference or reference.endswith((".yaml", ".yml")):
        return f"Create {shown(reference)} or correct the path; it is relative to this file.", None
    else:
        likely = Notes().nearest(reference, (pack for pack in keys.PACKS if pack != reference))
    packs = ", ".join(keys.PACKS)
    return (f"Write '{likely}'." if likely else f"Name a pack ({packs}) or a file by its relative path."), likely


def _too_many(said: Said[str]) -> Mistake:
    advice = "Extend fewer files, or join some of them."
    message = f"Expected at most {MAX_FILES} files in a layer, found more; this one is not read."
    return Mistake("charter.too-large", said.span, advice, message, leaves_unread=True)


def _remote(said: Said[str]) -> Mistake:
    advice = "Copy that charter into the repository and extend the copy by its relative path."
    message = "Charters from the network are not in force yet, so this one is not read."
    return Mistake("charter.missing-layer", said.span, advice, message, leaves_unread=True)


def _cycle(said: Said[str]) -> Mistake:
    advice = f"Remove {shown(said.value)}: it leads back to a file that extends this one."
    return Mistake("charter.cycle", said.span, advice, "Files that extend one another in a circle have no nearest one.")


def _foreign(said: Said[str]) -> Mistake:
    advice = f"Extend a charter: {shown(said.value)} names a file of another kind."
    message = "Most of its keys are no keys of charters, so it is not read."
    return Mistake("charter.untrusted-layer", said.span, advice, message, leaves_unread=True)
