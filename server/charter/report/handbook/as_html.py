"""
A handbook as one page of HTML that needs nothing else: no script, no picture, nothing from elsewhere.

It is read in light and dark, on paper, on a narrow screen, and by screen readers.

Source: WCAG 2.2, levels A and AA; the colours have a contrast of 7:1 and more.
"""

import html
import re
from collections.abc import Iterable, Iterator

from charter.report.handbook.blocks import Block, Bullets, Example, Handbook, Paragraph, Section, Table
from charter.report.untrusted import address, plain

# The page may load nothing and run nothing, whatever a charter's text is taken for.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """\
:root { color-scheme: light dark; --ink: #1c2024; --paper: #fdfdfc; --faint: #565d64; --line: #c9ced3;
  --shade: #f1f3f4; --link: #0b4f9c }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e9eb; --paper: #16181b; --faint: #b0b7be; --line: #434a51;
  --shade: #202428; --link: #9cc8ff } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: break-word }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 3rem 0 .75rem; padding-top: 1rem;
  border-top: 1px solid var(--line) }
header p, caption { color: var(--faint) }
nav ol { columns: 16rem; padding-left: 2rem }
a { color: var(--link); text-underline-offset: .15em }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -100rem }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper) }
.scroll { overflow-x: auto; margin: 1.25rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.45 }
caption { text-align: left; padding-bottom: .5rem }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line) }
thead th { background: var(--shade) }
tbody th { font-weight: 600 }
pre { background: var(--shade); padding: .75rem 1rem; overflow-x: auto }
@media print { body { max-width: none; padding: 0; font-size: 10pt } nav, .skip { display: none }
  h2 { break-after: avoid } tr, pre { break-inside: avoid } .scroll { overflow: visible } }
"""
_ADDRESS = re.compile(r"(https://[^\s<>]*[\w/])")


def to_html(handbook: Handbook) -> Iterator[str]:
    """
    Yield *handbook* as a page of HTML, piece by piece.
    """
    title = _escaped(handbook.title)
    yield "<!doctype html>\n"
    yield '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#contents">Skip to the contents</a>\n'
    yield f"<header>\n<h1>{title}</h1>\n<p>{_text(handbook.edition)}</p>\n</header>\n"
    yield from _navigation(handbook.sections)
    yield '<main id="contents">\n'
    for idx, section in enumerate(handbook.sections):
        yield from _section(section, idx)
    yield "</main>\n</body>\n</html>\n"


def _navigation(sections: Iterable[Section]) -> Iterator[str]:
    yield '<nav aria-label="Sections">\n<ol>\n'
    for idx, section in enumerate(sections):
        yield f'<li><a href="#s{idx + 1}">{_escaped(section.title)}</a></li>\n'
    yield "</ol>\n</nav>\n"


def _section(section: Section, idx: int) -> Iterator[str]:
    yield f'<section aria-labelledby="s{idx + 1}">\n<h2 id="s{idx + 1}">{_escaped(section.title)}</h2>\n'
    yield from (f"{_block(block)}\n" for block in section.blocks)
    yield "</section>\n"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_text(block.text)}</p>"
        case Bullets():
            items = "\n".join(f"<li>{_text(item)}</li>" for item in block.items)
            return f"<ul>\n{items}\n</ul>"
        case Example():
            return f"<pre>{html.escape(block.text)}</pre>"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in table.head)
    rows = "\n".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    caption, name = _text(table.caption), _escaped(table.caption)
    # A table that is too wide is scrolled by itself, by the keyboard too.
    return (
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">\n<table>\n<caption>{caption}</caption>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _cells(row: tuple[str, ...]) -> str:
    first, *others = row
    return f'<th scope="row">{_text(first)}</th>' + "".join(f"<td>{_text(cell)}</td>" for cell in others)


def _text(text: str) -> str:
    """
    Return *text* escaped; an https address, and a text that is a mailto address, becomes a link.
    """
    text = plain(text)
    if address(text):
        return _link(text)
    pieces = enumerate(_ADDRESS.split(text))
    return "".join(_link(piece) if idx % 2 and address(piece) else html.escape(piece) for idx, piece in pieces)


def _link(target: str) -> str:
    shown = html.escape(target.removeprefix("mailto:"))
    return f'<a href="{html.escape(target)}" rel="noreferrer">{shown}</a>'


def _escaped(text: str) -> str:
    return html.escape(plain(text))
