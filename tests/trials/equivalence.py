"""
Every file three ways: by units, as a whole, and by bandit itself.

By units means twice: opened, and led on by an edit from a version in which a
piece was missing. As a whole means as one unit, so that nothing of cutting,
moving and remembering has a part in it.
"""

import random
from collections import Counter
from itertools import starmap

from bandit.core import issue as bandit_issue
from msgspec.structs import replace

from charter.engine import Memo
from charter.engine.examine import examine
from charter.engine.track import Track
from charter.interest import Interest
from charter.syntax.python.facts import Imports
from charter.syntax.python.units import Unit
from charter.workspace.reading import document
from support import charters, peers
from trials import runs

# Nothing is left out, so that all ways see all there is.
_ALL = Interest(known=charters.catalogue().runtime)
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


class Outcome(runs.Outcome, frozen=True, kw_only=True):
    """
    What came of one file, or of many.

    Args:
        n_issues: what bandit found; equal to what Charter found of its rules.
        n_columns: how many of those have the column of the node that bandit names;
            the others point at an argument on a line below.
        n_broken: files that do not parse, of which the first two ways are compared.
    """

    n_files: int = 0
    n_broken: int = 0
    n_lines: int = 0
    n_units: int = 0
    n_findings: int = 0
    n_issues: int = 0
    n_columns: int = 0


def compare(path):
    """
    Return the outcome of the file at *path*.
    """
    data = path.read_bytes()
    text = document(path.name, data)
    if text.notices:
        return Outcome(n_files=1, n_broken=1)
    opened = Track.of(text, _ALL)
    found, led_on = _findings(opened), _findings(_led_on(text))
    differences = _differences(path, "opened", found, "led on", led_on)
    issues = _bandits(data)
    if issues is not None:
        whole = Counter(_as_one_unit(text))
        differences += _differences(path, "opened", found, "as one unit", whole)
        ours = Counter(_figures(text, finding) for finding in found.elements() if _is_bandits(finding))
        differences += _differences(path, "opened", ours, "bandit", issues)
    return Outcome(
        n_files=1,
        n_lines=len(text.lines),
        n_units=len(opened.cells),
        n_findings=found.total(),
        n_issues=issues.total() if issues else 0,
        n_columns=sum(issue[-1] is not None for issue in issues.elements()) if issues else 0,
        n_broken=issues is None,
        differences=tuple(differences),
    )


def _findings(track):
    track.examine()
    return Counter(finding.moved(start) for start, cell in track for finding in cell.findings)


def _led_on(text):
    """
    Return a track that saw *text* come from a version in which a tenth of the lines were missing, somewhere.
    """
    n_lines = len(text.lines)
    first = random.Random(len(text.text)).randrange(n_lines)  # noqa: S311 -- the same on every run
    start, end = text.lines.start(first), text.lines.span(min(n_lines - 1, first + n_lines // 10)).end
    memo = Memo()
    memo.track(replace(text, text=text.text[:start] + text.text[end:]), _ALL).examine()
    # A copy: what is known of *text* would spare the engine its work.
    return memo.track(replace(text), _ALL)


def _as_one_unit(text):
    seen = examine(Unit(text.text), Imports(), _ALL)
    return (*seen.of_text, *seen.of_tree)


def _bandits(data):
    """
    Return what bandit says of the whole file; None if it does not parse.
    """
    try:
        return Counter(map(_issue_figures, peers.issues(data)))
    except _UNREADABLE:
        return None


def _is_bandits(finding):
    return finding.alias not in {"", peers.REPLACED}


def _issue_figures(issue: bandit_issue.Issue):
    """
    Return what both sides say of an issue, lines and columns as bandit counts them.

    Where a test moves its issue to the line of an argument, bandit leaves the column of the call.
    """
    lines = issue.linerange
    column = issue.col_offset if issue.lineno == lines[0] else None
    return issue.test_id, issue.severity, issue.confidence, issue.cwe.id, issue.lineno, lines[0], lines[-1], column


def _figures(text, finding):
    lineno = text.lines.line(finding.span.start) + 1
    first, last = (text.lines.line(offset) + 1 for offset in (finding.extent.start, finding.extent.end))
    before = text.text[text.lines.start(lineno - 1) : finding.span.start]
    column = len(before.encode("utf-8", "surrogatepass")) if lineno == first else None
    ranks = (finding.severity.name, finding.confidence.name)
    return finding.alias, *ranks, finding.cwe or 0, lineno, first, last, column


def _differences(path, one, ours, other, theirs):
    """
    Say what only one of the two ways found.
    """
    only = (*((one, each) for each in (ours - theirs)), *((other, each) for each in (theirs - ours)))
    return list(starmap(f"{path}: only {{}}: {{}}".format, only))
