"""
What may be said of data that tools can see.
"""

from charter.model import Level, Rule
from charter.policy.manual.pages import page

RULES = (
    Rule(
        id="data.unignored-zone",
        summary="ignore file of an AI tool that leaves a protected zone open",
        default=Level.ADVISE,
        page=page(
            "A file that keeps an AI tool from reading others does not cover a zone that the tool must not see.",
            flags="""
                `.cursorignore`, `.aiderignore`, `.geminiignore` and their like that ignore no part of a zone with
                `ai: forbidden`, or with data above what `tools.classes` allows the tool's class.
                """,
            matters="""
                A rule that AI must not write somewhere says nothing of what it reads: what a tool can open it
                may send away as context.
                """,
            example="""
                # .cursorignore, beside a zone for src/payments/**
                *.key
                """,
            instead="Add the zone's paths; a quick fix does:\n\n    *.key\n    src/payments/**",
            gaps="""
                A tool without such a file is not spoken of. Patterns with brackets are passed over, and so is what a
                later line takes back with `!`. Most tools say that these files are no guarantee.
                """,
        ),
    ),
)
