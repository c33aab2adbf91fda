"""
What is written wherever something known of AI is, so that most texts need no closer look.
"""

from collections.abc import Iterable, Iterator

from charter.hints import Hints
from charter.runtime import Runtime

# A name of so few characters, or fewer, stands in many other words.
_SHORT = 3
# Stands in every way to load a module; the names of some are everyday words.
_IMPORT = "import"


class Words:
    """
    Args:
        runtime: all that is known.
    """

    def __init__(self, runtime: Runtime) -> None:
        common = (*_pieces(runtime), *_heads(runtime), *(service for sdk in runtime.sdks for service in sdk.services))
        modules = tuple(dict.fromkeys(_imported(runtime)))
        self._common = Hints(common)
        self._modules = Hints(name for name in modules if "." not in name)
        # Whichever way such a module is imported, each part of its name is written; the short ones are everyday words.
        self._dotted = tuple(sorted(name.split("."), key=len, reverse=True) for name in modules if "." in name)
        self._script = Hints((*common, *_packages(runtime)))

    def may_be_in(self, source: str) -> bool:
        """
        Tell whether the text of Python *source* may hold anything known; quickly, and mostly it does not.
        """
        text = source.lower()
        return self._common.are_in(text) or (_IMPORT in text and self._may_load(text))

    def may_be_in_script(self, source: str) -> bool:
        """
        Tell the same of JavaScript or TypeScript.
        """
        return self._script.are_in(source.lower())

    def _may_load(self, text: str) -> bool:
        return self._modules.are_in(text) or any(_holds_all(text, parts) for parts in self._dotted)


def _imported(runtime: Runtime) -> Iterator[str]:
    return (name.strip("*").lower() for sdk in runtime.sdks if sdk.registry == "pypi" for name in sdk.imports)


def _packages(runtime: Runtime) -> Iterator[str]:
    return (word for sdk in runtime.sdks if sdk.registry == "npm" for word in _quoted(sdk.name.strip("*")))


def _pieces(runtime: Runtime) -> Iterator[str]:
    return (max(known.host.split("*"), key=len) for known in runtime.hosts)


def _heads(runtime: Runtime) -> Iterator[str]:
    """
    Yield what each id begins with; a short one only where an id can begin.
    """
    for head in (each.partition("*")[0] for model in runtime.models for each in model.ids):
        yield from (head,) if len(head) > _SHORT else (f"{before}{head}" for before in "\"'`/:.")


def _quoted(name: str) -> Iterator[str]:
    yield from (name,) if len(name) > _SHORT else (f"{quote}{name}{end}" for quote in "\"'`" for end in (quote, "/"))


def _holds_all(text: str, words: Iterable[str]) -> bool:
    return all(map(text.__contains__, words))
