"""Writes ignite.jsonl.gz: what the parameter schedulers of pytorch-ignite give.

Run it where pytorch-ignite 0.5.5 and torch are installed: python test/golden/presets/ignite.py

The clock: step k is what the groups hold in iteration k, counted from 0, with the schedulers
attached to ITERATION_STARTED: after k + 1 calls. A plateau is called at the steps of its metrics.
`groups` with one name is ignite's param_group_index, with several a ParamGroupScheduler;
SequentialLR is its ConcatScheduler, whose durations are the differences of the milestones.
"""

import importlib.metadata
import types
import warnings

import vectors  # before the library: see there
from vectors import (
    case,
    cases_of_rows,
    chance_of,
    draw_coverage,
    draw_groups,
    draw_metric,
    draw_rate,
    with_defaults,
)

import torch
from ignite.handlers import param_scheduler as library

CLASSES = {
    "linear_cyclical": library.LinearCyclicalScheduler,
    "cosine_annealing": library.CosineAnnealingScheduler,
    "piecewise_linear": library.PiecewiseLinear,
    "reduce_lr_on_plateau": library.ReduceLROnPlateauScheduler,
}
OURS = ("preset", "type", "param", "groups", "monitor", "lr_scheduler")


def run(of):
    registration = of["registration"]
    optimizer = optimizer_of(registration)
    built = [construct(optimizer, each, registration) for each in registration["schedulers"]]
    metrics = dict(of.get("metrics", {}).get("val_loss", []))
    paths = sorted({each.get("param", "lr") for each in registration["schedulers"]})
    step = 0
    while True:
        for scheduler in built:
            if not isinstance(scheduler, library.ReduceLROnPlateauScheduler):
                scheduler(None)
            elif step in metrics:
                state = types.SimpleNamespace(metrics={"val_loss": metrics[step]})
                scheduler(types.SimpleNamespace(state=state))
        yield {
            group["name"]: {path: group[path] for path in paths} for group in optimizer.param_groups
        }
        step += 1


def optimizer_of(registration):
    defaults = registration.get("defaults", {})
    groups = [
        {**defaults, **group, "params": [torch.nn.Parameter(torch.zeros(1))]}
        for group in registration["groups"]
    ]
    return torch.optim.SGD(groups, momentum=0.9)


def construct(optimizer, given, registration):
    if "preset" not in given:
        return torch_scheduler_of(optimizer, given, registration)
    name = given["preset"].removeprefix("ignite/")
    arguments = {key: value for key, value in given.items() if key not in OURS}
    if name == "create_lr_scheduler_with_warmup":
        inner = construct(optimizer, given["lr_scheduler"], registration)
        return library.create_lr_scheduler_with_warmup(inner, **arguments)
    if "milestones_values" in arguments:
        arguments["milestones_values"] = [tuple(pair) for pair in arguments["milestones_values"]]
    if name == "reduce_lr_on_plateau":
        arguments = {"metric_name": given["monitor"], **arguments}
    else:
        arguments = {"param_name": given.get("param", "lr"), **arguments}
    indexes = [
        index
        for index, group in enumerate(registration["groups"])
        if group["name"] in given.get("groups", [])
    ]
    each = [
        CLASSES[name](optimizer, **arguments, param_group_index=index)
        for index in indexes or [None]
    ]
    return each[0] if len(each) == 1 else library.ParamGroupScheduler(each)


def torch_scheduler_of(optimizer, given, registration):
    arguments = {key: value for key, value in given.items() if key != "type"}
    if given["type"] != "SequentialLR":
        return getattr(torch.optim.lr_scheduler, given["type"])(optimizer, **arguments)
    children = [construct(optimizer, each, registration) for each in given["schedulers"]]
    ends = given["milestones"]
    durations = [end - start for start, end in zip([0, *ends], ends)]
    return library.ConcatScheduler(children, durations)


