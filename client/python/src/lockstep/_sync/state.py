# Written by `python -m generate` from lockstep/_async/state.py: do not edit.
"""Calls for checkpoints of whole optimizers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._sync.connection import Connection

if TYPE_CHECKING:
    from lockstep import types


class StateCalls(Connection):
    """Read and restore checkpoints."""

    def get_state(self, optimizer: str) -> types.StateDocument:
        """Reads a portable checkpoint of the whole optimizer."""
        return self._send(_calls.GET_STATE, optimizer=optimizer)

    def put_state(self, optimizer: str, state: types.StateDocument) -> types.Generation:
        """Replaces an optimizer by a checkpoint, and opens a new generation there."""
        return self._send(_calls.PUT_STATE, state, optimizer=optimizer)
