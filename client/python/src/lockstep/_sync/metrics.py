# Written by `python -m generate` from lockstep/_async/metrics.py: do not edit.
"""Calls for the metrics that schedulers monitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockstep import _calls
from lockstep._sync.connection import Connection

if TYPE_CHECKING:
    from lockstep import types


class MetricCalls(Connection):
    """Report metrics, and read what was decided."""

    def report_metric(
        self,
        optimizer: str,
        metric: str,
        step: int,
        rank: int,
        value: types.MetricValue,
        *,
        weight: float | None = None,
        generation: int | None = None,
        seen: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.Metric:
        """Reports the value of one rank, NaN and infinities included.

        The same report again is harmless; another value raises MetricConflict.
        """
        return self._send(
            _calls.REPORT_METRIC,
            optimizer=optimizer,
            metric=metric,
            step=step,
            rank=rank,
            value=value,
            weight=weight,
            generation=generation,
            seen=seen,
            idempotency_key=idempotency_key,
        )

    def get_metric(
        self, optimizer: str, metric: str, step: int, *, wait: int | None = None
    ) -> types.Metric:
        """Reads whether a metric is decided, after at most `wait` seconds (0 to 30)."""
        return self._send(
            _calls.GET_METRIC, optimizer=optimizer, metric=metric, step=step, wait=wait
        )
