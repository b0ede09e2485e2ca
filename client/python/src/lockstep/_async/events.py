"""The events of an optimizer: pages, and a live stream."""

from __future__ import annotations

from asyncio import sleep
from contextlib import aclosing
from typing import TYPE_CHECKING

import httpx2

from lockstep import _calls
from lockstep._async.connection import Connection
from lockstep._attempts import Attempts
from lockstep._event_stream import KEEPALIVE_SECONDS, EventReader, stream_request
from lockstep._failures import failure_of
from lockstep.exceptions import NotLockstep, Unauthorized, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from lockstep import types


class EventCalls(Connection):
    """Read events, and follow them."""

    async def list_events(
        self, optimizer: str, *, after: int | None = None, limit: int | None = None
    ) -> types.EventList:
        """Lists one page of the events after a revision."""
        return await self._send(_calls.LIST_EVENTS, optimizer=optimizer, after=after, limit=limit)

    async def events(
        self, optimizer: str, *, after: int = 0, follow: bool = False
    ) -> AsyncGenerator[types.Event]:
        """The events after a revision, one by one.

        With `follow` it continues with the events to come, and never ends by itself. A stream that
        is cut is opened again after the last event, so none is missed and none comes twice.
        """
        if follow:
            async with aclosing(self._followed(optimizer, after)) as followed:
                async for event in followed:
                    yield event
            return
        while True:
            page = await self.list_events(optimizer, after=after, limit=1000)
            for event in page["events"]:
                yield event
            after = page["last_revision"]
            if not page["has_more"]:
                return

    async def _followed(self, optimizer: str, after: int) -> AsyncGenerator[types.Event]:
        attempts = Attempts(self._settings.retry_for)
        while True:
            try:
                async with aclosing(self._stream(optimizer, after, attempts)) as stream:
                    async for event in stream:
                        yield event
                        after, attempts.failed = event["revision"], 0
            except Unavailable as failure:
                delay = attempts.delay(failure)
            except Unauthorized:
                if not self._settings.token.renew():
                    raise
                delay = 0.0
            await sleep(delay)

    async def _stream(
        self, optimizer: str, after: int, attempts: Attempts
    ) -> AsyncGenerator[types.Event]:
        """The events of one stream, until it is cut."""
        url, reader = self._settings.url, EventReader()
        failure: Exception = Unavailable(f"The stream of events from {url} has ended")
        async with aclosing(await self._opened(optimizer, after)) as response:
            try:
                async for line in response.aiter_lines():
                    event = reader.read(line)
                    if event is not None:
                        yield event
            except httpx2.HTTPError as error:
                failure = failure_of(error, url)
        # A stream that was open is no failed attempt, however long ago it was opened.
        attempts.extend()
        raise failure

    async def _opened(self, optimizer: str, after: int) -> httpx2.Response:
        timeout = self._settings.timeouts.of(2 * KEEPALIVE_SECONDS)
        request = self._built(stream_request(optimizer, after), timeout)
        try:
            response = await self._pool.client().send(request, stream=True)
            if response.headers.get("content-type", "").startswith("text/event-stream"):
                return response
            await response.aread()
        except httpx2.HTTPError as error:
            raise failure_of(error, self._settings.url) from error
        self._read(_calls.LIST_EVENTS, response)
        raise NotLockstep(f"{self._settings.url} answers one page, not a stream of events")
