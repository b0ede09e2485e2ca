"""The tree of exceptions."""

import copy
import inspect
import pickle

import pytest

import lockstep
from lockstep import (
    ConfigurationError,
    InvalidArgument,
    LockstepError,
    Problem,
    StepSealed,
    StoreUnavailable,
    Unavailable,
    problem_of,
)

DOCUMENT = {
    "type": "urn:lockstep:problem:step_sealed",
    "title": "The step is sealed",
    "status": 409,
    "detail": "Step 12 can no longer change. Wanted step 22 or a later one.",
    "code": "step_sealed",
    "retryable": False,
    "earliest_step": 22,
    "errors": [{"pointer": "/at_step", "detail": "sealed"}],
}
EXCEPTIONS = [
    value
    for value in vars(lockstep).values()
    if inspect.isclass(value) and issubclass(value, BaseException)
]


@pytest.mark.parametrize("exception", EXCEPTIONS)
def test_no_exception_is_one_that_frameworks_catch(exception: type[Exception]) -> None:
    assert issubclass(exception, LockstepError)
    assert not issubclass(exception, TypeError | LookupError | AssertionError | AttributeError)


def test_a_problem_has_the_members_of_its_document() -> None:
    problem = problem_of(DOCUMENT)
    assert type(problem) is StepSealed
    assert (problem.code, problem.status, problem.retryable) == ("step_sealed", 409, False)
    assert problem.errors == DOCUMENT["errors"]
    assert problem.facts == {"earliest_step": 22}
    assert str(problem) == (
        "The step is sealed: Step 12 can no longer change. Wanted step 22 or a later one. "
        "(step_sealed)"
    )


def test_a_code_of_a_later_service_is_a_problem() -> None:
    problem = problem_of({**DOCUMENT, "code": "limit_exceeded"})
    assert type(problem) is Problem
    assert problem.code == "limit_exceeded"


def test_an_outage_of_the_store_is_a_problem_and_an_outage() -> None:
    assert issubclass(StoreUnavailable, Problem)
    assert issubclass(StoreUnavailable, Unavailable)
    assert not issubclass(StoreUnavailable, ConfigurationError)


@pytest.mark.parametrize("copied", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy])
def test_exceptions_pass_from_process_to_process(copied) -> None:  # type: ignore[no-untyped-def]
    problem = copied(problem_of(DOCUMENT))
    assert type(problem) is StepSealed
    assert problem.facts == {"earliest_step": 22}
    assert str(copied(InvalidArgument("a text"))) == "a text"
