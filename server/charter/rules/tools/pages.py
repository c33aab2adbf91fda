"""
The manual pages of the rules on AI that a product calls.
"""

SDK = """
A library through which the product calls AI, and which no list approves.

## What it flags

In Python an import of a known SDK, by `import`, `from`, `import_module` or
`__import__`, and `client("bedrock-runtime")` of boto3. In JavaScript and
TypeScript `import`, `export … from`, `require` and `import()` of a known package.
Charters name it as it is published: `google-genai`, `@anthropic-ai/sdk`.

It is approved by a pattern under `tools.runtime.sdks.approved`; where several
layers have such a list, by each. The rule is at `observe` until a charter approves
any SDK, then at `advise`, or as `tools.runtime.sdks.unapproved` says.

## Why it matters

What a product sends to AI leaves the organisation on the terms of that vendor.
Somebody should have read them, and should know the list when they are asked.

## Example

    from groq import Groq

    client = Groq()

## Instead

    from openai import OpenAI

    client = OpenAI()

with a charter that says

    tools:
      runtime:
        sdks: {approved: [openai]}

or ask for the other one to be approved.

## Known gaps

A module of your own that is called like an SDK, such as `openai.py` beside the
file, is taken for the SDK. An import under `TYPE_CHECKING` counts, `import type`
does not. Names that are put together while the program runs are not seen, nor
those of SDKs that `policies/ai_runtime.yaml` does not know, nor code in other
languages.

## Source

The packages' own pages on PyPI and npm; tree-sitter's grammars, by way of ast-grep
(MIT), for JavaScript and TypeScript.
"""

MODEL = """
A model that the product calls, and which no list approves.

## What it flags

A string that is the whole id of a known model, with or without its provider
(`openai/gpt-5`, `us.anthropic.claude-sonnet-4-5`), where code uses it as one: an
argument, keyword, parameter, property, variable or key that is called `model` or
the like, and the argument of a call that takes models, such as
`init_chat_model("gpt-5")`. In Python, JavaScript and TypeScript.

It is approved by a pattern under `tools.runtime.models.approved`, which is
compared with the id as the code writes it. The rule is at `observe` until a charter
approves any model, then at `advise`, or as `tools.runtime.models.unapproved` says.

## Why it matters

Models differ in where they run, what they keep, what they cost and how good they
are, and are retired on short notice. A list says which were looked at.

## Example

    answer = client.responses.create(model="grok-4", input=question)

## Instead

    answer = client.responses.create(model="gpt-5", input=question)

with a charter that says

    tools:
      runtime:
        models: {approved: ["gpt-5*"]}

## Known gaps

Ids in other strings are left alone: in messages, comparisons, comments, and where
nothing says that a model is meant. Ids that come from settings are not seen.

## Source

The vendors' lists of models, as in `policies/ai_runtime.yaml`.
"""

HOST = """
A host at which the product calls AI, and which no list approves.

## What it flags

A string that is a URL of a known host, or its bare name, where code uses it: as an
argument, or as the value of a variable, keyword, parameter, property or key that is
called `url`, `host`, `base`, `endpoint` or the like. Parts that are filled in, as in
`f"https://{name}.openai.azure.com"`, do not hide it. In Python, JavaScript and
TypeScript.

It is approved by a pattern under `tools.runtime.hosts.approved`. The rule is at
`observe` until a charter approves any host, then at `advise`, or as
`tools.runtime.hosts.unapproved` says.

## Why it matters

Whoever calls an API without its SDK sends data to its vendor all the same.

## Example

    requests.post("https://api.groq.com/openai/v1/chat/completions", json=body, timeout=9)

## Instead

    requests.post("https://api.openai.com/v1/responses", json=body, timeout=9)

with a charter that says

    tools:
      runtime:
        hosts: {approved: [api.openai.com]}

## Known gaps

Strings that are printed, logged, raised or compared are left alone. A URL that is
put together from parts, or comes from settings, is not seen.

## Source

The vendors' documentation, as in `policies/ai_runtime.yaml`.
"""
