"""Speaks with a Lockstep service over REST. The standard library is all it takes."""

import json
import os
import time
import uuid
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

URL = os.environ.get("LOCKSTEP_URL", "http://127.0.0.1:8080").rstrip("/")
TIMEOUT_S = 10
PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)  # one before each repeat; then give up


class Refused(Exception):
    """The service said no, and would say no again."""

    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status


def call(method, path, body=None):
    """Sends a request and returns what was answered, as Python values.

    While the service is unavailable the request is sent again. That is harmless: steps and rates are
    absolute, so asking twice for step 12 is asking for step 12.
    """
    for pause in (*PAUSES_S, None):
        try:
            return _send(method, path, body)
        except (OSError, HTTPException) as error:
            if pause is None:
                raise ConnectionError(f"{method} {path}: cannot reach {URL}: {error}") from None
            time.sleep(pause)


def _send(method, path, body):
    """One attempt. A failure that may pass is an OSError or an HTTPException, others are Refused."""
    data = None if body is None else json.dumps(body, allow_nan=False).encode()
    headers = {} if body is None else {"Content-Type": "application/json"}
    request = Request(URL + path, data, headers, method=method)
    try:
        with urlopen(request, timeout=TIMEOUT_S) as response:
            return json.loads(response.read() or "null")
    except HTTPError as error:
        if error.code == 503:
            raise
        problem = json.loads(error.read())
        raise Refused(error.code, f"{method} {path}: {problem['detail']}") from None


def fresh_path():
    """The path of an optimizer that no other run has."""
    return f"/v1/optimizers/example-{uuid.uuid4().hex[:12]}"


@contextmanager
def registered(definition):
    """Registers an optimizer for as long as the block lasts, and gives its path."""
    path = fresh_path()
    call("PUT", path, definition)
    try:
        yield path
    finally:
        remove(path)


def remove(path):
    """Deletes an optimizer. If a repeated request finds it gone already, so much the better."""
    try:
        call("DELETE", path)
    except Refused as refusal:
        if refusal.status != 404:
            raise


def apply(answer, optimizer):
    """Gives each param group the values served under its name; refuses if the names differ."""
    served = {group["name"]: group for group in answer["groups"]}
    named = {group["name"]: group for group in optimizer.param_groups}
    if served.keys() != named.keys():
        raise ValueError(
            f"Cannot apply rates: the service has groups {sorted(served)}, "
            f"the optimizer has {sorted(named)}"
        )
    for name, group in named.items():
        group.update(served[name])
