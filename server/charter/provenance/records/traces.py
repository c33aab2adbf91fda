"""
Agent Trace: records of who contributed which lines, one JSON object in each line.

A record is found again by its revision, so one without a revision, or of another
version control system, says nothing that can be looked up. Content hashes are not
used: no algorithm is specified for them.

Source: Agent Trace 0.1.0; where the file lies, `.agent-trace/traces.jsonl`, is the
custom of its reference implementation.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from msgspec import Struct

from charter.catalogue import Catalogue
from charter.provenance.records.readings import Attribution, Reading, Trouble, known_model, known_tool, lines

_VERSION = re.compile(r"[01](?:\.\d+){1,2}")
_REVISION = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_KINDS = frozenset({"ai", "human", "mixed"})
_LONGEST = 4_000_000


class _Record(Struct, frozen=True):
    """
    What holds for all lines of one record.
    """

    revision: str
    tool: str | None
    day: date | None
    place: int


def read_traces(text: str, catalogue: Catalogue) -> Reading:
    """
    Return what the records in the lines of *text* say.

    A record or a range that cannot be read is a trouble, and the others hold.
    """
    found = [
        each
        for place, line in enumerate(text.split("\n"), start=1)
        if line.strip()
        for each in _of_line(line, place, catalogue)
    ]
    return Reading(
        tuple(each for each in found if isinstance(each, Attribution)),
        tuple(each for each in found if isinstance(each, Trouble)),
    )


def _of_line(line: str, place: int, catalogue: Catalogue) -> Iterator[Attribution | Trouble]:
    try:
        data: Any = json.loads(line) if len(line) <= _LONGEST else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        yield Trouble(place, f"expected a JSON object of at most {_LONGEST:,} characters")
        return
    said = cast("dict[str, Any]", data)
    vcs = _mapping(said.get("vcs"))
    version, revision = said.get("version"), vcs.get("revision")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        yield Trouble(place, "expected a version such as 0.1.0")
    elif vcs.get("type") != "git" or not isinstance(revision, str) or not _REVISION.fullmatch(revision):
        yield Trouble(place, "expected a git revision, by which alone its lines can be found")
    else:
        tool = known_tool(_mapping(said.get("tool")).get("name"), catalogue)
        yield from _files(said, _Record(revision, tool, _day(said.get("timestamp")), place))


def _files(said: Mapping[str, Any], record: _Record) -> Iterator[Attribution | Trouble]:
    files = said.get("files")
    if not isinstance(files, list):
        yield Trouble(record.place, "expected a list of files")
        return
    for entry in map(_mapping, cast("list[object]", files)):
        path, conversations = entry.get("path"), entry.get("conversations")
        if isinstance(path, str) and path and isinstance(conversations, list):
            for conversation in map(_mapping, cast("list[object]", conversations)):
                yield from _ranges(path.removeprefix("./"), conversation, record)
        else:
            yield Trouble(record.place, "expected files with a path and conversations")


def _ranges(path: str, conversation: Mapping[str, Any], record: _Record) -> Iterator[Attribution | Trouble]:
    ranges = conversation.get("ranges")
    if not isinstance(ranges, list):
        yield Trouble(record.place, "expected conversations with ranges")
        return
    for entry in map(_mapping, cast("list[object]", ranges)):
        contributor = _mapping(entry.get("contributor") or conversation.get("contributor"))
        kind, found = contributor.get("type"), lines(entry.get("start_line"), entry.get("end_line"))
        if not found:
            yield Trouble(record.place, "expected start_line and end_line, counted from 1")
        elif kind in _KINDS:
            tool, model = (None, None) if kind == "human" else (record.tool, known_model(contributor.get("model_id")))
            yield Attribution(path, *found, kind, tool, model, record.revision, record.place, record.day)


def _mapping(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _day(timestamp: object) -> date | None:
    """
    Return the day, in UTC, of an RFC 3339 *timestamp*.
    """
    try:
        moment = datetime.fromisoformat(timestamp) if isinstance(timestamp, str) else None
        return moment.astimezone(UTC).date() if moment else None
    except (ValueError, OverflowError):
        return None
