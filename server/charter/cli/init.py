"""
`charter init`: a first charter.
"""

from pathlib import Path

import click

from charter.errors import CharterError

NAME = "charter.yaml"
FIRST = """\
# The AI-code charter of this repository: which AI tools may be used, how secure
# and simple code must be, and whom to ask. `charter check` says what breaks it.

extends: recommended        # quiet on day one; policies/ has stricter packs

# owner: team-leads                          # who answers for this file …
# contact: https://wiki.example.com/ai       # … and where to ask for an exception

# tools:
#   unapproved: warn                         # what of all that are not approved?
#   approved: [{tool: copilot}, {tool: claude-code, until: 2027-06-30}]
#   denied: [{tool: windsurf, reason: no data-processing agreement}]

# rules:                                     # levels: off, observe, advise, warn, block
#   security.shell-injection: block
#   complexity.cyclomatic: {level: warn, max: 10}

# exclude: ["vendor/**"]
"""


@click.command()
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """
    Write a first charter.yaml into FOLDER (default: here).

    A charter that is there already is left as it is.
    """
    path = folder / NAME
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(FIRST)
    except FileExistsError as error:
        raise CharterError("there is a charter already; it was left as it is", place=str(path)) from error
    except OSError as error:
        raise CharterError(f"cannot be written: {error.strerror}", place=str(path)) from error
    click.echo(f"Wrote {path}. Next: charter check")
