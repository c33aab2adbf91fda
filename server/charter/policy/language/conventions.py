"""
How public projects ask their contributors to disclose AI: the profiles of `disclosure`.

The knowledge itself, and nothing that acts on it. There is no one syntax, and no
two of these agree, so each names its source and shows well-formed lines, which
tests read and the page on disclosure shows.

To add one: write its record here and its id in `model.disclosing`, and give it a
page of examples in tests/policy/disclosing.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from charter.policy.model.disclosing import Profile

Grammar = Literal["name", "agent:model", "tool (model)"]


class Form(Struct, frozen=True):
    """
    A trailer that discloses AI.

    Args:
        key: as people write it; any case is accepted.
        shape: of the value, as people are told; also the template that is completed.
        grammar: of the value.
        share: how much of the work it says AI did.
    """

    key: str
    shape: str
    grammar: Grammar = "name"
    share: Literal["ai", "mixed"] = "mixed"

    @property
    def template(self) -> str:
        return f"{self.key}: {self.shape}"


class Convention(Struct, frozen=True):
    """
    What a project asks of commits.

    Args:
        meaning: one sentence.
        forms: trailers of which one discloses AI's part; none if any will do.
        examples: well-formed trailers.
        forbids: whose trailers may name no AI at all: none, some by their keys, or all.
        takes_agents: AI may be the author of a commit.
        is_exclusive: only one of the forms may be used in a commit.
        unlisted: tools so common that they are not named beside AI.
        source: where the project says so.
    """

    meaning: str
    forms: tuple[Form, ...] = ()
    examples: tuple[str, ...] = ()
    forbids: frozenset[str] | Literal["all"] = frozenset()
    takes_agents: bool = True
    is_exclusive: bool = False
    unlisted: frozenset[str] = frozenset()
    source: str = ""


# What every project means by the name of a key, whatever profile is in force.
ASSISTED = Form("Assisted-by", "TOOL_NAME")
GENERATED = Form("Generated-by", "TOOL_NAME", share="ai")
COAUTHORED = Form("Co-authored-by-AI", "TOOL_NAME (MODEL_NAME)", "tool (model)")
SIGNED = "Signed-off-by"
REVIEWED = "Reviewed-by"
# How a signature looks before somebody has written theirs.
PERSON = "NAME <ADDRESS>"

CONVENTIONS: Mapping[Profile, Convention] = MappingProxyType(
    {
        "linux-kernel": Convention(
            "As the Linux kernel asks for it: agent and model in Assisted-by, and no AI signs off.",
            (Form("Assisted-by", "AGENT_NAME:MODEL_VERSION", "agent:model"),),
            (
                "Assisted-by: Claude:claude-3-opus coccinelle sparse",
                "Assisted-by: Copilot:gpt-5.1-codex",
                "Assisted-by: Crush:glm-5.2",
            ),
            forbids=frozenset({SIGNED}),
            unlisted=frozenset({"cc", "clang", "cmake", "emacs", "gcc", "git", "make", "vi", "vim", "vscode"}),
            source="https://docs.kernel.org/process/coding-assistants.html",
        ),
        "fedora": Convention(
            "As Fedora asks for it: the tool, or what kind of tool, in Assisted-by.",
            (Form("Assisted-by", "TOOL_NAME"),),
            ("Assisted-by: generic LLM chatbot", "Assisted-by: ChatGPTv5", "Assisted-by: Claude Opus 4.6"),
            source="https://docs.fedoraproject.org/en-US/council/",
        ),
        "llvm": Convention(
            "As LLVM asks for it: the assistant in Assisted-by, and a person as the author.",
            (Form("Assisted-by", "ASSISTANT_NAME"),),
            ("Assisted-by: Claude Code", "Assisted-by: GitHub Copilot"),
            takes_agents=False,
            source="https://llvm.org/docs/AIToolPolicy.html",
        ),
        "apache": Convention(
            "As the Apache Software Foundation asks for it: the tool in Generated-by.",
            (Form("Generated-by", "TOOL_NAME", share="ai"),),
            ("Generated-by: ChatGPT", "Generated-by: Claude Code 2.1"),
            source="https://www.apache.org/legal/generative-tooling.html",
        ),
        "openinfra": Convention(
            "As the OpenInfra Foundation asks for it: either Generated-By or Assisted-By, and not both.",
            (
                Form("Assisted-By", "TOOL_NAME [VERSION]"),
                Form("Generated-By", "TOOL_NAME [VERSION]", share="ai"),
            ),
            ("Assisted-By: Claude Code 2.1", "Generated-By: GitHub Copilot"),
            is_exclusive=True,
            source="https://openinfra.org/legal/ai-policy",
        ),
        "open-liberty": Convention(
            "As Open Liberty asks for it: tool and model in Co-authored-by-AI.",
            (COAUTHORED,),
            ("Co-authored-by-AI: Claude Code (claude-sonnet-4-6)", "Co-authored-by-AI: GitHub Copilot (gpt-5.1-codex)"),
            source="https://github.com/OpenLiberty/open-liberty",
        ),
        "kubernetes": Convention(
            "As Kubernetes asks for it: no trailer names AI, for that is said in the pull request.",
            forbids="all",
            source="https://www.kubernetes.dev/docs/guide/pull-requests/",
        ),
        "none-allowed": Convention(
            "Of a project that takes nothing from AI: whatever names it breaks the profile.",
            forbids="all",
            takes_agents=False,
        ),
        "custom": Convention(
            "Only as the other keys of the section say: any trailer or sentence that names AI discloses it.",
            examples=(
                "Assisted-by: Claude Code",
                "Co-authored-by: Claude <noreply@anthropic.com>",
                "Generated-by: ChatGPT",
            ),
        ),
    }
)
