"""
`charter policy`: the charters themselves. One command per file.
"""

import click

from charter.cli.policy.check import check
from charter.cli.policy.diff import diff
from charter.cli.policy.show import show
from charter.cli.policy.test import test


@click.group()
def policy() -> None:
    """
    Show, check, compare and test the charters themselves.
    """


for command in (show, check, diff, test):
    policy.add_command(command)
