r"""
Characters that make code say one thing and show another.

## What it flags

In any text file:

- bidirectional controls (U+202A to U+202E, U+2066 to U+2069, U+200F), which
  reorder what is shown;
- characters that show nothing: zero-width spaces and joiners, tag characters,
  variation selectors, soft hyphens, fillers.

In code, outside comments and strings:

- identifiers that mix Latin letters with letters that look like them, or that
  differ from another identifier of the file only by such letters;
- blanks other than space and tab;
- in Python, letters such as `\uff45` that it takes for ASCII ones.

## Why it matters

A reviewer approves what the screen shows, and the machine runs what the file
says. Trojan Source (CVE-2021-42574) turns a comment into code that way, tag
characters carry instructions to coding agents that no person sees, and a
function `is_admin` with one Cyrillic letter is another function.

## Example

    if access_level != "user<U+202E> <U+2066># Check if admin<U+2069> <U+2066>":

## Instead

Remove the character. Where a string needs it, write its escape, such as
`"\u200b"`: then everybody sees it.

## Known gaps

What its own script needs is left alone: joiners in emoji, and between Arabic or
Indic letters; direction controls that are balanced, hold right-to-left letters
and no code; a byte-order mark at the start. Bandit's B613 reports such controls
too. Look-alikes are told by the letters of UTS #39 that resemble ASCII letters
and belong to living scripts; words in comments and strings are not compared.

## Source

Boucher and Anderson, Trojan Source, 2021; Unicode UTS #39 and UAX #31; bandit's
B613, whose line is the line of the first finding on direction controls.
"""

from collections.abc import Iterator

from charter.model import Edit, Finding, Fix, Rank, Rule
from charter.rules.security.hidden_unicode import bidi, identifiers, invisible
from charter.rules.security.hidden_unicode.sightings import Sighting
from charter.syntax import Quoted
from charter.text import Document, Span

__all__ = ["RULE", "look"]

RULE = Rule(
    id="security.hidden-unicode",
    summary="characters that hide what the code says",
    page=__doc__ or "",
    default=None,
    aliases=("B613",),
    cwes=(838, 1007),
)


def look(document: Document) -> Iterator[Finding]:
    """
    Yield what hides in *document*, in order; nothing, and at once, if all of it is ASCII.
    """
    text = document.text
    if text.isascii():
        return
    words = Quoted(document)
    seen = [*bidi.seen(text), *invisible.seen(text, words), *identifiers.seen(text, words, document.language)]
    for sighting in sorted(seen, key=lambda one: one.span):
        yield _finding(sighting, document)


def _finding(sighting: Sighting, document: Document) -> Finding:
    line = document.lines.span(document.lines.line(sighting.span.start))
    return Finding(
        rule=RULE.id,
        span=sighting.span,
        advice=sighting.advice,
        reason=sighting.reason,
        extent=line,
        severity=sighting.severity,
        confidence=Rank.MEDIUM,
        cwe=838 if sighting.is_bidi else 1007,
        alias="B613" if sighting.is_bidi else "",
        fixes=(Fix(sighting.command, tuple(Edit(Span(at, at + 1), new) for at, new in sighting.replacements)),),
    )
