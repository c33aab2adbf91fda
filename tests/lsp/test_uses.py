"""
AI that code calls, in an editor.
"""

LAW = "tools: {runtime: {sdks: {approved: [openai]}}}\n"
CODE = 'import openai\nimport groq\nopenai.create(model="gpt-5")\n'
SCRIPT = 'import OpenAI from "openai";\nimport Groq from "groq-sdk";\n'


def hovered(client, path, offset):
    hover = client.hover(path, offset)
    return hover and hover["contents"]["value"]


def test_hover_says_what_is_called_and_whether_it_is_approved(connect, root):
    """
    What is approved, and what is only counted, has no mark and a hover all the same.
    """
    (root / "charter.yaml").write_text(LAW)
    with connect() as client:
        client.open("a.py", CODE)
        client.settle("a.py")

        codes = [each["code"] for each in client.diagnostics("a.py")]
        assert ["tools.unapproved-sdk"] == [code for code in codes if code.startswith("tools.")]
        assert "**openai** · approved AI SDK" in hovered(client, "a.py", CODE.index("openai"))
        assert "- Vendor: OpenAI" in hovered(client, "a.py", CODE.index("openai"))
        assert "tools.runtime.sdks.approved" in hovered(client, "a.py", CODE.index("openai"))
        assert "Use what is approved (openai)" in hovered(client, "a.py", CODE.index("groq"))
        assert "a model of OpenAI" in hovered(client, "a.py", CODE.index("gpt-5"))
        assert hovered(client, "a.py", CODE.index("create")) is None


def test_scripts_are_read_in_a_pause_and_marks_move_with_the_text(connect, root):
    """
    A worker parses JavaScript; until it does so again, what it saw stays with its line.
    """
    (root / "charter.yaml").write_text(LAW)
    with connect() as client:
        client.open("a.js", SCRIPT, "javascript")
        marks = client.diagnostics_like(client.uri("a.js"), bool)
        assert [1] == [each["range"]["start"]["line"] for each in marks]

        client.edit("a.js", "\n\n" + SCRIPT)
        assert [3] == [each["range"]["start"]["line"] for each in client.diagnostics("a.js")]


def test_hover_names_the_vendor_of_each_approved_use(connect, root):
    """
    Of libraries and hosts by the catalogue, by its patterns too; that models run at home, or several vendors', is said.
    """
    law = "tools: {runtime: {sdks: {approved: ['*']}, models: {approved: ['*']}, hosts: {approved: ['*']}}}\n"
    code = (
        'import langchain_openai\nimport boto3\nboto3.client("bedrock-runtime")\nimport requests\n'
        'requests.get("https://acme.openai.azure.com/v1")\nrequests.get("http://localhost:11434/api")\n'
        'boto3.create(model="claude-opus-4-5")\n'
    )
    (root / "charter.yaml").write_text(law)
    with connect() as client:
        client.open("a.py", code)
        client.settle("a.py")
        told = {
            word: hovered(client, "a.py", code.index(word))
            for word in ("langchain_openai", "bedrock", "acme.openai", "localhost", "claude-opus")
        }

    assert "- Vendor: AI of several vendors" in told["langchain_openai"]
    assert "- Vendor: Amazon" in told["bedrock"]
    assert "- Vendor: Microsoft" in told["acme.openai"]
    assert "- Vendor: models on machines of your own" in told["localhost"]
    assert "- Vendor: Anthropic" in told["claude-opus"]
