"""
lsprotocol as the server loads it.
"""

import subprocess
import sys

CODE = """
import attrs
before = attrs.define
from charter.lsp import lean
lean.load()
from lsprotocol import types
here = types.Range(types.Position(0, 0), types.Position(0, 4))
there = types.Range(types.Position(0, 0), types.Position(0, 4))
print(attrs.define is before, types.Diagnostic.__eq__ is object.__eq__, here == there, here.start < here.end)
"""


def test_places_are_compared_as_ever_and_attrs_stays_as_it_was():
    """
    What the server leaves out is what nobody asks for.
    """
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)

    assert "True True True True\n" == done.stdout
