"""
What may be said of AI's code by where it stands.
"""

from charter.model import Level, Rule
from charter.policy.manual.pages import page

_GAPS = """
    Code that bears no mark is of unknown origin, and nothing is guessed from style. A
    name in a comment is a claim.
    """

RULES = (
    Rule(
        id="provenance.forbidden-zone",
        summary="AI's code in a zone that forbids it",
        default=Level.WARN,
        page=page(
            "Something shows that AI wrote this, in a zone where it may not write.",
            flags="""
                Any evidence of AI, named or not, in a zone with `ai: forbidden`, and files there that set up
                an AI tool. There the rule is at `block`, unless the zone's own `rules` say otherwise.
                """,
            matters="Some code must be understood by a person, line by line, from the first day on.",
            example="""
                zones:
                  - {name: payments, paths: [src/payments/**], ai: forbidden}
                """,
            instead="Have a person write the part anew, or ask the zone's owner.",
            gaps=_GAPS,
        ),
    ),
    Rule(
        id="provenance.unreviewed",
        summary="AI's code that nobody has reviewed, in a zone that asks for it",
        default=Level.WARN,
        page=page(
            "Something shows that AI wrote this, in a zone where a person must review what it writes.",
            flags="Any evidence of AI in a zone with `ai: reviewed`.",
            matters="Whoever lets AI write reads the result as an author does, and misses what a reviewer sees.",
            example="""
                zones:
                  - {name: billing, paths: [src/billing/**], ai: reviewed}
                """,
            instead="""
                Have somebody other than the author review the change, and say so in its commit:

                    Reviewed-by: Lena Ito <lena@acme.example>
                """,
            gaps="""
                A review that no commit mentions is not seen; waive it with the reviewer's name. What is not
                committed yet has not been reviewed.
                """,
        ),
    ),
)
