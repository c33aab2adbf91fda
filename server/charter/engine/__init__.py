"""
check(document, charter, today) → Report, and what is remembered between two keystrokes.
"""

from charter.engine.authors import matter as authors_matter
from charter.engine.book import BOOK
from charter.engine.check import charter_report, check
from charter.engine.difference import remember_edit
from charter.engine.figures import figures
from charter.engine.memo import Learned, Lesson, Memo, is_settled, is_slow_known, learn, prepare, unseen
from charter.engine.messages import check_commit
from charter.engine.shifting import shifted
from charter.engine.shown import shown
from charter.engine.terms import terms_of

__all__ = [
    "BOOK",
    "Learned",
    "Lesson",
    "Memo",
    "authors_matter",
    "charter_report",
    "check",
    "check_commit",
    "figures",
    "is_settled",
    "is_slow_known",
    "learn",
    "prepare",
    "remember_edit",
    "shifted",
    "shown",
    "terms_of",
    "unseen",
]
