# Written by `python -m generate` from lockstep/_async/schedulers.py: do not edit.
"""Calls for the schedulers of an optimizer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._sync.connection import Connection

if TYPE_CHECKING:
    from lockstep import types
    from lockstep.typing import Scheduler


class SchedulerCalls(Connection):
    """Attach, read, change and detach schedulers."""

    def attach_scheduler(
        self,
        optimizer: str,
        scheduler: Scheduler,
        *,
        at_step: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.AttachedScheduler:
        """Attaches a scheduler, such as `{"type": "StepLR", "step_size": 30}`, or a preset.

        At the step, by default the next unsealed one, it takes its initial step, as on
        construction in torch.
        """
        return self._send(
            _calls.ATTACH_SCHEDULER,
            scheduler,
            optimizer=optimizer,
            at_step=at_step,
            reason=reason,
            idempotency_key=idempotency_key,
        )

    def list_schedulers(self, optimizer: str) -> types.SchedulerList:
        """Lists the schedulers."""
        return self._send(_calls.LIST_SCHEDULERS, optimizer=optimizer)

    def get_scheduler(self, optimizer: str, scheduler: str) -> types.AttachedScheduler:
        """Reads a scheduler by its name."""
        return self._send(_calls.GET_SCHEDULER, optimizer=optimizer, scheduler=scheduler)

    def patch_scheduler(
        self,
        optimizer: str,
        scheduler: str,
        arguments: Mapping[str, object],
        *,
        at_step: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.AttachedScheduler:
        """Gives a scheduler other arguments from a step on, as assigning its attributes in torch."""
        return self._send(
            _calls.PATCH_SCHEDULER,
            arguments,
            optimizer=optimizer,
            scheduler=scheduler,
            at_step=at_step,
            reason=reason,
            idempotency_key=idempotency_key,
        )

    def detach_scheduler(
        self,
        optimizer: str,
        scheduler: str,
        *,
        at_step: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        """Detaches a scheduler. The values remain as they are at that step."""
        return self._send(
            _calls.DETACH_SCHEDULER,
            optimizer=optimizer,
            scheduler=scheduler,
            at_step=at_step,
            reason=reason,
            idempotency_key=idempotency_key,
        )
