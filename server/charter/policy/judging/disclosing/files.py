"""
Whether a file says of AI what the charter asks for: a tag in the form of the profile, none at all, or any.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec.structs import replace

from charter.commits import Trailer
from charter.evidence import Evidence, Segment
from charter.model import Edit, Finding, Fix
from charter.policy.judging.disclosing import forms
from charter.policy.judging.disclosing.trailers import models_of
from charter.policy.language.conventions import ASSISTED, CONVENTIONS, Convention, Form
from charter.policy.model.charter import Charter
from charter.policy.problems import shown
from charter.syntax.styles import marks_of
from charter.text import Document, Span

_PAIR = re.compile(r"(?P<key>[A-Za-z][A-Za-z-]*): *(?P<value>.*)", re.DOTALL)
# The one form that is made for files: what says it, says it in any profile.
_OF_FILES = re.compile(r"SPDX-AI-", re.IGNORECASE)
_INDENT = re.compile(r"[ \t]*")
_N_OFFERED = 4
_LEAD = re.compile(r"[ \t]*[^\w\s]{1,4}[ \t]+")


def marks(charter: Charter, document: Document, evidence: Iterable[Evidence]) -> Iterator[Finding]:
    """
    Yield which of the marks that *document* bears, or a part of it, are not as *charter* wants them.
    """
    if not _is_asked(charter, document.path):
        return
    profile, files = _convention(charter), charter.disclosure.files
    is_forbidden = files is not None and files.value == "forbid"
    for each in evidence:
        if each.kind != "marker":
            continue
        if is_forbidden or (profile.forbids == "all" and not profile.takes_agents):
            yield _forbidden(each)
        elif profile.forms and not any(_is_tag(form, each, document.text) for form in profile.forms):
            yield _malformed(charter, profile.forms, each, document.text)


def unmarked(charter: Charter, document: Document, segments: Iterable[Segment]) -> Iterator[Finding]:
    """
    Yield the part of *document* that is AI's, as is known from outside of it only, while no mark in it says so.
    """
    files = charter.disclosure.files
    if not _is_asked(charter, document.path) or not files or files.value != "require":
        return
    shown_by = [(segment, each) for segment in segments for each in segment.evidence if each.is_of_author]
    if shown_by and not any(each.kind == "marker" for _, each in shown_by):
        segment, evidence = shown_by[0]
        yield _unmarked(charter, document, segment.span, evidence)


def _unmarked(charter: Charter, document: Document, span: Span, evidence: Evidence) -> Finding:
    """
    Return the finding that *evidence*, from outside, says of *span* what no mark does.
    """
    line = document.lines.span(document.lines.line(span.start))
    span = Span(span.start, max(span.start, min(span.end, line.end)))
    form = _form(charter)
    tag = forms.written(form, evidence.tool, evidence.model, charter.catalogue) if evidence.tool else ""
    around = marks_of(document.language)
    fixes = (Fix(f"Write '{tag}'", (Edit(Span(0, 0), f"{around[0]}{tag}{around[1]}\n"),)),) if tag and around else ()
    advice = f"Say so in a comment: '{tag or form.template}'."
    reason = f"Somebody or something else says that AI had a part in it ({evidence.source or evidence.kind})."
    return Finding("disclosure.unmarked-file", span, advice, reason, extent=span, fixes=fixes)


def declared(charter: Charter, finding: Finding, document: Document) -> Finding:
    """
    Return *finding*, on lines of which nobody said who wrote them, with a fix for each approved tool that may have.

    A comment above the lines, in the form of the profile. Which tool it was, only people know.
    """
    around = marks_of(document.language)
    form = _form(charter)
    if around is None or _convention(charter).forbids == "all":
        return finding
    line = document.lines.span(document.lines.line(finding.span.start))
    indent = _INDENT.match(document.text, line.start, line.end)
    tools = dict.fromkeys(tool for layer in charter.layers for tool in layer.approved or {})
    fixes = (
        Fix(f"Write '{tag}'", (Edit(Span(line.start, line.start), f"{indent[0] if indent else ''}{tag}\n"),))
        for tag in (f"{around[0]}{_tag(charter, form, tool)}{around[1]}" for tool in tools)
    )
    return replace(finding, fixes=tuple(islice(fixes, _N_OFFERED)))


def _convention(charter: Charter) -> Convention:
    profile = charter.disclosure.profile
    return CONVENTIONS[profile.value if profile else "custom"]


def _form(charter: Charter) -> Form:
    """
    Return the form in which files are to say it: the first of the profile's.
    """
    return next(iter(_convention(charter).forms), ASSISTED)


def _tag(charter: Charter, form: Form, tool: str) -> str:
    model = next(iter(models_of(charter, tool)), None)
    return forms.written(form, tool, model, charter.catalogue)


def _is_asked(charter: Charter, path: str) -> bool:
    files = charter.disclosure.files
    is_charter = any(path in layer.files for layer in charter.layers)
    return files is not None and files.value != "off" and not is_charter


def _is_tag(form: Form, evidence: Evidence, text: str) -> bool:
    words = text[evidence.span.start : evidence.span.end]
    pair = _PAIR.fullmatch(words)
    if _OF_FILES.match(words):
        return True
    if pair is None or pair["key"].casefold() != form.key.casefold():
        return False
    return forms.read(form, Trailer(pair["key"], pair["value"], evidence.span), text) is not None


def _forbidden(evidence: Evidence) -> Finding:
    span = evidence.span
    advice = "Have a person write this anew, without AI."
    return Finding(
        "disclosure.forbidden-mark", span, advice, "The charter lets no AI have a part in files.", extent=span
    )


def _malformed(charter: Charter, wanted: tuple[Form, ...], evidence: Evidence, text: str) -> Finding:
    form = next((each for each in wanted if each.share == evidence.share), wanted[0])
    line = forms.written(form, evidence.tool, evidence.model, charter.catalogue) if evidence.tool else ""
    advice = f"Say so with '{line or form.template}', on a line of its own."
    reason = f"{shown(text[evidence.span.start : evidence.span.end])} is not in the form of the charter's profile."
    fixes = tuple(_tagged(text, evidence.span, line)) if line else ()
    return Finding("disclosure.malformed-mark", evidence.span, advice, reason, extent=evidence.span, fixes=fixes)


def _tagged(text: str, span: Span, tag: str) -> Iterator[Fix]:
    """
    Yield how to write *tag* instead of the words at *span*, or above them where their comment says more.
    """
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    lead = _LEAD.match(text, start, span.start)
    if lead is None:
        return
    is_alone = lead.end() == span.start and not re.match(r"[ \t]*\w", text[span.end :])
    edit = Edit(span, tag) if is_alone else Edit(Span(start, start), f"{lead[0]}{tag}\n")
    yield Fix(f"Write '{tag}'", (edit,))
