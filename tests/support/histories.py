"""
Who commits in the tests of histories, and with what.
"""

import json
from pathlib import Path

from charter.catalogue import parse

CATALOGUE = parse((Path(__file__).parents[2] / "policies" / "ai_tools.yaml").read_text("utf-8"))
JANE = "Jane Doe <jane@acme.example>"
CLAUDE = "Claude <noreply@anthropic.com>"


def agents(**sessions):
    """
    Return the JSON of a note with these sessions, as `s_1=("claude", "claude-opus-4-6")`.
    """
    described = {
        key: {"agent_id": {"tool": tool, "id": "1", "model": model}} for key, (tool, model) in sessions.items()
    }
    return json.dumps(
        {"schema_version": "authorship/3.0.0", "base_commit_sha": "", "prompts": {}, "sessions": described}
    )
