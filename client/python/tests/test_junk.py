"""Values and answers of any kind raise an exception of this package, or none."""

import contextlib
import inspect
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lockstep import Lockstep, LockstepError
from tests.faulty_server import Exchange, FaultyServer, json_answer, problem

JUNK: list[Any] = [
    *(None, True, -1, 1.5, float("nan"), 10**400, "", "x", "\ud800", "a\r\nb: c", b"bytes"),
    *([], [None], [[]], (1,), {}, {"a": None}, {1: 2}, {(): 1}, {"step": "x"}, OrderedDict(a=1)),
    *(object(), int, len, {1, 2}, complex(1, 2), ValueError("x"), iter([])),
]
METHODS = [
    name
    for name, _ in inspect.getmembers(Lockstep, inspect.isfunction)
    if not name.startswith("_") and name != "close"
]


@pytest.mark.parametrize("name", METHODS)
def test_any_value_for_any_parameter(faulty: FaultyServer, name: str) -> None:
    faulty.answers = [problem("invalid_request", 400)]
    with Lockstep(faulty.url, retry_for=0) as client:
        method = getattr(client, name)
        for arguments in calls_with_junk(method):
            with contextlib.suppress(LockstepError):
                used(method(**arguments))


@pytest.mark.parametrize("status", [200, 201, 202, 204, 304, 400, 404, 409, 418, 500])
@pytest.mark.parametrize("document", [None, 1, "x", [], {}, {"code": 1}, {"groups": 3}])
def test_any_answer_to_any_call(faulty: FaultyServer, status: int, document: object) -> None:
    faulty.answers = [json_answer(document, status)]
    if status in {204, 304}:
        faulty.answers = [without_body(status)]
    with Lockstep(faulty.url, retry_for=0) as client:
        for name in METHODS:
            with contextlib.suppress(LockstepError):
                used(getattr(client, name)(**plain_arguments(getattr(client, name))))


@pytest.mark.parametrize("member", ["status", "title", "detail", "code", "retryable", "errors"])
@pytest.mark.parametrize("value", [None, [], {}, 7, "x", [3], [{"pointer": 1}]])
def test_a_problem_with_any_members(faulty: FaultyServer, member: str, value: object) -> None:
    facts = {"code": "invalid_request", "status": 400, member: value}
    faulty.answers = [json_answer({**PROBLEM, **facts}, 400)]
    with Lockstep(faulty.url, retry_for=0) as client, pytest.raises(LockstepError) as raised:
        client.advance("run", 3)
    assert str(raised.value)


PROBLEM = {"type": "t", "title": "a", "detail": "b", "retryable": False}


def calls_with_junk(method: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """Arguments of which one is of an unexpected kind."""
    plain = plain_arguments(method)
    for parameter in inspect.signature(method).parameters:
        if parameter != "follow":
            yield from ({**plain, parameter: value} for value in JUNK)


def plain_arguments(method: Callable[..., Any]) -> dict[str, Any]:
    parameters = inspect.signature(method).parameters.values()
    return {each.name: "a" for each in parameters if each.default is each.empty}


def used(result: object) -> None:
    """Reads what is read in steps."""
    if inspect.isgenerator(result):
        list(result)


def without_body(status: int) -> Callable[[Exchange], None]:
    def answer(exchange: Exchange) -> None:
        exchange.send_response_only(status)
        exchange.end_headers()

    return answer
