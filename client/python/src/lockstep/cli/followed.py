"""The events of an optimizer, followed while something else waits for them."""

from __future__ import annotations

import queue
import threading
from typing import Self

from lockstep import types
from lockstep._sync.client import Lockstep
from lockstep.exceptions import LockstepError


class Followed:
    """Follows the events after a revision in a thread, which ends with the process."""

    def __init__(self, client: Lockstep, optimizer: str, after: int) -> None:
        self._client, self._optimizer, self._after = client, optimizer, after
        self._queue: queue.SimpleQueue[types.Event | LockstepError] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        # Nothing can interrupt a read of the stream: so it is no thread to wait for at the end.
        threading.Thread(target=self._run, name="events", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """The thread ends with the connections of the client, or with the process."""

    def wait(self, seconds: float) -> list[types.Event]:
        """The events within so many seconds, as soon as there is one. Raises what ended them."""
        found: list[types.Event] = []
        try:
            item = self._queue.get(timeout=seconds) if seconds > 0 else self._queue.get_nowait()
            while True:
                if isinstance(item, LockstepError):
                    raise item
                found.append(item)
                item = self._queue.get_nowait()
        except queue.Empty:
            return found

    def _run(self) -> None:
        try:
            for event in self._client.events(self._optimizer, after=self._after, follow=True):
                self._queue.put(event)
        except LockstepError as error:
            self._queue.put(error)
