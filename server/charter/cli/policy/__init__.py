"""
`charter policy`: the charters themselves. One command per file.
"""

import click

from charter.cli.policy.check import check
from charter.cli.policy.show import show


@click.group()
def policy() -> None:
    """
    Show and check the charters themselves.
    """


for command in (show, check):
    policy.add_command(command)
