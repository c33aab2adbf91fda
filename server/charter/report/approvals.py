"""
What the layers of a charter say of a tool, for people.
"""

from collections.abc import Iterator

from charter.catalogue import Tool
from charter.policy import Charter
from charter.report.wording import place


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
