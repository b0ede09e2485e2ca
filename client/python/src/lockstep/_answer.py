"""Answers: what they return, and what they raise."""

from __future__ import annotations

import json
from typing import Any, TypeVar, cast

import httpx2

from lockstep._call import Call
from lockstep._foreign_answer import foreign_answer, is_problem, unauthorized
from lockstep._retry_after import retry_after
from lockstep._version import __version__
from lockstep.exceptions import LockstepError, OlderService, Problem
from lockstep.problems import problem_of
from lockstep.problems.requests import InvalidRequest, NotFound

Answer = TypeVar("Answer")


def read_answer(call: Call[Answer], response: httpx2.Response, url: str, token: str) -> Answer:
    """The body of a success. Everything else raises an exception that says what to change.

    `token` says where the token is from, for the message of a 401.
    """
    document = _json(response)
    if response.status_code in call.answers:
        return cast(Answer, _success(call, response, document, url))
    refused = unauthorized(response, url, token)
    if refused is not None:
        raise refused
    if is_problem(document):
        raise _refusal(call, problem_of(document), response, url)
    raise foreign_answer(response, url)


def _json(response: httpx2.Response) -> Any:
    """The body as JSON, None if it is not JSON."""
    if "json" not in response.headers.get("content-type", ""):
        return None
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return None


def _success(call: Call[Any], response: httpx2.Response, document: Any, url: str) -> object:
    wanted = call.answers[response.status_code]
    if not wanted:
        return None
    if not isinstance(document, dict):
        raise foreign_answer(response, url)
    missing = [field for field in wanted if field not in document]
    if len(missing) == len(wanted):
        raise foreign_answer(response, url)
    if missing:
        raise _older(url, f"its answer to {call.method} {call.path} has no {', '.join(missing)}")
    return document


def _refusal(
    call: Call[Any], problem: Problem, response: httpx2.Response, url: str
) -> LockstepError:
    problem.retry_after = retry_after(response.headers)
    missing = _missing(call, problem)
    if missing is None:
        return problem
    error = _older(url, missing)
    error.__cause__ = problem
    return error


def _missing(call: Call[Any], problem: Problem) -> str | None:
    """What the service does not have: a path of this client, or a field."""
    if isinstance(problem, NotFound):
        return f"it has no {call.method} {call.path}, or the URL has a path that it should not have"
    if not isinstance(problem, InvalidRequest):
        return None
    unknown = {error["pointer"] for error in problem.errors if "unknown field" in error["detail"]}
    fields = [field for field in (*call.body, *call.query) if f"/{field}" in unknown]
    return f"{call.method} {call.path} has no {', '.join(fields)} there" if fields else None


def _older(url: str, fault: str) -> OlderService:
    return OlderService(
        f"The service at {url} is older than this client, lockstep-client {__version__}: {fault}. "
        "Update the service, or install the lockstep-client of its version"
    )
