"""Sends a call, and repeats it until it is answered."""

from __future__ import annotations

from asyncio import sleep
from typing import Any, TypeVar, cast

import httpx2

from lockstep import _calls
from lockstep._answer import read_answer
from lockstep._attempts import Attempts
from lockstep._call import Call
from lockstep._failures import failure_of
from lockstep._pools import AsyncPool
from lockstep._request import Request, request_of
from lockstep._settings import Settings
from lockstep.exceptions import Unauthorized, Unavailable
from lockstep.problems.resources import OptimizerNotFound

Answer = TypeVar("Answer")


class Connection:
    """What all calls of a client share."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = AsyncPool(settings.url)

    def __getstate__(self) -> dict[str, Any]:
        """Without the connections, so that a client can be pickled and copied."""
        return {name: value for name, value in vars(self).items() if name != "_pool"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._pool = AsyncPool(self._settings.url)

    async def aclose(self) -> None:
        """Closes the connections. The next call opens others."""
        await self._pool.aclose()

    async def _send(self, call: Call[Answer], document: object = None, **fields: object) -> Answer:
        """The answer to a call, after as many attempts as it needs.

        Each call may be repeated: its request says all of what it changes, or has an
        `Idempotency-Key`.
        """
        request = request_of(call, document, fields, self._settings.actor)
        attempts = Attempts(self._settings.retry_for)
        while True:
            try:
                return await self._attempt(call, request)
            except Unavailable as failure:
                delay = attempts.delay(failure)
            except OptimizerNotFound:
                # An attempt whose answer was lost has removed it.
                if attempts.failed and call is _calls.DELETE_OPTIMIZER:
                    return cast(Answer, None)
                raise
            await sleep(delay)

    async def _attempt(self, call: Call[Answer], request: Request) -> Answer:
        """The answer to one attempt, or to two where the token has been replaced."""
        try:
            return await self._answer(call, request)
        except Unauthorized:
            if not self._settings.token.renew():
                raise
        return await self._answer(call, request)

    async def _answer(self, call: Call[Answer], request: Request) -> Answer:
        sent = self._built(request, self._settings.timeouts.of(request.wait))
        try:
            response = await self._pool.client().send(sent)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise failure_of(error, self._settings.url) from error
        return self._read(call, response)

    def _built(self, request: Request, timeout: httpx2.Timeout) -> httpx2.Request:
        headers = dict(request.headers)
        token = self._settings.token.text()
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        url = self._settings.url
        try:
            return self._pool.client().build_request(
                request.method,
                url + request.target,
                headers=headers,
                content=request.content,
                timeout=timeout,
            )
        except httpx2.InvalidURL as error:
            raise failure_of(error, url) from error

    def _read(self, call: Call[Answer], response: httpx2.Response) -> Answer:
        return read_answer(call, response, self._settings.url, self._settings.token.source)
