"""The JSON of requests and answers, a type for each schema of the OpenAPI document.

Written by `python -m generate` with datamodel-codegen from openapi/openapi.json: do not edit.
"""

from __future__ import annotations

from typing import final
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, Union


class AbsoluteLevel(TypedDict):
    value: float


Aggregate: TypeAlias = Literal["mean", "min", "max", "median", "sum"]


AnnealStrategy: TypeAlias = Literal["cos", "linear"]


AnnealStrategyByGroup: TypeAlias = dict[str, AnnealStrategy]


class AwaitedMetric(TypedDict):
    metric: str
    step: int


@final
class Blocked(TypedDict):
    """
    A step that no rank can pass before a metric is decided.
    """

    optimizer: str
    generation: int
    step: int
    sealed_through: int
    blocked_on: list[AwaitedMetric]
    seen: str


BooleanByGroup: TypeAlias = dict[str, bool]


ChangeStatus: TypeAlias = Literal["pending", "acted", "withdrawn"]


class Contribution(TypedDict):
    """
    The effect of one scheduler at the step.
    """

    name: str
    type: str
    preset: NotRequired[str]
    attached_at: int
    epoch: int
    before: NotRequired[float]
    after: NotRequired[float]


CountByGroup: TypeAlias = dict[str, int]


CyclicMode: TypeAlias = Literal["triangular", "triangular2", "exp_range"]


CyclicModeByGroup: TypeAlias = dict[str, CyclicMode]


class Difference(TypedDict):
    """
    One place where two definitions differ.
    """

    pointer: str
    registered: NotRequired[Any]
    given: NotRequired[Any]
    in_force: NotRequired[Any]


Duration: TypeAlias = int | str


DurationByGroup: TypeAlias = dict[str, Duration]


class EditedGroup(TypedDict):
    """
    The values of some hyperparameters of a group.
    """

    name: str


EditsOfParent: TypeAlias = Literal["keep", "drop"]


Endpoints: TypeAlias = Literal["start", "end", "both", "neither"]


EndpointsByGroup: TypeAlias = dict[str, Endpoints]


EventKind: TypeAlias = Literal[
    "registered",
    "group_added",
    "group_removed",
    "scheduler_attached",
    "scheduler_detached",
    "scheduler_patched",
    "total_steps_changed",
    "edited",
    "cancelled",
    "metric_decided",
    "generation_opened",
    "history_regressed",
]


Expression: TypeAlias = str


ExpressionByGroup: TypeAlias = dict[str, Expression]


GroupEdit: TypeAlias = dict[str, float | list[float]]
"""
Hyperparameters to set, e.g. {"lr": 0.05}.
"""


GroupOptionItem: TypeAlias = float | bool | str | None


class GroupSeries(TypedDict):
    """
    Columns, under the name of each hyperparameter: numbers, or lists where the group has a list; null where the group does not exist or has none.
    """

    name: str
    lr: NotRequired[list[float | None]]
    momentum: NotRequired[list[float | None]]
    weight_decay: NotRequired[list[float | None]]
    betas: NotRequired[list[list[float] | None]]


class GroupValues(TypedDict):
    """
    The values to set one param_group to.
    """

    name: str
    lr: float
    momentum: NotRequired[float]
    weight_decay: NotRequired[float]
    betas: NotRequired[list[float]]


class Health(TypedDict):
    status: Literal["ok"]


Interpolation: TypeAlias = Literal["step", "linear", "cosine"]


InterpolationByGroup: TypeAlias = dict[str, Interpolation]


class InvalidField(TypedDict):
    """
    One fault of a request, and its place.
    """

    pointer: str
    detail: str


Joining: TypeAlias = Literal["join", "restart", "none"]


Length: TypeAlias = float | str


LengthByGroup: TypeAlias = dict[str, Length]


Level: TypeAlias = float | AbsoluteLevel


LevelByGroup: TypeAlias = dict[str, Level]


LevelColumn = TypedDict(
    "LevelColumn",
    {
        "from": Length,
        "values": list[Level],
    },
)


