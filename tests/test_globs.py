import subprocess
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charter.globs import Globs, check

FOLDERS = ("a", "b", "ab", "a.b")
FILES = ("c", "bc", "[a]", "a-]", "#a", "!b", "c ")
N_LISTS = 8

BRANCHES = [*FOLDERS, *("/".join(pair) for pair in product(FOLDERS, repeat=2))]
LEAVES = [*FILES, *(f"{branch}/{name}" for branch in BRANCHES for name in FILES)]

MATCHED = """
    *.py            | a.py, b/a.py           | a.pyc, py
    /a              | a, a/b/c               | b/a
    a/              | a/b, x/a/b             | a, x/a
    a/b             | a/b, a/b/c             | x/a/b
    a/**            | a/b, a/b/c             | a, b/a/c
    **/a            | a, b/a, c/b/a          | ab
    a/**/z          | a/z, a/b/z, a/b/c/z    | a/b, b/a/z
    **              | a, a/b                 |
    a**b            | ab, axb, d/axb         | a/b
    foo**/bar       | foo/bar, foox/bar      | foobar, foox/y/bar
    ?               | é, 🦊                  | ab
    [!a-c]          | d, é                   | a, c
    [[:digit:]-]x   | 1x, -x                 | ax
    []a]            | ], a                   | b
    [z-a]           | z                      | a, m
    \\!a            | !a                     | a
    \\#a            | #a                     | a
    a\\*            | a*                     | ab
    A               | A                      | a
"""

BAD = {
    "": "blank",
    "# x": "comment",
    "a[bc": "']'",
    "a\\": "backslash",
    "a\\/b": "backslash",
    "[[:vowel:]]": "'vowel'",
    "a//b": "between slashes",
    "../a": "between slashes",
    "/": "between slashes",
    "!": "between slashes",
    "a\nb": "line end",
    "a" * 1001: "1,001",
}


@pytest.mark.parametrize("row", [row for row in MATCHED.splitlines() if row.strip()])
def test_page_of_examples(row):
    """
    A pattern matches what stands in the second column and leaves alone what stands in the third.
    """
    pattern, matched, left_alone = (column.strip() for column in row.split("|"))

    globs = Globs([pattern])

    assert [] == [path for path in matched.split(", ") if not globs.matches(path)]
    assert [] == [path for path in left_alone.split(", ") if globs.matches(path)]


def test_last_match_decides_but_not_inside_a_matched_folder():
    """
    `!` takes back a file, and nothing that lies in a matched folder.
    """
    globs = Globs(["*.log", "!keep.log", "build/", "!build/keep.log"])

    assert not globs.matches("a/keep.log")
    assert globs.matches("a/other.log")
    assert globs.matches("build/keep.log")


def test_trailing_spaces_count_only_when_quoted():
    r"""
    `a ` is the pattern `a`; `a\ ` is a name that ends with a space.
    """
    assert Globs(["a  "]).matches("a")
    assert Globs(["a\\  "]).matches("a ")
    assert not Globs(["a\\ "]).matches("a")


@pytest.mark.parametrize("pattern", BAD)
def test_bad_pattern_is_explained_and_matches_nothing(pattern):
    """
    A pattern that can match nothing says why, and does not disturb its neighbours.
    """
    assert BAD[pattern] in check(pattern)
    assert Globs([pattern, "b"]).matches("b")
    assert not Globs([pattern, "b"]).matches("a")


def test_good_pattern_has_no_problem():
    """
    What gitignore takes, `check` takes.
    """
    assert [None] * 3 == [check(pattern) for pattern in ("**/a[!b]/*.py", "!x", "\\# x")]


class CountedText(str):
    """
    A name that counts how often one of its letters is read.
    """

    __slots__ = ("n_reads",)

    def __iter__(self):
        self.n_reads = 0
        for letter in str(self):
            self.n_reads += 1
            yield letter


def test_slow_glob_reads_each_letter_once():
    """
    The pattern that takes a backtracking matcher a minute reads a name once.
    """
    globs = Globs(["*a*a*a*a*a*a*a*a*[bc]"])
    segment = globs._patterns[0].segments[0]  # noqa: SLF001 - what is counted is not for callers
    name = CountedText("a" * 60)

    assert not segment.matches(name)
    assert name.n_reads == 60


def test_slow_path_glob_asks_each_segment_once(monkeypatch):
    """
    Many `**` in a pattern cost segments times names, never a power of them.
    """
    globs = Globs(["/".join(["**", "a"] * 12) + "/b"])
    asked = []
    segment_type = type(globs._patterns[0].segments[0])  # noqa: SLF001 - see above
    matches = segment_type.matches
    monkeypatch.setattr(segment_type, "matches", lambda self, name: asked.append(name) or matches(self, name))

    assert not globs.matches("/".join("a" * 40))
    assert len(asked) <= 13 * 40


def test_folders_are_forgotten_in_time():
    """
    Matching a million folders does not keep a million states, and the answers stay right.
    """
    globs = Globs(["x/", "!y"])

    answers = [globs.matches(f"{n}/x/y") for n in range(5_000)]

    assert answers == [True] * 5_000
    assert len(globs._folders) < 3_000  # noqa: SLF001 - memory has no public face


ATOMS = st.sampled_from(
    ["a", "b", "c", ".", "-", "*", "?", "[ab]", "[!a]", "[^-c]", "[a-]", "[]-]", "[[:alpha:]]", "\\a"]
)


@st.composite
def patterns(draw):
    """
    Draw a line that git and Charter must read alike: `**` stands alone between slashes.
    """
    names = st.lists(ATOMS, min_size=1, max_size=3).map(lambda atoms: "".join(atoms).replace("**", "*"))
    segments = draw(st.lists(st.one_of(names, st.sampled_from(["**", "a", "ab"])), min_size=1, max_size=4))
    before = draw(st.sampled_from(["", "", "", "!", "/", "!/", "**/", "\\#", "\\!", "#"]))
    after = draw(st.sampled_from(["", "", "/", "/**", " ", "\\ ", "[", "\\"]))
    return before + "/".join(segments).replace("***", "**") + after


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    root = tmp_path_factory.mktemp("globs")
    subprocess.run(["git", "init", "-q", root], check=True)
    for idx, branch in product(range(N_LISTS), BRANCHES):
        (root / str(idx) / branch).mkdir(parents=True, exist_ok=True)
    return root


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(st.lists(patterns(), min_size=1, max_size=4), min_size=1, max_size=N_LISTS))
def test_same_answers_as_git(repository, lists):
    """
    Git ignores exactly the paths that Charter matches.
    """
    for idx in range(N_LISTS):
        lines = lists[idx] if idx < len(lists) else []
        (repository / str(idx) / ".gitignore").write_text("".join(f"{line}\n" for line in lines))

    assert ignored_by_git(repository, len(lists)) == ignored_by_charter(lists)


def ignored_by_git(repository, n_lists):
    paths = [f"{idx}/{path}" for idx in range(n_lists) for path in (*BRANCHES, *LEAVES)]
    done = subprocess.run(
        ["git", "-C", repository, "check-ignore", "-z", "--stdin"],
        input="\0".join(paths),
        capture_output=True,
        text=True,
        check=False,
    )
    return set(done.stdout.split("\0")) - {""}


def ignored_by_charter(lists):
    ignored = set()
    for idx, lines in enumerate(lists):
        globs = Globs(lines)
        ignored |= {f"{idx}/{path}" for path in BRANCHES if globs.matches(path, is_folder=True)}
        ignored |= {f"{idx}/{path}" for path in LEAVES if globs.matches(path)}
    return ignored
