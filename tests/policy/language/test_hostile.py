import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from charter.policy.language import keys, tree
from charter.policy.language.tree import MappingNode, ScalarNode, SequenceNode
from charter.policy.problems import Mistake
from charter.text import Span
from support.charters import charter

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(letter + 1)}: &{chr(letter + 1)} [{', '.join([f'*{chr(letter)}'] * 9)}]\n"
    for letter in range(ord("a"), ord("i"))
)
HOSTILE = {
    "brackets in a row": "[" * 100_000,
    "brackets in a column": "[\n" * 100_000,
    "braces": "{a: " * 100_000,
    "sequences": "- " * 50_000,
    "explicit keys": "? " * 100_000,
    "an alias bomb": BOMB,
    "a bomb as the value of a key": BOMB.replace("a: &a", "name: &a", 1),
    "an anchor that holds itself": "&a [*a]",
    "10,001 values": "- x\n" * 10_001,
    "10,001 keys": "".join(f"k{n}: x\n" for n in range(5_001)),
    "more than 1 MiB": "# " + "x" * (1 << 20),
    "more than 1 MiB in bytes only": "# " + "é" * (1 << 19),
    "a tag of Python": "!!python/object/apply:os.system [id]",
    "NUL": "name: \0",
    "half a character": "name: \ud800",
    "a directive": "%YAML 3.0\n---\nname: x",
    "a tag without a handle": "!x!y z",
    "only a mark": "---\n...\n---\n...\n",
}


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], ids=["libyaml", "python"])
def either_parser(request, monkeypatch):
    monkeypatch.setattr(tree, "_LOADER", getattr(yaml, request.param, yaml.SafeLoader))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.usefixtures("either_parser")
def test_hostile_text_is_refused_with_its_place(text):
    """
    What is too deep, too much or no YAML is one mistake that leaves the layer unread, with either parser.
    """
    mistake = tree.parse(text)

    assert isinstance(mistake, Mistake) or text == HOSTILE["a tag of Python"]
    if isinstance(mistake, Mistake):
        assert (True, True) == (mistake.leaves_unread, 0 <= mistake.span.start <= mistake.span.end <= len(text))


def test_hostile_charter_leaves_the_charter_standing():
    """
    Whatever a layer is, the other layers are in force, and the problem is there.
    """
    for text in HOSTILE.values():
        built = charter(text, organisation="name: Acme")

        assert ("Acme", ("charter.yaml",)) == (built.name, built.unread)


@pytest.mark.usefixtures("either_parser")
def test_depth_and_size_just_within_the_bounds_are_read():
    """
    64 levels and 10,000 values are read, one more is not; a megabyte of comments is none of either.
    """
    deep, much = "[" * 64 + "]" * 64, "- x\n" * 9_999

    assert [SequenceNode] * 2 == [type(tree.parse(text)) for text in (deep, much)]
    assert [Mistake] * 2 == [type(tree.parse(text)) for text in (f"[{deep}]", much + "- x\n")]
    assert MappingNode is type(tree.parse("#\n" * (1 << 16)))


@pytest.mark.usefixtures("either_parser")
def test_places_are_offsets_whatever_breaks_lines():
    """
    Spans cover what was written, across line ends that YAML and editors see differently.
    """
    text = '\ufeff# \x85\u2028\r\nname: 😀\rlist:\n  - "a\u2028 b" \n\n  # tail\nlast: {k: *x}\n'.replace("*x", "v")
    root = tree.parse(text)
    (name, value), (_, items), (_, flow) = root.entries

    written = [text[node.span.start : node.span.end] for node in (name, value, items, items.nodes[0], flow)]
    assert ["name", "😀", '- "a\u2028 b"', '"a\u2028 b"', "{k: v}"] == written
    assert (root.span.start, root.span.end) == (text.index("name"), flow.span.end)


@pytest.mark.usefixtures("either_parser")
def test_aliases_count_as_what_they_stand_for():
    """
    Ten aliases of a thousand values are ten thousand values.
    """
    thousand = "a: &a [" + "x," * 998 + "x]\n"

    assert MappingNode is type(tree.parse(thousand + "b: [" + "*a," * 7 + "*a]\n"))
    assert Mistake is type(tree.parse(thousand + "b: [" + "*a," * 9 + "*a]\n"))


def test_many_mistakes_are_all_said():
    """
    A charter of nothing but unknown names has each of them reported, with hints for the first only.
    """
    names = [f"securit{n}" for n in range(3_000)]
    problems = charter("rules:\n" + "".join(f"  {name}: warn\n" for name in names)).problems

    assert (3_000, 50) == (len(problems), sum(bool(problem.fixes) for problem in problems))


SCALARS = st.text(max_size=12) | st.sampled_from(
    [
        "off",
        "block",
        "*",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "1_000",
        "2027-01-31",
        "recommended",
        "copilot",
        "B602",
        "CWE-78",
        "~",
        "'",
        '"',
        "<<",
    ]
)
KEYS = st.sampled_from(
    [key.name for key in keys.CHARTER_FILE.keys + keys.TOOLS_RECORD.keys + keys.WAIVERS_RECORD.keys]
) | (st.sampled_from(["tool", "id", "markers", "until", "level", "max", "note", "security", "complexity.cyclomatic"]))
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | SCALARS, inner, max_size=5),
    max_leaves=25,
)
LINES = st.lists(
    st.tuples(
        st.integers(0, 6),
        KEYS | SCALARS,
        st.sampled_from([":", ": ", " - ", ": [", "]", ": {", "}", "", "#", ": |"]),
        SCALARS,
    ),
    max_size=12,
).map(lambda lines: "\n".join(" " * indent + key + mark + value for indent, key, mark, value in lines))


@given(TREES.map(lambda value: yaml.safe_dump(value, allow_unicode=True)) | LINES | st.text(max_size=80))
@example("rules: {? {a: b} : c}")
@example("tools: {declare: [{id: ''}], approved: ['']}")
def test_any_text_makes_a_charter(text):
    """
    Whatever is written, reading gives a charter and problems that lie within the text.
    """
    built = charter(text)

    places = [(problem.span, problem.line) for problem in built.problems]
    assert all(0 <= span.start <= span.end <= len(text) and line >= 0 for span, line in places)
    assert all(problem.advice.endswith(".") and problem.advice.isprintable() for problem in built.problems)


@given(TREES.map(lambda value: yaml.safe_dump(value, allow_unicode=True)) | LINES)
def test_both_parsers_read_the_same(text):
    """
    Where libyaml and PyYAML's own parser both read a text, they read the same, in the same places.
    """
    with pytest.MonkeyPatch.context() as patch:
        read = []
        for loader in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
            patch.setattr(tree, "_LOADER", loader)
            read.append(tree.parse(text))

    if not any(isinstance(each, Mistake) for each in read):
        assert read[0] == read[1]


def test_scalars_are_text():
    """
    Nothing is guessed: what a scalar means is the business of its key.
    """
    root = tree.parse("[off, 1_000, 2027-01-31, 0x1f, 1e3, ~]")

    assert ["off", "1_000", "2027-01-31", "0x1f", "1e3", "~"] == [node.text for node in root.nodes]
    assert ScalarNode(Span(1, 4), "off", is_plain=True) == root.nodes[0]
