"""
What may be wrong inside one charter's file.
"""

from charter.model import Level, Rule
from charter.policy.manual.pages import page

_DROPPED = "Only this entry is not in force; the rest of the charter is."
_APPROVAL = "An approval approves nothing if what should bound it cannot be read."
_UNREAD = """
    Nothing of this file is in force. In the editor the last version that could be
    read stays in force; without one, `recommended` does.
    """

RULES = (
    Rule(
        id="charter.not-yaml",
        summary="charter that is not YAML",
        default=Level.BLOCK,
        page=page(
            "The file cannot be read as YAML, or is no mapping.",
            flags="Syntax errors, control characters, a second document, and a file that is a list or one value.",
            matters=_UNREAD,
            example="rules: {security: block",
            instead="rules: {security: block}",
            gaps="After the first error nothing more is read, so there is one such problem at a time.",
            source="YAML 1.1, as PyYAML reads it.",
        ),
    ),
    Rule(
        id="charter.too-large",
        summary="charter beyond the bounds of what is read",
        default=Level.BLOCK,
        page=page(
            "The charter is larger than any that a person could have written.",
            flags="""
                More than 1 MiB, 64 levels of nesting, 10,000 values with aliases expanded, 16
                layers, or 16 files in one layer.
                """,
            matters="A few lines of YAML can stand for more than any memory holds.",
            example="a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
            instead="Write the values out, and split the charter with `extends`.",
            gaps="The bounds cannot be changed.",
        ),
    ),
    Rule(
        id="charter.wrong-type",
        summary="value of the wrong kind in a charter",
        default=Level.WARN,
        page=page(
            "The value is not of the kind that its key takes.",
            flags="""
                A word that is no level, text where a list belongs, a limit for a rule without one, `off` where levels
                only tighten (`rollout`, `ai_code`, `tools.classes`), and the like.
                """,
            matters=f"{_DROPPED} A bad entry of `languages.include` leaves the whole list out: nothing goes unchecked."
            f" {_APPROVAL}",
            example="rules:\n  security: error",
            instead="rules:\n  security: block",
            gaps="None are known.",
        ),
    ),
    Rule(
        id="charter.unknown-key",
        summary="key that charters do not have",
        default=Level.WARN,
        page=page(
            "The charter language has no such key here.",
            flags="Misspelt keys, and keys at the wrong depth.",
            matters=f"{_DROPPED} Most unknown keys are misspelt, and their authors think that they hold. {_APPROVAL}",
            example="exlude: [vendor/]",
            instead="exclude: [vendor/]",
            gaps="Merge keys (`<<`) are no keys of charters.",
        ),
    ),
    Rule(
        id="charter.unknown-rule",
        summary="name of no rule, family, library id or CWE",
        default=Level.WARN,
        page=page(
            "Nothing that is installed has a rule of that name.",
            flags="Misspelt ids under `rules` and `waivers.not_waivable`, and CWEs that no rule is mapped to.",
            matters=_DROPPED,
            example="rules:\n  security.shel-injection: block",
            instead="rules:\n  security.shell-injection: block",
            gaps="Rules of bandit plugins are known only where the plugin is installed.",
        ),
    ),
    Rule(
        id="charter.unknown-tool",
        summary="AI tool that is neither in the catalogue nor declared",
        default=Level.WARN,
        page=page(
            "No tool of that name is known, so none can be recognised.",
            flags="Names under `tools.approved` and `tools.denied`.",
            matters=_DROPPED,
            example="tools:\n  denied: [{tool: windsrf}]",
            instead="""
                Correct the name, or declare the tool:

                    tools:
                      declare:
                        - {id: acme-coder, vendor: Acme, markers: [Acme Coder]}
                """,
            gaps="What a lower layer declares is unknown in a higher one.",
        ),
    ),
    Rule(
        id="charter.duplicate-key",
        summary="the same thing said twice in a charter",
        default=Level.WARN,
        page=page(
            "Two entries of one file speak of the same thing.",
            flags="""
                A key that stands twice, a rule by its id and by an alias, two CWEs that differ
                on one rule, and a tool that is listed twice or both approved and denied.
                """,
            matters="One of the two has no effect: of rules the stricter holds, else the first.",
            example="rules:\n  B602: warn\n  security.shell-injection: block",
            instead="Keep one of the two.",
            gaps="Two CWEs that agree are left alone, as weaknesses overlap.",
        ),
    ),
    Rule(
        id="charter.bad-date",
        summary="date that is not written as 2027-01-31",
        default=Level.WARN,
        page=page(
            "The value is no day of the calendar.",
            flags="Dates that are not ISO 8601, days that do not exist, and stages of a rollout out of order.",
            matters=f"{_DROPPED} {_APPROVAL} A stage out of order is in force from its own day on.",
            example="tools:\n  approved:\n    - {tool: copilot, until: 30/06/2027}",
            instead="until: 2027-06-30",
            gaps="Times of day have no meaning here; days are days in UTC.",
            source="ISO 8601, extended format.",
        ),
    ),
    Rule(
        id="charter.bad-glob",
        summary="path pattern that can match nothing",
        default=Level.WARN,
        page=page(
            "The pattern is none that a .gitignore file could have.",
            flags="Unclosed brackets, empty names between slashes, line ends.",
            matters=_DROPPED,
            example='exclude: ["build/[abc"]',
            instead='exclude: ["build/[abc]"]',
            gaps="A good pattern that matches no file is not noticed.",
            source="gitignore(5).",
        ),
    ),
    Rule(
        id="charter.not-in-force",
        summary="rule that this version knows and does not look for",
        default=Level.WARN,
        page=page(
            "The rule belongs to the language, and nothing looks for it yet.",
            flags="Rules and families of the language that are still to be built.",
            matters="Who reads the charter would think that it holds.",
            example="rules: {logic: warn}",
            instead="Leave it out until the changelog says that it is in force; it is also harmless to keep.",
            gaps="What is wrong with its value is said all the same.",
        ),
    ),
)
