"""
A handbook as Markdown.

Source: CommonMark 0.31; GitHub Flavored Markdown, tables.
"""

from collections.abc import Iterable, Iterator

from charter.report.handbook.blocks import Block, Bullets, Example, Handbook, Paragraph, Table
from charter.report.untrusted import address, link, markdown


def to_markdown(handbook: Handbook) -> Iterator[str]:
    """
    Yield *handbook* as Markdown, piece by piece.
    """
    yield f"# {markdown(handbook.title)}\n\n{markdown(handbook.edition)}\n"
    for section in handbook.sections:
        yield f"\n## {markdown(section.title)}\n"
        for block in section.blocks:
            yield f"\n{_block(block)}\n"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _text(block.text)
        case Bullets():
            return "\n".join(f"- {_text(item)}" for item in block.items)
        case Example():
            return f"```\n{block.text}\n```"
        case Table():
            return "\n".join(
                (f"{_text(block.caption)}\n", _row(block.head), "|---" * len(block.head) + "|", *map(_row, block.rows))
            )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_text, cells))} |"


def _text(text: str) -> str:
    return link(text) if address(text) else markdown(text)
