"""Every call of the API.

Written by `python -m generate` from openapi/openapi.json: do not edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockstep._call import Call

if TYPE_CHECKING:
    from lockstep import types

PUT_OPTIMIZER: Call[types.Registered] = Call(
    operation="putOptimizer",
    method="PUT",
    path="/v1/optimizers/{optimizer}",
    answers={
        200: (
            "id",
            "revision",
            "generation",
            "step",
            "sealed_through",
            "groups",
            "schedulers",
            "labels",
            "created_at",
        ),
        201: (
            "id",
            "revision",
            "generation",
            "step",
            "sealed_through",
            "groups",
            "schedulers",
            "labels",
            "created_at",
        ),
    },
    body=("groups", "schedulers", "defaults", "total_steps", "labels"),
)

GET_OPTIMIZER: Call[types.Optimizer] = Call(
    operation="getOptimizer",
    method="GET",
    path="/v1/optimizers/{optimizer}",
    answers={
        200: (
            "id",
            "revision",
            "generation",
            "step",
            "sealed_through",
            "groups",
            "schedulers",
            "labels",
            "created_at",
        )
    },
)

PATCH_OPTIMIZER: Call[types.PatchedOptimizer] = Call(
    operation="patchOptimizer",
    method="PATCH",
    path="/v1/optimizers/{optimizer}",
    answers={
        200: (
            "id",
            "revision",
            "generation",
            "step",
            "sealed_through",
            "groups",
            "schedulers",
            "labels",
            "created_at",
        )
    },
    query=("at_step", "reason"),
    headers=("idempotency-key", "lockstep-actor"),
    body=("total_steps", "labels"),
)

DELETE_OPTIMIZER: Call[None] = Call(
    operation="deleteOptimizer",
    method="DELETE",
    path="/v1/optimizers/{optimizer}",
    answers={204: ()},
)

CREATE_OPTIMIZER: Call[types.Registered] = Call(
    operation="createOptimizer",
    method="POST",
    path="/v1/optimizers",
    answers={
        201: (
            "id",
            "revision",
            "generation",
            "step",
            "sealed_through",
            "groups",
            "schedulers",
            "labels",
            "created_at",
        )
    },
    headers=("idempotency-key",),
    body=("groups", "schedulers", "defaults", "total_steps", "labels"),
)

LIST_OPTIMIZERS: Call[types.OptimizerList] = Call(
    operation="listOptimizers",
    method="GET",
    path="/v1/optimizers",
    answers={200: ("optimizers", "next_cursor")},
    query=("limit", "cursor", "label"),
)

GET_DEFINITION: Call[types.SentRegistration] = Call(
    operation="getDefinition",
    method="GET",
    path="/v1/optimizers/{optimizer}/definition",
    answers={200: ("groups",)},
)

ADD_GROUP: Call[types.GroupState] = Call(
    operation="addGroup",
    method="POST",
    path="/v1/optimizers/{optimizer}/groups",
    answers={201: ("name", "lr", "initial_lr")},
    query=("at_step", "reason"),
    headers=("idempotency-key", "lockstep-actor"),
    whole=True,
)

LIST_GROUPS: Call[types.GroupList] = Call(
    operation="listGroups",
    method="GET",
    path="/v1/optimizers/{optimizer}/groups",
    answers={200: ("groups",)},
)

GET_GROUP: Call[types.GroupState] = Call(
    operation="getGroup",
    method="GET",
    path="/v1/optimizers/{optimizer}/groups/{group}",
    answers={200: ("name", "lr", "initial_lr")},
)

EDIT_GROUP: Call[types.GroupState] = Call(
    operation="editGroup",
    method="PATCH",
    path="/v1/optimizers/{optimizer}/groups/{group}",
    answers={200: ("name", "lr", "initial_lr")},
    query=("at_step", "reason"),
    headers=("idempotency-key", "lockstep-actor"),
    whole=True,
)

REMOVE_GROUP: Call[None] = Call(
    operation="removeGroup",
    method="DELETE",
    path="/v1/optimizers/{optimizer}/groups/{group}",
    answers={204: ()},
    query=("at_step", "reason"),
    headers=("idempotency-key", "lockstep-actor"),
)

ATTACH_SCHEDULER: Call[types.AttachedScheduler] = Call(
    operation="attachScheduler",
    method="POST",
    path="/v1/optimizers/{optimizer}/schedulers",
    answers={201: ("name", "type", "groups")},
    query=("at_step", "reason"),
    headers=("idempotency-key", "lockstep-actor"),
    whole=True,
)

LIST_SCHEDULERS: Call[types.SchedulerList] = Call(
    operation="listSchedulers",
    method="GET",
    path="/v1/optimizers/{optimizer}/schedulers",
    answers={200: ("schedulers",)},
)

GET_SCHEDULER: Call[types.AttachedScheduler] = Call(
    operation="getScheduler",
    method="GET",
    path="/v1/optimizers/{optimizer}/schedulers/{scheduler}",
    answers={200: ("name", "type", "groups")},
)

PATCH_SCHEDULER: Call[types.AttachedScheduler] = Call(
    operation="patchScheduler",
    method="PATCH",
    path="/v1/optimizers/{optimizer}/schedulers/{scheduler}",
    answers={200: ("name", "type", "groups")},
    query=("at_step", "reason"),
    headers=("idempotency-key", "lockstep-actor"),
    whole=True,
)

DETACH_SCHEDULER: Call[None] = Call(
    operation="detachScheduler",
    method="DELETE",
    path="/v1/optimizers/{optimizer}/schedulers/{scheduler}",
    answers={204: ()},
    query=("at_step", "reason"),
    headers=("idempotency-key", "lockstep-actor"),
)

LIST_SCHEDULER_TYPES: Call[types.SchedulerTypeList] = Call(
    operation="listSchedulerTypes",
    method="GET",
    path="/v1/scheduler_types",
    answers={200: ("scheduler_types",)},
)

LIST_PRESETS: Call[types.PresetList] = Call(
    operation="listPresets", method="GET", path="/v1/presets", answers={200: ("presets",)}
)

ADVANCE: Call[types.Advanced | types.Blocked] = Call(
    operation="advance",
    method="POST",
    path="/v1/optimizers/{optimizer}/steps",
    answers={
        200: ("optimizer", "generation", "revision", "step", "sealed_through", "groups", "seen"),
        202: ("optimizer", "generation", "step", "sealed_through", "blocked_on", "seen"),
    },
    headers=("idempotency-key", "lockstep-actor"),
    body=("step", "ahead", "late_metrics", "generation", "metrics", "seen", "others_seen", "wait"),
)

ADVANCE_MANY: Call[types.AdvancedMany] = Call(
    operation="advanceMany",
    method="POST",
    path="/v1/steps",
    answers={200: ("results",)},
    headers=("idempotency-key", "lockstep-actor"),
    body=("steps", "wait"),
)

REPORT_METRIC: Call[types.Metric] = Call(
    operation="reportMetric",
    method="PUT",
    path="/v1/optimizers/{optimizer}/metrics/{metric}/{step}/{rank}",
    answers={
        200: ("metric", "step", "generation", "reported", "reporters", "decided", "seen"),
        201: ("metric", "step", "generation", "reported", "reporters", "decided", "seen"),
    },
    headers=("idempotency-key", "lockstep-actor"),
    body=("value", "weight", "generation", "seen"),
)

GET_METRIC: Call[types.Metric] = Call(
    operation="getMetric",
    method="GET",
    path="/v1/optimizers/{optimizer}/metrics/{metric}/{step}",
    answers={200: ("metric", "step", "generation", "reported", "reporters", "decided", "seen")},
    query=("wait",),
)

OPEN_GENERATION: Call[types.Generation] = Call(
    operation="openGeneration",
    method="PUT",
    path="/v1/optimizers/{optimizer}/generations/{key}",
    answers={
        200: (
            "generation",
            "key",
            "parent",
            "resume_step",
            "revision",
            "step",
            "sealed_through",
            "edits",
            "seen",
            "groups",
        ),
        201: (
            "generation",
            "key",
            "parent",
            "resume_step",
            "revision",
            "step",
            "sealed_through",
            "edits",
            "seen",
            "groups",
        ),
    },
    headers=("lockstep-actor",),
    body=(
        "resume_step",
        "from",
        "parent",
        "world_size",
        "edits",
        "reason",
        "seen",
        "ahead",
        "late_metrics",
    ),
)

LIST_GENERATIONS: Call[types.GenerationList] = Call(
    operation="listGenerations",
    method="GET",
    path="/v1/optimizers/{optimizer}/generations",
    answers={200: ("generations",)},
)

OPEN_MANY: Call[types.OpenedMany] = Call(
    operation="openMany",
    method="POST",
    path="/v1/generations",
    answers={200: ("results",)},
    headers=("lockstep-actor",),
    body=("generations",),
)

EDIT: Call[types.EditState] = Call(
    operation="edit",
    method="POST",
    path="/v1/optimizers/{optimizer}/edits",
    answers={201: ("revision", "kind", "step", "recorded_at", "status", "seen", "before", "after")},
    headers=("idempotency-key", "lockstep-actor"),
    body=(
        "groups",
        "set",
        "scale",
        "multiply",
        "hold",
        "release",
        "until_step",
        "at_step",
        "reason",
        "generation",
        "seen",
    ),
)

LIST_EDITS: Call[types.ChangeList] = Call(
    operation="listEdits",
    method="GET",
    path="/v1/optimizers/{optimizer}/edits",
    answers={200: ("edits",)},
)

GET_EDIT: Call[types.EditState] = Call(
    operation="getEdit",
    method="GET",
    path="/v1/optimizers/{optimizer}/edits/{revision}",
    answers={200: ("revision", "kind", "step", "recorded_at", "status", "seen", "before", "after")},
)

CANCEL_EDIT: Call[None] = Call(
    operation="cancelEdit",
    method="DELETE",
    path="/v1/optimizers/{optimizer}/edits/{revision}",
    answers={204: ()},
    headers=("idempotency-key", "lockstep-actor"),
)

GET_STATE: Call[types.StateDocument] = Call(
    operation="getState",
    method="GET",
    path="/v1/optimizers/{optimizer}/state",
    answers={
        200: (
            "format",
            "optimizer",
            "created_at",
            "generation",
            "revision",
            "step",
            "sealed_through",
            "definition",
            "groups",
            "state_dicts",
            "record",
            "checksum",
        )
    },
)

PUT_STATE: Call[types.Generation] = Call(
    operation="putState",
    method="PUT",
    path="/v1/optimizers/{optimizer}/state",
    answers={
        200: (
            "generation",
            "key",
            "parent",
            "resume_step",
            "revision",
            "step",
            "sealed_through",
            "edits",
            "seen",
            "groups",
        )
    },
    headers=("lockstep-actor",),
    whole=True,
)

GET_LR: Call[types.ReadRatesOrSeries] = Call(
    operation="getLr",
    method="GET",
    path="/v1/optimizers/{optimizer}/lr",
    answers={200: ("groups",)},
    query=("generation", "step", "from", "to", "points", "hyperparameters"),
    joined=("hyperparameters",),
)

EXPLAIN: Call[types.Explanation] = Call(
    operation="explain",
    method="GET",
    path="/v1/optimizers/{optimizer}/lr/explanation",
    answers={
        200: (
            "optimizer",
            "generation",
            "step",
            "group",
            "param",
            "value",
            "sealed",
            "base",
            "schedulers",
            "decisions",
            "edits",
        )
    },
    query=("step", "group", "param"),
)

LIST_EVENTS: Call[types.EventList] = Call(
    operation="listEvents",
    method="GET",
    path="/v1/optimizers/{optimizer}/events",
    answers={200: ("events", "last_revision", "has_more")},
    query=("after", "limit"),
    headers=("accept", "last-event-id"),
)

PREVIEW: Call[types.Series] = Call(
    operation="preview",
    method="POST",
    path="/v1/previews",
    answers={200: ("steps", "groups")},
    body=(
        "groups",
        "schedulers",
        "defaults",
        "total_steps",
        "labels",
        "from",
        "to",
        "points",
        "hyperparameters",
        "metrics",
    ),
)

LIVEZ: Call[types.Health] = Call(
    operation="livez", method="GET", path="/livez", answers={200: ("status",)}
)

READYZ: Call[types.Health] = Call(
    operation="readyz", method="GET", path="/readyz", answers={200: ("status",)}
)
