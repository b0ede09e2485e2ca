"""torch's ReduceLROnPlateau with the decisions of a Lockstep service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from torch.optim import Optimizer
from torch.optim.lr_scheduler import ReduceLROnPlateau

from lockstep.torch.errors import StepArgument
from lockstep.torch.groups import names_of
from lockstep.torch.remote_scheduler import RemoteScheduler


class RemoteReduceLROnPlateau(RemoteScheduler, ReduceLROnPlateau):
    """Steps by a metric, as Lightning and transformers want it: they look for torch's class.

    Each `step(metric)` is one call of the service, which decides once for all ranks. A schedule
    that also steps between metrics is a RemoteScheduler with `report()`.
    """

    def __init__(
        self,
        optimizer: Optimizer,
        id: str,
        mode: Literal["min", "max"] = "min",
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        threshold_mode: Literal["rel", "abs"] = "rel",
        cooldown: int = 0,
        min_lr: Sequence[float] | float = 0.0,
        eps: float = 1e-8,
        *,
        monitor: str = "metric",
        reporters: int | None = None,
        schedulers: Any = None,
        **options: Any,
    ) -> None:
        """Takes the arguments of torch, and the options of `RemoteScheduler`.

        `monitor` is the name of the metric at the service. With `reporters` each of so many ranks
        gives its own value; otherwise all give one, all-reduced. `schedulers` are other schedulers
        that step by this metric, in the place of torch's arguments.
        """
        self.mode, self.factor, self.patience = mode, factor, patience
        self.threshold, self.threshold_mode = threshold, threshold_mode
        self.cooldown, self.eps = cooldown, eps
        self._monitor = monitor
        names = names_of(optimizer.param_groups, options.pop("names", None))
        self.min_lrs = list(min_lr) if isinstance(min_lr, Sequence) else [min_lr] * len(names)
        definition = {
            "type": "ReduceLROnPlateau",
            "monitor": monitor,
            "mode": mode,
            "factor": factor,
            "patience": patience,
            "threshold": threshold,
            "threshold_mode": threshold_mode,
            "cooldown": cooldown,
            "min_lr": list(min_lr) if isinstance(min_lr, Sequence) else min_lr,
            "eps": eps,
            **({"reporters": reporters} if reporters else {}),
        }
        super().__init__(
            optimizer,
            id,
            schedulers=[definition] if schedulers is None else schedulers,
            names=names,
            monitor=monitor,
            **{**options, "window_s": 0.0},
        )

    def step(self, metrics: Any = None, epoch: object = None) -> None:  # type: ignore[override]
        """Reports the metric, a number or a tensor of one, and sets the values that it decides.

        Raises StepArgument without a metric, and what RemoteScheduler.step raises.
        """
        if metrics is None or epoch is not None:
            raise StepArgument(
                "step() was called with an epoch, or without a metric: wanted step(metric)"
            )
        self._note(metrics)
        super().step()

    def _note(self, metrics: Any) -> None:
        """Notes the metric of the next step, in the place of one that was not sent."""
        step, reports = self.last_epoch + 1, self._feed.reports
        reports[:] = [each for each in reports if each[:2] != (step, self._monitor)]
        self.report(**{self._monitor: metrics})

    def load_state_dict(self, state_dict: Any) -> None:
        """Takes the position, as RemoteScheduler does."""
        RemoteScheduler.load_state_dict(self, state_dict)
