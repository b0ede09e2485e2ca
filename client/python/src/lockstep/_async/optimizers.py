"""Calls for optimizers as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._async.connection import Connection

if TYPE_CHECKING:
    from lockstep import types
    from lockstep.typing import Group, Scheduler


class OptimizerCalls(Connection):
    """Register, read, change and remove optimizers."""

    async def put_optimizer(
        self,
        optimizer: str,
        groups: Sequence[Group],
        schedulers: Sequence[Scheduler] | None = None,
        *,
        defaults: Mapping[str, object] | None = None,
        total_steps: int | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> types.Registered:
        """Registers an optimizer. Every rank may send it: the same definition changes nothing.

        Raises OptimizerExists if the id is registered with another definition.
        """
        return await self._send(
            _calls.PUT_OPTIMIZER,
            optimizer=optimizer,
            groups=groups,
            schedulers=schedulers,
            defaults=defaults,
            total_steps=total_steps,
            labels=labels,
        )

    async def create_optimizer(
        self,
        groups: Sequence[Group],
        schedulers: Sequence[Scheduler] | None = None,
        *,
        defaults: Mapping[str, object] | None = None,
        total_steps: int | None = None,
        labels: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> types.Registered:
        """Registers an optimizer under an id that the service makes."""
        return await self._send(
            _calls.CREATE_OPTIMIZER,
            groups=groups,
            schedulers=schedulers,
            defaults=defaults,
            total_steps=total_steps,
            labels=labels,
            idempotency_key=idempotency_key,
        )

    async def list_optimizers(
        self,
        *,
        label: str | Sequence[str] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> types.OptimizerList:
        """Lists optimizers in pages, such as those with the label `team:vision`."""
        return await self._send(_calls.LIST_OPTIMIZERS, label=label, limit=limit, cursor=cursor)

    async def get_optimizer(self, optimizer: str) -> types.Optimizer:
        """Reads an optimizer: groups, schedulers, cursor and what is sealed."""
        return await self._send(_calls.GET_OPTIMIZER, optimizer=optimizer)

    async def get_definition(self, optimizer: str) -> types.SentRegistration:
        """Reads what was registered, as it was sent."""
        return await self._send(_calls.GET_DEFINITION, optimizer=optimizer)

    async def patch_optimizer(
        self,
        optimizer: str,
        *,
        labels: Mapping[str, str] | None = None,
        total_steps: int | None = None,
        at_step: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.PatchedOptimizer:
        """Replaces the labels, or sets another length of the run from a step on."""
        return await self._send(
            _calls.PATCH_OPTIMIZER,
            optimizer=optimizer,
            labels=labels,
            total_steps=total_steps,
            at_step=at_step,
            reason=reason,
            idempotency_key=idempotency_key,
        )

    async def delete_optimizer(self, optimizer: str) -> None:
        """Removes an optimizer with all that it has."""
        return await self._send(_calls.DELETE_OPTIMIZER, optimizer=optimizer)
