"""
How languages write comments and strings, as far as a scan for comments needs.

The table at the end is all that Charter knows of the comments of a language
other than Python. It deliberately misses what only a parser can tell: nested
comments, heredocs, quotes in bare words.
"""

import re

from msgspec import Struct

PLAIN = "plaintext"


class Style(Struct, frozen=True):
    """
    How a language writes comments and strings, as regular expressions.

    Every expression consumes what it has looked at, ended or not, so that a scan
    stays linear on any text.

    Args:
        lines: what begins a comment that ends with its line.
        blocks: what begins and ends a comment of any length.
        strings: what may hold the marks of a comment without being one.
    """

    lines: tuple[str, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    strings: tuple[str, ...] = ()


_DOUBLE = r'"[^"\\\r\n]*+(?:\\(?:\r\n|.)?+[^"\\\r\n]*+)*+"?'
_SINGLE = r"(?<!\w)'[^'\\\r\n]*+(?:\\(?:\r\n|.)?+[^'\\\r\n]*+)*+'?"
_LONG_DOUBLE = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'
_LONG_SINGLE = r"(?<!\w)'[^'\\]*+(?:\\.[^'\\]*+)*+'?"
_BARE_SINGLE = r"(?<!\w)'[^']*+'?"
_BACKTICK = r"`[^`\\]*+(?:\\.[^`\\]*+)*+`?"
_RAW_BACKTICK = r"`[^`]*+`?"
_TRIPLE = r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
_TRIPLE_SINGLE = r"'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?"
_CHARACTER = r"'(?:\\[^\r\n']{1,10}|\\'|[^\\'\r\n])'"
_VERBATIM = r'[@$]{1,2}"(?:[^"]|"")*+"?'
_RUST_RAW = r'\br(?P<rust>#{0,8})".*?(?:"(?P=rust)|\Z)'
_CPP_RAW = r'\bR"(?P<cpp>[^()\\\s]{0,16})\(.*?(?:\)(?P=cpp)"|\Z)'
# A slash divides after a value and opens a pattern elsewhere; the sign before it tells.
_SLASHED = r"(?:(?<=[(,=:\[!&|?{;])|(?<=\breturn))[ \t]*+/(?![*/])(?:[^/\\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*+\]?)++/?"

_C_BLOCK = (r"/\*", r"\*/")
_HTML_BLOCK = ("<!--", "-->")
_HASH = r"(?<![^\s;)\]}])#"

_C = Style(("//",), (_C_BLOCK,), (_DOUBLE, _CHARACTER))
_CPP = Style(("//",), (_C_BLOCK,), (_CPP_RAW, _DOUBLE, _CHARACTER))
_GO = Style(("//",), (_C_BLOCK,), (_RAW_BACKTICK, _DOUBLE, _CHARACTER))
_JAVA = Style(("//",), (_C_BLOCK,), (_TRIPLE, _DOUBLE, _CHARACTER))
_SWIFT = Style(("//",), (_C_BLOCK,), (_TRIPLE, _DOUBLE))
_CSHARP = Style(("//",), (_C_BLOCK,), (_TRIPLE, _VERBATIM, _DOUBLE, _CHARACTER))
_RUST = Style(("//",), (_C_BLOCK,), (_RUST_RAW, _LONG_DOUBLE, _CHARACTER))
_JS = Style((r"(?<!:)//",), (_C_BLOCK,), (_BACKTICK, _DOUBLE, _SINGLE, _SLASHED))
_PHP = Style(("//", r"#(?!\[)"), (_C_BLOCK, _HTML_BLOCK), (_LONG_DOUBLE, _LONG_SINGLE))
_CSS = Style((), (_C_BLOCK,), (_DOUBLE, _SINGLE))
_SCSS = Style((r"(?<!:)//",), (_C_BLOCK,), (_DOUBLE, _SINGLE))
_MARKUP = Style((), (_HTML_BLOCK,), ())
_COMPONENT = Style((r"(?<![:\w\"'])//",), (_HTML_BLOCK, _C_BLOCK), ())
_SHELL = Style((_HASH,), (), (r"\\.", _LONG_DOUBLE, _BARE_SINGLE))
_HASHED = Style((_HASH,), (), (_TRIPLE, _TRIPLE_SINGLE, _DOUBLE, _SINGLE))
_HASH_LINES = Style((r"(?<!\S)#",), (), (_DOUBLE, _SINGLE))
_RUBY = Style((_HASH,), ((r"^=begin\b", r"^=end\b"),), (r"\?[\"'#]", _LONG_DOUBLE, _LONG_SINGLE))
_PERL = Style((_HASH,), ((r"^=\w+", r"^=cut\b"),), (_LONG_DOUBLE, _LONG_SINGLE))
_POWERSHELL = Style((_HASH,), (("<#", "#>"),), (r'"(?:[^"`]|`.)*+"?', _BARE_SINGLE))
_SQL = Style(("--",), (_C_BLOCK,), (r"'(?:[^']|'')*+'?", r'"[^"\r\n]*+"?', _RAW_BACKTICK))
_DASHED = Style(("--",), (), (_DOUBLE,))
_LUA = Style(("--",), ((r"--\[\[", r"\]\]"),), (r"\[\[.*?(?:\]\]|\Z)", _DOUBLE, _SINGLE))
_HASKELL = Style((r"--+(?![!#$%&*+./<=>?@\\^|~:])",), ((r"\{-", r"-\}"),), (_DOUBLE, _CHARACTER))
_LISP = Style((";",), ((r"#\|", r"\|#"),), (r"#?\\.", _LONG_DOUBLE))
_INI = Style((r"(?<!\S)[;#]",), (), ())
_ASSEMBLY = Style((";", "//", r"(?<!\S)#"), (_C_BLOCK,), (_DOUBLE,))
_PERCENT = Style((r"%",), (), (r"\\.", _DOUBLE))
_TEX = Style((r"%",), (), (r"\\.",))
_MATLAB = Style(("%", r"(?<!\S)#"), (), (_DOUBLE, r"(?<![\w\])}.'])'[^'\r\n]*+'?"))
_OCAML = Style((), ((r"\(\*", r"\*\)"),), (_LONG_DOUBLE, _CHARACTER))
_FSHARP = Style(("//",), ((r"\(\*(?!\))", r"\*\)"),), (_TRIPLE, _LONG_DOUBLE, _CHARACTER))
_PASCAL = Style(("//",), ((r"\(\*", r"\*\)"), (r"\{", r"\}")), (r"'[^'\r\n]*+'?",))
_JULIA = Style(("#",), (("#=", "=#"),), (_TRIPLE, _LONG_DOUBLE, _CHARACTER))
_NIM = Style(("#",), ((r"#\[", r"\]#"),), (_TRIPLE, _DOUBLE, _CHARACTER))
_HCL = Style(("//", _HASH), (_C_BLOCK,), (_DOUBLE,))
_NIX = Style((_HASH,), (_C_BLOCK,), (r"''.*?(?:''|\Z)", _LONG_DOUBLE))
_CMAKE = Style(("#",), ((r"#\[\[", r"\]\]"),), (_LONG_DOUBLE,))
_BATCH = Style((r"(?i:(?<!\S)rem\b|^[ \t]*::)",), (), ())
_BASIC = Style(("'", r"(?i:^[ \t]*rem\b)"), (), (r'"[^"\r\n]*+"?',))
_FORTRAN = Style(("!",), (), (r"'[^'\r\n]*+'?", r'"[^"\r\n]*+"?'))
_VIM = Style((r'^[ \t]*"', r"^[ \t]*#"), (), ())
# A text of unknown kind: what looks like the beginning of a comment, on its own line.
_UNKNOWN = Style((r"^[ \t]*(?:#|//|--(?!-)|;|%|\*(?=\s))",), (_HTML_BLOCK, (r"^[ \t]*/\*", r"\*/")), ())

STYLES: dict[str, Style] = {
    **dict.fromkeys(("c", "objective-c", "cuda-cpp", "glsl", "verilog", "systemverilog", "solidity", "proto3"), _C),
    **dict.fromkeys(("cpp", "objective-cpp"), _CPP),
    **dict.fromkeys(("java", "kotlin", "scala", "groovy"), _JAVA),
    **dict.fromkeys(("swift", "dart"), _SWIFT),
    **dict.fromkeys(("javascript", "javascriptreact", "typescript", "typescriptreact", "jsonc"), _JS),
    **dict.fromkeys(("html", "xml", "xsl", "markdown"), _MARKUP),
    **dict.fromkeys(("vue", "svelte", "astro"), _COMPONENT),
    **dict.fromkeys(("scss", "less", "sass"), _SCSS),
    **dict.fromkeys(("shellscript", "fish"), _SHELL),
    **dict.fromkeys(("yaml", "dockerfile", "makefile", "ignore"), _HASH_LINES),
    **dict.fromkeys(("python", "starlark", "coffeescript", "elixir", "gdscript", "graphql", "r", "tcl"), _HASHED),
    "toml": _HASHED,
    **dict.fromkeys(("clojure", "lisp", "scheme", "emacs-lisp", "racket"), _LISP),
    **dict.fromkeys(("ini", "properties"), _INI),
    **dict.fromkeys(("erlang", "prolog"), _PERCENT),
    **dict.fromkeys(("latex", "bibtex"), _TEX),
    **dict.fromkeys(("ada", "vhdl", "elm"), _DASHED),
    **dict.fromkeys(("json", "jsonl", "csv", "git-commit"), Style()),
    "assembly": _ASSEMBLY,
    "bat": _BATCH,
    "cmake": _CMAKE,
    "csharp": _CSHARP,
    "css": _CSS,
    "fortran": _FORTRAN,
    "fsharp": _FSHARP,
    "go": _GO,
    "haskell": _HASKELL,
    "julia": _JULIA,
    "lua": _LUA,
    "matlab": _MATLAB,
    "nim": _NIM,
    "nix": _NIX,
    "ocaml": _OCAML,
    "pascal": _PASCAL,
    "perl": _PERL,
    "php": _PHP,
    "powershell": _POWERSHELL,
    "restructuredtext": Style((r"^\.\.(?=[ \t])",)),
    "ruby": _RUBY,
    "rust": _RUST,
    "sql": _SQL,
    "terraform": _HCL,
    "vb": _BASIC,
    "viml": _VIM,
    "zig": Style(("//",), (), (r"\\\\[^\r\n]*", _DOUBLE, _CHARACTER)),
    PLAIN: _UNKNOWN,
}

# What has strings, but no code around them.
DATA = frozenset({"yaml", "dockerfile", "makefile", "ignore", "toml", "jsonc", "css", "scss", "less", "sass"})

_OPENERS = ("#", "//", "--", ";", "%", "'", '"', "!", "REM")


def marks_of(language: str) -> tuple[str, str] | None:
    """
    Return what begins and ends a comment after code; None if *language* has none.
    """
    if language == "python":
        return "# ", ""
    style = STYLES.get(language, STYLES[PLAIN])
    for opener in _OPENERS:
        if any(re.fullmatch(pattern, opener) for pattern in style.lines):
            return f"{opener} ", ""
    for opening, closing in (("/*", "*/"), ("<!--", "-->")):
        if any(re.fullmatch(pattern[0], opening) for pattern in style.blocks):
            return f"{opening} ", closing
    return None
