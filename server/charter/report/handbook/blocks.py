"""
What a document is made of, whatever it is written in.

All text is plain, and may come from a charter: who writes it out makes it safe.
"""

from msgspec import Struct


class Paragraph(Struct, frozen=True):
    text: str


class Bullets(Struct, frozen=True):
    items: tuple[str, ...]


class Example(Struct, frozen=True):
    """
    Something to be copied, of our own words.
    """

    text: str


class Table(Struct, frozen=True):
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


class Section(Struct, frozen=True):
    """
    Args:
        blocks: empty if there is nothing to say; then the section is left out.
    """

    title: str
    blocks: tuple[Block, ...]


class Handbook(Struct, frozen=True):
    """
    Args:
        title: what people call the charter.
        edition: which one it is, and of which day.
    """

    title: str
    edition: str
    sections: tuple[Section, ...]
