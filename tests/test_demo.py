import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]


def test_demo_shows_the_main_job():
    """
    The demo types into the real server and draws an insecure call, a complex function and a denied tool.
    """
    demo = subprocess.run(
        [sys.executable, "-m", "tools.demo"], cwd=HOUSE, capture_output=True, text=True, check=False, timeout=120
    )

    assert (0, "") == (demo.returncode, demo.stderr)
    assert ["security.shell-injection", "complexity.cyclomatic", "tools.denied"] == _rules_shown(demo.stdout)
    assert max(len(line) for line in demo.stdout.splitlines() if "nvim" not in line) <= 100


def _rules_shown(screen):
    return re.findall(r"(?:block|warn|advise)  ([a-z]+\.[a-z-]+)$", screen, re.MULTILINE)
