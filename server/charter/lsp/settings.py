"""
What an editor's user can set: few things, one record each.

Settings come with `initializationOptions` and `workspace/didChangeConfiguration`,
under `charter` or without it. A value of the wrong kind is said and its default
holds. No setting can loosen what a charter says.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from msgspec import Struct


class Settings(Struct, frozen=True):
    """
    Args:
        organisation_policy: a further organisation layer; None for none.
        workers: the most processes that analyse; 0 leaves one core of four free.
        only_new: findings that were there before are not shown.
        base: before which commit.
        author_lenses: a lens above each part of a text of which it is known who wrote it.
    """

    organisation_policy: Path | None = None
    workers: int = 0
    only_new: bool = False
    base: str = "HEAD"
    author_lenses: bool = False

    @property
    def since(self) -> str:
        """
        The revision since when something is new; empty if all is shown.
        """
        return self.base if self.only_new else ""


class Setting(Struct, frozen=True):
    """
    One key that editors know.

    Args:
        key: below `charter`.
        field: of `Settings`.
        expected: what the value must be, in words.
        read: gives the value; raises ValueError if it is of the wrong kind.
        description: one sentence, shown in editors.
        schema: what the value can be, as JSON Schema, with its default.
    """

    key: str
    field: str
    expected: str
    read: Callable[[object], object]
    description: str
    schema: Mapping[str, object]


def from_settings(options: object) -> tuple[Settings, tuple[str, ...]]:
    """
    Return the settings in *options*, and a sentence about each that does not hold.
    """
    given = _section(options)
    values: dict[str, Any] = {}
    complaints: list[str] = []
    for setting in SETTINGS:
        if given.get(setting.key) is None:
            continue
        try:
            values[setting.field] = setting.read(given[setting.key])
        except ValueError:
            complaints.append(f"charter.{setting.key}: expected {setting.expected}; the default holds")
    unknown = given.keys() - {setting.key for setting in SETTINGS}
    complaints += [f"charter.{key[:80]}: there is no such setting" for key in sorted(unknown)]
    return Settings(**values), tuple(complaints)


def holds_ours(options: object) -> bool:
    """
    Tell whether *options* have our section, or one of our settings without it; others hold those of all servers.
    """
    given = cast("dict[str, Any]", options) if isinstance(options, dict) else {}
    return isinstance(given.get("charter"), dict) or any(setting.key in given for setting in SETTINGS)


def _section(options: object) -> Mapping[str, Any]:
    given = cast("dict[str, Any]", options) if isinstance(options, dict) else {}
    inner = given.get("charter")
    return cast("dict[str, Any]", inner) if isinstance(inner, dict) else given


def _absolute_path(value: object) -> Path | None:
    if value == "":
        return None
    if not isinstance(value, str) or not Path(value).is_absolute():
        raise ValueError
    return Path(value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_WORKERS:
        raise ValueError
    return value


def _truth(value: object) -> bool:
    if value not in {True, False} or not isinstance(value, bool):
        raise ValueError
    return value


def _revision(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError
    return value.strip()


_MOST_WORKERS = 16

SETTINGS = (
    Setting(
        key="organisationPolicy",
        field="organisation_policy",
        expected="an absolute path",
        read=_absolute_path,
        description="Path of a charter that binds every workspace, beside those that the machine names.",
        schema={"type": "string", "default": ""},
    ),
    Setting(
        key="workers",
        field="workers",
        expected=f"a number from 0 to {_MOST_WORKERS}",
        read=_count,
        description="How many processes may analyse at once; 0 chooses by the number of cores.",
        schema={"type": "integer", "minimum": 0, "maximum": _MOST_WORKERS, "default": 0},
    ),
    Setting(
        key="onlyNew",
        field="only_new",
        expected="true or false",
        read=_truth,
        description="Show only what is new since the commit of `onlyNewSince`, as `charter check --since` does.",
        schema={"type": "boolean", "default": False},
    ),
    Setting(
        key="onlyNewSince",
        field="base",
        expected="the name of a commit or branch, such as HEAD or main",
        read=_revision,
        description="The commit for `onlyNew`: HEAD for what is not committed yet, main for what the branch brings.",
        schema={"type": "string", "default": "HEAD"},
    ),
    Setting(
        key="authorLenses",
        field="author_lenses",
        expected="true or false",
        read=_truth,
        description="Say above code who wrote it, where a comment, a commit or a tool's record says so.",
        schema={"type": "boolean", "default": False},
    ),
)
