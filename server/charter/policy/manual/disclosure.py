"""
What commits and files may fail to say of AI.
"""

from charter.model import Level, Rule
from charter.policy.manual.pages import page

_LEVEL = "The rule is at `block` where the charter says `require` or `forbid`, unless its `rules` say otherwise."
_FILES_LEVEL = (
    "The rule is at `block` where `disclosure.files` says `require` or `forbid`, unless `rules` say otherwise."
)
_UNSEEN = """
    A commit that shows no AI has nothing to disclose: completion in an editor, and text that
    was pasted from a chat, leave no trace. Nothing is guessed from style.
    """
_CLAIM = "A trailer is a claim. Whether the tool that it names was really used cannot be seen."
_SOURCE = "The charter language, version 1; the profiles' own sources are named in `docs/disclosure.md`."


def _rule(rule_id: str, summary: str, text: str, default: Level = Level.WARN) -> Rule:
    return Rule(id=f"disclosure.{rule_id}", summary=summary, default=default, page=text)


RULES = (
    _rule(
        "missing",
        "AI's part in a commit that its message does not disclose",
        page(
            "Something shows that AI had a part in this commit, and no trailer of the profile says so.",
            flags=f"""
                With `disclosure.commits: require`: an author or committer that is an AI tool, a trailer
                that only such a tool writes, words such as "Generated with", the name of the branch while
                the message is written, or a git-ai note; and no trailer in the form of the profile.
                {_LEVEL}
                """,
            matters="Who reads the history later can only know what was written down.",
            example="""
                Parse dates with a time zone

                Claude-Session: https://claude.ai/code/session_01ABC
                """,
            instead="Add the profile's trailer:\n\n    Assisted-by: Claude:claude-opus-4-6",
            gaps=_UNSEEN,
            source=_SOURCE,
        ),
    ),
    _rule(
        "malformed",
        "disclosure of AI in another form than the profile's",
        page(
            "The trailer names AI, and not in the form that the profile asks for.",
            flags=f"""
                Another key, a missing model, a mailbox where there should be none, both of two keys that
                exclude one another, everyday tools beside AI. {_LEVEL}
                """,
            matters="One form can be counted and searched for; several cannot.",
            example="Assisted-by: Claude Opus 4.6 (1M context) <noreply@anthropic.com>",
            instead="Write it as the profile does:\n\n    Assisted-by: Claude:claude-opus-4-6",
            gaps="A value that names no AI that is known credits a person, and is left alone.",
            source=_SOURCE,
        ),
    ),
    _rule(
        "placeholder",
        "template of a trailer that nobody filled in",
        page(
            "The trailer still says what the template says.",
            flags=f"""
                Words such as `AGENT_NAME`, `MODEL_VERSION`, `<Model-Name>` and `[TOOL1]` in a trailer that
                discloses AI, and `NAME <ADDRESS>` in a sign-off or review. {_LEVEL}
                """,
            matters="It looks like a disclosure and says nothing.",
            example="Assisted-by: AGENT_NAME:MODEL_VERSION",
            instead="Write which tool and which model it was:\n\n    Assisted-by: Crush:glm-5.2",
            gaps="Templates with other words than these.",
            source=_SOURCE,
        ),
    ),
    _rule(
        "misspelt-agent",
        "name of an AI tool with a slip in it",
        page(
            "The trailer names an agent that nearly has the name of a known one.",
            flags=f"""
                Agents in trailers that name a model as well, so that nobody's own name is meant.
                {_LEVEL}
                """,
            matters="A search for the tool will not find the commit.",
            example="Assisted-by: Cladue:claude-opus-4-6",
            instead="Write it as its maker does:\n\n    Assisted-by: Claude:claude-opus-4-6",
            gaps="Free forms, in which a name with a slip may be a person's.",
            source=_SOURCE,
        ),
    ),
    _rule(
        "unknown-agent",
        "AI tool that the catalogue does not know",
        page(
            "The trailer names an agent of which nothing is known, and none is near.",
            flags="Agents in trailers that name a model as well. The rule stays at `advise`, for new tools come often.",
            matters="Nothing can be said of whether the tool is approved.",
            example="Assisted-by: Zorp:zorp-1",
            instead="""
                Check the name. If it is right, declare it in the charter:

                    tools:
                      declare: [{id: zorp, markers: [Zorp]}]
                """,
            gaps="Free forms, in which any name may be a person's.",
            source=_SOURCE,
        ),
        Level.ADVISE,
    ),
    _rule(
        "misspelt-model",
        "name of a model with a slip in it",
        page(
            "The trailer names a model that nearly has the name of a known one.",
            flags=f"""
                One word of the model's name that differs by a letter from a word in the names of known
                models, while all others are known. {_LEVEL}
                """,
            matters="A search for the model will not find the commit, and patterns of a charter will not match.",
            example="Assisted-by: Copilot:claude-hauku-4.5",
            instead="Write it as its maker does:\n\n    Assisted-by: Copilot:claude-haiku-4.5",
            gaps="Figures: a version that is not known may be new.",
            source=_SOURCE,
        ),
    ),
    _rule(
        "forbidden-trailer",
        "trailer that names AI where none may",
        page(
            "The trailer names AI, and the charter or its profile lets no trailer do that.",
            flags=f"""
                Trailers of any key that name AI, and templates for them, with `disclosure.commits: forbid`
                or a profile that allows none, such as `kubernetes`. {_LEVEL}
                """,
            matters="Authors answer for what they commit; some projects take disclosures elsewhere, some take no AI.",
            example="Co-authored-by: Claude <noreply@anthropic.com>",
            instead="Remove the trailer; where the project asks for it, say so in the pull request.",
            gaps="Tools that the catalogue does not know. What AI wrote is not gone with the trailer.",
            source=_SOURCE,
        ),
    ),
    _rule(
        "ai-authorship",
        "AI's part in a commit where it may have none",
        page(
            "Something other than a trailer shows that AI had a part, and none may.",
            flags=f"""
                With `disclosure.commits: forbid` or the profile `none-allowed` any evidence of AI that is
                no trailer; with `llvm` an AI tool as the author. {_LEVEL}
                """,
            matters="The project wants a person who understood the change and answers for it.",
            example="Author: Copilot <198982749+Copilot@users.noreply.github.com>",
            instead="Have a person write the change, or answer for it as its author.",
            gaps=_UNSEEN,
            source=_SOURCE,
        ),
    ),
    _rule(
        "ai-sign-off",
        "sign-off by AI",
        page(
            "An AI tool signed the commit off.",
            flags="""
                `Signed-off-by` with the name or mailbox of an AI tool, with `disclosure.human_sign_off: true`
                or the profile `linux-kernel`. The rule is at `block` then, unless the charter's `rules` say
                otherwise.
                """,
            matters="The sign-off certifies where a change comes from. Only a person can do that.",
            example="Signed-off-by: Claude <noreply@anthropic.com>",
            instead="Remove it, and sign off yourself: `git commit --signoff`.",
            gaps=_CLAIM,
            source="The Developer Certificate of Origin 1.1; Linux kernel, AI Coding Assistants.",
        ),
    ),
    _rule(
        "missing-sign-off",
        "commit that no person signed off",
        page(
            "The message has no `Signed-off-by` of a person.",
            flags="""
                Every commit but merges and those that `git rebase --autosquash` will melt, with
                `disclosure.human_sign_off: true`. The rule is at `block` then, unless the charter's `rules`
                say otherwise.
                """,
            matters="Somebody has to answer for where the change comes from.",
            example="Parse dates with a time zone",
            instead="Sign off: `git commit --signoff` adds the line.",
            gaps="That the name belongs to the author is not checked.",
            source="The Developer Certificate of Origin 1.1.",
        ),
    ),
    _rule(
        "missing-review",
        "AI's part in a zone that nobody else has reviewed",
        page(
            "AI had a part in a commit that changes a zone under `disclosure.reviewed_by`, and nobody reviewed it.",
            flags=f"""
                Commits with evidence of AI without a `Reviewed-by` of a person other than the author. A
                message that is being written is not asked for it, for its review is still to come. {_LEVEL}
                """,
            matters="Whoever lets AI write reads the result as an author does, and misses what a reviewer sees.",
            example="""
                Round amounts down

                Assisted-by: Claude:claude-opus-4-6
                """,
            instead="Add the review when it is done:\n\n    Reviewed-by: Lena Ito <lena@acme.example>",
            gaps="A review that is recorded elsewhere, as in a pull request, is not seen.",
            source=_SOURCE,
        ),
    ),
    _rule(
        "unmarked-file",
        "AI's part in a file that no mark in it discloses",
        page(
            "A commit, a note or a record says that AI wrote a part of this file, and nothing in the file does.",
            flags=f"""
                With `disclosure.files: require`: files of which only something outside says that AI wrote in
                them. It stands on the first line that is said to be AI's. {_FILES_LEVEL}
                """,
            matters="Files travel without their history.",
            example="def parse(text):  # its commit says: Co-authored-by: Claude <noreply@anthropic.com>",
            instead="Say so in a comment, in the form of the profile:\n\n    # Assisted-by: Claude:claude-opus-4-6",
            gaps=f"{_UNSEEN.strip()} Only what was committed is known from outside.",
            source=_SOURCE,
        ),
    ),
    _rule(
        "malformed-mark",
        "mark of AI in a file in another form than the profile's",
        page(
            "A comment discloses AI, and not in the form that the profile asks for.",
            flags=f"""
                Comments that say AI wrote something, with `disclosure.files` and a profile that has a form,
                unless they are a line `Key: value` in it. `SPDX-AI-…` tags are well-formed in every profile.
                {_FILES_LEVEL}
                """,
            matters="One form can be counted and searched for; several cannot.",
            example="# parser generated by ChatGPT",
            instead="Write it as the profile does:\n\n    # Generated-by: ChatGPT",
            gaps="What names no tool that is known is left alone.",
            source=f"{_SOURCE} The tags: ai-disclosure 0.1.",
        ),
    ),
    _rule(
        "forbidden-mark",
        "mark of AI in a file where none may have a part",
        page(
            "A comment says that AI wrote something, and in files no AI may have a part.",
            flags=f"""
                Any mark of AI in a comment with `disclosure.files: forbid`, or with the profile `none-allowed`
                and any demand but `off`. {_FILES_LEVEL}
                """,
            matters="The project takes nothing from AI.",
            example="# Written by ChatGPT",
            instead="Have a person write the part anew. Taking the comment out does not make it theirs.",
            gaps=_UNSEEN,
            source=_SOURCE,
        ),
    ),
)
