"""
`charter policy diff`: what another charter would change on this tree.
"""

import re
import subprocess

import pytest

from support import needs

CODE = "import subprocess, pickle\nsubprocess.run(a, shell=True)\npickle.loads(b)  # nosec\n# Written by ChatGPT\n"
OLD = "extends: recommended\nrules: {security: warn}\nexclude: [vendor/]\n"
NEW = "extends: recommended\nrules: {security: block}\ntools: {denied: [chatgpt]}\nwaivers: {suppressions: none}\n"


@pytest.fixture
def git(place):
    """
    Run git in the folder, as somebody whom nobody's configuration knows.
    """

    def git(*arguments):
        who = ("-c", "user.name=a", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false")
        subprocess.run([needs.program("git"), *who, *arguments], cwd=place, check=True, capture_output=True)

    return git


def rows(out):
    """
    Return the lines of *out* with single blanks, the number of rules left out.
    """
    lines = (re.sub(r"^\d+ rules", "N rules", " ".join(line.split())) for line in out.splitlines())
    return [line for line in lines if line]


def test_two_files(charter, write):
    """
    What gets stricter is said with its line, then what becomes of the findings here; the way back is looser.
    """
    write({"old.yaml": OLD, "new.yaml": NEW, "a.py": CODE, "vendor/b.py": CODE})
    there, back = charter("policy", "diff", "old.yaml", "new.yaml"), charter("policy", "diff", "new.yaml", "old.yaml")

    assert (0, "") == (there.status, there.err)
    assert [
        "Stricter:",
        "tools.denied + chatgpt new.yaml:3 (repository)",
        "exclude - vendor/ old.yaml:3 (repository)",
        "waivers.suppressions below-block → none new.yaml:4 (repository)",
        "N rules warn → block rules.security, new.yaml:2 (repository)",
        "8 findings change in 2 files (block 0 → 6, warn 1 → 0, advise 0):",
        "security.pickle 2 off → block",
        "security.shell-injection 1 warn → block",
        "security.shell-injection 1 off → block",
        "tools.denied 2 off → block",
        "security.pickle-import 1 off → observe",
        "tools.unapproved 1 observe → off",
    ] == rows(there.out)
    assert ["Looser:", "tools.denied - chatgpt new.yaml:3 (repository)"] == rows(back.out)[:2]


def test_revisions(charter, write, git):
    """
    A revision's charters are compared with those here, nested ones, packs and what is extended included.
    """
    write(
        {"charter.yaml": "extends: base.yaml\n", "base.yaml": "rules: {B602: warn}\n", "src/a.py": "", "lib/a.py": ""}
    )
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    write({"base.yaml": "rules: {B602: off}\n", "src/charter.yaml": "rules: {B307: block}\n"})

    expected = [
        "Looser:",
        "rules.security.shell-injection warn → off base.yaml:1 (repository)",
        "Stricter:",
        "rules.security.eval (in src/) by finding → block src/charter.yaml:1 (src)",
        "No finding changes in 2 files.",
    ]
    assert expected == rows(charter("policy", "diff", "HEAD").out)
    assert expected == rows(charter("policy", "diff", "main", ".").out)
    assert expected[:2] == rows(charter("policy", "diff", "main:base.yaml", "base.yaml").out)[:2]
    assert ["Nothing gets stricter or looser."] == rows(charter("policy", "diff", "main", "HEAD").out)[:1]


def test_charters_that_know_other_tools(charter, write):
    """
    Where one side declares a tool, each is told of what it knows.
    """
    declared = "tools: {denied: [acme], declare: [{id: acme, markers: [Acme Coder]}]}\n"
    write({"old.yaml": "rules: {B602: warn}\n", "new.yaml": declared, "a.py": "# Written by Acme Coder\n"})

    out = rows(charter("policy", "diff", "old.yaml", "new.yaml").out)

    assert "tools.denied 1 off → block" in out


def test_size_limits(charter, write):
    """
    A file that is too large for one of the two is judged by the other only.
    """
    write({"old.yaml": "size_limit: 10B\nrules: {security.eval: warn}\n", "new.yaml": "rules: {security.eval: warn}\n"})
    write({"a.py": "eval(x)  # more than ten bytes\n"})

    out = rows(charter("policy", "diff", "old.yaml", "new.yaml").out)

    assert "Stricter:" == out[0]
    assert "security.eval 1 off → warn" in out


def test_packs_that_say_the_same(charter, write):
    """
    What does not change is not shown.
    """
    write({"a.py": CODE})

    assert (0, "Nothing gets stricter or looser.\n\nNo finding changes in 1 file.\n", "") == charter(
        "policy", "diff", "strict", "strict"
    )


@pytest.mark.parametrize(
    ("word", "expected"), [("none", "git revision"), ("HEAD:none.yaml", "found none"), ("bad.yaml", "")]
)
def test_what_cannot_be_compared(charter, write, git, word, expected):
    """
    What stands for nothing is misuse; a charter that cannot be read is said, and the rest compared.
    """
    write({"bad.yaml": "rules: [", "a.py": ""})
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")

    status, _, err = charter("policy", "diff", word, "strict")

    assert 2 == status
    assert expected in err
    assert word in err
