"""
The files of a layer: its own, and all that it extends.

The farthest comes first and the file itself last, so that the nearer overrides.
Loading is the caller's; here are the bounds, the order, and what to say when an
entry leads nowhere.
"""

from collections.abc import Iterator

from msgspec import Struct

from charter.errors import CharterError
from charter.policy.language import keys
from charter.policy.language.kinds import Said
from charter.policy.problems import Mistake, Notes, RemoteLayer, UntrustedLayer, replacement, sentence, shown
from charter.policy.reading.file import Loader, Source, read
from charter.policy.reading.pins import SCHEME
from charter.policy.reading.statement import Desk

MAX_FILES = 16


def gather(source: Source, load: Loader, desk: Desk) -> tuple[Source, ...]:
    """
    Return *source* and all that it extends, loaded with *load*; a file that is extended twice stands twice.
    """
    return tuple(_Walk(load, desk).files(source, ()))


class _Walk(Struct):
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

    def _last_good(self, source: Source, said: Said[str], error: RemoteLayer) -> Source | Mistake:
        """
        Return what the address said before, and note what is wrong with it now.
        """
        mistake = _remote(said, error)
        if error.last_good is None:
            return mistake
        self.desk.on(source).add(mistake)
        return Source(*error.last_good)

    def _found(self, source: Source, said: Said[str], chain: tuple[str, ...]) -> Source | Mistake:
        self.n_followed += 1
        if self.n_followed >= MAX_FILES:
            return _too_many(said)
        try:
            found = self.load(said.value, source.path)
        except RemoteLayer as error:
            return self._last_good(source, said, error)
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
    if reference.startswith(SCHEME):
        return "Write '#sha256=' and 64 digits behind the address; `charter policy update` finds them.", None
    if "://" in reference:
        return f"Write an address that begins with {SCHEME}, or a relative path: nothing else is fetched.", None
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


def _remote(said: Said[str], error: RemoteLayer) -> Mistake:
    held = " What it said before is in force." if error.last_good else ""
    if error.is_altered:
        advice = "Remove that file and run `charter policy fetch`, or see with `charter policy update` what changed."
    elif "#" not in said.value:
        advice = "Run `charter policy update`, which shows what lies there and pins it."
    else:
        advice = "Run `charter policy fetch`: the address is never asked while you edit or check."
    rule = "charter.digest-mismatch" if error.is_altered else "charter.missing-layer"
    return Mistake(rule, said.span, advice, f"{sentence(error.message)}{held}", leaves_unread=True)


def _cycle(said: Said[str]) -> Mistake:
    advice = f"Remove {shown(said.value)}: it leads back to a file that extends this one."
    return Mistake("charter.cycle", said.span, advice, "Files that extend one another in a circle have no nearest one.")


def _foreign(said: Said[str]) -> Mistake:
    advice = f"Extend a charter: {shown(said.value)} names a file of another kind."
    message = "Most of its keys are no keys of charters, so it is not read."
    return Mistake("charter.untrusted-layer", said.span, advice, message, leaves_unread=True)