class LinearLR(TypedDict):
    """
    Changes the scale on the value linearly from start_factor to end_factor.
    """

    type: Literal["LinearLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    start_factor: NotRequired[float | dict[str, float]]
    end_factor: NotRequired[float | dict[str, float]]
    total_iters: NotRequired[Duration | DurationByGroup]


LinearPhase = TypedDict(
    "LinearPhase",
    {
        "curve": Literal["linear"],
        "from": NotRequired[Level],
        "to": Level,
        "duration": Length,
        "k": NotRequired[float],
        "power": NotRequired[float],
        "endpoints": NotRequired[Endpoints],
    },
)


class ListedGeneration(TypedDict):
    """
    A generation, without its values.
    """

    generation: int
    key: str | None
    parent: int | None
    resume_step: int
    sealed_through: int
    is_current: bool
    edits: EditsOfParent
    revision: int
    world_size: NotRequired[int]
    reason: NotRequired[str]
    actor: NotRequired[str]
    opened_at: str


class ListedOptimizer(TypedDict):
    """
    An optimizer without its groups and schedulers.
    """

    id: str
    revision: int
    generation: int
    step: int
    sealed_through: int
    labels: dict[str, str]
    created_at: str


LogarithmicPhase = TypedDict(
    "LogarithmicPhase",
    {
        "curve": Literal["logarithmic"],
        "from": NotRequired[Level],
        "to": Level,
        "duration": Length,
        "k": NotRequired[float],
        "power": NotRequired[float],
        "endpoints": NotRequired[Endpoints],
        "base": NotRequired[float],
    },
)


MetricMode: TypeAlias = Literal["min", "max"]


MetricModeByGroup: TypeAlias = dict[str, MetricMode]


MetricOutcome: TypeAlias = Literal["skipped", "failed"]


MetricValue: TypeAlias = float | Literal["nan", "inf", "-inf"]


Milestone: TypeAlias = int | str


MilestoneByGroup: TypeAlias = dict[str, Milestone]


class MultiplicativeLR(TypedDict):
    """
    Multiplies the value by an expression of the epoch every step.
    """

    type: Literal["MultiplicativeLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    lr_lambda: Expression | ExpressionByGroup | list[Expression]


NonNegativeNumberByGroup: TypeAlias = dict[str, float]


NumberByGroup: TypeAlias = dict[str, float]


OnTimeout: TypeAlias = Literal["use_available", "skip", "fail"]


class OptimizerList(TypedDict):
    optimizers: list[ListedOptimizer]
    next_cursor: str | None


class OptimizerPatch(TypedDict):
    """
    What to change of an optimizer itself.
    """

    total_steps: NotRequired[int]
    labels: NotRequired[dict[str, str]]


class Overwriting(TypedDict):
    scheduler: str
    step: int


class PendingPatch(TypedDict):
    """
    Accepted arguments that do not act yet.
    """

    revision: int
    step: int
    changes: dict[str, Any]


class PendingRelease(TypedDict):
    multiply: list[str]
    hold: list[str]


class PendingTotalSteps(TypedDict):
    """
    A length of the run that does not act yet.
    """

    revision: int
    step: int
    total_steps: int


class PolynomialLR(TypedDict):
    """
    Decays the value to zero in total_iters steps along a polynomial.
    """

    type: Literal["PolynomialLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    total_iters: NotRequired[Duration | DurationByGroup]
    power: NotRequired[float | NonNegativeNumberByGroup]


PositiveCountByGroup: TypeAlias = dict[str, int]


PositiveNumberByGroup: TypeAlias = dict[str, float]


class PresetDescription(TypedDict):
    name: str
    summary: str
    schema: dict[str, Any]
    example: dict[str, Any]
    expanded: dict[str, Any]


class PresetList(TypedDict):
    presets: list[PresetDescription]


class PresetScheduler(TypedDict):
    """
    A scheduler of another library, by its name and its parameters in that library; GET /v1/presets lists the presets.
    """

    preset: Literal[
        "hf/constant",
        "hf/constant_with_warmup",
        "hf/linear",
        "hf/polynomial",
        "hf/inverse_sqrt",
        "hf/cosine",
        "hf/cosine_with_restarts",
        "hf/cosine_with_min_lr",
        "hf/cosine_warmup_with_min_lr",
        "hf/warmup_stable_decay",
        "hf/reduce_lr_on_plateau",
        "hf/greedy",
        "hf/adafactor",
        "timm/cosine",
        "timm/tanh",
        "timm/poly",
        "timm/step",
        "timm/multistep",
        "timm/wsd",
        "timm/plateau",
        "optax/constant",
        "optax/linear",
        "optax/polynomial",
        "optax/exponential_decay",
        "optax/warmup_constant",
        "optax/warmup_exponential",
        "optax/cosine_decay",
        "optax/warmup_cosine",
        "optax/sgdr",
        "optax/piecewise_constant",
        "optax/piecewise_interpolate",
        "optax/linear_onecycle",
        "optax/cosine_onecycle",
        "optax/reduce_on_plateau",
        "deepspeed/warmup",
        "deepspeed/warmup_decay",
        "deepspeed/warmup_cosine",
        "deepspeed/lr_range_test",
        "deepspeed/one_cycle",
        "deepspeed/one_cycle_momentum",
        "megatron/constant",
        "megatron/linear",
        "megatron/cosine",
        "megatron/inverse_square_root",
        "megatron/wsd",
        "megatron/weight_decay",
        "composer/step",
        "composer/multistep",
        "composer/constant",
        "composer/linear",
        "composer/exponential",
        "composer/cosine_annealing",
        "composer/cosine_annealing_warm_restarts",
        "composer/polynomial",
        "composer/multistep_with_warmup",
        "composer/constant_with_warmup",
        "composer/linear_with_warmup",
        "composer/cosine_annealing_with_warmup",
        "composer/polynomial_with_warmup",
        "ignite/linear_cyclical",
        "ignite/cosine_annealing",
        "ignite/piecewise_linear",
        "ignite/create_lr_scheduler_with_warmup",
        "ignite/reduce_lr_on_plateau",
        "mmengine/linear",
        "mmengine/constant",
        "mmengine/poly",
        "mmengine/cosine_annealing",
        "mmengine/cosine_restart",
        "mmengine/step",
        "mmengine/multi_step",
        "mmengine/exponential",
        "mmengine/one_cycle",
        "mmengine/reduce_on_plateau",
        "keras/exponential_decay",
        "keras/piecewise_constant_decay",
        "keras/polynomial_decay",
        "keras/inverse_time_decay",
        "keras/cosine_decay",
        "keras/cosine_decay_restarts",
        "keras/reduce_lr_on_plateau",
        "fairseq/inverse_sqrt",
        "fairseq/polynomial_decay",
        "fairseq/cosine",
        "fairseq/triangular",
        "fairseq/tri_stage",
        "fairseq/step",
        "fairseq/reduce_lr_on_plateau",
        "fairseq/fixed",
        "fairseq/manual",
        "paddle/noam_decay",
        "paddle/exponential_decay",
        "paddle/natural_exp_decay",
        "paddle/inverse_time_decay",
        "paddle/polynomial_decay",
        "paddle/piecewise_decay",
        "paddle/step_decay",
        "paddle/multi_step_decay",
        "paddle/linear",
        "paddle/cyclic",
        "paddle/cosine_annealing_decay",
        "paddle/cosine_annealing_warm_restarts",
        "paddle/one_cycle",
        "paddle/linear_warmup",
        "paddle/reduce_on_plateau",
        "nanogpt/cosine",
        "modded_nanogpt/trapezoid",
        "modded_nanogpt/muon_momentum",
        "modded_nanogpt/stages",
        "modded_nanogpt/medium",
        "torchtitan/warmup_stable_decay",
        "olmo/constant",
        "olmo/constant_with_warmup",
        "olmo/linear_with_warmup",
        "olmo/cosine_with_warmup",
        "olmo/inverse_sqrt_with_warmup",
        "olmo/max_scheduler",
        "olmo/cosine_linear_envelope",
        "olmo/bolt_on_warmup",
        "t5x/rsqrt",
        "t5x/factors",
        "llm_foundry/inverse_sqrt_with_warmup",
        "schedule_free/warmup",
        "pytorch_optimizer/rex",
        "pytorch_optimizer/warmup_stable_decay",
        "pytorch_optimizer/proportion",
        "pytorch_optimizer/linear",
        "pytorch_optimizer/cosine",
        "pytorch_optimizer/poly",
        "pytorch_optimizer/cosine_annealing_with_warmup",
        "pytorch_optimizer/chebyshev",
        "fastai/fit_one_cycle",
        "fastai/fit_flat_cos",
        "fastai/fit_sgdr",
        "mae/adjust_learning_rate",
    ]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]


ProblemCode: TypeAlias = Literal[
    "invalid_request",
    "not_found",
    "body_too_large",
    "answer_too_long",
    "unsupported_media_type",
    "bad_http_request",
    "internal_error",
    "too_many_writers",
    "store_unavailable",
    "idempotency_key_reused",
    "state_corrupt",
    "optimizer_not_found",
    "optimizer_exists",
    "group_not_found",
    "group_exists",
    "group_conflict",
    "last_group",
    "total_steps_conflict",
    "scheduler_not_found",
    "scheduler_exists",
    "edit_not_found",
    "metric_not_found",
    "too_many_pending",
    "series_too_long",
    "value_not_finite",
    "schedule_ended",
    "stale_generation",
    "unknown_generation",
    "step_ahead",
    "step_sealed",
    "step_compacted",
    "generation_conflict",
    "resume_ahead",
    "history_regressed",
    "events_compacted",
    "metric_timeout",
    "metrics_late",
    "metric_conflict",
]


class RankReport(TypedDict):
    """
    The value that one rank measured.
    """

    value: MetricValue
    rank: int
    weight: NotRequired[float]


class ReadRates(TypedDict):
    """
    The values of every group at one step, only read.
    """

    optimizer: str
    generation: int
    revision: int
    step: int
    sealed_through: int
    groups: list[GroupValues]
    sealed: bool


class Release(TypedDict):
    """
    The hyperparameters whose factors or held values end.
    """

    multiply: NotRequired[list[str]]
    hold: NotRequired[list[str]]


class Report(TypedDict):
    """
    The value that one rank measured.
    """

    value: MetricValue
    weight: NotRequired[float]
    generation: NotRequired[int]
    seen: NotRequired[str]


class ResumeFrom(TypedDict):
    """
    A step of a generation: the position of a checkpoint.
    """

    generation: int
    step: int


RexPhase = TypedDict(
    "RexPhase",
    {
        "curve": Literal["rex"],
        "from": NotRequired[Level],
        "to": Level,
        "duration": Length,
        "k": NotRequired[float],
        "power": NotRequired[float],
        "endpoints": NotRequired[Endpoints],
    },
)


class SWALR(TypedDict):
    """
    Anneals the value to swa_lr in anneal_epochs steps, then keeps it.
    """

    type: Literal["SWALR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    swa_lr: float | NumberByGroup | list[float]
    anneal_epochs: NotRequired[int | CountByGroup]
    anneal_strategy: NotRequired[AnnealStrategy | AnnealStrategyByGroup]


ScaleMode: TypeAlias = Literal["cycle", "iterations"]


ScaleModeByGroup: TypeAlias = dict[str, ScaleMode]


SchedulerPatch: TypeAlias = dict[str, Any]
"""
Arguments of the scheduler with new values, e.g. {"T_max": 20000}; of a preset also its parameters, e.g. {"num_training_steps": 20000}.
"""


SchedulerType: TypeAlias = Literal[
    "LambdaLR",
    "MultiplicativeLR",
    "StepLR",
    "MultiStepLR",
    "ConstantLR",
    "LinearLR",
    "ExponentialLR",
    "PolynomialLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "CyclicLR",
    "OneCycleLR",
    "ReduceLROnPlateau",
    "SequentialLR",
    "ChainedScheduler",
    "SWALR",
    "PhasedLR",
    "WarmupLR",
    "RepeatLR",
    "ProductLR",
    "TableLR",
    "GreedyLR",
    "ExpressionLR",
]


class SchedulerTypeDescription(TypedDict):
    type: str
    summary: str
    schema: dict[str, Any]
    example: dict[str, Any]


class SchedulerTypeList(TypedDict):
    scheduler_types: list[SchedulerTypeDescription]


class SentGroup(TypedDict):
    name: str


SentScheduler: TypeAlias = dict[str, Any]


class StateDictPart(TypedDict):
    """
    The state_dict of a scheduler on some groups.
    """

    groups: list[str]
    state_dict: dict[str, Any]


class StateDocument(TypedDict):
    """
    A portable checkpoint of a whole optimizer.
    """

    format: Literal["lockstep-state/2"]
    optimizer: str
    created_at: str
    generation: int
    revision: int
    step: int
    sealed_through: int
    definition: dict[str, Any]
    groups: list[GroupValues]
    state_dicts: dict[str, dict[str, Any]]
    state_dicts_by_groups: NotRequired[dict[str, list[StateDictPart]]]
    record: dict[str, Any]
    checksum: str


class StepLR(TypedDict):
    """
    Multiplies the value by gamma every step_size steps.
    """

    type: Literal["StepLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    step_size: Duration | DurationByGroup
    gamma: NotRequired[float | NumberByGroup]


TablePoint: TypeAlias = list[Length | Level]
"""
A step, and the level at this step.
"""


TanhPhase = TypedDict(
    "TanhPhase",
    {
        "curve": Literal["tanh"],
        "from": NotRequired[Level],
        "to": Level,
        "duration": Length,
        "k": NotRequired[float],
        "power": NotRequired[float],
        "endpoints": NotRequired[Endpoints],
        "lb": NotRequired[float],
        "ub": NotRequired[float],
    },
)


ThresholdMode: TypeAlias = Literal["rel", "abs"]


ThresholdModeByGroup: TypeAlias = dict[str, ThresholdMode]


WarmupCurve: TypeAlias = Literal[
    "linear", "cosine", "exponential", "logarithmic", "tanh", "rex", "hold"
]


WarmupCurveByGroup: TypeAlias = dict[str, WarmupCurve]


WarmupMode: TypeAlias = Literal["prefix", "overlay", "multiply"]


WarmupModeByGroup: TypeAlias = dict[str, WarmupMode]


WarningCode: TypeAlias = Literal[
    "schedulers_collide",
    "effect_lost",
    "schedule_over",
    "schedule_short",
    "warmup_long",
    "milestone_unreached",
    "length_below_one",
    "never_steps",
    "minimum_above",
    "threshold_negative",
    "metric_negative",
    "rates_taken_as_scaled",
    "edit_overwritten",
]


WindowEndReason: TypeAlias = Literal["metric", "schedule", "limit"]


class Advance(TypedDict):
    """
    The step to advance to.
    """

    step: NotRequired[int]
    ahead: NotRequired[int]
    late_metrics: NotRequired[bool]
    generation: NotRequired[int]
    metrics: NotRequired[dict[str, MetricValue | RankReport]]
    seen: NotRequired[str]
    others_seen: NotRequired[list[str]]
    wait: NotRequired[float]


AssumedMetric: TypeAlias = list[int | MetricValue]


class Change(TypedDict):
    """
    A manual change: pending, acted or withdrawn.
    """

    revision: int
    kind: EventKind
    step: int
    recorded_at: str
    actor: NotRequired[str]
    reason: NotRequired[str]
    status: ChangeStatus


class ChangeList(TypedDict):
    edits: list[Change]


class ConstantLR(TypedDict):
    """
    Scales the value by factor for the first total_iters steps.
    """

    type: Literal["ConstantLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    factor: NotRequired[float | dict[str, float]]
    total_iters: NotRequired[Duration | DurationByGroup]


class CosineAnnealingLR(TypedDict):
    """
    Half a cosine wave down to eta_min in T_max steps, and up again.
    """

    type: Literal["CosineAnnealingLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    T_max: Duration | DurationByGroup
    eta_min: NotRequired[float | NumberByGroup]


class CosineAnnealingWarmRestarts(TypedDict):
    """
    Half cosine waves down to eta_min, each from the initial value.
    """

    type: Literal["CosineAnnealingWarmRestarts"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    T_0: Duration | DurationByGroup
    T_mult: NotRequired[int | PositiveCountByGroup]
    eta_min: NotRequired[float | NumberByGroup]


CosinePhase = TypedDict(
    "CosinePhase",
    {
        "curve": Literal["cosine"],
        "from": NotRequired[Level],
        "to": Level,
        "duration": Length,
        "k": NotRequired[float],
        "power": NotRequired[float],
        "endpoints": NotRequired[Endpoints],
    },
)


class CyclicLR(TypedDict):
    """
    Cycles the value between base_lr and max_lr, and momentum inversely.
    """

    type: Literal["CyclicLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    base_lr: float | NumberByGroup | list[float]
    max_lr: float | NumberByGroup | list[float]
    step_size_up: NotRequired[float | PositiveNumberByGroup]
    step_size_down: NotRequired[float | NonNegativeNumberByGroup | None]
    mode: NotRequired[CyclicMode | CyclicModeByGroup]
    gamma: NotRequired[float | NumberByGroup]
    scale_fn: NotRequired[Expression | ExpressionByGroup | None]
    scale_mode: NotRequired[ScaleMode | ScaleModeByGroup]
    cycle_momentum: NotRequired[bool | BooleanByGroup]
    base_momentum: NotRequired[float | NumberByGroup | list[float]]
    max_momentum: NotRequired[float | NumberByGroup | list[float]]


class Edit(TypedDict):
    """
    New values of hyperparameters, or factors on them, at a step or from a step on.
    """

    groups: NotRequired[list[str]]
    set: NotRequired[GroupEdit]
    scale: NotRequired[dict[str, float]]
    multiply: NotRequired[dict[str, float]]
    hold: NotRequired[GroupEdit]
    release: NotRequired[list[str] | Release]
    until_step: NotRequired[int]
    at_step: NotRequired[int | Literal["next"]]
    reason: NotRequired[str]
    generation: NotRequired[int]
    seen: NotRequired[str]


class Event(TypedDict):
    """
    One input of the trajectory, with the fields of its kind.
    """

    revision: int
    kind: EventKind
    step: int
    recorded_at: str
    actor: NotRequired[str]
    reason: NotRequired[str]


class EventList(TypedDict):
    """
    Events in the order of their revisions.
    """

    events: list[Event]
    last_revision: int
    has_more: bool


class ExplainedDecision(TypedDict):
    """
    The decision on a metric.
    """

    revision: int
    metric: str
    value: NotRequired[MetricValue]
    outcome: NotRequired[MetricOutcome]
    reported_for: int
    step: int


class Explanation(TypedDict):
    """
    The origin of a value.
    """

    optimizer: str
    generation: int
    step: int
    group: str
    param: str
    value: float
    sealed: bool
    base: float
    schedulers: list[Contribution]
    multiply: NotRequired[float]
    hold: NotRequired[float]
    decisions: list[ExplainedDecision]
    edits: list[Change]


class ExponentialLR(TypedDict):
    """
    Multiplies the value by gamma every step.
    """

    type: Literal["ExponentialLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    gamma: float | NumberByGroup


ExponentialPhase = TypedDict(
    "ExponentialPhase",
    {
        "curve": Literal["exponential"],
        "from": NotRequired[Level],
        "to": Level,
        "duration": Length,
        "k": NotRequired[float],
        "power": NotRequired[float],
        "endpoints": NotRequired[Endpoints],
        "ratio": NotRequired[float],
    },
)


class ExpressionLR(TypedDict):
    """
    Sets the value by an expression of the epoch and the current value.
    """

    type: Literal["ExpressionLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    lr: Expression | ExpressionByGroup | list[Expression]
    momentum: NotRequired[Expression | ExpressionByGroup | None]
    beta2: NotRequired[float | NumberByGroup | None]


class GenerationList(TypedDict):
    """
    All generations; each names its parent.
    """

    generations: list[ListedGeneration]


class GreedyLR(TypedDict):
    """
    Raises the value while a metric improves, lowers it while it does not.
    """

    type: Literal["GreedyLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    monitor: str
    reporters: NotRequired[int]
    aggregate: NotRequired[Aggregate]
    deadline: NotRequired[float]
    on_timeout: NotRequired[OnTimeout]
    mode: NotRequired[MetricMode | MetricModeByGroup]
    factor: NotRequired[float | dict[str, float]]
    patience: NotRequired[int | CountByGroup]
    threshold: NotRequired[float | NumberByGroup]
    threshold_mode: NotRequired[ThresholdMode | ThresholdModeByGroup]
    cooldown: NotRequired[int | CountByGroup]
    warmup: NotRequired[int | CountByGroup]
    min_lr: float | NumberByGroup | list[float]
    max_lr: float | NumberByGroup | list[float]
    eps: NotRequired[float | NumberByGroup]
    smooth: NotRequired[bool | BooleanByGroup]
    window_size: NotRequired[int | dict[str, int]]
    reset_start: NotRequired[int | CountByGroup]


GroupOption: TypeAlias = float | bool | str | list[GroupOptionItem] | None


class HoldPhase(TypedDict):
    curve: Literal["hold"]
    to: NotRequired[Level]
    duration: NotRequired[Length]


InversePowerPhase = TypedDict(
    "InversePowerPhase",
    {
        "curve": Literal["inverse_power"],
        "from": NotRequired[Level],
        "timescale": float,
        "power": NotRequired[float],
        "duration": NotRequired[Length],
    },
)


class LambdaLR(TypedDict):
    """
    Sets the value to its initial value times an expression of the epoch.
    """

    type: Literal["LambdaLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    lr_lambda: Expression | ExpressionByGroup | list[Expression]


class Metric(TypedDict):
    """
    A metric at a step: its reports, and its decision.
    """

    metric: str
    step: int
    generation: int
    reported: int
    reporters: int
    decided: bool
    value: NotRequired[MetricValue]
    outcome: NotRequired[MetricOutcome]
    seen: str
    effective_step: NotRequired[int]
    reduced: NotRequired[list[str]]
    missing_ranks: NotRequired[list[int]]


class MetricDecision(TypedDict):
    """
    The value of a metric, and the step at which it acts.
    """

    value: MetricValue
    effective_step: int


class MultiStepLR(TypedDict):
    """
    Multiplies the value by gamma at each milestone.
    """

    type: Literal["MultiStepLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    milestones: list[Milestone] | dict[str, list[Milestone]]
    gamma: NotRequired[float | NumberByGroup]


class OneCycleLR(TypedDict):
    """
    One cycle up to max_lr and down to a small value, and momentum inversely.
    """

    type: Literal["OneCycleLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    max_lr: float | NumberByGroup | list[float]
    total_steps: NotRequired[Duration | DurationByGroup | None]
    epochs: NotRequired[int | PositiveCountByGroup | None]
    steps_per_epoch: NotRequired[int | PositiveCountByGroup | None]
    pct_start: NotRequired[float | dict[str, float]]
    anneal_strategy: NotRequired[AnnealStrategy | AnnealStrategyByGroup]
    cycle_momentum: NotRequired[bool | BooleanByGroup]
    base_momentum: NotRequired[float | NumberByGroup | list[float]]
    max_momentum: NotRequired[float | NumberByGroup | list[float]]
    div_factor: NotRequired[float | NumberByGroup]
    final_div_factor: NotRequired[float | NumberByGroup]
    three_phase: NotRequired[bool | BooleanByGroup]


class OptimizerAdvance(TypedDict):
    """
    An optimizer, and its step.
    """

    optimizer: str
    step: NotRequired[int]
    ahead: NotRequired[int]
    late_metrics: NotRequired[bool]
    generation: NotRequired[int]
    metrics: NotRequired[dict[str, MetricValue | RankReport]]
    seen: NotRequired[str]
    others_seen: NotRequired[list[str]]


OptimizerResume = TypedDict(
    "OptimizerResume",
    {
        "optimizer": str,
        "key": str,
        "resume_step": NotRequired[int],
        "from": NotRequired[ResumeFrom],
        "parent": NotRequired[int],
        "world_size": NotRequired[int],
        "edits": NotRequired[EditsOfParent],
        "reason": NotRequired[str],
        "seen": NotRequired[str],
        "ahead": NotRequired[int],
        "late_metrics": NotRequired[bool],
    },
)


class PendingEdit(TypedDict):
    """
    An accepted edit that has not acted yet.
    """

    revision: int
    step: int
    set: dict[str, float | list[float]]
    scale: NotRequired[dict[str, float]]
    multiply: NotRequired[dict[str, float]]
    hold: NotRequired[dict[str, float | list[float]]]
    release: NotRequired[PendingRelease]
    until_step: NotRequired[int]
    reason: NotRequired[str]


Phase: TypeAlias = (
    HoldPhase
    | LinearPhase
    | CosinePhase
    | ExponentialPhase
    | LogarithmicPhase
    | TanhPhase
    | RexPhase
    | InversePowerPhase
)


class PhasedLR(TypedDict):
    """
    Consecutive phases: ramps along curves, constant phases, and inverse powers.
    """

    type: Literal["PhasedLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    phases: list[Phase] | dict[str, list[Phase]]


class Problem(TypedDict):
    """
    The reason for a refusal, and facts that a client can act on (RFC 9457).
    """

    type: str
    title: str
    status: int
    detail: str
    code: ProblemCode
    retryable: bool
    errors: NotRequired[list[InvalidField]]
    differences: NotRequired[list[Difference]]
    optimizer: NotRequired[str]
    scheduler: NotRequired[str]
    group: NotRequired[str]
    metric: NotRequired[str]
    known: NotRequired[list[str]]
    current_generation: NotRequired[int]
    cursor: NotRequired[int]
    revision: NotRequired[int]
    sealed_through: NotRequired[int]
    earliest_step: NotRequired[int]
    step: NotRequired[int]
    limit: NotRequired[int]


class ReduceLROnPlateau(TypedDict):
    """
    Multiplies the value by factor when a metric has stopped improving.
    """

    type: Literal["ReduceLROnPlateau"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    monitor: str
    reporters: NotRequired[int]
    aggregate: NotRequired[Aggregate]
    deadline: NotRequired[float]
    on_timeout: NotRequired[OnTimeout]
    mode: NotRequired[MetricMode | MetricModeByGroup]
    factor: NotRequired[float | dict[str, float]]
    patience: NotRequired[int | CountByGroup]
    threshold: NotRequired[float | NumberByGroup]
    threshold_mode: NotRequired[ThresholdMode | ThresholdModeByGroup]
    cooldown: NotRequired[int | CountByGroup]
    min_lr: NotRequired[float | NumberByGroup | list[float]]
    eps: NotRequired[float | NumberByGroup]
    begin: NotRequired[Milestone | MilestoneByGroup | None]
    end: NotRequired[Milestone | MilestoneByGroup | None]
    best: NotRequired[float | NumberByGroup | None]
    threshold_abs: NotRequired[float | NonNegativeNumberByGroup | None]
    accumulation_size: NotRequired[int | PositiveCountByGroup | None]
    min_scale: NotRequired[float | NonNegativeNumberByGroup | None]
    ignores_in_cooldown: NotRequired[bool | BooleanByGroup | None]


Resume = TypedDict(
    "Resume",
    {
        "resume_step": NotRequired[int],
        "from": NotRequired[ResumeFrom],
        "parent": NotRequired[int],
        "world_size": NotRequired[int],
        "edits": NotRequired[EditsOfParent],
        "reason": NotRequired[str],
        "seen": NotRequired[str],
        "ahead": NotRequired[int],
        "late_metrics": NotRequired[bool],
    },
)


class SentRegistration(TypedDict):
    """
    The body of a registration as it was sent. See `Registration` for its fields.
    """

    groups: list[SentGroup]
    schedulers: NotRequired[list[SentScheduler]]
    labels: NotRequired[dict[str, str]]


class TableLR(TypedDict):
    """
    Takes levels from a table of steps, with or without interpolation.
    """

    type: Literal["TableLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    points: list[TablePoint] | LevelColumn | dict[str, list[TablePoint] | LevelColumn]
    interpolation: NotRequired[Interpolation | InterpolationByGroup]


class Warning(TypedDict):
    """
    Something that is accepted, as torch accepts it, and is likely not meant.
    """

    code: WarningCode
    pointer: str
    detail: str


class WindowEnd(TypedDict):
    """
    Why a window ends before its requested length.
    """

    reason: WindowEndReason
    step: int


class AddedGroup(TypedDict):
    """
    A parameter group to add, and how it meets the schedulers that cover it.
    """

    name: str
    lr: NotRequired[float]
    initial_lr: NotRequired[float]
    momentum: NotRequired[float]
    dampening: NotRequired[float]
    weight_decay: NotRequired[float]
    betas: NotRequired[list[float]]
    eps: NotRequired[GroupOption]
    schedulers: NotRequired[Joining]
    arguments: NotRequired[dict[str, dict[str, Any]]]


class AdvanceMany(TypedDict):
    """
    Many optimizers, and the step of each to advance to.
    """

    steps: list[OptimizerAdvance]
    wait: NotRequired[float]


class AttachedScheduler(TypedDict):
    """
    A scheduler with all its arguments.
    """

    name: str
    type: SchedulerType
    preset: NotRequired[str]
    groups: list[str]
    param: NotRequired[str]
    every: NotRequired[int]
    effective_step: NotRequired[int]
    until_step: NotRequired[int]
    pending: NotRequired[list[PendingPatch]]
    warnings: NotRequired[list[Warning]]


class EditState(TypedDict):
    """
    An edit, and its effect at its step; a projection while it is pending.
    """

    revision: int
    kind: EventKind
    step: int
    recorded_at: str
    actor: NotRequired[str]
    reason: NotRequired[str]
    status: ChangeStatus
    seen: str
    before: list[EditedGroup]
    after: list[EditedGroup]
    after_next: NotRequired[list[EditedGroup]]
    overwritten_by: NotRequired[Overwriting]
    warnings: NotRequired[list[Warning]]


class Group(TypedDict):
    """
    A parameter group, as in torch, without its `params`. Any further field is a hyperparameter, a number or a list of numbers, or a constant: true, false, null, a text, or a list that has one of these.
    """

    name: str
    lr: NotRequired[float]
    initial_lr: NotRequired[float]
    momentum: NotRequired[float]
    dampening: NotRequired[float]
    weight_decay: NotRequired[float]
    betas: NotRequired[list[float]]
    eps: NotRequired[GroupOption]


class GroupState(TypedDict):
    """
    A group with its values at the cursor.
    """

    name: str
    lr: float
    initial_lr: float
    momentum: NotRequired[float]
    weight_decay: NotRequired[float]
    betas: NotRequired[list[float]]
    effective_step: NotRequired[int]
    until_step: NotRequired[int]
    multiply: NotRequired[dict[str, float]]
    hold: NotRequired[dict[str, float]]
    pending: NotRequired[list[PendingEdit]]
    warnings: NotRequired[list[Warning]]


class OpenMany(TypedDict):
    """
    Many optimizers, and the generation of each to open.
    """

    generations: list[OptimizerResume]


class Optimizer(TypedDict):
    """
    An optimizer as it is now.
    """

    id: str
    revision: int
    generation: int
    step: int
    sealed_through: int
    groups: list[GroupState]
    schedulers: list[AttachedScheduler]
    defaults: NotRequired[dict[str, GroupOption]]
    total_steps: NotRequired[int]
    pending: NotRequired[list[PendingTotalSteps]]
    labels: dict[str, str]
    created_at: str
    warnings: NotRequired[list[Warning]]


class PatchedOptimizer(TypedDict):
    """
    An optimizer after a change of itself.
    """

    id: str
    revision: int
    generation: int
    step: int
    sealed_through: int
    groups: list[GroupState]
    schedulers: list[AttachedScheduler]
    defaults: NotRequired[dict[str, GroupOption]]
    total_steps: NotRequired[int]
    pending: NotRequired[list[PendingTotalSteps]]
    labels: dict[str, str]
    created_at: str
    warnings: NotRequired[list[Warning]]
    effective_step: NotRequired[int]


class Registered(TypedDict):
    """
    An optimizer as it is now, and its values at step 0.
    """

    id: str
    revision: int
    generation: int
    step: int
    sealed_through: int
    groups: list[GroupState]
    schedulers: list[AttachedScheduler]
    defaults: NotRequired[dict[str, GroupOption]]
    total_steps: NotRequired[int]
    pending: NotRequired[list[PendingTotalSteps]]
    labels: dict[str, str]
    created_at: str
    warnings: NotRequired[list[Warning]]
    values: NotRequired[list[GroupValues]]


class SchedulerList(TypedDict):
    schedulers: list[AttachedScheduler]


class Series(TypedDict):
    """
    Values at many steps, as columns.
    """

    steps: list[int]
    groups: list[GroupSeries]
    sealed_through: NotRequired[int]
    warnings: NotRequired[list[Warning]]


Window = TypedDict(
    "Window",
    {
        "from": int,
        "through": int,
        "revision": int,
        "groups": list[GroupSeries],
        "ends": NotRequired[WindowEnd],
    },
)


@final
class Advanced(TypedDict):
    """
    The values of every group at the step advanced to.
    """

    optimizer: str
    generation: int
    revision: int
    step: int
    sealed_through: int
    groups: list[GroupValues]
    seen: str
    ahead: NotRequired[Window]
    metrics: NotRequired[dict[str, MetricDecision]]


class Generation(TypedDict):
    """
    One incarnation of the job.
    """

    generation: int
    key: str
    parent: int
    resume_step: int
    revision: int
    step: int
    sealed_through: int
    world_size: NotRequired[int]
    edits: EditsOfParent
    seen: str
    groups: list[GroupValues]
    ahead: NotRequired[Window]


class GroupList(TypedDict):
    groups: list[GroupState]


class OpenResult(TypedDict):
    """
    A generation or a problem.
    """

    status: int
    result: NotRequired[Generation]
    problem: NotRequired[Problem]


class OpenedMany(TypedDict):
    results: list[OpenResult]


ReadRatesOrSeries: TypeAlias = ReadRates | Series


class StepResult(TypedDict):
    """
    A result or a problem.
    """

    status: int
    result: NotRequired[Advanced | Blocked]
    problem: NotRequired[Problem]


class AdvancedMany(TypedDict):
    results: list[StepResult]


class ChainedScheduler(TypedDict):
    """
    Steps several schedulers one after the other on the same value.
    """

    type: Literal["ChainedScheduler"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    schedulers: list[SchedulerOrPreset]


Preview = TypedDict(
    "Preview",
    {
        "groups": list[Group],
        "schedulers": NotRequired[list["SchedulerOrPreset"]],
        "defaults": NotRequired[dict[str, GroupOption]],
        "total_steps": NotRequired[int],
        "labels": NotRequired[dict[str, str]],
        "from": NotRequired[int],
        "to": NotRequired[int],
        "points": NotRequired[int],
        "hyperparameters": NotRequired[list[str]],
        "metrics": NotRequired[dict[str, list[AssumedMetric]]],
    },
)


class ProductLR(TypedDict):
    """
    The initial value times the factors of several schedulers.
    """

    type: Literal["ProductLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    schedulers: list[SchedulerOrPreset]


class Registration(TypedDict):
    """
    An optimizer: its groups and their schedulers.
    """

    groups: list[Group]
    schedulers: NotRequired[list[SchedulerOrPreset]]
    defaults: NotRequired[dict[str, GroupOption]]
    total_steps: NotRequired[int]
    labels: NotRequired[dict[str, str]]


class RepeatLR(TypedDict):
    """
    Repeats a scheduler in cycles that may grow, shrink or run backwards.
    """

    type: Literal["RepeatLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    period: NotRequired[Length | LengthByGroup | None]
    period_mult: NotRequired[float | PositiveNumberByGroup]
    gamma: NotRequired[float | NonNegativeNumberByGroup]
    floor: NotRequired[Level | LevelByGroup]
    mirror: NotRequired[bool | BooleanByGroup]
    count: NotRequired[int | dict[str, int | None] | None]
    scheduler: SchedulerOrPreset


Scheduler: TypeAlias = Union[
    LambdaLR,
    MultiplicativeLR,
    StepLR,
    MultiStepLR,
    ConstantLR,
    LinearLR,
    ExponentialLR,
    PolynomialLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CyclicLR,
    OneCycleLR,
    ReduceLROnPlateau,
    "SequentialLR",
    ChainedScheduler,
    SWALR,
    PhasedLR,
    "WarmupLR",
    RepeatLR,
    ProductLR,
    TableLR,
    GreedyLR,
    ExpressionLR,
]


SchedulerOrPreset: TypeAlias = Scheduler | PresetScheduler


class SequentialLR(TypedDict):
    """
    Consecutive schedulers, with a change at each milestone.
    """

    type: Literal["SequentialLR"]
    preset: NotRequired[str]
    name: NotRequired[str]
    groups: NotRequired[list[str]]
    param: NotRequired[str]
    every: NotRequired[Duration]
    last_epoch: NotRequired[int]
    min: NotRequired[Level | LevelByGroup | None]
    max: NotRequired[Level | LevelByGroup | None]
    milestones: list[Milestone] | dict[str, list[Milestone]]
    schedulers: list[SchedulerOrPreset]


WarmupLR = TypedDict(
    "WarmupLR",
    {
        "type": Literal["WarmupLR"],
        "preset": NotRequired[str],
        "name": NotRequired[str],
        "groups": NotRequired[list[str]],
        "param": NotRequired[str],
        "every": NotRequired[Duration],
        "last_epoch": NotRequired[int],
        "min": NotRequired[Level | LevelByGroup | None],
        "max": NotRequired[Level | LevelByGroup | None],
        "duration": Length | LengthByGroup,
        "from": NotRequired[Level | LevelByGroup],
        "to": NotRequired[Level | LevelByGroup | None],
        "mode": NotRequired[WarmupMode | WarmupModeByGroup],
        "curve": NotRequired[WarmupCurve | WarmupCurveByGroup],
        "k": NotRequired[float | PositiveNumberByGroup],
        "power": NotRequired[float | PositiveNumberByGroup],
        "endpoints": NotRequired[Endpoints | EndpointsByGroup],
        "ratio": NotRequired[float | PositiveNumberByGroup | None],
        "base": NotRequired[float | dict[str, float] | None],
        "lb": NotRequired[float | NumberByGroup | None],
        "ub": NotRequired[float | NumberByGroup | None],
        "scheduler": NotRequired[SchedulerOrPreset],
    },
)
