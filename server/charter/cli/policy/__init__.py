"""
`charter policy`: the charters themselves. One command per file.
"""

import click

from charter.cli.policy.check import check
from charter.cli.policy.diff import diff
from charter.cli.policy.document import document
from charter.cli.policy.fetch import fetch
from charter.cli.policy.show import show
from charter.cli.policy.test import test
from charter.cli.policy.update import update


@click.group()
def policy() -> None:
    """
    Show, check, compare, test and hand out the charters themselves.
    """


for command in (show, check, diff, test, document, fetch, update):
    policy.add_command(command)
