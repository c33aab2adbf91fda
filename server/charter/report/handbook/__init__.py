"""
A charter as a document to hand to people, who need not know YAML nor Charter.

`contents` says what it holds, from `use`, `standards` and `people`; `as_markdown` and `as_html` how
it is written. The charter's words are strangers' text until they are written.
"""

from charter.report.handbook.as_html import to_html
from charter.report.handbook.as_markdown import to_markdown
from charter.report.handbook.contents import handbook

__all__ = ["handbook", "to_html", "to_markdown"]
