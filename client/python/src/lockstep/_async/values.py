"""Calls that read or compute values and never seal them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from lockstep import _calls
from lockstep._async.connection import Connection

if TYPE_CHECKING:
    from lockstep import types
    from lockstep.typing import Group, Scheduler


class ValueCalls(Connection):
    """Read values at a step, series of them, and their origin."""

    async def get_lr(
        self, optimizer: str, step: int | None = None, *, generation: int | None = None
    ) -> types.ReadRates:
        """Reads the values at a step, by default the cursor."""
        answer = await self._send(
            _calls.GET_LR, optimizer=optimizer, step=step, generation=generation
        )
        return cast("types.ReadRates", answer)

    async def get_series(
        self,
        optimizer: str,
        from_: int = 0,
        to: int | None = None,
        *,
        points: int | None = None,
        hyperparameters: Sequence[str] | None = None,
        generation: int | None = None,
    ) -> types.Series:
        """Reads the values from a step to another one, by default the cursor, as columns."""
        answer = await self._send(
            _calls.GET_LR,
            optimizer=optimizer,
            from_=from_,
            to=to,
            points=points,
            hyperparameters=hyperparameters,
            generation=generation,
        )
        return cast("types.Series", answer)

    async def explain(
        self, optimizer: str, group: str, *, step: int | None = None, param: str | None = None
    ) -> types.Explanation:
        """Explains a value: its base, its schedulers, and the metrics and edits that count."""
        return await self._send(
            _calls.EXPLAIN, optimizer=optimizer, group=group, step=step, param=param
        )

    async def preview(
        self,
        groups: Sequence[Group],
        schedulers: Sequence[Scheduler] | None = None,
        *,
        defaults: Mapping[str, object] | None = None,
        total_steps: int | None = None,
        labels: Mapping[str, str] | None = None,
        from_: int | None = None,
        to: int | None = None,
        points: int | None = None,
        hyperparameters: Sequence[str] | None = None,
        metrics: Mapping[str, Sequence[Sequence[types.MetricValue]]] | None = None,
    ) -> types.Series:
        """Computes the values of a registration that is not stored.

        `metrics` assumes values: `{"val_loss": [[100, 0.5]]}`, pairs of a step and a value.
        """
        return await self._send(
            _calls.PREVIEW,
            groups=groups,
            schedulers=schedulers,
            defaults=defaults,
            total_steps=total_steps,
            labels=labels,
            from_=from_,
            to=to,
            points=points,
            hyperparameters=hyperparameters,
            metrics=metrics,
        )
