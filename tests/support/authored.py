"""
A repository in which a person wrote one function, and an AI had a hand in the other.
"""

import subprocess

FUNCTION = "def {name}(a):\n    if a and 1:\n        return 1\n    return 0\n\n\n"
OLD, NEW = FUNCTION.format(name="old"), FUNCTION.format(name="new")
LAW = """
rules: {complexity.cyclomatic: {level: warn, max: 10}}
ai_code: {rules: {complexity.cyclomatic: {max: 2}}}
tools: {approved: [{tool: claude, until: 2099-01-01}]}
"""


def git(root, *arguments):
    named = ("-c", "user.name=Lena", "-c", "user.email=lena@acme.example", "-c", "commit.gpgSign=false")
    subprocess.run(["git", *named, *arguments], cwd=root, check=True, capture_output=True)


def commit_both(root):
    """
    Write the charter and both functions into *root*, in one commit each.
    """
    git(root, "init", "--quiet")
    (root / "charter.yaml").write_text(LAW)
    (root / "a.py").write_text(OLD)
    (root / "b.py").write_text(OLD)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "shop: old")
    (root / "a.py").write_text(OLD + NEW)
    git(root, "commit", "--quiet", "-am", "shop: new\n\nCo-authored-by: Claude <noreply@anthropic.com>")
