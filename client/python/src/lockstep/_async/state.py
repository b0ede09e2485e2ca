"""Calls for checkpoints of whole optimizers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._async.connection import Connection

if TYPE_CHECKING:
    from lockstep import types


class StateCalls(Connection):
    """Read and restore checkpoints."""

    async def get_state(self, optimizer: str) -> types.StateDocument:
        """Reads a portable checkpoint of the whole optimizer."""
        return await self._send(_calls.GET_STATE, optimizer=optimizer)

    async def put_state(self, optimizer: str, state: types.StateDocument) -> types.Generation:
        """Replaces an optimizer by a checkpoint, and opens a new generation there."""
        return await self._send(_calls.PUT_STATE, state, optimizer=optimizer)
