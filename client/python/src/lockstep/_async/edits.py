"""Calls that change values at a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from lockstep import _calls
from lockstep._async.connection import Connection

if TYPE_CHECKING:
    from lockstep import types


class EditCalls(Connection):
    """Edit values, list the changes, and cancel pending ones."""

    async def edit(
        self,
        optimizer: str,
        *,
        groups: Sequence[str] | None = None,
        set: Mapping[str, float | Sequence[float]] | None = None,
        scale: Mapping[str, float] | None = None,
        multiply: Mapping[str, float] | None = None,
        hold: Mapping[str, float | Sequence[float]] | None = None,
        release: Sequence[str] | types.Release | None = None,
        at_step: int | Literal["next"] | None = None,
        until_step: int | None = None,
        reason: str | None = None,
        generation: int | None = None,
        seen: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.EditState:
        """Changes values of some groups, by default all, at a step, by default the next unsealed.

        `set` and `scale` act once, after the schedulers of the step. `multiply` and `hold` act from
        the step on, until `until_step` or a `release`.
        """
        return await self._send(
            _calls.EDIT,
            optimizer=optimizer,
            groups=groups,
            set=set,
            scale=scale,
            multiply=multiply,
            hold=hold,
            release=release,
            at_step=at_step,
            until_step=until_step,
            reason=reason,
            generation=generation,
            seen=seen,
            idempotency_key=idempotency_key,
        )

    async def list_edits(self, optimizer: str) -> types.ChangeList:
        """Lists the changes, in the order of acceptance."""
        return await self._send(_calls.LIST_EDITS, optimizer=optimizer)

    async def get_edit(self, optimizer: str, revision: int) -> types.EditState:
        """Reads an edit by its revision."""
        return await self._send(_calls.GET_EDIT, optimizer=optimizer, revision=revision)

    async def cancel_edit(
        self, optimizer: str, revision: int, *, idempotency_key: str | None = None
    ) -> None:
        """Cancels a change that has not acted yet."""
        return await self._send(
            _calls.CANCEL_EDIT,
            optimizer=optimizer,
            revision=revision,
            idempotency_key=idempotency_key,
        )
