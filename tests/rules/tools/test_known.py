"""
Each thing that is known of AI that products call is seen where it is used, and not in what resembles it.
"""

import pytest

from charter.errors import CharterError
from charter.rules.tools.recogniser import recogniser
from charter.runtime import parse
from support.charters import catalogue
from support.uses import uses

RUNTIME = catalogue().runtime
KNOWN = recogniser(RUNTIME)
IMPORTS = [(sdk, name.replace("*", "openai")) for sdk in RUNTIME.sdks for name in sdk.imports]
PYTHON = [pytest.param(sdk, name, id=name) for sdk, name in IMPORTS if sdk.registry == "pypi"]
NPM = [pytest.param(sdk, name, id=name) for sdk, name in IMPORTS if sdk.registry == "npm"]
HOSTS = [pytest.param(host.host, id=host.host) for host in RUNTIME.hosts]
IDS = [pytest.param(model, each, id=each) for model in RUNTIME.models for each in model.such_as]
UNLIKE = [each for model in RUNTIME.models for each in model.unlike]


def named(language, code):
    return [name for _, name in uses(language, code)]


@pytest.mark.parametrize(("sdk", "module"), PYTHON)
def test_module_is_seen_and_its_like_is_not(sdk, module):
    """
    A module is its SDK's by import and by name; one beside it, or below another, is not.
    """
    head, _, tail = module.rpartition(".")
    ways = [f"import {module}", f"import {module}.sub as it", f"from {module} import it", f"import_module('{module}')"]
    ways += [f"from {head} import {tail}"] if head else []

    assert [[f"sdk {sdk.name.replace('*', 'openai')}"]] * len(ways) == [named("python", way) for way in ways]
    alike = [f"import my.{module}", f"import {module}y2", f"from .{module} import it", f"'import {module}'"]
    assert [] == [way for way in alike if "*" not in sdk.package and named("python", way)]


@pytest.mark.parametrize(("sdk", "package"), NPM)
def test_package_is_seen_and_its_like_is_not(sdk, package):
    """
    A package is its SDK's with and without a path in it; a file, or one that begins alike, is not.
    """
    ways = [f"import x from '{package}'", f'require("{package}/sub")', f"await import(`{package}`)"]

    assert [[f"sdk {sdk.name.replace('*', 'openai')}"]] * len(ways) == [named("javascript", way) for way in ways]
    alike = [f"import x from './{package}'", f"import x from 'my-{package}'", f"x = '{package}'", f"// '{package}'"]
    assert [] == [way for way in alike if named("javascript", way)]


@pytest.mark.parametrize("host", HOSTS)
def test_host_is_seen_and_its_like_is_not(host):
    """
    A host is known in each part of a URL's form; with more behind or before it, it is another.
    """
    name = host.replace("*", "eu-west-1")
    ways = [f"get('https://{name}/v1')", f"get('{name}')", f"url = 'https://{name.upper()}/v1?a=b'"]

    assert [[f"host {name}"]] * len(ways) == [named("python", way) for way in ways]
    alike = [f"get('https://{name}.example.org')", f"get('https://example.org/{name}')", f"get('see {name} there')"]
    assert [] == [way for way in alike if named("python", way)]


@pytest.mark.parametrize(("model", "name"), IDS)
def test_model_is_seen_where_a_model_is_meant(model, name):
    """
    An id is its vendor's as a model, in any language; as any other string it is nothing.
    """
    assert model.vendor == KNOWN.model(name).vendor
    assert [f"model {name}"] == named("python", f"ask(model='{name}')")
    assert [f"model {name}"] == named("javascript", f"ask({{model: '{name}'}})")
    assert [] == named("python", f"title = '{name}'")


def test_everyday_words_are_no_hint():
    """
    The last part of a dotted name says nothing without the others, so that few files are read to their end.
    """
    assert not KNOWN.words.may_be_in("from django.db import models\nclient = Pipeline(components)\n")
    assert KNOWN.words.may_be_in("from strands import models\n")


def test_use_is_seen_in_any_statement():
    """
    It is found among other statements, in the lines of a decorator, and beside others on its line.
    """
    decorated = "x = 1\n@agent(model='gpt-5.1')\ndef f(): pass\n"

    assert ["model gpt-5.1"] == named("python", decorated)
    assert ["sdk openai"] == named("python", f"x = 1; import openai; y = 2\n{'def f(): pass'}\n")


@pytest.mark.parametrize("name", UNLIKE)
def test_what_is_no_model_is_none(name):
    """
    What only begins like an id is no model, of whatever vendor.
    """
    assert KNOWN.model(name) is None


def test_every_pattern_has_an_example():
    """
    Each vendor's ids are shown, and so is what is none of them; nothing stands there twice.
    """
    assert [] == [model.vendor for model in RUNTIME.models if not (model.such_as and model.unlike)]
    names = [*(sdk.package for sdk in RUNTIME.sdks), *(host.host for host in RUNTIME.hosts)]
    names += [each for model in RUNTIME.models for each in model.ids]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", ["", "[]", "sdks: 1", "sdks: [{package: a}]", "{sdks: [], hosts: [{}]}", "["])
def test_broken_knowledge_says_so(text):
    """
    The file is ours: a mistake in it is an exception that names the place.
    """
    with pytest.raises(CharterError, match="expected"):
        parse(text)
