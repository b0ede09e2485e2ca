"""Calls for restarts, resumes and rewinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._async.connection import Connection

if TYPE_CHECKING:
    from lockstep import types


class GenerationCalls(Connection):
    """Open and list generations."""

    async def open_generation(
        self,
        optimizer: str,
        key: str,
        *,
        resume_step: int | None = None,
        from_: types.ResumeFrom | None = None,
        parent: int | None = None,
        world_size: int | None = None,
        edits: types.EditsOfParent | None = None,
        reason: str | None = None,
        seen: str | None = None,
        ahead: int | None = None,
        late_metrics: bool | None = None,
    ) -> types.Generation:
        """Opens a generation, or confirms the one that another rank has opened with this key.

        Either `resume_step` is the last step whose values the checkpoint had, or `from_` is the
        position of the checkpoint, `{"generation": 2, "step": 40}`.
        """
        return await self._send(
            _calls.OPEN_GENERATION,
            optimizer=optimizer,
            key=key,
            resume_step=resume_step,
            from_=from_,
            parent=parent,
            world_size=world_size,
            edits=edits,
            reason=reason,
            seen=seen,
            ahead=ahead,
            late_metrics=late_metrics,
        )

    async def list_generations(self, optimizer: str) -> types.GenerationList:
        """Lists the generations, from the first one."""
        return await self._send(_calls.LIST_GENERATIONS, optimizer=optimizer)

    async def open_many(self, generations: Sequence[types.OptimizerResume]) -> types.OpenedMany:
        """Opens a generation of each of up to 1 000 optimizers.

        Each of `results` has a `result` or a `problem`: `problem_of` makes an exception of one.
        """
        return await self._send(_calls.OPEN_MANY, generations=generations)
