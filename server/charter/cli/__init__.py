"""
The terminal's edge: one command per file, and how a command ends.

Importing this package loads click and nothing else of weight; each command
loads what it needs when it runs.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import click

from charter import __version__
from charter.cli.check import check
from charter.cli.commit_msg import commit_msg
from charter.cli.explain import explain
from charter.cli.init import init
from charter.cli.known import known
from charter.cli.log import log
from charter.cli.policy import policy
from charter.cli.tools import tools
from charter.cli.waivers import waivers
from charter.errors import CharterError

MISUSE = 2
# What shells report for a program that SIGINT or SIGPIPE ended.
INTERRUPTED = 130
UNHEARD = 141


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        """
        Run the command, and end well when nobody reads its output any more.
        """
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes once more at exit, which must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(UNHEARD) from None
        return outcome


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="charter")
def commands() -> None:
    """
    An organisation's AI-code charter, in the terminal and in CI.

    Exit status: 0 if nothing is at block; 1 if something is; 2 for misuse, or a
    charter that could not be read.
    """


for command in (check, commit_msg, explain, init, known, log, policy, tools, waivers):
    commands.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command that *arguments* name, or else the program's own, and return its exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that knows few characters shows the others as escapes.
            stream.reconfigure(errors="backslashreplace")
    try:
        return commands.main(arguments, prog_name="charter", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
    except CharterError as error:
        click.echo(f"Error: {error}", err=True)
    except click.Abort:
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - our own mistake must not end with the 1 that means a finding
        traceback.print_exc()
    return MISUSE
