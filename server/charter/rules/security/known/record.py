"""
What Charter adds to one of bandit's tests: a readable name, advice, examples.

What bandit itself decides (severity, confidence, the wording of what it saw)
is not here; the adapter takes it from bandit's issue.
"""

from functools import cached_property
from inspect import cleandoc

from msgspec import Struct

from charter.model import Level, Rule

_NOT_IN_RUFF = frozenset({"B614", "B615", "B703"})
_BLACKLIST = "https://bandit.readthedocs.io/en/latest/blacklists/blacklist_{}.html#{}"
_PLUGIN = "https://bandit.readthedocs.io/en/latest/plugins/{}_{}.html"
_RUFF = "https://docs.astral.sh/ruff/rules/#flake8-bandit-s"

# Bandit documents these tests together, under one heading.
_HEADINGS = {
    "B304": "b304-b305-ciphers-and-modes",
    "B305": "b304-b305-ciphers-and-modes",
    **dict.fromkeys(("B313", "B314", "B315", "B316", "B317", "B318", "B319"), "b313-b319-xml"),
}


class Known(Struct, frozen=True, dict=True):
    """
    One test of bandit, as Charter speaks of it.

    Args:
        test_id: bandit's number, such as `B602`.
        name: what follows `security.`; reads after "allow".
        bandit: bandit's own name, under which its documentation and output speak of it.
        cwe: as bandit reports it.
        summary: what is flagged, as one line without full stop.
        advice: one imperative sentence; following it silences the finding, or
            the page's gaps say why nothing can.
        why: one sentence on what happens otherwise.
        bad: a program that is flagged.
        good: the same need met; not flagged.
        gaps: what is missed or wrongly flagged, where people would not expect it.
        default: None takes the level from bandit's severity and confidence.
    """

    test_id: str
    name: str
    bandit: str
    cwe: int
    summary: str
    advice: str
    why: str
    bad: str
    good: str
    gaps: str = ""
    default: Level | None = None

    @property
    def id(self) -> str:
        return f"security.{self.name}"

    @property
    def ruff(self) -> str | None:
        """
        Ruff's code of the same rule; None where it has none.
        """
        return None if self.test_id in _NOT_IN_RUFF else f"S{self.test_id[1:]}"

    @property
    def url(self) -> str:
        """
        Where bandit documents the test.
        """
        if self.test_id[1] not in "34" or self.test_id == "B324":
            return _PLUGIN.format(self.test_id.lower(), self.bandit)
        heading = f"{self.test_id}-{self.bandit}".lower().replace("_", "-")
        kind = "calls" if self.test_id[1] == "3" else "imports"
        return _BLACKLIST.format(kind, _HEADINGS.get(self.test_id, heading))

    @cached_property
    def rule(self) -> Rule:
        return Rule(
            id=self.id,
            summary=self.summary,
            page=self.page,
            default=self.default,
            # Bandit's comments may give a test's name instead of its number.
            aliases=tuple(filter(None, (self.test_id, self.ruff, self.bandit))),
            cwes=(self.cwe,),
        )

    @property
    def page(self) -> str:
        """
        The manual page, as Markdown sections.
        """
        sections = {
            "What it flags": f"{self.summary[0].upper()}{self.summary[1:]}.",
            "Why it matters": self.why,
            "Example": f"```python\n{cleandoc(self.bad)}\n```",
            "Instead": f"{self.advice}\n\n```python\n{cleandoc(self.good)}\n```",
            "Known gaps": self.gaps,
            "Source": self._source,
        }
        return "\n\n".join(f"## {title}\n\n{text}" for title, text in sections.items() if text)

    @property
    def _source(self) -> str:
        source = f"bandit's own test [{self.test_id} `{self.bandit}`]({self.url}), run unmodified (Apache-2.0)"
        return f"{source}; ruff has it as [{self.ruff}]({_RUFF})." if self.ruff else f"{source}."