def draw_cyclical(chance):
    size = chance.choice([2, 3, chance.randint(4, 12), chance.randint(4, 14)])
    high = draw_rate(chance)
    levels = [high, chance.choice([0.0, high / 10, high * round(chance.random(), 3)])]
    if chance.random() < 0.3:
        levels.reverse()
    return {
        "start_value": levels[0],
        "end_value": levels[1],
        "cycle_size": size,
        **chance.choice([{}, {}, {"cycle_mult": chance.choice([2, 1.5, 1.2, 0.8])}]),
        **chance.choice(
            [
                {},
                {},
                {
                    "start_value_mult": chance.choice(
                        [0.5, 0.9, 1.1, round(chance.uniform(0.1, 1), 3)]
                    )
                },
            ]
        ),
        **chance.choice(
            [
                {},
                {},
                {
                    "end_value_mult": chance.choice(
                        [0.5, 0.9, 1.1, round(chance.uniform(0.1, 1), 3)]
                    )
                },
            ]
        ),
    }, 3 * size


def draw_cosine_annealing(chance):
    arguments, length = draw_cyclical(chance)
    warmup = chance.choice([{}, {}, {"warmup_duration": chance.randint(1, 6)}])
    return {**arguments, **warmup}, length + 2 * warmup.get("warmup_duration", 0)


def draw_linear_cyclical(chance):
    arguments, length = draw_cosine_annealing(chance)
    if "warmup_duration" in arguments:
        arguments["monotonic"] = True
    return {**arguments, **chance.choice([{}, {"monotonic": True}])}, length


def draw_piecewise_linear(chance):
    step, points = chance.choice([0, 0, 3]), []
    for _ in range(chance.randint(1, 6)):
        points.append([step, draw_rate(chance)])
        step += chance.choice([0, 1, chance.randint(2, 9), chance.randint(2, 9)])
    return {"milestones_values": points}, points[-1][0]


def draw_reduce_lr_on_plateau(chance):
    return {
        "monitor": "val_loss",
        "factor": chance.choice([0.5, 0.1, 0.3]),
        "patience": chance.choice([0, 1, 2, 3]),
        **chance.choice([{}, {"mode": "max"}, {"mode": "min"}]),
        **chance.choice([{}, {"threshold": 0.01}, {"threshold": 0.05, "threshold_mode": "abs"}]),
        **chance.choice([{}, {"cooldown": 2}]),
        **chance.choice([{}, {"min_lr": 1e-4}, {"min_lr": 0.003}, {"eps": 1e-4}]),
    }, 26


def draw_create_lr_scheduler_with_warmup(chance, groups):
    duration = chance.choice([2, 3, chance.randint(4, 10)])
    kind = chance.choice(["cosine_annealing", "linear_cyclical", "piecewise_linear", "torch"])
    if kind == "torch":
        inner, length = chance.choice(
            [
                ({"type": "ExponentialLR", "gamma": 0.9}, 12),
                ({"type": "StepLR", "step_size": 4, "gamma": 0.5}, 14),
                ({"type": "CosineAnnealingLR", "T_max": 12, "eta_min": 1e-5}, 14),
                ({"type": "MultiStepLR", "milestones": [3, 8], "gamma": 0.3}, 12),
            ]
        )
    else:
        arguments, length = globals()[f"draw_{kind}"](chance)
        inner = {"preset": f"ignite/{kind}", **arguments}
    first = inner.get("start_value", groups[0]["lr"])
    end = chance.choice([{}, {"warmup_end_value": first}, {"warmup_end_value": draw_rate(chance)}])
    start = chance.choice([0.0, 1e-6, draw_rate(chance) / 100])
    return {
        "lr_scheduler": inner,
        "warmup_start_value": start,
        "warmup_duration": duration,
        **end,
    }, duration + length


def drawn_cases(seed, name, count=25):
    draw = globals()[f"draw_{name}"]
    for number in range(count):
        chance = chance_of(seed, f"ignite/{name}", number)
        is_plain = name in ("linear_cyclical", "cosine_annealing", "piecewise_linear")
        param = (
            {"param": chance.choice(["momentum", "weight_decay"])}
            if is_plain and number % 7 == 6
            else {}
        )
        groups = draw_groups(chance, number, **{path: 0.5 for path in param.values()})
        arguments, length = draw(chance, groups) if name.startswith("create") else draw(chance)
        more = {}
        if name == "reduce_lr_on_plateau":
            more["metrics"] = draw_metric(chance, 33, 0.85)
        covered = {} if name.startswith("create") else draw_coverage(number, groups)
        if number % 9 == 8:
            more["defaults"], groups = with_defaults(chance, groups)
        scheduler = {"preset": f"ignite/{name}", **arguments, **param, **covered}
        yield case(scheduler["preset"], [scheduler], groups, length, **more)


