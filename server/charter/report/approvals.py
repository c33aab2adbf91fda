"""
What the layers of a charter say of a tool, or of AI that is used, for people.
"""

from collections.abc import Iterator

from charter.catalogue import Catalogue, Tool
from charter.evidence import Evidence
from charter.model import Clause, Finding
from charter.policy import Charter
from charter.policy.language.patterns import matches
from charter.report.untrusted import markdown
from charter.report.wording import place

_USES = {"sdk": "AI SDK", "model": "model", "host": "AI host", "server": "MCP server"}
# What stands in the catalogue for a vendor where none is meant.
_OF_NOBODY = {"several": "AI of several vendors", "none": "models on machines of your own"}


def approvals(charter: Charter, tool: Tool) -> Iterator[str]:
    """
    Yield what each layer says of *tool*, with its clause; nothing where none has a list.
    """
    for layer in charter.layers:
        if denial := layer.denied.get(tool.id):
            why = f": {denial.reason}" if denial.reason else ""
            yield f"Denied by {place(denial.clause)}{why}"
        if layer.approved is None:
            continue
        approval = layer.approved.get(tool.id)
        if approval:
            until = f" until {approval.until.isoformat()}" if approval.until else ""
            yield f"Approved{until} by {place(approval.clause)}"
        elif layer.approved_clause:
            yield f"Not in the list of {place(layer.approved_clause)}"


def approved_use(finding: Finding, clause: Clause | None, catalogue: Catalogue) -> str:
    """
    Return what there is to say about a use of AI that *clause* approves, as Markdown.
    """
    said = finding.evidence
    if said is None:
        return ""
    name = said.model if said.kind == "model" else said.tool
    vendor = _vendor(said, catalogue)
    facts = [
        f"Vendor: {markdown(_OF_NOBODY.get(vendor, vendor))}" if vendor else "",
        f"Clause: {markdown(clause.key)}, {markdown(place(clause))}" if clause else "",
    ]
    listed = "\n".join(f"- {fact}" for fact in facts if fact)
    return f"**{markdown(name or '')}** · approved {_USES.get(said.kind, '')}".strip() + (
        f"\n\n{listed}" if listed else ""
    )


def _vendor(evidence: Evidence, catalogue: Catalogue) -> str:
    """
    Return whose AI *evidence* shows, as the catalogue says it; empty where it knows nothing, as of servers.
    """
    if evidence.kind == "model":
        return evidence.tool or ""
    known = {
        "sdk": ((each.name, each.vendor) for each in catalogue.runtime.sdks),
        "host": ((each.host, each.vendor) for each in catalogue.runtime.hosts),
    }
    pairs = known.get(evidence.kind, ())
    return next((vendor for name, vendor in pairs if evidence.tool and matches(name, evidence.tool)), "")
