"""What a remote scheduler raises beside the exceptions of `lockstep`."""

from lockstep.exceptions import LockstepError


class SchedulerError(LockstepError):
    """A remote scheduler cannot do what was asked. The training state is as it was."""


class GroupsMismatch(SchedulerError):
    """The optimizer and the service do not have the same parameter groups."""


class StepArgument(SchedulerError):
    """`step()` was given an argument that it does not take, or not the one that it wants."""


class KeyWanted(SchedulerError):
    """There are several ranks, and nothing that gives them one key for their generation."""


class MetricAwaited(SchedulerError):
    """The next step needs a metric that has not been reported."""


class StateRefused(SchedulerError):
    """A state dict that no scheduler can have written."""
