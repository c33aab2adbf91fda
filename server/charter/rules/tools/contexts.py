"""
What the names of calls, parameters and variables say about a string: a model, an address, or nothing.

The same for every language; names are compared in lower case, with underscores.
"""

import re

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MODEL = re.compile(r"(?:.*_)?(?:models?|llm|engine|deployment)(?:_(?:name|id)s?)?")
_ADDRESS = re.compile(r"(?:.*_)?(?:url|uri|host|hostname|endpoint|base|domain|server|origin)s?")
# Calls whose argument is a model where no name says so.
_TAKES_MODEL = re.compile(
    r"(?:.*_)?(?:chat_model|language_model|embedding_model|generative_model|get_model|load_model|use_model|"
    r"chat|llm|lm|agent|completion|responses)|chat_\w+|"
    r"openai|anthropic|google|vertex|mistral|cohere|groq|bedrock|xai|deepseek|openrouter|azure|ollama"
)
# Calls that speak of an address and do not go there.
_ONLY_SPEAKS = re.compile(
    r"print|log|debug|info|warn|warning|error|exception|critical|trace|.*_?(?:error|exception|warning)|"
    r"(?:starts|ends)_?with|includes|contains|match|match_all|full_?match|search|compile|find(?:all|_all|iter)?|index|index_of|"
    r"count|split|replace|replace_all|sub|remove_?prefix|remove_?suffix|strip|has|test|describe|it|expect|skip|"
    r"assert\w*|to_\w+|add_argument|option|reg_exp"
)


def is_model(name: str) -> bool:
    """
    Tell whether what is called *name* holds a model.
    """
    return _MODEL.fullmatch(_words(name)) is not None


def is_address(name: str) -> bool:
    """
    Tell whether what is called *name* holds an address.
    """
    return _ADDRESS.fullmatch(_words(name)) is not None


def takes_model(call: str) -> bool:
    """
    Tell whether a plain argument of a call of *call* may be a model.
    """
    return _TAKES_MODEL.fullmatch(_words(call)) is not None


def only_speaks(call: str) -> bool:
    """
    Tell whether *call* prints, raises or compares what it is given.
    """
    return _ONLY_SPEAKS.fullmatch(_words(call)) is not None


def _words(name: str) -> str:
    return _HUMP.sub("_", name).lower()
