import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from charter.report import untrusted

RENDERER = MarkdownIt("gfm-like")
MARKUP = st.text(alphabet="ab0 .:/\\`*_[]()<>&;~|$#+-=!\n\t\x1b\u202e\u200b@é", max_size=30)
PIECES = st.sampled_from(["http://", "https://", "www.", "ftp://", "javascript:", "](", "<b>", "&amp;"])


@given(st.lists(MARKUP | PIECES, max_size=6).map("".join))
def test_markdown_shows_what_was_written(text):
    """
    Whatever is written, a Markdown reader shows its plain form, and only https and mail become links.
    """
    html = RENDERER.render(f"Note: {untrusted.markdown(text)}")

    assert f"Note: {untrusted.plain(text)}".strip() == _shown(html)
    assert [] == [
        url for url in re.findall(r'(?:href|src)="([^"]*)', html) if not url.startswith(("https:", "mailto:"))
    ]


@given(st.lists(MARKUP | PIECES, max_size=6).map("".join))
def test_prose_knows_code_alone(text):
    """
    A rule's sentence holds code between backticks, and no other markup, whatever names stand in it.
    """
    html = RENDERER.render(f"Note: {untrusted.prose(text)}")

    assert set() == set(re.findall(r"<(\w+)", html)) - {"p", "code", "a"}
    assert [] == [url for url in re.findall(r'href="([^"]*)', html) if not url.startswith(("https:", "mailto:"))]


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("https://acme.example/a_b", "<https://acme.example/a_b>"),
        ("mailto:ai@acme.example", "<mailto:ai@acme.example>"),
        ("http://acme.example", r"http:\//acme.example"),
        ("https://acme.example@evil.example", r"https:\//acme.example@evil.example"),
        ("https://a> [x](http://b)", r"<https://a>\> \[x\](http:\//b)"),
        ("@acme/leads", "@acme/leads"),
    ],
)
def test_links(contact, expected):
    """
    Only a whole https or mailto address becomes a link.
    """
    assert expected == untrusted.link(contact)


def test_paths_stay_apart():
    """
    Two paths that differ in an invisible character look different, and neither moves the cursor.
    """
    assert [r"a\x1b[2J", r"a\u200b.py", r"\udcff.py", "a b.py"] == [
        *map(untrusted.path, ["a\x1b[2J", "a\u200b.py", "\udcff.py", "a b.py"])
    ]


@given(st.text(max_size=60), st.integers(2, 40))
def test_shortened_fits(text, width):
    """
    A shortened text fits, and is a beginning of the whole.
    """
    short = untrusted.shortened(text, width)

    assert width >= len(short)
    assert text.startswith(short.removesuffix("…"))


def _shown(html):
    text = re.sub(r"<[^>]*>", "", html)
    for name, char in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("amp", "&")):
        text = text.replace(f"&{name};", char)
    return text.strip()
