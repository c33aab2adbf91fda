"""
The packs: what each says of the same code, and whether what it says of itself is true.
"""

import re
from datetime import date

import pytest

from charter import engine
from charter.evidence import Provenance
from charter.model import Finding, Level
from charter.policy import decide
from charter.policy.language import keys
from charter.text import Document, Span
from charter.workspace import shipped
from support.charters import charter

TODAY = date(2027, 1, 10)
BEFORE = "import hashlib, pickle, requests, subprocess, yaml\nfrom flask import Flask\napp = Flask(__name__)\n"

# Good code and bad, and at which level what is found in it is listed.
CODE = """
recommended  startup  open-source  public  strict  regulated  no-ai
-            -        -            -       -       -          -       subprocess.run(["/bin/ls"], check=True)
-            -        -            -       -       -          -       yaml.safe_load(text)
-            -        -            -       -       -          -       requests.get(url, timeout=9)
-            -        -            -       -       -          -       hashlib.sha256(data)
-            -        -            -       -       -          -       # Claude Shannon wrote the paper
warn         block    warn         block   block   block      warn    requests.get(url, verify=False, timeout=9)
warn         block    warn         warn    block   block      warn    yaml.load(text)
warn         block    warn         warn    warn    warn       warn    app.run(debug=True)
warn         warn     warn         warn    block   block      warn    subprocess.run(command, shell=True)
warn         warn     warn         warn    warn    block      warn    hashlib.md5(data)
warn         warn     warn         warn    warn    warn       warn    pickle.loads(data)
advise       warn     advise       warn    warn    block      advise  run("SELECT * FROM t WHERE a = '%s'" % name)
-            warn     -            -       -       block      -       password = "tiger123"
-            advise   -            block   block   block      block   # Written by ChatGPT
-            advise   -            block   block   block      block   # Generated with Claude Code
-            advise   block        block   warn    block      block   # Written by AI
"""
# A function with so many independent paths, by a person and by AI.
PATHS = """
recommended  startup  open-source  public  strict  regulated  no-ai
-            -        -            -       -       -          -       10 paths by a person
-            -        -            warn    warn    warn       -       11 paths by a person
advise       advise   advise       warn    warn    warn       advise  16 paths by a person
-            -        -            -       -       -          -       7 paths by AI
-            -        -            -       -       warn       -       8 paths by AI
-            -        -            warn    -       warn       -       9 paths by AI
"""
COLUMNS = [11, 7, 11, 6, 6, 9, 6]


def test_code():
    """
    Each pack lists bad code at the level that it promises; good code is left alone by all.
    """
    assert CODE == drawn(CODE, level_of_code)


def test_paths():
    """
    Packs differ in how simple a function must be, and some ask more of AI.
    """
    assert PATHS == drawn(PATHS, level_of_paths)


def drawn(table, level):
    """
    Return *table* with the levels that each pack gives to the last column.
    """
    _, head, *rows, _ = table.split("\n")
    abouts = [row[sum(COLUMNS) + 2 * len(COLUMNS) :] for row in rows]
    return "\n".join(["", head, *(_row([level(pack, about) for pack in keys.PACKS], about) for about in abouts), ""])


def _row(levels, about):
    return "  ".join([*(f"{level:{width}}" for level, width in zip(levels, COLUMNS, strict=True)), about])


def level_of_code(pack, code):
    report = engine.check(Document("a.py", f"{BEFORE}{code}\n", "python"), charter(f"extends: {pack}"), TODAY)
    levels = [each.level for each in report.decisions if each.finding.span.start >= len(BEFORE)]
    return _word(max(levels, default=Level.OFF))


def level_of_paths(pack, about):
    n_paths, _, author = about.partition(" paths by ")
    finding = Finding("complexity.cyclomatic", Span(0, 1), Span(0, 1), "", "", figure=float(n_paths))
    provenance = Provenance("ai" if author == "AI" else "human")
    decision = decide(charter(f"extends: {pack}"), finding, "a.py", TODAY, provenance)
    return _word(decision.level if decision else Level.OFF)


def _word(level):
    return level.word if level > Level.OBSERVE else "-"


@pytest.mark.parametrize("pack", keys.PACKS)
def test_what_a_pack_shows_at_its_head_works(pack):
    """
    The lines that it offers for one's own charter are a charter without a problem; a register is for its reader to
    write.
    """
    head, _, _ = shipped.text(f"{pack}.yaml").partition("\ncharter: 1\n")
    own = "\n".join(re.findall(r"^#   (.*)", head[head.index("#   extends:") :], re.MULTILINE)) + "\n"
    problems = charter(own).problems

    assert own.startswith(f"extends: {pack}\n")
    assert set() == {own[each.span.start : each.span.end] for each in problems} - {"waivers.yaml"}


def test_no_ai_opens_where_a_zone_says_so():
    """
    A charter that extends `no-ai` can let a tool in to one place, and to no other.
    """
    law = charter("extends: no-ai\ntools: {approved: [copilot]}\nzones: [{name: tests, paths: [tests/**], ai: open}]")
    mark = "# Written by GitHub Copilot\n"

    allowed, forbidden = (
        [decision.finding.rule for decision in engine.check(Document(path, mark, "python"), law, TODAY).decisions]
        for path in ("tests/a.py", "a.py")
    )

    assert ([], ["provenance.forbidden-zone"]) == (allowed, forbidden)
