"""
The one question that all faces ask: what does the charter say of this document?
"""

from datetime import date

from charter import policy
from charter.engine.bench import Bench
from charter.engine.memo import Memo
from charter.engine.observed import judge, observe
from charter.engine.slow import Slow
from charter.engine.terms import terms_of
from charter.evidence import UNSEEN, Authorship
from charter.model import Report
from charter.policy import Charter
from charter.text import Document, Notice


def check(
    document: Document,
    charter: Charter,
    today: date,
    memo: Memo | None = None,
    authorship: Authorship = UNSEEN,
) -> Report:
    """
    Return all that *charter* says of *document* on the day *today*.

    Pure: the same arguments give the same report, in every face. A memo makes it
    faster, leaves the slow checkers to whoever owns the memo, and lets a unit
    that is half typed keep its last findings, marked as stale.

    Args:
        today: in UTC; expiry dates and stages are inclusive.
        authorship: what is known of the text's authors from outside of it.
    """
    clause = policy.is_excluded(charter, document.path)
    if clause is not None:
        notice = Notice("excluded", f"Not checked: {clause.key} of {clause.source} excludes this file.")
        return Report(document.path, document.lines, notices=(*document.notices, notice))
    document, terms = _within_limit(document, charter), terms_of(charter)
    if memo is None:
        return judge(document, observe(document, terms), charter, today, authorship)
    track = memo.track(document, terms.interest)
    track.examine()
    return Bench(document, charter, today, authorship).report(track, track.slow or Slow())


def charter_report(charter: Charter, source: str, document: Document, today: date) -> Report:
    """
    Return the problems of the charter's file *source*, of which *document* is the text.

    For files that are not checked themselves, as those of an organisation's layer.
    """
    return Bench(document, charter, today).report_on_charter(source)


def _within_limit(document: Document, charter: Charter) -> Document:
    """
    Return *document* without its text if that is larger than the charter allows to check.

    Files are weighed in bytes when they are read; a buffer by its code points,
    which are never more.
    """
    if len(document.text) <= charter.size_limit or len(document.text) <= charter.size_limit_at(document.path):
        return document
    notice = Notice("too-large", f"Not checked: larger than the charter's size_limit of {charter.size_limit:,} bytes.")
    return Document(document.path, "", document.language, (*document.notices, notice))
