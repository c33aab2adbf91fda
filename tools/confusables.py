"""
Write the table of letters that look like ASCII letters, from Unicode's own list.

    python tools/confusables.py < confusables.txt > server/charter/rules/security/hidden_unicode/confusables.py

Source: https://www.unicode.org/Public/security/latest/confusables.txt (UTS #39).
Only single letters of the scripts below are taken, since identifiers are made of
those; Greek small letters are left out but for omicron, because formulas use
them beside Latin letters everywhere.
"""

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

_SCRIPTS = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})
_HEAD = '''"""
Letters that look like ASCII letters: each with its look-alikes.

Written by `tools/confusables.py`; not to be edited.

Source: Unicode {version}, confusables.txt (UTS #39).
"""

LOOKALIKES = {{
'''


def main() -> None:
    lines = sys.stdin.read().lstrip("\ufeff").splitlines()
    version = next(line.partition(":")[2].strip() for line in lines if line.startswith("# Version"))
    sys.stdout.write(_HEAD.format(version=version))
    for letter, found in sorted(lookalikes(lines).items()):
        escaped = "".join(f"\\u{ord(other):04x}" for other in sorted(found))
        sys.stdout.write(f'    "{letter}": "{escaped}",\n')
    sys.stdout.write("}\n")


def lookalikes(lines: Iterable[str]) -> dict[str, set[str]]:
    """
    Return for each ASCII letter the letters of other scripts that look like it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        source, _, rest = line.partition("#")[0].partition(";")
        target = rest.partition(";")[0].split()
        if len(target) == 1 and is_taken(letter := chr(int(source, 16))) and chr(int(target[0], 16)).isascii():
            found[chr(int(target[0], 16))].add(letter)
    return {letter: others for letter, others in found.items() if letter.isalpha()}


def is_taken(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    is_formula = name.startswith("GREEK SMALL LETTER") and "OMICRON" not in name
    return letter.isalpha() and letter <= "\uffff" and name.partition(" ")[0] in _SCRIPTS and not is_formula


if __name__ == "__main__":
    main()
