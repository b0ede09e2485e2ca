"""Trains two groups by the client that openapi-python-client writes of openapi/openapi.json."""

import sys

from lockstep_client import Client
from lockstep_client.api.generations import open_generation
from lockstep_client.api.metrics import report_metric
from lockstep_client.api.optimizers import get_optimizer, put_optimizer
from lockstep_client.api.schedulers import attach_scheduler
from lockstep_client.api.steps import advance, advance_many
from lockstep_client.api.values import get_lr
from lockstep_client.models import (
    Advance,
    Advanced,
    AdvancedMany,
    AdvanceMany,
    OptimizerAdvance,
    AttachedScheduler,
    Blocked,
    Generation,
    Group,
    Metric,
    Problem,
    ProblemCode,
    ReduceLROnPlateau,
    Registered,
    Registration,
    Report,
    Resume,
    Series,
    StepLR,
    DurationByGroup,
)

OPTIMIZER = "openapi-python-client"
client = Client(base_url=sys.argv[1])

definition = Registration(
    groups=[Group(name="backbone", lr=0.1, momentum=0.9), Group(name="head", lr=0.01)]
)
registered = put_optimizer.sync(OPTIMIZER, client=client, body=definition)
assert isinstance(registered, Registered)
assert [group.initial_lr for group in registered.groups] == [0.1, 0.01]

step_size = DurationByGroup.from_dict({"backbone": 2, "head": 3})
attached = attach_scheduler.sync(
    OPTIMIZER, client=client, body=StepLR(type_="StepLR", step_size=step_size)
)
assert isinstance(attached, AttachedScheduler)
assert attached.name == "StepLR-1"
attached = attach_scheduler.sync(
    OPTIMIZER,
    client=client,
    body=ReduceLROnPlateau(
        type_="ReduceLROnPlateau", monitor="val_loss", factor=0.5, patience=0, every=4
    ),
)
assert isinstance(attached, AttachedScheduler)

first = advance.sync(OPTIMIZER, client=client, body=Advance(step=0, ahead=10))
assert isinstance(first, Advanced)
assert [group.lr for group in first.groups] == [0.1, 0.01]
assert first.ahead and first.ahead.ends and first.ahead.through == 3
assert first.ahead.groups[0].lr == [0.1, 0.010000000000000002, 0.010000000000000002]
assert (first.ahead.ends.reason, first.ahead.ends.step) == ("metric", 4)

blocked = advance.sync(OPTIMIZER, client=client, body=Advance(step=4))
assert isinstance(blocked, Blocked)
assert blocked.blocked_on[0].metric == "val_loss"

for step, value, reduced in ((4, 0.31, []), (8, 0.5, ["ReduceLROnPlateau-1"])):
    metric = report_metric.sync(
        OPTIMIZER, "val_loss", step, 0, client=client, body=Report(value=value)
    )
    assert isinstance(metric, Metric)
    assert (metric.decided, metric.value, metric.reduced) == (True, value, reduced)
    advanced = advance.sync(OPTIMIZER, client=client, body=Advance(step=step))
    assert isinstance(advanced, Advanced)
    last = [group.lr for group in advanced.groups]
assert last == [5.000000000000002e-06, 5e-05]

series = get_lr.sync(
    OPTIMIZER, client=client, from_=0, to=8, hyperparameters=["lr", "momentum"]
)
assert isinstance(series, Series)
assert series.steps == [0, 1, 2, 3, 4, 5, 6, 7, 8]
assert series.groups[0].momentum == [0.9] * 9
assert series.groups[1].lr == [0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.0001, 0.0001, 5e-05]

refused = advance.sync(OPTIMIZER, client=client, body=Advance(step=10_000_000))
assert isinstance(refused, Problem)
assert (refused.status, refused.code, refused.cursor) == (409, ProblemCode.STEP_AHEAD, 8)
missing = get_optimizer.sync("none", client=client)
assert isinstance(missing, Problem)
assert missing.code == "optimizer_not_found"

generation = open_generation.sync(
    OPTIMIZER, "restart-1", client=client, body=Resume(resume_step=4)
)
assert isinstance(generation, Generation)
assert generation.generation == 2

many = advance_many.sync(
    client=client,
    body=AdvanceMany(
        steps=[
            OptimizerAdvance(optimizer=OPTIMIZER, step=4),
            OptimizerAdvance(optimizer="none", step=1),
        ]
    ),
)
assert isinstance(many, AdvancedMany)
assert [each.status for each in many.results] == [200, 404]
assert isinstance(many.results[0].result, Advanced)
assert [group.lr for group in many.results[0].result.groups] == [0.0010000000000000002, 0.001]
assert isinstance(many.results[1].problem, Problem)
