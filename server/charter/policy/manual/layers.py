"""
What may be wrong between the files and layers of a charter.
"""

from charter.model import Level, Rule
from charter.policy.manual.pages import page

_PARTLY = "A part of the layer is not in force, so less is checked than its author wants."

RULES = (
    Rule(
        id="charter.missing-layer",
        summary="charter that is named and cannot be read",
        default=Level.BLOCK,
        page=page(
            "A charter is named that is not there, or cannot be read.",
            flags="""
                Entries of `extends`, charters that the machine or the command line names, and a link to nothing in
                a charter's place. At the root, too, a file that is nearly called `charter.yaml`, such as `charter.yml`:
                that is a warning.
                """,
            matters=_PARTLY,
            example="extends: recomended",
            instead="extends: recommended",
            gaps="What an address on the network says now is looked at by `charter policy fetch` and `update` only.",
        ),
    ),
    Rule(
        id="charter.untrusted-layer",
        summary="charter in a place where it must not lie",
        default=Level.BLOCK,
        page=page(
            "A charter is named that this one may not use.",
            flags="""
                Absolute paths and paths out of the workspace under `extends`, files that are no
                charters, and an organisation's charter that lies in the workspace it binds.
                """,
            matters="A repository must neither read what is not its own nor set the rules that bind it.",
            example="extends: ../../etc/secrets.yaml",
            instead="Keep the repository's charters in it, and the organisation's on the machine.",
            gaps="A file of another kind is told by its keys; what it says is never quoted.",
        ),
    ),
    Rule(
        id="charter.cycle",
        summary="charters that extend one another in a circle",
        default=Level.WARN,
        page=page(
            "The entry leads back to a file that extends this one.",
            flags="Circles of `extends`, also that of a file with itself.",
            matters="In a circle no file is nearer than another; the entry is left out, and all files are read once.",
            example="# a.yaml\nextends: ./b.yaml\n\n# b.yaml\nextends: ./a.yaml",
            instead="Move what both need to a third file.",
            gaps="None are known.",
        ),
    ),
    Rule(
        id="charter.digest-mismatch",
        summary="remote charter that is not the one that was pinned",
        default=Level.BLOCK,
        page=page(
            "A charter from the network differs from its digest.",
            flags="Entries of `extends` such as `https://…#sha256=…` whose text in the cache has another digest.",
            matters="Whoever controls the address could change the rules unseen.",
            example="extends: https://charter.example/acme.yaml#sha256=0000",
            instead="Fetch it again with `charter policy fetch`; `charter policy update` shows and pins what changed.",
            gaps="In the editor what was pinned stays in force while it is known; the terminal has no such memory.",
        ),
    ),
    Rule(
        id="charter.weakens-layer",
        summary="attempt to loosen what a higher layer sets",
        default=Level.WARN,
        page=page(
            "The entry would loosen what a higher layer holds; it has no effect.",
            flags="""
                Milder levels and limits, tools that a higher list does not have, further
                exclusions, milder terms for waivers, and tools declared under a known name. What
                a pack says more mildly is overridden in silence.
                """,
            matters="Its author thinks that it holds. The message says who holds what.",
            example="# organisation: {security: block}\nrules:\n  security: warn",
            instead="Remove the entry, be stricter, or ask the owner of the higher layer.",
            gaps="""
                A default binds nobody, but for one case: below a layer that sets how findings are
                judged, `size_limit` and the terms of waivers cannot be looser than by default.
                """,
        ),
    ),
    Rule(
        id="charter.broken-known",
        summary="record of known findings that cannot be read",
        default=Level.WARN,
        page=page(
            "The file of known findings, or an entry of it, cannot be read.",
            flags="`charter-known.json` files that are no JSON, or not of the form that `charter known` writes.",
            matters="What it would silence is in force, so that old findings look new.",
            example='{"version": 1, "known": [\n<<<<<<< HEAD',
            instead="Take the last good version from history, or delete the file and run `charter known`.",
            gaps="""
                An entry for a finding that is gone is not noticed here; `charter known` removes it.
                In the editor the last good version stays in force.
                """,
        ),
    ),
    Rule(
        id="charter.loosened",
        summary="change that allows more than was allowed before",
        default=Level.WARN,
        page=page(
            "The change itself loosens what it is judged by.",
            flags="""
                In `charter check --since`: lines of charters after which less is in force, paths that
                are checked no more, new or longer waivers, `# nosec` and `# noqa: S…` comments, and
                findings that were added to those that are known.
                """,
            matters="A change could let itself pass; who reviews it must see that first.",
            example="-  security: block\n+  security: warn",
            instead="""
                Have whoever answers for the charter agree, or take it back. An organisation that wants
                to be asked each time writes:

                    rules:
                      charter.loosened: block
                """,
            gaps="""
                It is judged by the charter before the change and by the one after it, the stricter
                of the two. What changes on the machine, in an organisation's layer, is no part of a change.
                """,
        ),
    ),
    Rule(
        id="charter.empty-zone",
        summary="zone whose paths match no file",
        default=Level.WARN,
        page=page(
            "No file lies in the zone.",
            flags="Zones none of whose patterns matches.",
            matters="The files that were meant are not protected.",
            example="zones:\n  - {name: payments, paths: [src/paiments/**]}",
            instead="Correct the paths.",
            gaps="""
                It is looked for where all files are known: in a check of the whole repository and in a scan of the
                editor, not while one file is open. An organisation's zones are for other repositories, too.
                """,
        ),
    ),
    Rule(
        id="charter.unchecked",
        summary="something that was not checked",
        default=Level.ADVISE,
        page=page(
            "A file, or a part of it, was not checked.",
            flags="""
                Files that are too large or no UTF-8 text, code that does not parse, and rules that
                crashed.
                """,
            matters="What was not checked must not look clean.",
            example="def broken(:",
            instead="""
                Correct the code, raise `size_limit`, or look at the file yourself. An organisation
                that wants no gaps writes:

                    rules:
                      charter.unchecked: block
                """,
            gaps="Files that the charter excludes, and links out of the workspace, are left out on purpose.",
        ),
    ),
)
