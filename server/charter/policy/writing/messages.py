"""
What can be written at a place of a commit's message: trailers of the profile in force, and their values.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from charter.catalogue import Tool
from charter.commits import Message
from charter.policy.judging.disclosing.trailers import models_of
from charter.policy.judging.spelling import agent_named
from charter.policy.language.conventions import CONVENTIONS, PERSON, REVIEWED, SIGNED, Convention, Form
from charter.policy.model.charter import Charter
from charter.policy.writing.completion import Proposal, Proposals
from charter.text import Span

_KEY = re.compile(r"[A-Za-z-]*")
_PAIR = re.compile(r"(?P<key>[A-Za-z-]+):[ \t]*(?P<value>.*)")
_MODEL_BEGINS = re.compile(r"[:(]")


def message_proposals(charter: Charter, message: Message, offset: int) -> Proposals:
    """
    Return what can be written at *offset*: nothing on the first line, and in git's comments.
    """
    text = message.text
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    if start <= message.subject.start or text.startswith(message.mark, start) or offset < message.subject.end:
        return Proposals(Span(offset, offset), ())
    desk = _Desk(charter)
    if _KEY.fullmatch(line):
        return Proposals(Span(start, offset), tuple(desk.keys()))
    pair = _PAIR.fullmatch(line)
    form = desk.form(pair["key"]) if pair else None
    if not pair or not form:
        return Proposals(Span(offset, offset), ())
    value, begins = pair["value"], start + pair.start("value")
    opening = _MODEL_BEGINS.search(value) if form.grammar != "name" else None
    if opening:
        models = desk.models(value[: opening.start()].strip(), ")" if opening[0] == "(" else "")
        return Proposals(Span(begins + opening.end(), offset), tuple(models))
    return Proposals(Span(begins, offset), tuple(desk.tools(form)))


class _Desk(Struct, frozen=True):
    charter: Charter

    @property
    def convention(self) -> Convention:
        profile = self.charter.disclosure.profile
        return CONVENTIONS[profile.value if profile else "custom"]

    def form(self, key: str) -> Form | None:
        return next((form for form in self.convention.forms if form.key.casefold() == key.casefold()), None)

    def keys(self) -> Iterator[Proposal]:
        for form in self.convention.forms:
            yield Proposal(f"{form.key}:", "key", f"{form.key}: ", about=form.shape, more=self.convention.meaning)
        yield Proposal(f"{SIGNED}:", "key", f"{SIGNED}: ", about=PERSON, more="A person answers for it.")
        yield Proposal(f"{REVIEWED}:", "key", f"{REVIEWED}: ", about=PERSON, more="Somebody else read it.")

    def tools(self, form: Form) -> Iterator[Proposal]:
        for tool in self._usable():
            name = tool.title.replace(" ", "") if form.grammar == "agent:model" else tool.title
            ending = {"agent:model": ":", "tool (model)": " (", "name": ""}[form.grammar]
            yield Proposal(name, "value", f"{name}{ending}", about=tool.vendor)

    def models(self, agent: str, ending: str) -> Iterator[Proposal]:
        tool = agent_named(agent, self.charter.catalogue)
        family = models_of(self.charter, tool.id) if tool else ()
        for model in family or tuple(reversed(self.charter.catalogue.models)):
            yield Proposal(model, "value", f"{model}{ending}")

    def _usable(self) -> Iterator[Tool]:
        """
        Yield the tools that are approved; those that are not denied where none is.
        """
        approved = {tool for layer in self.charter.layers for tool in layer.approved or {}}
        denied = {tool for layer in self.charter.layers for tool in layer.denied}
        for tool in self.charter.catalogue.tools:
            if tool.id not in denied and (tool.id in approved or not approved):
                yield tool
