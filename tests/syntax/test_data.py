from hypothesis import given, settings
from hypothesis import strategies as st

from charter.syntax.data import read
from charter.text import Document

QUICK = settings(max_examples=200, derandomize=True, deadline=None)

JSON = """\ufeff// who may do what
{
  "permissions": {"allow": ["Bash(git *)", "Read"], /* all */ "mode": "a\\u0062c",},
  "on": true, "n": -1.5e3, "nothing": null
}
"""
YAML = """
# how to answer
yes-always: true
name: "on"
servers:
  - command: npx
    args: [-y, pkg]
"""
TOML = """
approval_policy = "never"  # ask nobody

[mcp_servers.docs]
command = "npx"
args = ["-y", "pkg"]

[[hooks]]
run = 'a'
[[hooks]]
run = 'b'
"""


def test_each_value_knows_its_place():
    """
    In all three forms the span of a value is the text that writes it, of an entry the key and the value.
    """
    told = [
        (JSON, "a.json", ("permissions", "mode"), "abc", '"mode": "a\\u0062c"'),
        (JSON, "a.json", ("on",), True, '"on": true'),
        (JSON, "a.json", ("n",), -1500.0, '"n": -1.5e3'),
        (YAML, "a.yml", ("yes-always",), True, "yes-always: true"),
        (YAML, "a.yml", ("name",), "on", 'name: "on"'),
        (TOML, "a.toml", ("approval_policy",), "never", 'approval_policy = "never"  # ask nobody'),
        (TOML, "a.toml", ("mcp_servers", "docs", "command"), "npx", 'command = "npx"'),
    ]

    for text, name, keys, scalar, written in told:
        entry = tree(text, name).at(*keys)
        assert (scalar, written) == (entry.value.scalar, text[entry.span.start : entry.span.end])


def test_lists_give_their_texts():
    """
    Each text of a list with its place; where only the list has one, that of the list.
    """
    assert ["Bash(git *)", "Read"] == [
        text for text, _ in tree(JSON, "a.json").at("permissions", "allow").value.texts()
    ]
    assert ["-y", "pkg"] == [
        text for text, _ in tree(YAML, "a.yaml").at("servers").value.items[0].at("args").value.texts()
    ]
    assert ["a", "b"] == [item.at("run").value.scalar for item in tree(TOML, "a.toml").at("hooks").value.items]


def test_what_stands_before_a_mistake_is_read():
    """
    Half a text is as good as far as it goes, and says that it is half.
    """
    reading = read(Document(".mcp.json", '{"mcpServers": {"a": {"command": "npx"}, "b', "json"))

    assert ("npx", True) == (reading.root.at("mcpServers", "a", "command").value.scalar, bool(reading.trouble))
    assert read(Document("a.toml", "a = [", "toml")).trouble
    assert read(Document("a.yaml", "a: [1, {b: 2}\nc: d: e", "yaml")).trouble


def test_depth_and_number_are_bounded():
    """
    A hostile text is refused quickly, wherever its brackets stand.
    """
    for name in ("a.json", "a.yaml", "a.toml"):
        for text in ("[" * 100_000, "a = " + "[" * 5_000, '{"a":' * 50_000, "[" + "1," * 50_000 + "1]"):
            assert read(Document(name, text, "json")) is not None


def test_other_files_are_not_read():
    """
    The name tells the form; what is larger than settings are is data.
    """
    assert read(Document("a.md", "{}", "markdown")) is None
    assert read(Document("a.json", " " * (1 << 21), "json")) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
@QUICK
def test_json_is_read_as_python_reads_it(value):
    """
    Whatever JSON there is, the tree says what it says.
    """
    import json

    reading = read(Document("a.json", json.dumps(value, ensure_ascii=False), "json"))

    assert (value, "") == (plain(reading.root, value), reading.trouble)


@given(st.text(alphabet='{}[]":,\\/*-.ab1 \n\r\t#='), st.sampled_from(["a.json", "a.yaml", "a.toml"]))
@QUICK
def test_no_text_breaks_a_reader(text, name):
    """
    Every text gives a tree whose places lie in it.
    """
    reading = read(Document(name, text, "json"))

    assert 0 <= reading.root.span.start <= reading.root.span.end <= len(text)


def tree(text, name):
    return read(Document(name, text, "")).root


def plain(value, like):
    if isinstance(like, dict):
        return {key: plain(entry.value, like[key]) for key, entry in value.entries.items()}
    if isinstance(like, list):
        return [plain(item, one) for item, one in zip(value.items, like, strict=True)]
    return value.scalar
