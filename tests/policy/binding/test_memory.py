"""
What is remembered of a charter.
"""

import gc
import weakref

from charter.policy.model.memory import remembered
from support.charters import charter


def test_answers_are_remembered_and_go_with_their_charter():
    """
    Each is worked out once for a charter, the oldest are dropped where there are too many, and none keeps the charter.
    """
    asked = []

    @remembered(2)
    def answer(_charter, number):
        asked.append(number)
        return [number]

    one, other = charter("extends: []"), charter("extends: []")
    assert answer(one, 1) is answer(one, 1)
    assert answer(one, 1) is not answer(other, 1)
    assert [1, 1] == asked
    assert [[2], [3], [1]] == [answer(one, number) for number in (2, 3, 1)]
    assert [1, 1, 2, 3, 1] == asked

    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None
