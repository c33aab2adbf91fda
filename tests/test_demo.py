import re
import subprocess
import sys
from pathlib import Path

RULES = ["security.shell-injection", "complexity.cyclomatic", "tools.denied", "charter.unknown-rule"]
HOUSE = Path(__file__).parents[1]


def test_demo_shows_the_main_job():
    """
    The demo types into the real server and draws what is wrong with the code, and in the charter itself.
    """
    demo = subprocess.run(
        [sys.executable, "-m", "tools.demo"], cwd=HOUSE, capture_output=True, text=True, check=False, timeout=120
    )

    assert (0, "") == (demo.returncode, demo.stderr)
    assert RULES == [rule for rule in _shown(demo.stdout) if rule in RULES]
    assert max(len(line) for line in demo.stdout.splitlines()) <= 100


def _shown(screen):
    return re.findall(r"(?:block|warn|advise)  ([a-z]+\.[a-z-]+)$", screen, re.MULTILINE)
