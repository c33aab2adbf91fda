"""
What may be wrong with a waiver in the code.
"""

from charter.model import Level, Rule
from charter.policy.manual.pages import page

_IN_FORCE = "The waiver does not hold, and the finding is in force."
_WAIVER = "# charter: waive security.shell-injection until 2027-01-31 by @lena -- constant input"

RULES = (
    Rule(
        id="waiver.missing-field",
        summary="waiver without a field that the charter requires",
        default=Level.WARN,
        page=page(
            "The waiver lacks what a later reader needs to judge it.",
            flags="""
                Waivers without a rule, or without what `waivers.require` names; a last day that is no date. In a
                register, also those with a field that is unknown or cannot be read: it may have been what bounds them.
                """,
            matters=f"{_IN_FORCE} An exception without reason or end is a rule that nobody keeps.",
            example="# charter: waive security.shell-injection",
            instead=f"Say until when, and why:\n\n    {_WAIVER}",
            gaps="A reason is not judged, and a name is a claim.",
        ),
    ),
    Rule(
        id="waiver.expired",
        summary="waiver whose last day has passed",
        default=Level.WARN,
        page=page(
            "The waiver held until a day that has passed.",
            flags="Waivers whose `until` lies before today, in UTC; on the day itself they hold.",
            matters=_IN_FORCE,
            example="# charter: waive security.eval until 2020-01-31 -- migration",
            instead="Fix what it waived, or agree on a later day.",
            gaps="None are known.",
        ),
    ),
    Rule(
        id="waiver.too-long",
        summary="waiver that runs longer than the charter allows",
        default=Level.WARN,
        page=page(
            "The waiver ends later than `waivers.max_days` from today.",
            flags="""
                Waivers with a last day too far ahead, and those without one; in a register the days
                count from `created`.
                """,
            matters=f"{_IN_FORCE} An exception that outlives everybody who knew of it is a rule.",
            example="# charter: waive security.eval until 2099-12-31 -- migration",
            instead="Agree on an earlier day; a waiver can be renewed.",
            gaps="An inline waiver does not say when it was written, so its days count from today.",
        ),
    ),
    Rule(
        id="waiver.approver-not-allowed",
        summary="waiver approved by somebody who may not",
        default=Level.WARN,
        page=page(
            "The name in the waiver is that of no member of the roles that may approve one.",
            flags="Names that are in none of the `members` of the roles under `waivers.approvers`.",
            matters=_IN_FORCE,
            example="# charter: waive security.eval until 2027-01-31 by @nobody -- migration",
            instead="Ask a member of one of these roles; the message names them.",
            gaps="""
                Where such a role lists a group, such as `@acme/leads`, who belongs to it is unknown: then
                the waiver holds. A name is a claim; what proves it is the review of the file.
                """,
        ),
    ),
    Rule(
        id="waiver.expires-soon",
        summary="waiver that ends within two weeks",
        default=Level.ADVISE,
        page=page(
            "The waiver still holds, and will not for long.",
            flags="Waivers whose last day is at most 14 days away.",
            matters="Whoever learns of it on the day itself finds a red build.",
            example=_WAIVER,
            instead="Fix what it waives, or agree on a later day.",
            gaps="None are known.",
        ),
    ),
    Rule(
        id="waiver.unused",
        summary="waiver that silences nothing",
        default=Level.ADVISE,
        page=page(
            "Nothing that the waiver reaches breaks its rules.",
            flags="Waivers, or single rules in them, without a finding in their reach.",
            matters="It would silence, unseen, the next finding of that rule.",
            example=f"{_WAIVER}\nsubprocess.run(['ls'])",
            instead="Remove it, or move it to the statement that it is about.",
            gaps="""
                Where a file was not wholly checked, a waiver in it may only seem unused; one of a register that
                reaches such a file is left alone. Registers are looked at where all files are known: in a check
                of the whole repository and in a scan of the editor. An organisation's are for other
                repositories, too.
                """,
        ),
    ),
    Rule(
        id="waiver.not-waivable",
        summary="waiver of a rule that nobody may waive",
        default=Level.WARN,
        page=page(
            "The charter lets nobody waive this rule.",
            flags="Waivers of rules in `waivers.not_waivable`, of any layer.",
            matters=_IN_FORCE,
            example="# charter: waive tools.denied until 2027-01-31 -- just this once",
            instead="Fix the finding, or ask the owner of the charter.",
            gaps="None are known.",
        ),
    ),
    Rule(
        id="waiver.unread-register",
        summary="register of waivers that is named and cannot be read",
        default=Level.WARN,
        page=page(
            "A charter names a file of waivers that is not there, or one too many.",
            flags="Entries of `waivers.files` that lead to no file, and those beyond the sixteenth.",
            matters="What it would waive is in force.",
            example="waivers:\n  files: [waviers.yaml]",
            instead="waivers:\n  files: [waivers.yaml]",
            gaps="None are known.",
        ),
    ),
    Rule(
        id="waiver.unknown-rule",
        summary="waiver of a rule that does not exist",
        default=Level.WARN,
        page=page(
            "The waiver names no rule.",
            flags="Misspelt ids; families and CWEs, which a waiver does not take.",
            matters="What was meant is in force.",
            example="# charter: waive security until 2027-01-31 -- legacy",
            instead=f"Say until when, and why:\n\n    {_WAIVER}",
            gaps="Rules of bandit plugins are known only where the plugin is installed.",
        ),
    ),
    Rule(
        id="waiver.self-approved",
        summary="waiver that its author approves",
        default=Level.WARN,
        page=page(
            "Who approves the exception is who asks for it.",
            flags="""
                A waiver in the code whose `by` is the author of the commit that wrote it; an entry of a
                register whose `approver` is its `requested_by`. Names are compared as a whole: a mailbox, an
                account such as `@lena`, or all of a name.
                """,
            matters=f"{_IN_FORCE} An exception that nobody else has seen is a habit.",
            example="""
                - {id: W-12, rules: [security.shell-injection], paths: [tools/**], requested_by: "@omar",
                   approver: "@omar", reason: constant input, expires: 2027-01-31}
                """,
            instead="Have somebody else approve it, and write their name.",
            gaps="""
                Before it is committed nobody knows whose waiver it is. Somebody with two accounts is two
                people. What proves an approval is the review of the change.
                """,
        ),
    ),
    Rule(
        id="waiver.written-by-agent",
        summary="waiver that AI had a hand in",
        default=Level.WARN,
        page=page(
            "The commit, or a tool's own record, says that AI wrote the waiver.",
            flags="A waiver in lines that a commit with an AI's trailer or identity, a note or a trace accounts for.",
            matters="""
                An agent that meets a rule may write the exception instead of the fix. The waiver holds, for
                a trailer speaks of a commit, not of a line.
                """,
            example="""
                x = eval(text)  # charter: waive security.eval until 2027-01-31 -- trusted
                """,
            instead="Have a person decide, and write the waiver in a commit of their own.",
            gaps="What was not committed, or committed without a mark, is not known.",
        ),
    ),
)
