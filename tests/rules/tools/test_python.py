import pytest

from support.pages import draw, examples
from support.uses import uses

FLAGGED = """
    == imports, however they are written
    import json, openai as ai
                 ^^^^^^ sdk openai
    import openai.types.chat
           ^^^^^^^^^^^^^^^^^ sdk openai
    from anthropic import Anthropic
         ^^^^^^^^^ sdk anthropic
    def late():
        from langchain_openai.chat_models import ChatOpenAI
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdk langchain-openai

    == namespace packages, by their module or by what is taken from them
    import google.generativeai as genai
           ^^^^^^^^^^^^^^^^^^^ sdk google-generativeai
    from google import auth, genai
                             ^^^^^ sdk google-genai
    from azure.ai.inference import ChatCompletionsClient
         ^^^^^^^^^^^^^^^^^^ sdk azure-ai-inference

    == imports by a call
    module = importlib.import_module("mistralai.client")
                                     ^^^^^^^^^^^^^^^^^^ sdk mistralai
    other = __import__("groq")
                       ^^^^^^ sdk groq

    == the client of boto3 that calls AI
    client = boto3.client("bedrock-runtime")
                          ^^^^^^^^^^^^^^^^^ sdk boto3
    again = session.client(service_name="bedrock-runtime", region_name=region)
                                        ^^^^^^^^^^^^^^^^^ sdk boto3

    == models, where a name says so
    client.responses.create(model="gpt-5", input="gpt-5")
                                  ^^^^^^^ model gpt-5
    MODEL_ID = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ model us.anthropic.claude-sonnet-4-5-20250929-v1:0
    def ask(question, *, model_name="openai/gpt-4o"):
                                    ^^^^^^^^^^^^^^^ model openai/gpt-4o
        body = {"model": "mistral-large-latest", "prompt": "about gpt-4o"}
                         ^^^^^^^^^^^^^^^^^^^^^^ model mistral-large-latest
    class Settings:
        llm: str = Field(default="o3-mini")
                                 ^^^^^^^^^ model o3-mini

    == models by default, in lists, and as alternatives
    model = os.environ.get("MODEL", "gpt-4o")
                                    ^^^^^^^^ model gpt-4o
    models = ["gemini-2.5-pro", "other"]
              ^^^^^^^^^^^^^^^^ model gemini-2.5-pro
    config.model = args.model or "deepseek-chat"
                                 ^^^^^^^^^^^^^^^ model deepseek-chat

    == models as arguments of what takes models
    llm = init_chat_model("claude-opus-4-5", temperature=0)
                          ^^^^^^^^^^^^^^^^^ model claude-opus-4-5
    agent = Agent("openai:gpt-5")
                  ^^^^^^^^^^^^^^ model openai:gpt-5

    == hosts in addresses, whole or filled in
    requests.post("https://api.groq.com/openai/v1/chat/completions", json={})
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ host api.groq.com
    url = f"https://{resource}.openai.azure.com/openai/deployments/{name}"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ host *.openai.azure.com
    client = Client(base_url="http://localhost:11434/v1")
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ host localhost:11434
    connection = HTTPSConnection("api.openai.com")
                                 ^^^^^^^^^^^^^^^^ host api.openai.com
    HEADERS = {"host": "api.anthropic.com"}
                       ^^^^^^^^^^^^^^^^^^^ host api.anthropic.com

    == methods of a large class, and letters of more than one byte
    class Größe:
        def frage(self, text="ä🎈"):  return self.ask("ü🎈", model="gpt-5")
                                                                 ^^^^^^^ model gpt-5

    == what parses beside what does not
    import openai
           ^^^^^^ sdk openai
    x = = 1
    client.create(model="gpt-5")
                        ^^^^^^^ model gpt-5
"""
LEFT_ALONE = """
    == modules of one's own, and names that begin alike
    from .openai import Client
    from . import anthropic
    import openai_helpers, my.openai
    from agents import Agent
    from haystack import indexes
    boto3.client("s3")
    importlib.import_module(".openai", package=__name__)

    == comments, docstrings and other text
    # import openai, model="gpt-4o", https://api.openai.com/v1
    def ask():
        '''Call gpt-4o at https://api.openai.com/v1, as `import openai` does.'''
        "gpt-4o"
        return "gpt-4o"

    == ids that are compared, printed, or mean something else
    if model == "gpt-4o" or model.startswith("gpt-4"): pass
    print("gpt-4o")
    limits = {"gpt-4o": 128_000}
    assert parse("gpt-4o") == "OpenAI"
    re.compile("gpt-4o")
    title = "gpt-4o"

    == words that begin like a model
    model = "gpt-"
    model = "claude-shannon"
    model = "command-line"
    model = "nova-compute"
    model = "gpt-5 and others"
    engine = create_engine("postgresql://o3-host/db")

    == addresses that are only spoken of, or of somebody else
    log.info("https://api.openai.com/v1")
    raise ValueError("https://api.openai.com/v1")
    if url.startswith("https://api.openai.com"): pass
    base_url = "https://api.openai.com.evil.example/v1"
    base_url = "https://openai.com/research"
    base_url = f"https://{host}/v1"
    help = "see https://api.openai.com/v1 for more"
    url = "https://proxy.example/?to=https://api.openai.com/v1"
"""


@pytest.mark.parametrize("example", examples(FLAGGED) + examples(LEFT_ALONE), ids=str)
def test_page(example):
    """
    What Python code calls is named by what it is published as; what only looks like it is left alone.
    """
    assert example.picture == draw(example.code, uses("python", example.code))
