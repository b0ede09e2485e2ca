"""The order of `optimizer.step()` and `scheduler.step()`, and which calls of the latter count."""

from __future__ import annotations

import warnings
from typing import Any

from torch.optim import Optimizer

from lockstep.torch.options import Advance

WATCHED_CALLS = 100
"""After so many calls in order the check is over: it costs time in each step."""


class OrderWatch:
    """Notices steps of the optimizer.

    Limit: a fused optimizer is also called where GradScaler has found an infinity, and skips the
    step itself, so there the call counts.
    """

    def __init__(self, optimizer: Optimizer, advance: Advance) -> None:
        self._advance = advance
        self._has_stepped = False
        self._may_warn = True
        self._calls = 0
        self._hook = _hooked(optimizer).register_step_post_hook(self._mark)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to notice."""
        return self._advance == "calls" and (not self._may_warn or self._calls > WATCHED_CALLS)

    def end(self) -> None:
        """Notices nothing from now on."""
        self._hook.remove()

    def counts(self, optimizer: Optimizer, step_count: int) -> bool:
        """Whether this call of `scheduler.step()` is a step."""
        has_stepped = self._has_stepped
        if step_count == 1:
            _warn_of_order(optimizer)
        if self._advance == "optimizer":
            return has_stepped
        if not has_stepped and self._may_warn and getattr(optimizer, "_opt_called", False):
            self._may_warn = False
            _warn_of_two_calls()
        return True

    def take(self) -> None:
        """A call has counted, and was carried out: an exception before it leaves all as it was."""
        self._calls += 1
        self._has_stepped = False

    def _mark(self, *_: Any) -> None:
        self._has_stepped = True


def _hooked(optimizer: Any) -> Any:
    """The optimizer inside an AcceleratedOptimizer, which has no hooks."""
    while not hasattr(optimizer, "_optimizer_step_post_hooks") and hasattr(optimizer, "optimizer"):
        optimizer = optimizer.optimizer
    return optimizer


def _warn_of_order(optimizer: Any) -> None:
    """The warnings of torch, in the same cases."""
    if not hasattr(optimizer.step, "_wrapped_by_lr_sched"):
        warnings.warn(
            "Seems like `optimizer.step()` has been overridden after learning rate scheduler "
            "initialization. Please, make sure to call `optimizer.step()` before "
            "`lr_scheduler.step()`",
            UserWarning,
            stacklevel=5,
        )
    elif not getattr(optimizer, "_opt_called", False):
        warnings.warn(
            "Detected call of `lr_scheduler.step()` before `optimizer.step()`: the first value of "
            "the schedule is skipped. Call `optimizer.step()` first",
            UserWarning,
            stacklevel=5,
        )


def _warn_of_two_calls() -> None:
    warnings.warn(
        "`lr_scheduler.step()` was called twice without `optimizer.step()` in between, and each "
        "call counts as a step, as in torch. Where Accelerate calls it once for each process, and "
        "one step for each optimizer step is wanted: RemoteScheduler(..., advance='optimizer'), or "
        "Accelerator(split_batches=True), or Accelerator(step_scheduler_with_optimizer=False)",
        UserWarning,
        stacklevel=5,
    )
