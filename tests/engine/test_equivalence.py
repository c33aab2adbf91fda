"""
By units, as a whole, and by bandit itself: the findings are the same. `make equivalence` takes all there is.
"""

import pytest

from support import corpus
from trials import equivalence, random_edits


@pytest.mark.parametrize("package", ["flask", "requests"])
def test_real_packages(package):
    """
    Every file of a package has the same findings by units, led on from another version, as a whole, and by bandit.
    """
    paths = [path for path in corpus.files() if path.is_relative_to(corpus.FOLDER / package)]

    assert [] == differences(map(equivalence.compare, paths))


def test_standard_library():
    """
    And so has part of the standard library, where bandit has most to say.
    """
    paths = sorted(corpus.STDLIB.glob("[pq]*.py"))

    assert [] == differences(map(equivalence.compare, paths))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_edits(seed):
    """
    After each of many edits of a real file, what is remembered gives the report of a whole look.

    And what is stale is what was shown before.
    """
    corpus.files()

    assert [] == differences([random_edits.session(seed)])


def differences(outcomes):
    return [difference for outcome in outcomes for difference in outcome.differences]
