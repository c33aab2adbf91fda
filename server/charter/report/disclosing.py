"""
The page on disclosure, as Markdown: the profiles from their records, and what nothing here can see.
"""

from collections.abc import Iterator

from charter.policy.language.conventions import CONVENTIONS, Convention

_INTRODUCTION = """\
# Disclosure: what commits say about AI

A charter can ask that commits name the AI that had a part in them, in the form that the project chose:

```yaml
disclosure:
  profile: linux-kernel   # whose form; the table below shows them all
  commits: require        # require | allow | forbid | off
  human_sign_off: true    # a person signs off each commit, and AI signs off none
  reviewed_by: [payments] # zones in which AI's part needs a Reviewed-by of somebody else
```

With `require` or `forbid` a breach is at `block`, unless the charter's `rules` say otherwise; with `allow` only the
form of what is disclosed is looked at. [Each rule has a page](rules/index.md#disclosure).

## Where it is seen

- **While you write the message**, in every editor that runs the server: `git commit` opens `COMMIT_EDITMSG`, and what
  is wrong is underlined, with a fix that writes the right trailer. Keys, tools and models are completed.
- **When you commit**, by the hook `charter commit-msg`, and **in CI**, by `charter log origin/main..HEAD`, which looks
  at authors, committers and git-ai's notes as well. [CI](ci.md#commits) has the jobs.

The charter is that of the repository, or of the worktree that you commit in; where a repository has several, the one
at its top. Zones have no say in a message but through `reviewed_by`, for a commit lies in no folder. The tools that it
names are judged by the lists of tools, in a range as of the commit's day.

## Profiles
"""
_LIMITS = """\
## What cannot be seen

- **AI that leaves no trace.** Completion in an editor, and text that was copied from a chat, say nothing. Nothing is
  guessed from style: a commit without a mark is of unknown origin, never "by a person", and nobody is asked to
  disclose what nothing shows.
- **Whether it is true.** A trailer, a name and a day are claims by whoever made the commit.
- **What was lost on the way.** Squashing, rebasing and rewriting drop trailers and notes; a merge on a server may write
  a message of its own that no hook sees. `charter log` looks at what is there in the end.
- **People or machines?** `Assisted-by: Jane Doe` credits a person. A value is called AI only if it names a tool of the
  [catalogue](../policies/ai_tools.yaml), or an agent with its model, `AGENT:MODEL`; mailboxes and accounts
  count when they are exactly those of a tool. A tool that is not known in a free form is taken for a person.
- **Versions.** A model is said to be misspelt if one word of its name is a slip away from a known one; a figure is
  never doubted, for it may be new.
- **Reviews elsewhere.** Only `Reviewed-by` in the commit counts, not the approval of a pull request. A message that is
  being written is not asked for it, and merges are not asked for a sign-off.
- **What will be squashed.** A message that begins with `fixup!`, `squash!` or `amend!` is asked for nothing while it is
  written. In a range it is a commit like any other, for whether somebody squashes it before it is taken, nobody knows.
- **Comments with another sign.** Where `core.commentChar` is not `#`, the sign is known from git's own words in the
  message: its scissors, or the sentence that names it. A sign such as `*`, which also begins lists, only from scissors.
- **Who signs.** Git's comments name a committer only now and then; else the fix for a missing sign-off, and always that
  for a review, writes a template, which counts for nothing until somebody's name stands there.
"""


def page() -> str:
    """
    Return `docs/disclosure.md`.
    """
    return "\n".join((_INTRODUCTION, *_table(), "", *_sections(), _LIMITS))


def _table() -> Iterator[str]:
    yield "| profile | what it asks for |"
    yield "|---|---|"
    for name, convention in CONVENTIONS.items():
        yield f"| [`{name}`](#{name}) | {convention.meaning} |"


def _sections() -> Iterator[str]:
    for name, convention in CONVENTIONS.items():
        yield f"### `{name}`\n"
        yield f"{' '.join(_facts(convention))}\n"
        if convention.examples:
            yield "\n".join(("```text", *convention.examples, "```\n"))


def _facts(convention: Convention) -> Iterator[str]:
    yield convention.meaning
    if convention.forms:
        forms = " or ".join(f"`{form.template}`" for form in convention.forms)
        yield f"Form: {forms}{', one of the two in a commit' if convention.is_exclusive else ''}."
    if isinstance(convention.forbids, frozenset) and convention.forbids:
        yield f"AI may not be named in {', '.join(f'`{key}`' for key in sorted(convention.forbids))}."
    if not convention.takes_agents:
        yield "An AI tool may not be the author."
    if convention.unlisted:
        yield f"Not listed beside AI: {', '.join(sorted(convention.unlisted))}."
    if convention.source:
        yield f"Source: <{convention.source}>."
