"""
git-ai's note on a commit: which of its lines an agent wrote, and which a person.

Lines that are not listed are unknown. A rebase or a squash without git-ai loses the
note, or leaves it with lines that are no longer there.

Source: Git AI Standard 3.0.0 (`refs/notes/ai`): paths, indented entries of a key and
lines, `---`, JSON. Keys are 16 (once 7) hexadecimal digits, `s_…::t_…` for a session
and `h_…` for a known person.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from msgspec import Struct

from charter.catalogue import Catalogue
from charter.provenance.records.readings import Attribution, Reading, Trouble, known_model, known_tool, lines

# Transcripts of sessions stand in some notes; what is longer is not worth the memory.
MOST_CHARACTERS = 8_000_000

_ENTRY = re.compile(r"  (?P<key>[0-9A-Za-z_:]{1,80}) (?P<lines>\S+)")
_LINES = re.compile(r"(?P<first>\d{1,9})(?:-(?P<last>\d{1,9}))?")
_VERSION = "authorship/3."


class _Agent(Struct, frozen=True):
    tool: str | None = None
    model: str | None = None


def read_note(text: str, catalogue: Catalogue) -> Reading:
    """
    Return what the note *text* says of its commit's lines.

    An entry that cannot be read is a trouble, and the others hold. Where only the
    JSON is broken, the lines are still an agent's, of whom nothing is known.
    """
    if len(text) > MOST_CHARACTERS:
        return Reading(troubles=(Trouble(1, f"expected at most {MOST_CHARACTERS:,} characters"),))
    said = text.split("\n")
    divider = said.index("---") if "---" in said else len(said)
    try:
        agents = _agents(_object("\n".join(said[divider + 1 :])), catalogue)
        found = [*_entries(said[:divider], agents)]
    except ValueError as error:
        found = [Trouble(min(divider + 1, len(said)), str(error)), *_entries(said[:divider], None)]
    except _VersionError as error:
        found = [Trouble(divider + 1, str(error))]
    return Reading(
        tuple(each for each in found if isinstance(each, Attribution)),
        tuple(each for each in found if isinstance(each, Trouble)),
    )


class _VersionError(Exception):
    """
    The note is of a version that may mean something else.
    """


def _object(text: str) -> dict[str, Any]:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("expected a JSON object below the line ---") from None
    if not isinstance(data, dict):
        raise ValueError("expected a JSON object below the line ---")  # noqa: TRY004 - data, not a type of ours
    return cast("dict[str, Any]", data)


def _agents(data: Mapping[str, Any], catalogue: Catalogue) -> dict[str, _Agent]:
    version = data.get("schema_version")
    if not isinstance(version, str) or not version.startswith(_VERSION):
        raise _VersionError(f"expected schema_version {_VERSION}x")
    described = {**_mapping(data.get("prompts")), **_mapping(data.get("sessions"))}
    return {key: _agent(_mapping(_mapping(entry).get("agent_id")), catalogue) for key, entry in described.items()}


def _agent(said: Mapping[str, Any], catalogue: Catalogue) -> _Agent:
    return _Agent(known_tool(said.get("tool"), catalogue), known_model(said.get("model")))


def _mapping(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _entries(said: list[str], agents: Mapping[str, _Agent] | None) -> Iterator[Attribution | Trouble]:
    """
    Yield what the lines above the divider say.

    Args:
        agents: by the keys of their entries; None if they could not be read.
    """
    path = ""
    for place, line in enumerate(said, start=1):
        if not line.strip():
            continue
        if not line.startswith(" "):
            path = line[1:-1] if len(line) > 1 and line[0] == line[-1] == '"' else line
        elif path and (entry := _ENTRY.fullmatch(line)):
            yield from _attributions(path, entry, agents, place)
        else:
            yield Trouble(place, "expected a path, or below one two spaces, a key and lines such as 1-4,9")


def _attributions(
    path: str, entry: re.Match[str], agents: Mapping[str, _Agent] | None, place: int
) -> Iterator[Attribution | Trouble]:
    key = entry["key"].partition("::")[0]
    is_human = key.startswith("h_")
    agent = _Agent() if is_human or agents is None else agents.get(key) or agents.get(entry["key"])
    if agent is None:
        yield Trouble(place, "expected a key that the JSON below describes")
    who = agent or _Agent()
    for part in entry["lines"].split(","):
        said = _LINES.fullmatch(part)
        if said and (found := lines(int(said["first"]), int(said["last"] or said["first"]))):
            yield Attribution(path, *found, "human" if is_human else "ai", who.tool, who.model, place=place)
        else:
            yield Trouble(place, "expected lines such as 1-4,9")
