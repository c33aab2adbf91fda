"""
`charter policy test`: whether charters decide as their owners expect.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from charter.errors import CharterError

_SUFFIXES = (".yaml", ".yml")


@click.command()
@click.argument("path", default="policy-tests", type=click.Path(path_type=Path))
def test(path: Path) -> int:
    """
    Run the tests in PATH, a file or a folder (default: policy-tests).

    A test names a charter, brings files, and says what is found in them;
    docs/policy-tests.md shows how. Only the charter that it names is in force.

    Exit status: 0 if all pass; 1 if one fails; 2 for misuse, or a test or
    charter that could not be read.
    """
    from charter.cli.policy.trial import run_fixture
    from charter.report.fixtures import summary

    trials = [run_fixture(name) for name in _fixtures(path)]
    for trial in trials:
        for line in trial.lines:
            click.echo(line)
    n_failed, n_unread = (sum(trial.exit_status == status for trial in trials) for status in (1, 2))
    click.echo(summary(len(trials), n_failed, n_unread))
    return max(trial.exit_status for trial in trials)


def _fixtures(path: Path) -> list[Path]:
    found = sorted(_in_folder(path)) if path.is_dir() else [path]
    if not found or not path.exists():
        raise CharterError("expected a test, or a folder of tests, found none", place=str(path))
    return found


def _in_folder(path: Path) -> Iterator[Path]:
    # Folders in it are for charters that tests are about.
    return (each for each in path.iterdir() if each.suffix in _SUFFIXES and each.is_file())
