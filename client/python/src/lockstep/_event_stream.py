"""Server-sent events, line by line (https://html.spec.whatwg.org/#server-sent-events)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from lockstep import _calls
from lockstep._request import Request
from lockstep._url import path_of
from lockstep.exceptions import NotLockstep

if TYPE_CHECKING:
    from lockstep.types import Event

KEEPALIVE_SECONDS = 15.0
"""The maximum silence of the service, which writes a comment after it."""


def stream_request(optimizer: str, after: int) -> Request:
    """The request for the events after a revision, and those to come."""
    return Request(
        method="GET",
        target=path_of(_calls.LIST_EVENTS.path, {"optimizer": optimizer}),
        headers={"accept": "text/event-stream", "last-event-id": str(after)},
        content=None,
        wait=0.0,
    )


class EventReader:
    """Puts the lines of a stream together to events."""

    def __init__(self) -> None:
        self._data: list[str] = []

    def read(self, line: str) -> Event | None:
        """The event that ends with this line, None if none does. Comments and names are left out."""
        if line:
            field, _, value = line.partition(":")
            if field == "data":
                self._data.append(value.removeprefix(" "))
            return None
        data, self._data = "\n".join(self._data), []
        return _event(data) if data else None


def _event(data: str) -> Event:
    try:
        event = json.loads(data)
    except ValueError:
        event = None
    if not isinstance(event, dict) or not isinstance(event.get("revision"), int):
        raise NotLockstep(f"The stream has {data[:100]!r}, which is not an event of Lockstep")
    return cast("Event", event)
