"""
Answers about a charter, remembered for as long as it is in use.

A charter that is being written is another one at each keystroke; a cache that
holds it as a key would keep the last hundreds of them.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from charter.policy.model.charter import Charter

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def remembered(most: int = 1) -> Callable[[Callable[[Charter, *Ts], T]], Callable[[Charter, *Ts], T]]:
    """
    Let a pure function of a charter, and of whatever else, remember its answers, which hold no charter.

    Args:
        most: how many for each charter; with one more it begins anew.
    """

    def remembering(function: Callable[[Charter, *Ts], T]) -> Callable[[Charter, *Ts], T]:
        known: WeakKeyDictionary[Charter, dict[object, T]] = WeakKeyDictionary()

        @wraps(function)
        def answer(charter: Charter, *args: *Ts) -> T:
            answers = known.get(charter)
            if answers is None:
                answers = known[charter] = {}
            if args in answers:
                return answers[args]
            if len(answers) >= most:
                answers.clear()
            said = answers[args] = function(charter, *args)
            return said

        return answer

    return remembering
