"""
What is remembered between two keystrokes: the track of an open document.

Findings are remembered by the text of their unit, and verdicts on them for as
long as the charter stays the same.
"""

from collections import OrderedDict
from itertools import islice

from msgspec import Struct

from charter.engine.examine import Examined
from charter.engine.slow import Slow, look_slowly
from charter.engine.terms import terms_of
from charter.engine.track import Key, Track
from charter.interest import EVERYTHING, Interest
from charter.policy import Charter
from charter.syntax.python.units import Cut
from charter.text import Document

# Something to look at for each checker that loads a library when it looks.
_SAMPLE = "def f():\n    if eval(''): pass\n"
# Results of units that are in no document any more, kept for undo and for moving code about.
_N_RECENT = 200


class Lesson(Struct, frozen=True):
    """
    What a worker process is asked to look at.

    Args:
        interest: what findings are for.
        with_slow: also with the slow checkers, which take as long as all others.
    """

    document: Document
    interest: Interest = EVERYTHING
    with_slow: bool = True


class Learned(Struct, frozen=True):
    """
    What a worker process found out about a document; can be pickled.

    Args:
        document: the version that it looked at.
        interest: what was looked for.
        cut: how it is cut into units.
        examined: what is known of each.
        slow: what the slow checkers saw; None if they were not asked.
    """

    document: Document
    interest: Interest
    cut: Cut
    examined: tuple[Examined, ...]
    slow: Slow | None


class Memo:
    """
    The track of one document, and results of units that were seen recently.
    """

    def __init__(self) -> None:
        self._track: Track | None = None
        self._recent: OrderedDict[Key, Examined] = OrderedDict()
        self._learned: Learned | None = None

    def beside(self) -> "Memo":
        """
        Return the memo of another document; both know what units were seen recently.
        """
        memo = Memo()
        memo._recent = self._recent
        return memo

    @property
    def is_empty(self) -> bool:
        """
        Whether nothing was seen or learned of the document.
        """
        return self._track is None and self._learned is None

    def track(self, document: Document, interest: Interest) -> Track:
        """
        Return the track of *document*, led on from the version that was seen last.
        """
        track, learned, self._learned = self._track, self._learned, None
        if track is None or _name(track.document) != _name(document):
            track = self._track = _begun(document, interest, learned)
        track.widen(interest)
        if track.document is not document:
            self._keep(track.follow(document, self._recent))
        return track

    def lesson(self, document: Document, interest: Interest, *, with_slow: bool) -> Lesson:
        """
        Return what a worker process has to look at, so that `add` can use the outcome.
        """
        track = self._track
        # A track that a stricter charter has widened stays so: less than that would be dropped, and asked for again.
        if track is not None and track.interest.covers(interest):
            interest = track.interest
        return Lesson(document, interest, with_slow=with_slow)

    def add(self, learned: Learned) -> None:
        """
        Take over what a worker process learned of a version, unless a newer one has come since.
        """
        track = self._track
        if track is None:
            self._learned = learned
        elif _is_same(learned.document, track.document) and learned.interest.covers(track.interest):
            _settle(track, learned)

    def _keep(self, gone: dict[Key, Examined]) -> None:
        self._recent.update(gone)
        for key in list(islice(self._recent, max(0, len(self._recent) - _N_RECENT))):
            del self._recent[key]


def unseen(document: Document, charter: Charter, memo: Memo) -> int:
    """
    Return how many code points of *document* would have to be examined anew.
    """
    if memo.is_empty:
        # Not even cut, which takes its time too.
        return len(document.text)
    return memo.track(document, terms_of(charter).interest).n_unseen


def is_settled(document: Document, charter: Charter, memo: Memo) -> bool:
    """
    Tell whether a pause would change nothing: no unit is half typed, or what is has been settled.
    """
    return memo.track(document, terms_of(charter).interest).is_settled


def is_slow_known(document: Document, charter: Charter, memo: Memo) -> bool:
    """
    Tell whether the slow checkers have looked at *document*, or at an earlier version of it, for what *charter* asks.
    """
    return memo.track(document, terms_of(charter).interest).slow is not None


def prepare() -> None:
    """
    Load what checkers load when they look for the first time.
    """
    learn(Lesson(Document("", _SAMPLE, "python")))


def learn(lesson: Lesson) -> Learned:
    """
    Return everything about a document that takes time, for `Memo.add`.
    """
    document = lesson.document
    track = Track.of(document, lesson.interest)
    track.examine()
    examined = tuple(cell.examined for cell in track.cells if cell.examined)
    slow = look_slowly(document, lesson.interest) if lesson.with_slow else None
    return Learned(document, lesson.interest, track.cut, examined, slow)


def _begun(document: Document, interest: Interest, learned: Learned | None) -> Track:
    """
    Return the track of *document*, or of the version before it that a worker has learned of.
    """
    if learned is None or _name(learned.document) != _name(document) or not learned.interest.covers(interest):
        return Track.of(document, interest)
    seen = document if _is_same(learned.document, document) else learned.document
    track = Track(seen, learned.cut, [], learned.interest)
    _settle(track, learned)
    return track


def _name(document: Document) -> tuple[str, str]:
    """
    Return what findings depend on beside the text and what is looked for.
    """
    return document.path, document.language


def _is_same(document: Document, other: Document) -> bool:
    return _name(document) == _name(other) and document.text == other.text


def _settle(track: Track, learned: Learned) -> None:
    track.settle(learned.cut, learned.examined)
    if learned.slow is not None:
        track.slow = learned.slow
