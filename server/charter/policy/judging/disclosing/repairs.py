"""
Edits that put a commit's message right: a trailer more, less or written anew.
"""

from charter.commits import Message, Trailer
from charter.model import Edit, Fix
from charter.text import Span


def written_anew(trailer: Trailer, line: str) -> Fix:
    """
    Return how to write *line* instead of *trailer*.
    """
    return Fix(f"Write '{line}'", (Edit(trailer.span, line),))


def replaced(span: Span, word: str) -> Fix:
    """
    Return how to write *word* at *span*.
    """
    return Fix(f"Write '{word}'", (Edit(span, word),))


def added(message: Message, line: str) -> Fix:
    """
    Return how to add *line* to the trailers, which begin after a blank line.
    """
    last = message.trailers[-1].span.end if message.trailers else 0
    gap = "\n" if last and last >= message.end else "\n\n"
    return Fix(f"Add '{line}'", (Edit(Span(message.end, message.end), f"{gap}{line}"),))


def removed(trailer: Trailer, text: str) -> Fix:
    """
    Return how to take *trailer* out, with its line end.
    """
    end = trailer.span.end
    end += len(text[end:]) - len(text[end:].lstrip(" \t"))
    end += 2 if text.startswith("\r\n", end) else 1 if text.startswith(("\n", "\r"), end) else 0
    return Fix(f"Remove '{trailer.key}: {trailer.value[:40]}'", (Edit(Span(trailer.span.start, end), ""),))
