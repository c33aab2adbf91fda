"""
Charters from the network, as `charter policy fetch` left them in this user's cache.

Nothing here goes online. A file is called after its digest and looked at anew
each time, so that whoever alters it is found out; what it said before in this
process is then in force still.
"""

import codecs
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from msgspec import Struct, field

from charter.errors import CharterError
from charter.policy.problems import RemoteLayer
from charter.policy.reading.file import Source
from charter.policy.reading.pins import SCHEME, Pin, digest_of, pin_of
from charter.workspace.roots import is_inside
from charter.workspace.store import cache_folder
from charter.workspace.texts import Texts

_FOLDER = "charters"


class Remotes(Struct):
    """
    The charters from the network that one workspace may extend.

    Args:
        folder: of the cache; None if this user has none.
    """

    folder: Path | None
    _good: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    _files: dict[str, Path] = field(default_factory=dict[str, Path])

    @classmethod
    def of(cls, root: Path) -> "Remotes":
        """
        Return those of the workspace at *root*, which must not hold the cache itself.
        """
        cache = cache_folder(os.environ)
        return cls(None if cache is None or is_inside(cache, root) else cache / _FOLDER)

    def load(self, reference: str, layer: str, texts: Texts) -> Source:
        """
        Return the charter that *reference* pins.

        Raises:
            MissingLayer: it is no such address.
            RemoteLayer: it is not pinned, not in the cache, or altered there.
        """
        pin = pin_of(reference)
        if not pin.digest:
            raise self._unavailable(pin, layer, "expected '#sha256=' and a digest behind the address, found none")
        path = self.file_for(pin)
        if path is None:
            raise self._unavailable(pin, layer, "there is no cache folder that it could be read from")
        said = texts.read(path)
        if said is None:
            raise self._unavailable(pin, layer, "it has not been fetched yet")
        if not isinstance(said, str) or not _is_pinned(said, pin):
            raise self._unavailable(pin, layer, f"{path} is not what was pinned", is_altered=True)
        self._good[pin.url] = pin.source, said
        self._files[pin.source] = path
        return Source(pin.source, said, layer)

    def file_for(self, pin: Pin) -> Path | None:
        """
        Return where the charter of *pin* lies, or would.
        """
        return self.folder and self.folder / f"{pin.digest}.yaml"

    def file_of(self, source: str) -> Path | None:
        """
        Return the file of a charter that was loaded, by its name; None for any other name.
        """
        return self._files.get(source) if source.startswith(SCHEME) else None

    def keep(self, data: bytes) -> Path:
        """
        Put *data* into the cache under its digest, and return where.

        Raises:
            CharterError: it cannot be written.
        """
        if self.folder is None:
            raise CharterError("expected a cache folder outside the workspace, found none")
        path = self.folder / f"{digest_of(data)}.yaml"
        draft = path.with_suffix(f".{uuid4().hex}")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(data)
            draft.replace(path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise CharterError(f"cannot be written: {error.strerror}", place=str(path)) from error
        return path

    def _unavailable(self, pin: Pin, layer: str, message: str, *, is_altered: bool = False) -> RemoteLayer:
        good = self._good.get(pin.url)
        return RemoteLayer(message, is_altered=is_altered, last_good=good and (*good, layer))


def _is_pinned(text: str, pin: Pin) -> bool:
    data = text.encode()
    # The mark is no part of the text any more.
    return pin.digest in {digest_of(data), digest_of(codecs.BOM_UTF8 + data)}
