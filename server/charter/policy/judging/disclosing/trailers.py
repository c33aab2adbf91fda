"""
The trailers that disclose AI, held against the forms of a profile.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from charter.commits import Trailer
from charter.evidence import Evidence
from charter.model import Finding, Fix
from charter.policy.judging.disclosing import forms, repairs
from charter.policy.judging.disclosing.forms import Named
from charter.policy.judging.disclosing.submission import Submission
from charter.policy.judging.spelling import agent_named, corrected_model, nearest_agent
from charter.policy.language.conventions import ASSISTED, COAUTHORED, GENERATED, Convention, Form
from charter.policy.model.charter import Charter
from charter.policy.model.disclosing import Profile
from charter.policy.problems import shown
from charter.text import Span

# Keys that are there to disclose AI, whatever the profile.
_DISCLOSING = frozenset(form.key.casefold() for form in (ASSISTED, GENERATED, COAUTHORED))
_N_OFFERED = 4


class Reading(Struct, frozen=True):
    """
    What the trailers of a commit come to.

    Args:
        naming_ai: those that name AI, or are the template for it.
        discloses: one of them was meant to disclose AI, well written or not.
    """

    convention: Convention
    findings: tuple[Finding, ...]
    naming_ai: tuple[Trailer, ...]
    discloses: bool

    def likely_form(self, evidence: Evidence) -> Form | None:
        """
        Return the form that says of AI's share what *evidence* says; None if any will do.
        """
        return next((form for form in self.convention.forms if form.share == evidence.share), self._first)

    @property
    def _first(self) -> Form | None:
        return next(iter(self.convention.forms), None)


def read_trailers(charter: Charter, convention: Convention, profile: Profile, submission: Submission) -> Reading:
    """
    Return what the trailers of *submission* come to under *convention*, which is that of *profile*.
    """
    return _Reader(charter, convention, profile, submission).reading()


class _Reader(Struct, frozen=True):
    charter: Charter
    convention: Convention
    profile: Profile
    submission: Submission

    def reading(self) -> Reading:
        findings: list[Finding] = []
        naming: list[Trailer] = []
        disclosing: list[Trailer] = []
        for trailer in self.submission.message.trailers:
            evidence = self.submission.named_in(trailer)
            template = self._template(trailer)
            if evidence or template:
                naming.append(trailer)
            if template:
                findings.append(self._unfilled(trailer, template))
            elif evidence and self._is_disclosing(trailer):
                findings += self._judged(trailer, evidence, disclosing)
            if template or (evidence and self._is_disclosing(trailer)):
                disclosing.append(trailer)
        any_will_do = not self.convention.forms and any(each.is_of_author for each in self._said)
        return Reading(self.convention, tuple(findings), tuple(naming), bool(disclosing) or any_will_do)

    @property
    def _said(self) -> Iterator[Evidence]:
        """
        Yield what the message itself says of AI.
        """
        return (each for each in self.submission.evidence if each.kind in {"trailer", "marker"})

    def _is_disclosing(self, trailer: Trailer) -> bool:
        return trailer.key.casefold() in _DISCLOSING or self._form(trailer) is not None

    def _form(self, trailer: Trailer) -> Form | None:
        key = trailer.key.casefold()
        return next((form for form in self.convention.forms if form.key.casefold() == key), None)

    # -- templates -----------------------------------------------------------------------------------------------------

    def _template(self, trailer: Trailer) -> tuple[Span, ...]:
        return forms.placeholders(trailer, self.submission.text) if self._is_disclosing(trailer) else ()

    def _unfilled(self, trailer: Trailer, template: tuple[Span, ...]) -> Finding:
        span = Span(template[0].start, template[-1].end)
        words = shown(self.submission.text[span.start : span.end])
        reason = f"{words} stands for what was used, and says nothing."
        fixes = tuple(repairs.written_anew(trailer, line) for line in islice(self._filled(trailer), _N_OFFERED))
        advice = "Write the names of the AI tool and of its model."
        if (form := self._form(trailer)) and form.grammar == "name":
            advice = "Write the name of the AI tool."
        return Finding("disclosure.placeholder", span, advice, reason, extent=span, fixes=fixes)

    def _filled(self, trailer: Trailer) -> Iterator[str]:
        """
        Yield *trailer* with names in it: those that the rest of the commit shows, then those that are approved.
        """
        form = self._form(trailer) or next(iter(self.convention.forms), ASSISTED)
        lines = (line for tool, model in self._candidates(trailer) if (line := self._line(form, tool, model)))
        yield from dict.fromkeys(lines)

    def _candidates(self, trailer: Trailer) -> Iterator[tuple[str, str | None]]:
        _, value = forms.value_of(trailer, self.submission.text)
        agent = value.partition(":")[0]
        yield from ((each.tool, each.model) for each in self.submission.evidence if each.tool)
        if tool := agent_named(agent.strip(), self.charter.catalogue):
            yield from ((tool.id, each) for each in models_of(self.charter, tool.id))
        for layer in self.charter.layers:
            for tool_id in layer.approved or {}:
                yield from ((tool_id, each) for each in models_of(self.charter, tool_id))

    def _line(self, form: Form, tool: str, model: str | None) -> str:
        line = forms.written(form, tool, model, self.charter.catalogue)
        return "" if form.grammar != "name" and model is None else line

    # -- disclosures that name AI --------------------------------------------------------------------------------------

    def _judged(self, trailer: Trailer, evidence: Evidence, before: list[Trailer]) -> Iterator[Finding]:
        form = self._form(trailer)
        if form is None:
            if self.convention.forms:
                yield self._wrong_key(trailer, evidence)
            else:
                yield from self._misspelt(trailer, evidence)
            return
        if self.convention.is_exclusive and any(self._form(each) not in {form, None} for each in before):
            yield self._second_class(trailer)
        named = forms.read(form, trailer, self.submission.text)
        if named is None:
            yield self._malformed(form, trailer, evidence)
            return
        if form.grammar != "name":
            yield from self._agent(named)
        yield from self._model(named) if named.model else ()
        yield from self._tools(named)

    def _wrong_key(self, trailer: Trailer, evidence: Evidence) -> Finding:
        form = next(each for each in (*self._alike(evidence), *self.convention.forms))
        return self._malformed(form, trailer, evidence)

    def _alike(self, evidence: Evidence) -> Iterator[Form]:
        return (form for form in self.convention.forms if form.share == evidence.share)

    def _malformed(self, form: Form, trailer: Trailer, evidence: Evidence) -> Finding:
        line = forms.written(form, evidence.tool or "", evidence.model, self.charter.catalogue) if evidence.tool else ""
        fixes = (repairs.written_anew(trailer, line),) if line else ()
        advice = f"Write '{form.template}'."
        return self._broken("disclosure.malformed", trailer.span, advice, fixes=fixes)

    def _second_class(self, trailer: Trailer) -> Finding:
        fixes = (repairs.removed(trailer, self.submission.text),)
        advice = "Choose one of the two: the change was either generated or assisted."
        return self._broken("disclosure.malformed", trailer.span, advice, fixes=fixes)

    def _broken(self, rule: str, span: Span, advice: str, *, fixes: tuple[Fix, ...] = ()) -> Finding:
        reason = f"The profile {self.profile} asks for it in this form."
        return Finding(rule, span, advice, reason, extent=span, fixes=fixes)

    def _agent(self, named: Named) -> Iterator[Finding]:
        known = self.charter.catalogue
        if agent_named(named.agent, known):
            return
        span, likely = named.agent_at, nearest_agent(named.agent, known)
        if likely:
            spaced = likely.replace(" ", "")
            reason = f"No agent is called {shown(named.agent)}; {likely} is near."
            fixes = (repairs.replaced(span, spaced),)
            yield Finding("disclosure.misspelt-agent", span, f"Write '{spaced}'.", reason, extent=span, fixes=fixes)
        else:
            advice = "Check the name, or declare the tool under 'tools.declare' of the charter."
            reason = f"No agent is known by the name of {shown(named.agent)}."
            yield Finding("disclosure.unknown-agent", span, advice, reason, extent=span)

    def _model(self, named: Named) -> Iterator[Finding]:
        corrected = corrected_model(named.model, self.charter.catalogue)
        if corrected and named.model_at:
            yield _misspelt_model(named.model, named.model_at, corrected)

    def _misspelt(self, trailer: Trailer, evidence: Evidence) -> Iterator[Finding]:
        corrected = corrected_model(evidence.model, self.charter.catalogue) if evidence.model else None
        start = self.submission.text.find(evidence.model or "", trailer.span.start, trailer.span.end)
        if corrected and evidence.model and start >= 0:
            yield _misspelt_model(evidence.model, Span(start, start + len(evidence.model)), corrected)

    def _tools(self, named: Named) -> Iterator[Finding]:
        for tool, span in named.tools:
            if tool.casefold() in self.convention.unlisted:
                around = Span(span.start - 1, span.end)
                fix = repairs.replaced(around, "")
                fixes = (Fix(f"Remove '{tool}'", fix.edits),)
                reason = f"The profile {self.profile} wants no tool listed that everybody uses."
                yield Finding(
                    "disclosure.malformed", span, f"Leave out {shown(tool)}.", reason, extent=span, fixes=fixes
                )


def models_of(charter: Charter, tool_id: str) -> tuple[str, ...]:
    """
    Return ids of models that a tool may use: those that its approvals name, else those known of its family.

    The newest come first.
    """
    approvals = (layer.approved.get(tool_id) for layer in charter.layers if layer.approved)
    named = [model for each in approvals if each for model in each.models or () if "*" not in model]
    tool = charter.catalogue.find(tool_id)
    stems = tuple(f"{stem.casefold()}-" for stem in (tool.models if tool else ()))
    family = [each for each in reversed(charter.catalogue.models) if stems and each.startswith(stems)]
    return tuple(dict.fromkeys(named or family))


def _misspelt_model(model: str, span: Span, corrected: str) -> Finding:
    reason = f"No model is called {shown(model)}; '{corrected}' is near."
    fixes = (repairs.replaced(span, corrected),)
    return Finding("disclosure.misspelt-model", span, f"Write '{corrected}'.", reason, extent=span, fixes=fixes)
