"""
What a document is made of, whatever it is written in.

All text is plain, and may come from a charter: who writes it out makes it safe.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """
    Something to be copied, of our own words.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """
    Args:
        caption: says what the rows are.
        head: what the columns are.
        rows: each as long as *head*; the first cell names the row.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Bullets | Example | Table


@dataclass(frozen=True, slots=True)
class Section:
    """
    Args:
        blocks: empty if there is nothing to say; then the section is left out.
    """

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """
    Args:
        title: what people call the charter.
        edition: which one it is, and of which day.
    """

    title: str
    edition: str
    sections: tuple[Section, ...]
