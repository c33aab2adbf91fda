"""
A first charter, with what people want next as comments.
"""

NAME = "charter.yaml"
FIRST = """\
# The AI-code charter of this repository: which AI tools may be used, how secure
# and simple code must be, and whom to ask. `charter check` says what breaks it.

extends: recommended        # quiet on day one; `charter init --interactive` shows other packs

# owner: team-leads                          # who answers for this file …
# contact: https://wiki.example.com/ai       # … and where to ask for an exception

# tools:
#   unapproved: warn                         # what of all that are not approved?
#   approved: [{tool: copilot}, {tool: claude-code, until: 2027-06-30}]
#   denied: [{tool: windsurf, reason: no data-processing agreement}]

# rules:                                     # levels: off, observe, advise, warn, block
#   security.shell-injection: block
#   complexity.cyclomatic: {level: warn, max: 10}

# exclude: ["vendor/**"]
"""