def concatenated_cases(seed, count=14):
    for number in range(count):
        chance = chance_of(seed, "ignite SequentialLR", number)
        children, ends = [], []
        for _ in range(chance.choice([2, 2, 3])):
            kind = chance.choice(["cosine_annealing", "linear_cyclical", "piecewise_linear"])
            arguments, length = globals()[f"draw_{kind}"](chance)
            children.append({"preset": f"ignite/{kind}", **arguments})
            ends.append((ends or [0])[-1] + chance.randint(1, max(2, min(length, 14))))
        scheduler = {"type": "SequentialLR", "schedulers": children, "milestones": ends[:-1]}
        name = " + ".join(dict.fromkeys(["SequentialLR", *[each["preset"] for each in children]]))
        yield case(name, [scheduler], draw_groups(chance, number), ends[-1])


GROUPS = [{"name": "backbone", "lr": 0.1}, {"name": "head", "lr": 0.01}]
INNER = 'lr_scheduler={"type":"ExponentialLR","gamma":0.9}'
COSINE = 'lr_scheduler={"type":"CosineAnnealingLR","T_max":12,"eta_min":1e-05}'
POLYNOMIAL = 'lr_scheduler={"type":"PolynomialLR","total_iters":9,"power":2.0}'
STEP = 'lr_scheduler={"type":"StepLR","step_size":4,"gamma":0.5}'
LINE = "start_value=0.1 end_value=0.01"

EDGES = f"""
linear_cyclical {LINE} cycle_size=10 cycle_mult=0.5 | 30
linear_cyclical {LINE} cycle_size=7 | 20
linear_cyclical {LINE} cycle_size=6 monotonic=true warmup_duration=3 \
start_value_mult=0.5 end_value_mult=0.7 | 30
cosine_annealing {LINE} cycle_size=6 cycle_mult=1.5 warmup_duration=3 start_value_mult=0.5 | 36
cosine_annealing start_value=0.1 end_value=-0.1 cycle_size=5 | 15
cosine_annealing {LINE} cycle_size=1000 | 3000 1000 2000
piecewise_linear milestones_values=[[10,0.5],[20,0.45],[30,0.1]] | 36
piecewise_linear milestones_values=[[5,0.5]] | 10
piecewise_linear milestones_values=[[0,0.1],[5,0.5],[5,0.1],[9,0.2]] | 12
piecewise_linear milestones_values=[[0,0.1],[0,0.5],[9,0.2]] | 12
create_lr_scheduler_with_warmup {COSINE} warmup_start_value=0.0 warmup_duration=5 | 28
create_lr_scheduler_with_warmup {COSINE} warmup_start_value=0.0 warmup_duration=5 \
warmup_end_value=0.05 | 28
create_lr_scheduler_with_warmup {COSINE} warmup_start_value=1e-05 warmup_duration=2 | 20
create_lr_scheduler_with_warmup {POLYNOMIAL} warmup_start_value=0.0 warmup_duration=5 | 18
create_lr_scheduler_with_warmup {STEP} warmup_start_value=0.0 warmup_duration=4 \
warmup_end_value=0.1 | 18
# what the library refuses
linear_cyclical {LINE} cycle_size=1 | 3
linear_cyclical {LINE} cycle_size=5 warmup_duration=2 | 3
cosine_annealing {LINE} cycle_size=0 | 3
cosine_annealing start_value=0.1 cycle_size=10 | 3
piecewise_linear milestones_values=[] | 3
piecewise_linear milestones_values=[[5,0.5],[3,0.1]] | 3
piecewise_linear milestones_values=[[5.5,0.5]] | 3
reduce_lr_on_plateau monitor="val_loss" factor=1.0 | 3
create_lr_scheduler_with_warmup {INNER} warmup_start_value=0.0 warmup_duration=1 | 3
create_lr_scheduler_with_warmup {INNER} warmup_start_value=0.0 warmup_duration=2.5 | 3
"""


def all_cases(seed):
    for name in [*CLASSES, "create_lr_scheduler_with_warmup"]:
        yield from drawn_cases(seed, name)
    yield from concatenated_cases(seed)
    yield from cases_of_rows("ignite", EDGES, GROUPS)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    vectors.write_cases(
        "ignite",
        __doc__,
        f"pytorch-ignite {importlib.metadata.version('pytorch-ignite')}",
        all_cases,
        run,
    )
