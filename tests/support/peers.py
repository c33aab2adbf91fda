"""
Bandit itself, in process: what it says of a whole file, its suppressions aside.
"""

import io
from functools import cache

from bandit.core import config, manager, metrics, node_visitor

# `security.hidden-unicode` sees what this test sees, and more.
REPLACED = "B613"


def issues(data):
    """
    Return bandit's issues of a file's bytes, of all its tests but one.

    Raises:
        SyntaxError, ValueError, RecursionError: bandit cannot read the file either.
    """
    visitor = node_visitor.BanditNodeVisitor(
        "./a.py", io.BytesIO(data), None, tests(), debug=False, nosec_lines={}, metrics=metrics.Metrics()
    )
    visitor.process(data)
    return [issue for issue in visitor.tester.results if issue.test_id != REPLACED]


@cache
def tests():
    """
    Return bandit's set of tests, all of them.
    """
    return manager.BanditManager(config.BanditConfig(), "file").b_ts
