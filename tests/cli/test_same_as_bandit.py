"""
`charter check` beside `bandit -r` on real packages.
"""

import json
import subprocess
from pathlib import Path

from bandit.core import extension_loader

from charter.engine import BOOK
from support import corpus, needs

HOUSE = Path(__file__).parents[2]


def test_findings_are_bandits(tmp_path):
    """
    On every file that bandit parses the security findings are those of `bandit -r`: ids and lines, no fault.
    """
    theirs = bandit()
    # Rules that sleep by default must be woken one by one; bandit's suppressions count as they do there.
    rules = "".join(f"  {rule}: warn\n" for rule in ids())
    (tmp_path / "charter.yaml").write_text(f"extends: []\nwaivers: {{suppressions: all}}\nrules:\n{rules}")
    ours = charter(tmp_path / "charter.yaml")

    assert [] == [report["faults"] for report in ours["files"] if report["faults"]]
    assert issues(theirs) == findings(ours, skipped={error["filename"] for error in theirs["errors"]})


def ids():
    numbers = {*extension_loader.MANAGER.plugins_by_id, *extension_loader.MANAGER.blacklist_by_id}
    return sorted({rule for number in numbers for rule in BOOK.named(number)})


def issues(report):
    return sorted({(issue["filename"], issue["line_number"], issue["test_id"]) for issue in report["results"]})


def findings(report, skipped):
    return sorted(
        {
            (each["path"], finding["start"]["line"], finding["aliases"][0])
            for each in report["files"]
            for finding in each["findings"]
            if is_bandits(finding) and each["path"] not in skipped
        }
    )


def is_bandits(finding):
    """
    Bandit heeds its own comments, and not those of Ruff; its B613 is a rule of Charter's own.
    """
    by = finding["suppression"] and finding["suppression"]["by"]
    is_ours = finding["rule"] == "security.hidden-unicode" or not finding["rule"].startswith("security.")
    return not is_ours and by != "nosec"


def bandit():
    return json.loads(run([needs.program("bandit"), "-q", "-r", *corpus.PACKAGES, "-f", "json"]))


def charter(path):
    report = json.loads(
        run([needs.program("charter"), "check", "--no-cache", "--charter", path, "--format", "json", *corpus.PACKAGES])
    )
    # The corpus lies in this checkout, whose top is the root; bandit speaks of the current folder.
    for each in report["files"]:
        each["path"] = Path(each["path"]).relative_to(corpus.FOLDER.relative_to(HOUSE)).as_posix()
    return report


def run(command):
    corpus.files()
    return subprocess.run(command, cwd=corpus.FOLDER, capture_output=True, check=False).stdout
