"""Trains two groups by the client that openapi-generator writes of openapi/openapi.json for Python."""

import sys

from lockstep_client import (
    Advance,
    Advanced,
    AdvanceMany,
    OptimizerAdvance,
    ApiClient,
    ApiException,
    Blocked,
    Configuration,
    Duration,
    GenerationsApi,
    Group,
    MetricsApi,
    MetricValue,
    OptimizersApi,
    Problem,
    ReduceLROnPlateau,
    Registration,
    Report,
    Resume,
    Scheduler,
    SchedulerOrPreset,
    SchedulersApi,
    Series,
    StepLR,
    StepLRStepSize,
    StepsApi,
    ValuesApi,
)

OPTIMIZER = "openapi-generator"
client = ApiClient(Configuration(host=sys.argv[1]))
steps = StepsApi(client)


def scheduler(each: StepLR | ReduceLROnPlateau) -> SchedulerOrPreset:
    return SchedulerOrPreset(Scheduler(each))


def problem_of(error: ApiException) -> Problem:
    problem = error.data
    assert isinstance(problem, Problem)
    return problem


definition = Registration(
    groups=[Group(name="backbone", lr=0.1, momentum=0.9), Group(name="head", lr=0.01)]
)
registered = OptimizersApi(client).put_optimizer(OPTIMIZER, definition)
assert [group.initial_lr for group in registered.groups] == [0.1, 0.01]

step_size = StepLRStepSize({"backbone": Duration(2), "head": Duration(3)})
schedulers = SchedulersApi(client)
step_lr = scheduler(StepLR(type="StepLR", step_size=step_size))
attached = schedulers.attach_scheduler(OPTIMIZER, step_lr)
assert attached.name == "StepLR-1"
plateau = SchedulerOrPreset.from_dict(
    {
        "type": "ReduceLROnPlateau",
        "monitor": "val_loss",
        "factor": 0.5,
        "patience": 0,
        "every": 4,
    }
)
assert plateau
schedulers.attach_scheduler(OPTIMIZER, plateau)

first = steps.advance(OPTIMIZER, Advance(step=0, ahead=10))
assert [group.lr for group in first.groups] == [0.1, 0.01]
assert first.ahead and first.ahead.ends and first.ahead.through == 3
assert first.ahead.groups[0].lr == [0.1, 0.010000000000000002, 0.010000000000000002]
assert (first.ahead.ends.reason, first.ahead.ends.step) == ("metric", 4)

blocked: object = steps.advance(OPTIMIZER, Advance(step=4))  # 202
assert isinstance(blocked, Blocked)
assert blocked.blocked_on[0].metric == "val_loss"

for step, value, reduced in ((4, 0.31, []), (8, 0.5, ["ReduceLROnPlateau-1"])):
    report = Report(value=MetricValue(value))
    metric = MetricsApi(client).report_metric(OPTIMIZER, "val_loss", step, 0, report)
    assert metric.value and metric.value.actual_instance == value
    assert (metric.decided, metric.reduced) == (True, reduced)
    advanced = steps.advance(OPTIMIZER, Advance(step=step))
    assert isinstance(advanced, Advanced)
    last = [group.lr for group in advanced.groups]
assert last == [5.000000000000002e-06, 5e-05]

values = ValuesApi(client)
series = values.get_lr(
    OPTIMIZER, var_from=0, to=8, hyperparameters=["lr", "momentum"]
).actual_instance
assert isinstance(series, Series)
assert series.steps == [0, 1, 2, 3, 4, 5, 6, 7, 8]
assert series.groups[0].momentum == [0.9] * 9
assert series.groups[1].lr == [0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.0001, 0.0001, 5e-05]

try:
    steps.advance(OPTIMIZER, Advance(step=10_000_000))
except ApiException as error:
    refused = problem_of(error)
assert (refused.status, refused.code, refused.cursor) == (409, "step_ahead", 8)
try:
    OptimizersApi(client).get_optimizer("none")
except ApiException as error:
    missing = problem_of(error)
assert missing.code == "optimizer_not_found"

resume = Resume(resume_step=4)
assert GenerationsApi(client).open_generation(OPTIMIZER, "restart-1", resume).generation == 2

each = [
    OptimizerAdvance(optimizer=OPTIMIZER, step=4),
    OptimizerAdvance(optimizer="none", step=1),
]
many = steps.advance_many(AdvanceMany(steps=each))
assert [result.status for result in many.results] == [200, 404]
sealed = many.results[0].result
assert sealed and isinstance(sealed.actual_instance, Advanced)
assert [group.lr for group in sealed.actual_instance.groups] == [0.0010000000000000002, 0.001]
assert many.results[1].problem
