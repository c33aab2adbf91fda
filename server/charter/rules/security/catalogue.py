"""
The rules that stand on bandit's tests: Charter's own names for its own tests,
and names made for plugins of third parties.

Nothing here imports bandit, which takes longer than the rest of the server.
"""

import re
from collections.abc import Mapping
from functools import cache
from inspect import cleandoc

from charter.model import Rule
from charter.rules.security.known import KNOWN, Known

BY_TEST_ID: Mapping[str, Known] = {known.test_id: known for known in KNOWN}

_NAMES = frozenset(known.name for known in KNOWN)


@cache
def rules() -> tuple[Rule, ...]:
    """
    Return a rule for each of bandit's own tests, by id.
    """
    return tuple(sorted((known.rule for known in KNOWN), key=lambda rule: rule.id))


def third_party(test_id: str, function_name: str, doc: str | None) -> Rule:
    """
    Return the rule of a plugin that somebody else wrote.

    It is named after the plugin's function. Where one of Charter's own rules
    has that name, the test's id is added, so that neither hides the other.

    Args:
        test_id: as the plugin declares it, such as `X901`.
        function_name: the plugin's, in snake case.
        doc: the function's or its module's docstring.
    """
    text = cleandoc(doc or "")
    return Rule(
        id=f"security.{_third_party_name(test_id, function_name)}",
        summary=_title(text) or f"what the bandit plugin {function_name} reports",
        page=_third_party_page(test_id, function_name, text),
        default=None,
        aliases=(test_id,),
    )


def _third_party_name(test_id: str, function_name: str) -> str:
    name = _kebab(function_name)
    return f"{name}-{_kebab(test_id)}".strip("-") if not name or name in _NAMES else name


def _kebab(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _title(text: str) -> str:
    """
    Return the first sentence of a docstring in reStructuredText, without its marks.
    """
    words = re.sub(r"^\W+$", "", text, flags=re.MULTILINE).strip()
    paragraph = re.split(r"\n\s*\n", words, maxsplit=1)[0]
    return " ".join(paragraph.split()).strip("* ").partition(". ")[0].rstrip(".")


def _third_party_page(test_id: str, function_name: str, text: str) -> str:
    # The docstring is somebody else's text: indented, Markdown shows it as it is.
    flags = "\n".join(f"    {line}".rstrip() for line in text.splitlines()) or "The plugin does not say."
    return (
        f"## What it flags\n\n{flags}\n\n"
        f"## Source\n\nThe bandit plugin `{function_name}` ({test_id}), installed beside Charter by whoever runs it."
    )
