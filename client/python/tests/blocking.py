"""Both clients by the same calls, so that each test is for both."""

import asyncio
import inspect
from collections.abc import Callable, Iterator
from typing import Any, Self

from lockstep import AsyncLockstep


class Blocking:
    """An `AsyncLockstep` whose methods wait for their result, as those of `Lockstep`."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._client = AsyncLockstep(*arguments, **options)
        self._runner = asyncio.Runner()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._client, name)

        def call(*arguments: Any, **fields: Any) -> Any:
            result = method(*arguments, **fields)
            return self._iterate(result) if inspect.isasyncgen(result) else self._wait(result)

        return call

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._wait(self._client.aclose())
        self._runner.close()

    def _wait(self, awaitable: Any) -> Any:
        return self._runner.run(awaitable)

    def _iterate(self, events: Any) -> Iterator[Any]:
        try:
            while True:
                try:
                    yield self._wait(anext(events))
                except StopAsyncIteration:
                    return
        finally:
            self._wait(events.aclose())
