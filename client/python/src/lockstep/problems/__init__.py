"""The refusals of the service, a class for each `code`."""

from collections.abc import Mapping
from typing import Any

from lockstep.exceptions import Problem
from lockstep.problems import requests, resources, steps

PROBLEMS: Mapping[str, type[Problem]] = {
    problem.code: problem
    for module in (requests, resources, steps)
    for problem in vars(module).values()
    if isinstance(problem, type) and issubclass(problem, Problem) and problem.code
}
"""The class of each code. A code of a later service has the class `Problem`."""


def problem_of(document: Mapping[str, Any]) -> Problem:
    """The exception for a problem, such as one in the results of `advance_many`."""
    return PROBLEMS.get(document["code"], Problem)(document)
