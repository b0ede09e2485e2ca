# Written by `python -m generate` from lockstep/_async/steps.py: do not edit.
"""Calls that advance optimizers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._sync.connection import Connection

if TYPE_CHECKING:
    from lockstep import types
    from lockstep.typing import MetricReport


class StepCalls(Connection):
    """Advance one optimizer, or many."""

    def advance(
        self,
        optimizer: str,
        step: int | None = None,
        *,
        ahead: int | None = None,
        late_metrics: bool | None = None,
        generation: int | None = None,
        metrics: Mapping[str, MetricReport] | None = None,
        seen: str | None = None,
        others_seen: Sequence[str] | None = None,
        wait: float | None = None,
        idempotency_key: str | None = None,
    ) -> types.Advanced | types.Blocked:
        """Advances to a step, by default one past the cursor, and returns the values there.

        `ahead` seals as many further steps and returns them as columns. Where a metric is awaited
        first, the answer has `blocked_on` in the place of `groups`, after `wait` seconds (0 to 30).
        NaN and infinities are metrics too. `seen` and `others_seen` are the `seen` of the last
        answers to this rank and to others.
        """
        return self._send(
            _calls.ADVANCE,
            optimizer=optimizer,
            step=step,
            ahead=ahead,
            late_metrics=late_metrics,
            generation=generation,
            metrics=metrics,
            seen=seen,
            others_seen=others_seen,
            wait=wait,
            idempotency_key=idempotency_key,
        )

    def advance_many(
        self,
        steps: Sequence[types.OptimizerAdvance],
        *,
        wait: float | None = None,
        idempotency_key: str | None = None,
    ) -> types.AdvancedMany:
        """Advances up to 1 000 optimizers.

        Each of `results` has a `result` or a `problem`: `problem_of` makes an exception of one.
        """
        return self._send(
            _calls.ADVANCE_MANY, steps=steps, wait=wait, idempotency_key=idempotency_key
        )
