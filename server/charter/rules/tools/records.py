"""
The rules on AI that a product calls, and the findings that name it.

Whether it may be called is the charter's business: what is approved there is no
finding any more.
"""

from charter.evidence import Evidence
from charter.model import Finding, Level, Rule
from charter.rules.tools import pages
from charter.rules.tools.recogniser import Known
from charter.text import Span

SDK = Rule(
    id="tools.unapproved-sdk",
    summary="library that calls AI and that no list approves",
    page=pages.SDK,
    default=Level.OBSERVE,
)
MODEL = Rule(
    id="tools.unapproved-model",
    summary="AI model that the product calls and that no list approves",
    page=pages.MODEL,
    default=Level.OBSERVE,
)
HOST = Rule(
    id="tools.unapproved-host",
    summary="AI host that the product calls and that no list approves",
    page=pages.HOST,
    default=Level.OBSERVE,
)
RULES = (SDK, MODEL, HOST)

_OF_NOBODY = {
    "several": "it calls the AI of several vendors, so what the product sends may go to any of them",
    "none": "it runs AI models, whose answers the product relies on",
}


def sdk(known: Known, span: Span, extent: Span) -> Finding:
    """
    Return the finding that a library is used at *span*; *extent* are the lines of the whole statement.
    """
    about = _OF_NOBODY.get(known.vendor) or f"it calls the AI of {known.vendor}, to whom the product's data then goes"
    evidence = Evidence("sdk", known.name, None, span)
    return _finding(SDK, evidence, extent, known.name, f"`{known.name}` is in no list of approved SDKs; {about}.")


def model(known: Known, span: Span, extent: Span) -> Finding:
    """
    Return the finding that a model is called.
    """
    evidence = Evidence("model", known.vendor, known.name, span)
    reason = f"`{known.name}` is a model of {known.vendor} that is in no list of approved models."
    return _finding(MODEL, evidence, extent, known.name, reason)


def host(known: Known, span: Span, extent: Span) -> Finding:
    """
    Return the finding that a host is called.
    """
    about = "local models answer there" if known.vendor == "none" else f"the AI of {known.vendor} answers there"
    evidence = Evidence("host", known.name, None, span)
    return _finding(HOST, evidence, extent, known.name, f"`{known.name}` is in no list of approved hosts; {about}.")


def _finding(rule: Rule, evidence: Evidence, extent: Span, name: str, reason: str) -> Finding:
    advice = f"Ask for `{name}` to be approved, or remove it."
    return Finding(rule.id, evidence.span, advice, reason, extent=extent, evidence=evidence)
