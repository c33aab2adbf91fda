"""
The charter's words, as sentences and cells of tables need them.
"""

from collections.abc import Iterable, Iterator

from charter.policy import Charter
from charter.policy.model.scopes import Settings

NONE = "—"


def listed(words: Iterable[str]) -> str:
    """
    Return *words* one after the other, each once; empty if there is none.
    """
    return ", ".join(dict.fromkeys(words))


def title_of(charter: Charter, tool: str) -> str:
    """
    Return what people call the *tool*.
    """
    known = charter.catalogue.find(tool)
    return known.title if known else tool


def settings(said: Settings) -> Iterator[str]:
    """
    Yield what is said of rules, once for each key as a charter writes it.
    """
    words = [(level.clause.key, level.level.word) for level in said.levels.values()]
    words += [(limit.clause.key, f"{limit.value:g}") for limit in said.limits.values()]
    for key, value in dict.fromkeys(words):
        # What follows from another key, as from `ai`, is said of that.
        _, rules, name = key.rpartition("rules.")
        if rules:
            yield f"{name}: {value}"
