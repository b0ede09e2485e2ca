"""One request: a call and its values."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lockstep._call import Call
from lockstep._json import json_bytes
from lockstep._url import path_of
from lockstep.exceptions import InvalidArgument

PLACEHOLDER = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, and again in each attempt."""

    method: str
    target: str
    """Path and query."""
    headers: Mapping[str, str]
    content: bytes | None
    wait: float
    """The seconds that the service may take before it answers."""


def request_of(
    call: Call[Any], document: object, fields: Mapping[str, Any], actor: str | None
) -> Request:
    """Puts each field where the description of the call has it. A field that is None is left out.

    `from_` is the field `from`, and `document` is the body of a call that takes any fields.
    """
    given = {name.rstrip("_"): value for name, value in fields.items() if value is not None}
    body = document if call.whole else {name: given[name] for name in call.body if name in given}
    query = {name: _parameter(call, name, given[name]) for name in call.query if name in given}
    in_path = {name: fields[name] for name in PLACEHOLDER.findall(call.path)}
    target = path_of(call.path, in_path) + _query(query)
    has_body = call.whole or bool(call.body)
    return Request(
        method=call.method,
        target=target,
        headers=_headers(call, given, actor, has_body),
        content=json_bytes(body) if has_body else None,
        wait=_seconds(given.get("wait")),
    )


def _query(parameters: Mapping[str, object]) -> str:
    try:
        return f"?{urlencode(parameters, doseq=True)}" if parameters else ""
    except UnicodeEncodeError as error:
        raise InvalidArgument(f"Cannot send the query {parameters!r:.200}: {error}") from error


def _headers(
    call: Call[Any], given: Mapping[str, Any], actor: str | None, has_body: bool
) -> dict[str, str]:
    headers = {"content-type": "application/json"} if has_body else {}
    if actor is not None and "lockstep-actor" in call.headers:
        headers["lockstep-actor"] = _header("actor", actor)
    key = given.get("idempotency_key")
    if key is None and not call.is_named and not _names_steps(given):
        key = uuid.uuid4().hex
    if key is not None:
        headers["idempotency-key"] = _header("idempotency_key", key)
    return headers


def _header(name: str, value: object) -> str:
    if isinstance(value, str) and value and value.isascii() and value.isprintable():
        return value
    raise InvalidArgument(
        f"Cannot send {name} {value!r:.200}: wanted a text of ASCII characters without line breaks"
    )


def _names_steps(given: Mapping[str, Any]) -> bool:
    """Whether an advance, or each of many, names its step, so that it has one answer."""
    steps = given.get("steps")
    if isinstance(steps, Sequence):
        return all(isinstance(item, Mapping) and "step" in item for item in steps)
    return "step" in given


def _parameter(call: Call[Any], name: str, value: Any) -> object:
    """A list is one parameter with commas, or one parameter for each item."""
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return ",".join(map(str, value)) if is_list and name in call.joined else value


def _seconds(wait: object) -> float:
    """The wait as a part of a timeout. What is not a number is left to the service to refuse."""
    return wait if isinstance(wait, int | float) and 0 <= wait <= 3600 else 0.0
