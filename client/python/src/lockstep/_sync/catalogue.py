# Written by `python -m generate` from lockstep/_async/catalogue.py: do not edit.
"""Calls for what the service is and what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._sync.connection import Connection

if TYPE_CHECKING:
    from lockstep import types


class CatalogueCalls(Connection):
    """List scheduler types and presets, and ask for the health of the service."""

    def list_scheduler_types(self) -> types.SchedulerTypeList:
        """Lists every type of scheduler with its JSON Schema."""
        return self._send(_calls.LIST_SCHEDULER_TYPES)

    def list_presets(self) -> types.PresetList:
        """Lists every preset with its JSON Schema."""
        return self._send(_calls.LIST_PRESETS)

    def livez(self) -> types.Health:
        """Whether the process runs."""
        return self._send(_calls.LIVEZ)

    def readyz(self) -> types.Health:
        """Whether the store answers too. Raises Unavailable while it does not."""
        return self._send(_calls.READYZ)
