# Written by `python -m generate` from lockstep/_async/client.py: do not edit.
"""The client with all calls."""

from __future__ import annotations

from typing import Self

from lockstep._settings import Settings
from lockstep._sync.catalogue import CatalogueCalls
from lockstep._sync.edits import EditCalls
from lockstep._sync.events import EventCalls
from lockstep._sync.generations import GenerationCalls
from lockstep._sync.groups import GroupCalls
from lockstep._sync.metrics import MetricCalls
from lockstep._sync.optimizers import OptimizerCalls
from lockstep._sync.schedulers import SchedulerCalls
from lockstep._sync.state import StateCalls
from lockstep._sync.steps import StepCalls
from lockstep._sync.values import ValueCalls


class Lockstep(
    OptimizerCalls,
    GroupCalls,
    SchedulerCalls,
    StepCalls,
    MetricCalls,
    GenerationCalls,
    EditCalls,
    ValueCalls,
    EventCalls,
    StateCalls,
    CatalogueCalls,
):
    """A Lockstep service. Each call of its API is a method with the name of its operationId.

    A call that is not answered, or is answered with 503, is repeated with exponential backoff and
    full jitter, and with what `Retry-After` says. That is safe: a repeated call either has one
    answer, as an advance to a step, or is sent with an `Idempotency-Key`.

    A client opens its connections at its first call. It can be pickled, copied and used after a
    fork: each process opens its own.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        token: str | None = None,
        actor: str | None = None,
        timeout: float = 10.0,
        connect_timeout: float = 2.0,
        retry_for: float = 30.0,
    ) -> None:
        """Sends nothing yet.

        `url` is by default that of `LOCKSTEP_URL`. `token` is by default `LOCKSTEP_TOKEN`, else
        what is in the file `LOCKSTEP_TOKEN_FILE`, which is read again when it is refused. `actor`
        names the caller in the events.

        `connect_timeout` and `timeout` are seconds of one attempt, the latter beside the `wait` of
        a call. No attempt begins more than `retry_for` seconds after the first one; with 0 there is
        only one.

        Raises InvalidURL, InvalidToken or InvalidArgument.
        """
        super().__init__(
            Settings(
                url,
                token,
                actor,
                timeout=timeout,
                connect_timeout=connect_timeout,
                retry_for=retry_for,
            )
        )

    @property
    def url(self) -> str:
        """The URL of the service, without a slash at its end."""
        return self._settings.url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r})"
