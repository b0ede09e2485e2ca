"""The client of Lockstep: the same learning rate at the same step on every rank.

    from lockstep import Lockstep

    with Lockstep("http://127.0.0.1:8080") as lockstep:
        lockstep.put_optimizer(
            "run-42",
            groups=[{"name": "all", "lr": 0.1}],
            schedulers=[{"type": "StepLR", "step_size": 30}],
        )
        lockstep.advance("run-42", 1)["groups"]

`AsyncLockstep` has the same methods as coroutines. Answers are dicts, with types in
`lockstep.types`. Every exception is a `LockstepError`; `lockstep.exceptions` has the tree, and
`lockstep.problems` a class for each refusal of the service. The package computes no rates.
"""

from lockstep._async.client import AsyncLockstep
from lockstep._sync.client import Lockstep
from lockstep._version import __version__
from lockstep.exceptions import (
    ConfigurationError,
    InvalidArgument,
    InvalidToken,
    InvalidURL,
    LockstepError,
    NotLockstep,
    OlderService,
    Problem,
    Unauthorized,
    Unavailable,
)
from lockstep.problems import problem_of
from lockstep.problems.requests import (
    AnswerTooLong,
    BadHttpRequest,
    BodyTooLarge,
    IdempotencyKeyReused,
    InternalError,
    InvalidRequest,
    NotFound,
    StateCorrupt,
    StoreUnavailable,
    TooManyWriters,
    UnsupportedMediaType,
)
from lockstep.problems.resources import (
    EditNotFound,
    GroupConflict,
    GroupExists,
    GroupNotFound,
    LastGroup,
    MetricNotFound,
    OptimizerExists,
    OptimizerNotFound,
    SchedulerExists,
    SchedulerNotFound,
    TooManyPending,
    TotalStepsConflict,
)
from lockstep.problems.steps import (
    EventsCompacted,
    GenerationConflict,
    HistoryRegressed,
    MetricConflict,
    MetricsLate,
    MetricTimeout,
    ResumeAhead,
    ScheduleEnded,
    SeriesTooLong,
    StaleGeneration,
    StepAhead,
    StepCompacted,
    StepSealed,
    UnknownGeneration,
    ValueNotFinite,
)

__all__ = [
    "AnswerTooLong",
    "AsyncLockstep",
    "BadHttpRequest",
    "BodyTooLarge",
    "ConfigurationError",
    "EditNotFound",
    "EventsCompacted",
    "GenerationConflict",
    "GroupConflict",
    "GroupExists",
    "GroupNotFound",
    "HistoryRegressed",
    "IdempotencyKeyReused",
    "InternalError",
    "InvalidArgument",
    "InvalidRequest",
    "InvalidToken",
    "InvalidURL",
    "LastGroup",
    "Lockstep",
    "LockstepError",
    "MetricConflict",
    "MetricNotFound",
    "MetricTimeout",
    "MetricsLate",
    "NotFound",
    "NotLockstep",
    "OlderService",
    "OptimizerExists",
    "OptimizerNotFound",
    "Problem",
    "ResumeAhead",
    "ScheduleEnded",
    "SchedulerExists",
    "SchedulerNotFound",
    "SeriesTooLong",
    "StaleGeneration",
    "StateCorrupt",
    "StepAhead",
    "StepCompacted",
    "StepSealed",
    "StoreUnavailable",
    "TooManyPending",
    "TooManyWriters",
    "TotalStepsConflict",
    "Unauthorized",
    "Unavailable",
    "UnknownGeneration",
    "UnsupportedMediaType",
    "ValueNotFinite",
    "__version__",
    "problem_of",
]
