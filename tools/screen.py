"""
Draws what an editor shows: lines of code, marks under them, messages below.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

WIDTH = 100
_THEME = "ansi_dark"
_SEVERITIES = {
    1: ("✖", "block", "red"),
    2: ("▲", "warn", "yellow"),
    3: ("●", "advise", "cyan"),
    4: ("·", "hint", "dim"),
}
_GUTTER = 7


class Mark(Struct, frozen=True):
    """
    A diagnostic as it is drawn; lines and columns count from zero.
    """

    line: int
    start: int
    end: int
    severity: int
    rule: str
    message: str

    @property
    def color(self) -> str:
        return _SEVERITIES[self.severity][2]


def draw(lines: Sequence[str], typed: int, marks: Sequence[Mark], timed: str) -> Iterator[Text | Padding]:
    """
    Yield the typed line, with its time, and every marked one, each with what is said about it.
    """
    shown = sorted({typed, *(mark.line for mark in marks)})
    for before, line in zip([None, *shown], shown, strict=False):
        if before is not None and line > before + 1:
            yield Text("     ⋮", style="dim")
        here = [mark for mark in marks if mark.line == line]
        yield code(lines[line], line, here, timed=timed if line == typed else "")
        yield from _below(lines[line], here)


def code(content: str, line: int, marks: Iterable[Mark] = (), timed: str = "") -> Text:
    """
    Return a line of code with its number, and the time to its right.
    """
    text = Syntax(content, "python", theme=_THEME).highlight(content)
    text.rstrip()
    for mark in marks:
        text.stylize(f"bold {mark.color}", mark.start, mark.end)
    text = Text.assemble((f"{line + 1:>4} │ ", "dim"), text, no_wrap=True)
    text.truncate(WIDTH - len(timed) - 1, overflow="ellipsis", pad=bool(timed))
    return text.append(f" {timed}" if timed else "", "dim")


def _below(content: str, marks: Sequence[Mark]) -> Iterator[Text | Padding]:
    if marks:
        yield _underline(len(content), marks)
    for mark in marks:
        symbol, level, color = _SEVERITIES[mark.severity]
        yield Text.assemble(" " * (_GUTTER + 4), (f"{symbol} {level}", f"bold {color}"), f"  {mark.rule}")
        for number, sentence in enumerate(mark.message.splitlines()):
            yield Padding(Text(sentence, style="dim" if number else ""), (0, 4, 0, _GUTTER + 6))


def _underline(width: int, marks: Sequence[Mark]) -> Text:
    row = Text("     │ " + " " * width, style="dim", no_wrap=True, overflow="crop")
    for mark in marks:
        start, end = _GUTTER + mark.start, _GUTTER + min(mark.end, width)
        row = Text.assemble(row[:start], ("━" * max(1, end - start), mark.color), row[end:])
    return row
