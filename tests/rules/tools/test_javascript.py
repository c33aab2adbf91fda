import pytest

from support.pages import draw, examples
from support.uses import uses

FLAGGED = """
    == typescript: imports, however they are written
    import OpenAI, { toFile } from "openai";
                                   ^^^^^^^^ sdk openai
    export { Anthropic } from '@anthropic-ai/sdk/resources';
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sdk @anthropic-ai/sdk
    import cohere = require("cohere-ai");
                            ^^^^^^^^^^^ sdk cohere-ai
    const { generateText } = await import(`ai`);
                                          ^^^^ sdk ai

    == javascript: require, scopes, and Deno's way
    const { openai } = require("@ai-sdk/openai");
                               ^^^^^^^^^^^^^^^^ sdk @ai-sdk/openai
    import Groq from "npm:groq-sdk@0.9";
                     ^^^^^^^^^^^^^^^^^^ sdk groq-sdk

    == javascript: models in properties, parameters and variables
    const answer = await client.create({ model: "gpt-5", input: "gpt-5" });
                                                ^^^^^^^ model gpt-5
    const modelId = process.env.MODEL ?? 'claude-opus-4-5';
                                         ^^^^^^^^^^^^^^^^^ model claude-opus-4-5
    function ask(question, { model = "o3-mini" } = {}) {}
                                     ^^^^^^^^^ model o3-mini
    this.model = isFast ? "gpt-4o-mini" : other;
                          ^^^^^^^^^^^^^ model gpt-4o-mini

    == typescript: models as arguments, in classes, and as parameters with types
    const model = openai("gpt-4o");
                         ^^^^^^^^ model gpt-4o
    class Settings { readonly model: string = "gemini-2.5-pro"; }
                                              ^^^^^^^^^^^^^^^^ model gemini-2.5-pro
    function ask(modelName: string = "grok-4") {}
                                     ^^^^^^^^ model grok-4

    == typescriptreact: attributes
    const view = <Chat model="gpt-5" title="gpt-5" />;
                             ^^^^^^^ model gpt-5

    == javascript: hosts, whole or filled in
    fetch(`https://${name}.openai.azure.com/openai/${path}`);
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ host *.openai.azure.com
    const client = new OpenAI({ baseURL: "https://openrouter.ai/api/v1" });
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ host openrouter.ai

    == javascript: letters beyond the first plane, and a line that is half typed
    const ä = "🎈🎈"; const model = "gpt-5"; // 🎈
                                  ^^^^^^^ model gpt-5
    const x = { model: "gpt-4o",
                       ^^^^^^^^ model gpt-4o
"""
LEFT_ALONE = """
    == typescript: types, and modules of one's own
    import type { Chat } from "openai";
    import { ask } from "./openai";
    import { other } from "openai-helpers";
    import { thing } from "ai-thing";
    type Model = "gpt-4o" | "gpt-5";

    == javascript: comments, texts, comparisons and tests
    // import "openai", model: "gpt-4o", https://api.openai.com/v1
    /* const model = "gpt-4o" */
    if (model === "gpt-4o" || model.startsWith("gpt-4")) console.log("https://api.openai.com/v1");
    it("gpt-4o", () => expect(parse("gpt-4o")).toBe("gpt-4o"));
    const title = "gpt-4o", limits = { "gpt-4o": 128000 };
    const text = "import OpenAI from 'openai'";
    throw new Error("https://api.openai.com/v1");

    == javascript: addresses of somebody else
    fetch("https://api.openai.com.evil.example/v1");
    fetch(`https://${host}/v1`);
    fetch("https://proxy.example/?to=https://api.openai.com/v1");
"""


@pytest.mark.parametrize("example", examples(FLAGGED) + examples(LEFT_ALONE), ids=str)
def test_page(example):
    """
    What scripts call is named by what it is published as; what only looks like it is left alone.
    """
    language = example.claim.partition(":")[0]

    assert example.picture == draw(example.code, uses(language, example.code))
