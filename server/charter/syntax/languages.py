"""
Which language a file is in, told by its name, its first line, or a glance at it.

Languages are called as in the Language Server Protocol where it has a name, and
as editors call them otherwise. To add one, add its suffixes here and its way of
writing comments to `styles`.

Source: LSP 3.17, TextDocumentItem; the language ids of VS Code's and Neovim's
file type tables.
"""

import re
from collections.abc import Mapping

from charter.commits import COMMIT, GIT_COMMIT
from charter.syntax.styles import PLAIN

_ENV = re.compile(r"#![ \t]*\S*/env[ \t]+(?:-\S+[ \t]+)*(?P<program>[A-Za-z]+)")
_PATH = re.compile(r"#![ \t]*(?:[^\s/]*/)*(?P<program>[A-Za-z]+)")
_PERCENT_LINE = re.compile(r"^[ \t]*%", re.MULTILINE)


def language_of(path: str, text: str = "") -> str:
    """
    Return the language of the file at *path*, `plaintext` if it cannot be told.

    Args:
        path: with forward or backward slashes; only the name counts.
        text: the file's beginning, for names that leave it open.
    """
    if path.startswith(COMMIT):
        return GIT_COMMIT
    name = re.split(r"[/\\]", path)[-1].lower()
    if name in _NAMES:
        return _NAMES[name]
    suffix = name.rpartition(".")[2] if "." in name else ""
    if suffix == "m" and _PERCENT_LINE.search(text):
        return "matlab"
    return _SUFFIXES.get(suffix) or _by_prefix(name) or _by_first_line(text) or PLAIN


def _by_prefix(name: str) -> str:
    stem = name.partition(".")[0]
    return _NAMES.get(stem, "") if stem in _PREFIXES else ""


def _by_first_line(text: str) -> str:
    match = _ENV.match(text) or _PATH.match(text)
    return _PROGRAMS.get(match["program"].lower(), "") if match else ""


def _reversed(table: Mapping[str, str]) -> dict[str, str]:
    return {word: language for language, words in table.items() for word in words.split()}


_SUFFIXES = _reversed(
    {
        "ada": "ada adb ads",
        "assembly": "asm s nasm",
        "astro": "astro",
        "bat": "bat cmd",
        "bibtex": "bib",
        "c": "c h",
        "clojure": "clj cljs cljc edn",
        "cmake": "cmake",
        "coffeescript": "coffee",
        "cpp": "cc cpp cxx c++ hh hpp hxx h++ ino ipp",
        "csharp": "cs csx",
        "css": "css",
        "csv": "csv tsv",
        "cuda-cpp": "cu cuh",
        "dart": "dart",
        "dockerfile": "dockerfile containerfile",
        "elixir": "ex exs",
        "elm": "elm",
        "emacs-lisp": "el",
        "erlang": "erl hrl",
        "fish": "fish",
        "fortran": "f90 f95 f03 f08",
        "fsharp": "fs fsi fsx",
        "gdscript": "gd",
        "glsl": "glsl vert frag comp hlsl wgsl metal",
        "go": "go",
        "graphql": "graphql gql",
        "groovy": "groovy gradle jenkinsfile",
        "haskell": "hs",
        "html": "html htm xhtml jinja jinja2 j2 hbs mustache ejs cshtml",
        "ini": "ini cfg conf editorconfig service desktop",
        "java": "java",
        "javascript": "js mjs cjs",
        "javascriptreact": "jsx",
        "json": "json geojson ipynb webmanifest har",
        "jsonc": "jsonc json5",
        "jsonl": "jsonl ndjson",
        "julia": "jl",
        "kotlin": "kt kts",
        "latex": "tex sty cls",
        "less": "less",
        "lisp": "lisp lsp cl",
        "lua": "lua",
        "makefile": "mk mak",
        "markdown": "md markdown mdx mdc rmd qmd",
        "matlab": "mat",
        "nim": "nim nims",
        "nix": "nix",
        "objective-c": "m",
        "objective-cpp": "mm",
        "ocaml": "ml mli",
        "pascal": "pas pp dpr lpr",
        "perl": "pl pm t",
        "php": "php phtml",
        "plaintext": "txt text log",
        "powershell": "ps1 psm1 psd1",
        "prolog": "pro",
        "properties": "properties env",
        "proto3": "proto thrift",
        "python": "py pyi pyw",
        "r": "r",
        "racket": "rkt",
        "restructuredtext": "rst",
        "ruby": "rb rake gemspec podspec ru",
        "rust": "rs",
        "sass": "sass",
        "scala": "scala sc sbt",
        "scheme": "scm ss",
        "scss": "scss",
        "shellscript": "sh bash zsh ksh bats command",
        "solidity": "sol",
        "sql": "sql psql ddl",
        "starlark": "bzl star bazel",
        "svelte": "svelte",
        "swift": "swift",
        "systemverilog": "sv svh",
        "tcl": "tcl",
        "terraform": "tf tfvars hcl",
        "toml": "toml",
        "typescript": "ts mts cts",
        "typescriptreact": "tsx",
        "vb": "vb bas vbs frm",
        "verilog": "v vh",
        "vhdl": "vhd vhdl",
        "viml": "vim",
        "vue": "vue",
        "xml": "xml xsd svg csproj vbproj fsproj props targets xaml plist resx wsdl pom",
        "xsl": "xsl xslt",
        "yaml": "yaml yml clang-format",
        "zig": "zig",
    }
)

_NAMES = _reversed(
    {
        "cmake": "cmakelists.txt",
        "dockerfile": "dockerfile containerfile",
        "git-commit": "commit_editmsg merge_msg squash_msg tag_editmsg",
        "groovy": "jenkinsfile",
        "ignore": ".gitignore .dockerignore .npmignore .gitattributes codeowners .aiderignore .cursorignore",
        "json": "composer.lock pipfile.lock .babelrc",
        "jsonc": "tsconfig.json jsconfig.json devcontainer.json settings.json launch.json tasks.json",
        "makefile": "makefile gnumakefile",
        "plaintext": "requirements.txt license notice authors readme changelog",
        "properties": ".env .npmrc",
        "python": "sconstruct sconscript wscript",
        "ruby": "gemfile rakefile vagrantfile podfile brewfile",
        "shellscript": ".bashrc .bash_profile .profile .zshrc .envrc pkgbuild",
        "starlark": "build workspace tiltfile",
        "toml": "pipfile cargo.lock poetry.lock uv.lock",
        "viml": ".vimrc _vimrc",
    }
)

_PREFIXES = frozenset({"dockerfile", "containerfile", "makefile", "jenkinsfile"})

_PROGRAMS = _reversed(
    {
        "fish": "fish",
        "groovy": "groovy",
        "javascript": "node bun",
        "julia": "julia",
        "lua": "lua luajit",
        "makefile": "make",
        "perl": "perl",
        "php": "php",
        "powershell": "pwsh",
        "python": "python pypy uv",
        "r": "rscript",
        "ruby": "ruby",
        "shellscript": "sh bash dash zsh ksh ash",
        "tcl": "tclsh wish expect",
        "typescript": "deno tsx",
    }
)

LANGUAGES = frozenset({*_SUFFIXES.values(), *_NAMES.values(), *_PROGRAMS.values(), PLAIN})
