"""
A guard spares a test of bandit's the call only where it could report nothing.
"""

from inspect import cleandoc

import pytest
from bandit.core import utils

from charter.rules.security.bandit import findings, walker
from charter.rules.security.bandit.guards import Guards
from charter.rules.security.bandit.plugins import plugins
from charter.rules.security.known import KNOWN
from charter.syntax.python.facts import Facts, Imports
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import Unit
from support import corpus

# What hides a name, a word or an argument from whoever only reads the text.
HIDDEN = [
    "from subprocess import run as go\ngo(x, shell=True)",
    "import subprocess as s\ns.Popen(x, **{'shell': True}, shell=1)",
    "import xml.etree.ElementTree\nxml.etree.ElementTree.parse(x)",
    "from hashlib import md5 as h\nh(x)",
    "import hashlib\nhashlib.new('m' 'd5')",
    "from requests import get\nget(x)",
    "import requests.sessions as r\nr.get(x, verify=False)",
    "from os import fchmod\nfchmod(f, 0o777)",
    "a.b().lchmod(f, 0o777)",
    "\uff50assword = 'x'",
    "{'pa' 'ssword': 'x', 'pa\u017f\u017fwd': 'y', 'to\\x6ben': 'z'}",
    "f(pass_='x', my_token='y', \u017fecret='z')",
    "x['pass\\\nword'] = 'x'",
    "if self.pwd == 'x' != y: pass",
    "def f(a, pwd='x', *, token='y'): pass",
    "async def f(pwd='x'): pass",
    "def f(v=ssl.PROTOCOL_SSLv2): pass",
    "f(method=ssl.PROTOCOL_SSLv2)",
    "y = '0.0' '.0.0'",
    "'/t\\x6dp/x' in y",
    "f'SEL{x}ECT a FR{y}OM b '",
    "q = 'sele' + 'ct a ' + x + 'from b'",
    "q = ('insert into %s ' 'values (1)') % x",
    "'delete from {}'.format(x)",
    "execute('update a set b '.replace(x, y))",
    "__import__('pickle')\nimportlib.import_module('tel' 'netlib')",
    "from builtins import __import__ as i\ni('pickle')",
    "import yaml\nyaml.load(x)\nfrom yaml import load\nload(x)",
    "import tarfile\nt.extractall_members(x)",
    "import flask\napp.run(debug=True)\nr = app\nr.run(debug=True)",
    "from jinja2 import Environment as E\nE(autoescape=False)",
    "from django.utils.safestring import mark_safe as m\nm(x)",
    "exec(x)\ndef g(exec=exec): exec(y)",
    "(lambda: f(x, shell=True))()()",
    "try: pass\nexcept Exception: continue_()\nfor x in y:\n try: pass\n except: continue",
    "@d(shell=True)\nclass C(b(password='x')): assert f(shell=True)",
    "f(**{'a': 1}, **g(shell=True))",
]


@pytest.fixture
def unguarded(monkeypatch):
    """
    Give what returns the issues of a text with every test called on every node.
    """

    def issues(text):
        with monkeypatch.context() as patched:
            patched.setattr(walker, "guards", lambda: Guards(plugins().by_node, frozenset()))
            return figures(text)

    return issues


@pytest.mark.parametrize("text", HIDDEN)
def test_what_is_hidden_is_seen(unguarded, text):
    """
    No alias, escape, joined string or other alphabet hides from a guard what the test itself would see.
    """
    assert unguarded(text) == figures(text)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_examples_of_all_rules(unguarded, known):
    """
    Each rule's bad example is reported with its guard, too.
    """
    text = cleandoc(known.bad)

    assert unguarded(text) == figures(text)


def test_real_packages(unguarded):
    """
    On real packages the issues are those of all tests called on all nodes, in the same order.
    """
    for path in corpus.files()[::4]:
        text = path.read_text("utf-8")
        assert unguarded(text) == figures(text), path


ALIASES = {"sp": "subprocess", "run": "subprocess.run", "os.path": "posixpath", "a.b": "c", "c.d": "e"}
CALLED = [
    "f",
    "run",
    "sp.Popen",
    "os.path.join",
    "a.b.d",
    "a.b().d",
    "a[0].run",
    "(lambda: 0)",
    "f()()",
    "''.join",
    "x.sp",
]


@pytest.mark.parametrize("called", CALLED)
def test_call_has_the_name_that_bandit_gives_it(called):
    """
    Aliases of names and of dotted names are resolved, and what has no name has none.
    """
    call = expression(f"{called}(x)")

    assert utils.get_call_name(call, ALIASES) == walker.called(call.func, ALIASES)


def test_every_test_of_calls_and_strings_has_its_guard():
    """
    None of bandit's tests that look at calls or strings is called on all of them.
    """
    guarded = Guards(plugins().by_node, frozenset(test.test_id for test in plugins()))
    call = expression("f(x)")

    assert ((), ()) == (guarded.of_call(call, "f"), guarded.of_string(expression("'x'"), call))


def expression(text):
    return Unit(text).parse().body[0].value


def figures(text):
    parsed = Parsed(Unit(text), Unit(text).parse(), Facts(Imports()))
    found = [issue for issue in findings.issues(parsed) if not isinstance(issue, walker.Crash)]
    return [(issue.test_id, issue.severity, issue.confidence, issue.lineno, issue.column) for issue in found]
