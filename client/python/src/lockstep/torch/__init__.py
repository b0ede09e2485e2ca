"""Schedulers for torch whose values a Lockstep service computes.

    scheduler = RemoteScheduler(optimizer, "run-42", schedulers=[{"type": "StepLR", "step_size": 30}])

`RemoteScheduler` is used as any scheduler of torch, and `RemoteReduceLROnPlateau` as torch's.
"""

from lockstep.torch.errors import (
    GroupsMismatch,
    KeyWanted,
    MetricAwaited,
    SchedulerError,
    StateRefused,
    StepArgument,
)
from lockstep.torch.remote_plateau import RemoteReduceLROnPlateau
from lockstep.torch.remote_scheduler import RemoteScheduler

__all__ = [
    "GroupsMismatch",
    "KeyWanted",
    "MetricAwaited",
    "RemoteReduceLROnPlateau",
    "RemoteScheduler",
    "SchedulerError",
    "StateRefused",
    "StepArgument",
]
