# Written by `python -m generate` from lockstep/_async/groups.py: do not edit.
"""Calls for the parameter groups of an optimizer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._sync.connection import Connection

if TYPE_CHECKING:
    from lockstep import types
    from lockstep.typing import Group


class GroupCalls(Connection):
    """Add, read, edit and remove groups."""

    def add_group(
        self,
        optimizer: str,
        group: Group | types.AddedGroup,
        *,
        at_step: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.GroupState:
        """Adds a group, as torch's `add_param_group` does."""
        return self._send(
            _calls.ADD_GROUP,
            group,
            optimizer=optimizer,
            at_step=at_step,
            reason=reason,
            idempotency_key=idempotency_key,
        )

    def list_groups(self, optimizer: str) -> types.GroupList:
        """Lists the groups, with their values at the cursor."""
        return self._send(_calls.LIST_GROUPS, optimizer=optimizer)

    def get_group(self, optimizer: str, group: str) -> types.GroupState:
        """Reads a group, with its values at the cursor."""
        return self._send(_calls.GET_GROUP, optimizer=optimizer, group=group)

    def edit_group(
        self,
        optimizer: str,
        group: str,
        values: Mapping[str, object],
        *,
        at_step: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.GroupState:
        """Sets hyperparameters of a group at a step, by default the next unsealed one."""
        return self._send(
            _calls.EDIT_GROUP,
            values,
            optimizer=optimizer,
            group=group,
            at_step=at_step,
            reason=reason,
            idempotency_key=idempotency_key,
        )

    def remove_group(
        self,
        optimizer: str,
        group: str,
        *,
        at_step: int | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        """Removes a group at a step, by default the next unsealed one."""
        return self._send(
            _calls.REMOVE_GROUP,
            optimizer=optimizer,
            group=group,
            at_step=at_step,
            reason=reason,
            idempotency_key=idempotency_key,
        )
