"""
What is wrong in the files of a charter on a given day.

A waiver in a register ends without anybody having edited anything, so that
`build`, which knows no day, cannot tell.
"""

from datetime import date

from charter.policy.building import levelled
from charter.policy.model.charter import Charter
from charter.policy.model.memory import remembered
from charter.policy.problems import Problem
from charter.policy.waivers.holding import register_problems


@remembered(2)
def problems_on(charter: Charter, today: date) -> tuple[Problem, ...]:
    """
    Return all problems of all files of *charter*, the registers of its waivers included.
    """
    return (*charter.problems, *levelled(charter, register_problems(charter, today)))
