"""
Bandit itself, as the peer of what the catalogue says about it.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from bandit.core import config, manager


@pytest.fixture(scope="session")
def run_bandit(tmp_path_factory):
    """
    Run real bandit over named programs; return its issues by name.
    """

    def run(programs):
        folder = tmp_path_factory.mktemp("programs")
        for name, code in programs.items():
            (folder / f"{name}.py").write_text(f"{code}\n", encoding="utf-8")
        bandit = manager.BanditManager(config.BanditConfig(), "file")
        bandit.discover_files([str(folder)], recursive=True)
        bandit.run_tests()
        assert [] == bandit.skipped
        return _by_name(bandit.results)

    return run


def _by_name(results):
    by_name = defaultdict(list)
    for issue in results:
        by_name[Path(issue.fname).stem].append(issue)
    return by_name
