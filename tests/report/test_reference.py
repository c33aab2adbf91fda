import re
from pathlib import Path

from charter.policy.language import keys
from charter.policy.language.scalars import LANGUAGE, TRUTH, Scalar
from charter.report import disclosing
from charter.report.reference import reference

HOUSE = Path(__file__).parents[2]
EXAMPLE = HOUSE / "examples" / "everything"
PAGE = reference(*((EXAMPLE / name).read_text(encoding="utf-8") for name in ("charter.yaml", "waivers.yaml")))


def test_page_is_fresh():
    """
    What `python tools/write_pages.py` would write lies in docs/charter.md.
    """
    assert PAGE == (HOUSE / "docs" / "charter.md").read_text(encoding="utf-8")


def test_page_on_disclosure_is_fresh():
    """
    So does docs/disclosure.md, with every profile.
    """
    assert disclosing.page() == (HOUSE / "docs" / "disclosure.md").read_text(encoding="utf-8")


def test_every_key_has_a_section_with_an_example():
    """
    Each key of the language is explained under its path, and the charter that uses every key really does.
    """
    sections = re.split(r"^#{2,3} `([^\n]*)$", PAGE, flags=re.MULTILINE)[1:]
    names, texts = sections[::2], sections[1::2]

    assert {*kinds(keys.CHARTER_FILE)} == {name[:-1].rpartition(".")[2] for name in names if name.endswith("`")}
    assert {*kinds(keys.REGISTER)} == {name.partition("` of a waiver")[0] for name in names if not name.endswith("`")}
    assert sorted({*names}) == sorted(names)
    assert [] == [
        name for name, text in zip(names, texts, strict=True) if not re.search("Example: `.|```yaml\n.", text)
    ]


def test_every_word_is_explained():
    """
    Where a key takes one word of a few, the page says what each word means; languages and truths say it themselves.
    """
    choices = [each for each in kinds(keys.CHARTER_FILE).values() if each.words and each not in (LANGUAGE, TRUTH)]
    explained = re.findall(r"^\| `([^`]*)` \| [A-Z].*\. \|$", PAGE, re.MULTILINE)

    assert [] == [word for each in choices for word in each.words if word not in explained]


def test_links_in_the_page_lead_to_its_headings():
    """
    The anchors are those that GitHub makes of the headings.
    """
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", PAGE, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert set() == {*re.findall(r"\]\(#([^)]*)\)", PAGE)} - anchors


def kinds(kind):
    """
    Return by its name the kind of single value that each key in *kind* takes, or an empty one.
    """
    while hasattr(kind, "entry") or hasattr(kind, "value"):
        kind = getattr(kind, "entry", None) or kind.value
    found = {}
    for key in getattr(kind, "keys", ()):
        inner = key.kind
        while hasattr(inner, "entry"):
            inner = inner.entry
        found |= {key.name: inner if isinstance(inner, Scalar) else TRUTH, **kinds(inner)}
    return found
