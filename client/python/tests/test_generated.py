"""What is generated is current, and the methods cover the document."""

import inspect
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from generate.calls_module import snake_case
from generate.modules import DOCUMENT, stale_modules
from lockstep import AsyncLockstep, Lockstep, Problem, _calls
from lockstep._call import Call
from lockstep.problems import PROBLEMS

DOCUMENT_JSON = json.loads(DOCUMENT.read_text())
CALLS = [call for call in vars(_calls).values() if isinstance(call, Call)]
CLIENTS = [Lockstep, AsyncLockstep]
# The operation that has two methods: each has a part of the parameters.
PARTS = {"getLr": ("get_lr", "get_series")}
# Of the client, or of a stream.
NOT_OF_METHODS = {"lockstep-actor", "accept", "last-event-id"}


def test_the_generated_modules_are_current() -> None:
    assert stale_modules() == [], "run `python -m generate`"


def test_each_operation_of_the_document_has_a_call() -> None:
    operations = [
        operation["operationId"]
        for item in DOCUMENT_JSON["paths"].values()
        for operation in item.values()
    ]
    assert sorted(call.operation for call in CALLS) == sorted(operations)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
def test_each_call_has_a_method_with_all_of_its_parameters(client: type, call: Call[Any]) -> None:
    names = PARTS.get(call.operation, (snake_case(call.operation),))
    parameters = {
        parameter.rstrip("_")
        for name in names
        for parameter in parameters_of(getattr(client, name))
    }
    in_path = re.findall(r"{(\w+)}", call.path)
    in_header = [name.replace("-", "_") for name in call.headers if name not in NOT_OF_METHODS]
    wanted = {*in_path, *call.query, *in_header, *call.body}
    assert wanted - parameters == set()
    # A body with fields of the caller's choice is one parameter.
    assert len(parameters - wanted) == call.whole


def test_both_clients_have_the_same_methods() -> None:
    for name, method in inspect.getmembers(Lockstep, inspect.isfunction):
        if not name.startswith("_") and name != "close":
            assert parameters_of(method) == parameters_of(getattr(AsyncLockstep, name))
            assert method.__doc__
    assert public(Lockstep) - {"close"} == public(AsyncLockstep) - {"aclose"}


def test_each_code_of_the_document_has_an_exception() -> None:
    codes = DOCUMENT_JSON["components"]["schemas"]["ProblemCode"]["enum"]
    assert sorted(PROBLEMS) == sorted(codes)


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=lambda problem: problem.code)
def test_the_name_of_an_exception_is_its_code(problem: type[Problem]) -> None:
    assert snake_case(problem.__name__) == problem.code
    assert problem.__doc__


def parameters_of(method: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    parameters = dict(inspect.signature(method).parameters)
    del parameters["self"]
    return parameters


def public(client: type) -> set[str]:
    return {name for name in dir(client) if not name.startswith("_")}
