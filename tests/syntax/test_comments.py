import pytest

from charter import syntax
from charter.syntax.languages import LANGUAGES
from charter.syntax.styles import STYLES
from charter.text import Document, Span
from support.pages import draw, examples

PAGE = r"""
    == javascript: strings, templates and patterns hold no comments
    f("// no", 'it\'s /* no */', `${a} // no`, /["'] \/\/ no/) // yes
                                                               ^^^^^^ yes
    half = a[i] / 2 // yes
                    ^^^^^^ yes

    == typescript: what stars and further slashes mark is no part of the words
    /** says so */ let url = "https://example.org"
    ^^^^^^^^^^^^^^ says so
    /// says so
    ^^^^^^^^^^^ says so

    == c: an unfinished string ends with its line, an unfinished comment with the text
    char *s = "no // no
    /* yes
    ^^^^^^ yes

    == cpp: a raw string may hold anything, an apostrophe may part digits
    auto s = R"x( // no )" )x"; int n = 1'000'000; // yes
                                                   ^^^^^^ yes

    == rust: a lifetime is no quote, and a raw string ends at its own marks
    fn f<'a>(x: &'a str) { r#"// " no"# } //! yes
                                          ^^^^^^^ yes

    == go: a backtick string has no escapes
    s := `\` // yes
             ^^^^^^ yes

    == csharp: a verbatim string ends at a single quote mark
    var s = @"C:\" + "// no"; // yes
                              ^^^^^^ yes

    == shellscript: a number sign in a word is no comment
    n=$# x=${y#z} echo "# no" 'it # no' # yes
                                        ^^^^^ yes

    == yaml: a number sign in a word is no comment, and an apostrophe in one no quote
    key: a#b it's "# no" # yes
                         ^^^^^ yes

    == toml: numbers signs in strings are no comments
    key = "# no" # yes
                 ^^^^^ yes

    == ruby: interpolation stays in its string
    puts "#{x} # no" # yes
                     ^^^^^ yes

    == php: an attribute is no comment
    #[Pure] f("// no"); # yes
                        ^^^^^ yes

    == sql: a doubled apostrophe stays in its string
    select 'it''s -- no' -- yes
                         ^^^^^^ yes

    == lua: long strings hold no comments
    s = [[ -- no ]] --[[ yes ]]
                    ^^^^^^^^^^^ yes

    == haskell: an arrow made of dashes is an operator
    f = a --> b {- yes -} -- yes
                ^^^^^^^^^ yes
                          ^^^^^^ yes

    == latex: an escaped per cent sign is text
    100 \% no % yes
              ^^^^^ yes

    == matlab: an apostrophe after a value transposes it
    b = a' + '% no' % yes
                    ^^^^^ yes

    == ini: a semicolon inside a value is text
    key = a;b
    ; yes
    ^^^^^ yes

    == html: only the markup's own comments
    <a href="https://x"> // no </a> <!-- yes -->
                                    ^^^^^^^^^^^^ yes

    == css: addresses are no comments
    a { b: url(http://x) } /* yes */
                           ^^^^^^^^^ yes

    == bat: a word that begins like a remark is none
    remove x
    rem yes
    ^^^^^^^ yes

    == vb: an apostrophe begins a comment outside strings
    x = "it's no" ' yes
                  ^^^^^ yes

    == markdown: comments are the markup's
    # heading <!-- yes -->
              ^^^^^^^^^^^^ yes

    == json: there are none
    {"a": "// no"}

    == plaintext: whole lines that look like comments
    see a // no
    // yes
    ^^^^^^ yes

    == python: comments and docstrings, through the same door
    x = "# no"  # yes
                ^^^^^ yes
"""


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_comments_of_each_language(example):
    """
    Marks inside strings begin no comment, and the words of a comment come without its marks.
    """
    document = Document("", example.code, language=example.claim.partition(":")[0])
    found = syntax.comments(document)

    assert example.picture == draw(example.code, [(comment.span, comment.text) for comment in found])
    assert [comment.text for comment in found] == [
        example.code[comment.body : comment.body + len(comment.text)] for comment in found
    ]


@pytest.mark.parametrize(
    ("path", "text", "language"),
    [
        ("src/app.py", "", "python"),
        ("a\\b\\App.TSX", "", "typescriptreact"),
        ("Dockerfile.dev", "", "dockerfile"),
        ("repo/.git/COMMIT_EDITMSG", "", "git-commit"),
        ("bin/run", "#!/usr/bin/env -S python3 -u\n", "python"),
        ("bin/run", "#!/bin/bash\n", "shellscript"),
        ("bin/run", "#!/opt/tool\n", "plaintext"),
        ("a.m", "% octave\n", "matlab"),
        ("a.m", "@implementation A\n", "objective-c"),
        ("", "", "plaintext"),
    ],
)
def test_language_is_told_by_name_or_first_line(path, text, language):
    """
    A name says the language, else the program that the first line asks for.
    """
    assert language == syntax.language_of(path, text)


def test_every_language_has_a_style():
    """
    What a name can lead to, the scan knows.
    """
    assert set() == LANGUAGES - STYLES.keys()


def test_block_is_the_next_line_that_says_more_than_a_comment():
    """
    Blank lines and comments are stepped over; at the end there is no block.
    """
    document = Document("", "// waive\n\n/* more\n*/\nrun()\n", "javascript")

    assert Span(21, 27) == syntax.block(document, 0)
    assert Span(0, 9) == syntax.statement(document, 3)
    assert Span(21, 21) == syntax.block(document, 21)


@pytest.mark.parametrize(
    "piece", ['"', "'", "`", "/*", "\\", "(/[", "= /", "<!--", '"""', "[[", 'r#"', 'R"(', "#", "{-"]
)
def test_hostile_text_is_read_to_its_end(piece):
    """
    A long row of what opens something is read at once; squares of this length would take minutes.
    """
    text = piece * 40_000
    for language in ("javascript", "rust", "cpp", "lua", "yaml", "haskell", "plaintext"):
        spans = [comment.span for comment in syntax.comments(Document("", text, language))]

        assert spans == sorted(spans)
        assert all(span.end <= len(text) for span in spans)
