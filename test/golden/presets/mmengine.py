"""Writes mmengine.jsonl.gz: what the parameter schedulers of MMEngine give.

Run it where mmengine 0.10.7 and torch are installed: python test/golden/presets/mmengine.py

The clock: step k is what the groups hold after the construction of the schedulers and k calls of
`step()`. A scheduler with `every: n` is an epoch-wise one of n iterations. It is constructed with
the others and steps after the iteration-wise ones, as ParamSchedulerHook does; in these cases it is
also listed after them. A plateau at step k is called as by the hook: `step()`, then `step(metrics)`
if there are some. Where the optimizer declares total_steps, an absent `end` is the length of the
run, as in Runner.build_param_scheduler (in epochs where there is `every`); else MMEngine's own
default, 10**9.
"""

import importlib.metadata
import warnings

import vectors  # before the library: see there
from vectors import (
    case,
    chance_of,
    draw_groups,
    preset_of,
    rows_of,
    scheduler_of,
    schedulers_of,
    with_defaults,
)

import torch
from mmengine.optim import scheduler as library

CLASSES = {
    "linear": "Linear",
    "constant": "Constant",
    "cosine_annealing": "CosineAnnealing",
    "poly": "Poly",
    "cosine_restart": "CosineRestart",
    "step": "Step",
    "multi_step": "MultiStep",
    "exponential": "Exponential",
    "one_cycle": "OneCycle",
    "reduce_on_plateau": "ReduceOnPlateau",
}


def run(of):
    optimizer = optimizer_of(of["registration"])
    given = of["registration"]["schedulers"]
    built = [
        (each.get("every", 1), construct(optimizer, each, of["registration"])) for each in given
    ]
    metrics = {step: value for step, value in of.get("metrics", {}).get("val_loss", [])}
    params = sorted({each.get("param", "lr") for each in given})
    step = 0
    while True:
        yield values_of(optimizer, params)
        step += 1
        for every, scheduler in built:
            if step % every == 0:
                scheduler.step()
        for _, scheduler in built:
            if step in metrics and getattr(scheduler, "need_val_args", False):
                scheduler.step({scheduler.monitor: metrics[step]})


def optimizer_of(registration):
    defaults = registration.get("defaults", {})
    groups = [
        {**defaults, **group, "params": [torch.nn.Parameter(torch.zeros(1))]}
        for group in registration["groups"]
    ]
    is_adam = any("betas" in group for group in groups)
    return torch.optim.Adam(groups) if is_adam else torch.optim.SGD(groups, momentum=0.9)


def construct(optimizer, given, registration):
    arguments = {
        key: value for key, value in given.items() if key not in ("preset", "every", "param")
    }
    if "total_steps" in registration:
        arguments.setdefault("end", registration["total_steps"] // given.get("every", 1))
    kind = CLASSES[given["preset"].removeprefix("mmengine/")]
    param = given.get("param", "lr")
    if param in ("momentum", "betas.0"):
        return getattr(library, f"{kind}Momentum")(optimizer, **arguments)
    if param != "lr":
        return getattr(library, f"{kind}ParamScheduler")(optimizer, param_name=param, **arguments)
    return getattr(library, "ReduceOnPlateauLR" if kind == "ReduceOnPlateau" else f"{kind}LR")(
        optimizer, **arguments
    )


def values_of(optimizer, params):
    def value(group, path):
        return group["betas"][0] if path == "betas.0" else group[path]

    return {
        group["name"]: {path: value(group, path) for path in params}
        for group in optimizer.param_groups
    }


def draw_window(chance, most=30):
    """A window, and the step where everything has happened."""
    begin = chance.choice([0, 0, 0, 1, 5, chance.randint(2, 20)])
    end = begin + chance.choice([2, 5, chance.randint(3, most), chance.randint(3, most)])
    window = {"end": end} if begin == 0 and chance.random() < 0.5 else {"begin": begin, "end": end}
    return window, end


def factor(chance):
    return chance.choice([1 / 3, 0.1, 0.01, 0.001, round(chance.uniform(0.05, 0.95), 3)])


def draw_floor(chance):
    return chance.choice(
        [
            {},
            {"eta_min": 0},
            {"eta_min": 1e-6},
            {"eta_min": 0.02},
            {"eta_min_ratio": 0.05},
            {"eta_min_ratio": 0.3},
        ]
    )


def draw_linear(chance):
    window, end = draw_window(chance)
    drawn = [
        {},
        {"start_factor": factor(chance)},
        {"start_factor": factor(chance), "end_factor": factor(chance)},
    ]
    return {
        **chance.choice([*drawn, {"start_factor": 1.0, "end_factor": chance.choice([0.0, 0.1])}]),
        **window,
    }, end


def draw_constant(chance):
    window, end = draw_window(chance)
    return {**chance.choice([{}, {"factor": factor(chance)}, {"factor": 1.0}]), **window}, end


def draw_cosine_annealing(chance):
    window, end = draw_window(chance)
    begin = window.get("begin", 0)
    wave = chance.choice(
        [
            None,
            None,
            end - begin,
            end - begin - 1,
            max(1, (end - begin) // 2),
            2 * end,
            1,
            chance.randint(1, 12),
        ]
    )
    if chance.random() < 0.25:  # the cosine rises again without an end
        wave, window = wave or end - begin, {"begin": begin} if begin else {}
    return {**({} if wave is None else {"T_max": wave}), **draw_floor(chance), **window}, end


def draw_poly(chance):
    window, end = draw_window(chance)
    power = chance.choice(
        [{}, {"power": 0.9}, {"power": 2.0}, {"power": round(chance.uniform(0.3, 3), 2)}]
    )
    return {
        **power,
        **chance.choice([{}, {"eta_min": 1e-4}, {"eta_min": 0.01}, {"eta_min": 1e-6}]),
        **window,
    }, end


def draw_cosine_restart(chance):
    periods = [chance.randint(1, 14) for _ in range(chance.choice([1, 2, 3]))]
    weights = [
        1.0,
        *[chance.choice([1.0, 0.5, round(chance.uniform(0.05, 1.5), 3)]) for _ in periods[1:]],
    ]
    floor = draw_floor(chance) or {"eta_min": 0.0}
    window = chance.choice(
        [
            {},
            {},
            {"begin": 4},
            {"end": max(2, sum(periods) - 3)},
            {"begin": 3, "end": sum(periods) + 6},
        ]
    )
    weighted = {} if len(periods) == 1 and chance.random() < 0.5 else {"restart_weights": weights}
    return {"periods": periods, **weighted, **floor, **window}, window.get("begin", 0) + sum(
        periods
    )


def draw_open(chance, arguments):
    """Decays, without an end in half of the cases."""
    window, end = draw_window(chance, 36)
    if chance.random() < 0.5:
        window.pop("end")
    return {**arguments, **window}, end


def draw_step(chance):
    gamma = chance.choice([{}, {"gamma": 0.5}, {"gamma": round(chance.uniform(0.1, 1.1), 3)}])
    return draw_open(chance, {"step_size": chance.choice([1, 3, 7, 50]), **gamma})


def draw_multi_step(chance):
    milestones = [
        chance.randint(0 if chance.random() < 0.2 else 1, 30) for _ in range(chance.randint(1, 5))
    ]
    gamma = chance.choice([{}, {"gamma": 0.5}, {"gamma": round(chance.uniform(0.1, 0.95), 3)}])
    return draw_open(chance, {"milestones": milestones, **gamma})


def draw_exponential(chance):
    return draw_open(
        chance, {"gamma": chance.choice([0.9, 0.5, 0.99, 1.02, round(chance.uniform(0.6, 1), 4)])}
    )


def draw_one_cycle(chance, groups=1):
    steps = chance.randint(6, 34)
    begin = chance.choice([0, 0, 3])
    window = chance.choice(
        [{"end": begin + steps}, {"end": begin + steps}, {}, {"end": begin + steps + 4}]
    )
    if begin:
        window = {"begin": begin, **window}
    length = {} if window.get("end") == begin + steps else {"total_steps": steps}
    eta = [round(chance.uniform(0.001, 0.2), 5) for _ in range(groups)]
    return {
        "eta_max": eta if groups > 1 and chance.random() < 0.4 else eta[0],
        **length,
        **chance.choice(
            [
                {},
                {"pct_start": 0.4},
                {"pct_start": round(chance.uniform(0.2, 0.45), 3)},
                {"pct_start": 0.0},
            ]
        ),
        **chance.choice([{}, {"anneal_strategy": "linear"}]),
        **chance.choice(
            [
                {},
                {"div_factor": 10.0, "final_div_factor": 100.0},
                {"div_factor": round(chance.uniform(1, 40), 2)},
            ]
        ),
        **chance.choice([{}, {"three_phase": True}]),
        **window,
    }, begin + steps


def draw_reduce_on_plateau(chance, groups=1):
    least = (
        [1e-5, 0.01, 0.0005][:groups]
        if groups > 1 and chance.random() < 0.3
        else chance.choice([1e-4, 0.0])
    )
    arguments = {
        **chance.choice([{}, {"rule": "greater"}, {"rule": "less"}]),
        "factor": chance.choice([0.5, 0.1, 0.9, 0.3]),
        "patience": chance.choice([0, 1, 2, 3]),
        **chance.choice([{}, {"threshold": 0.01}, {"threshold": 0.05, "threshold_rule": "abs"}]),
        **chance.choice([{}, {"cooldown": 2}]),
        **chance.choice([{}, {"min_value": least}, {"eps": 1e-4}]),
        **chance.choice([{}, {}, {"begin": 6}, {"end": 20}, {"begin": 4, "end": 25}]),
    }
    return {"monitor": "val_loss", **arguments}, 27


def draw_metrics(chance):
    reported = [step for step in range(1, 35) if chance.random() < 0.85]
    return {
        "val_loss": [[step, round(chance.uniform(0.3, 1.1) * 0.98**step, 4)] for step in reported]
    }


BY_GROUP = {"one_cycle": draw_one_cycle, "reduce_on_plateau": draw_reduce_on_plateau}


def drawn_cases(seed, name, count=24):
    draw = globals()[f"draw_{name}"]
    for number in range(count):
        chance = chance_of(seed, f"mmengine/{name}", number)
        param = (
            {}
            if name in BY_GROUP or number % 6 != 5
            else {"param": chance.choice(["momentum", "betas.0", "weight_decay"])}
        )
        groups = groups_for(chance, number, param.get("param"))
        arguments, length = draw(chance, len(groups)) if name in BY_GROUP else draw(chance)
        more = {"metrics": draw_metrics(chance)} if name == "reduce_on_plateau" else {}
        if number % 8 == 3 and "end" in arguments:
            more["total_steps"] = arguments.pop("end")
        if number % 8 == 7:
            more["defaults"], groups = with_defaults(chance, groups)
        scheduler = {"preset": f"mmengine/{name}", **arguments, **param}
        yield case(scheduler["preset"], [scheduler], groups, length, edges_of(arguments), **more)


def groups_for(chance, number, param):
    if param == "betas.0":
        groups = draw_groups(chance, number, betas=[0.9, 0.999])
        groups[-1]["betas"] = [0.85, 0.99]
        return groups
    groups = draw_groups(
        chance, number, **({param: 0.9 if param == "momentum" else 0.05} if param else {})
    )
    if param:
        groups[-1][param] = round(groups[-1][param] * 0.7, 4)
    return groups


def edges_of(arguments):
    begin = arguments.get("begin", 0)
    local = [
        *arguments.get("milestones", []),
        arguments.get("T_max", 0),
        *arguments.get("periods", []),
    ]
    return [begin, arguments.get("end", begin), *[begin + step for step in local]]


GROUPS = [{"name": "backbone", "lr": 0.02}, {"name": "head", "lr": 0.002}]
ONE = [{"name": "w", "lr": 0.02}]
REFERENCE = [{"name": "w", "lr": 9.93e-4}, {"name": "v", "lr": 1.41e-4}]
MORE = [
    {"name": "backbone", "lr": 0.1, "momentum": 0.9, "weight_decay": 0.05},
    {"name": "head", "lr": 0.01, "momentum": 0.8, "weight_decay": 0.0},
]
NAMED = {"ONE": ONE, "REFERENCE": REFERENCE, "MORE": MORE}

# Groups if not GROUPS, then the schedulers, the length, the edges.
COMPOSITIONS = """
# the stock config of mmpose, the issue of windows that follow each other, and other known numbers
ONE | linear start_factor=0.001 begin=0 end=500 + multi_step milestones=[8,11] gamma=0.1 every=100 \
| 1200 250 500 800 1100 1150
ONE | linear start_factor=0.01 begin=0 end=5 + cosine_annealing begin=5 end=12 | 12
REFERENCE | linear start_factor=0.1 end=12 + cosine_annealing begin=12 end=70 | 70 12
REFERENCE | cosine_annealing begin=16 end=33 eta_min_ratio=0.05 | 33 16
# windows that overlap, in both orders: factors multiply, floors are not scaled
linear start_factor=0.001 end=10 + cosine_annealing end=24 eta_min=1e-4 | 24
cosine_annealing end=24 eta_min_ratio=0.1 + linear start_factor=0.001 end=10 | 24
linear start_factor=0.01 end=8 + poly power=0.9 eta_min=1e-4 end=26 | 26
linear start_factor=0.01 end=8 + poly power=0.9 eta_min=1e-4 begin=8 end=26 | 26
linear start_factor=0.1 end=6 + step step_size=5 gamma=0.5 + exponential gamma=0.97 begin=10 | 28
constant factor=0.1 end=7 + multi_step milestones=[10,15] gamma=0.3 | 20
constant factor=0.5 end=12 + linear start_factor=0.25 begin=3 end=20 | 22
linear start_factor=0.01 end=5 + cosine_restart periods=[8,10] restart_weights=[1.0,0.5] \
eta_min=1e-5 begin=5 | 24
cosine_restart periods=[6,8] restart_weights=[1.0,0.4] eta_min_ratio=0.1 \
+ linear start_factor=0.1 end=10 | 18
# gaps, and a cosine after a cosine
linear start_factor=0.2 end=5 + linear start_factor=1.0 end_factor=0.01 begin=15 end=25 | 25
cosine_annealing T_max=10 end=10 + cosine_annealing T_max=10 begin=10 end=20 eta_min=0.004 | 22
linear start_factor=0.1 end=6 + cosine_annealing T_max=6 begin=6 eta_min_ratio=0.05 | 30
one_cycle eta_max=0.1 total_steps=20 end=20 + exponential gamma=0.9 begin=20 | 26
# iterations beside epochs of n iterations
linear start_factor=0.001 end=20 + cosine_annealing T_max=8 end=8 every=10 | 80 20 40
linear start_factor=0.001 end=20 + cosine_annealing begin=2 end=9 eta_min=1e-3 every=10 | 90 20 30
linear start_factor=0.1 end=25 + step step_size=3 gamma=0.5 begin=1 end=12 every=5 | 60 25
poly power=2.0 begin=3 end=20 every=4 | 84 12
exponential gamma=0.9 every=3 | 28
# more than one hyperparameter
MORE | linear start_factor=0.1 end=6 + linear start_factor=0.5 end=6 param="momentum" \
+ cosine_annealing end=20 param="weight_decay" | 20
"""

EDGES = """
linear end=1
linear begin=3 end=4
linear start_factor=0.5
linear start_factor=0.5 begin=4
constant end=1
constant begin=2 end=3
constant factor=0.5
constant factor=0.0 end=8
constant factor=0.1 begin=6
cosine_annealing
cosine_annealing T_max=10
cosine_annealing T_max=10 end=25
cosine_annealing T_max=0 end=10
cosine_annealing end=1
cosine_annealing T_max=7 eta_min=1.0
poly
poly end=1
poly power=0.0 end=8
poly begin=4 end=5
step step_size=1
step step_size=2 gamma=0.0
multi_step milestones=[]
multi_step milestones=[0]
multi_step milestones=[3,3,5] gamma=0.5 begin=2
exponential gamma=0.0
exponential gamma=1.0
one_cycle end=20
one_cycle eta_max=0.1
one_cycle eta_max=0.1 total_steps=20
one_cycle eta_max=0.1 total_steps=20 pct_start=1.0
one_cycle eta_max=0.1 total_steps=20 pct_start=0.6 three_phase=true
one_cycle eta_max=[0.1,0.02] end=20
cosine_restart periods=[1,1,5] restart_weights=[1.0,0.0,1.0] eta_min=0.0
# what the library refuses, at construction or at its first step
linear start_factor=1.5 end=10
linear end_factor=1.5 end=10
linear begin=5 end=5
linear start_factor=0.0 end=10
constant factor=1.5 end=10
constant begin=5 end=4
cosine_annealing eta_min=0.0 eta_min_ratio=0.1 end=10
poly begin=5 end=5
step step_size=0
multi_step milestones=[3] begin=4 end=2
exponential gamma=0.5 begin=2 end=2
one_cycle eta_max=0.1 total_steps=0
one_cycle eta_max=0.1 pct_start=1.5 end=10
one_cycle eta_max=[0.1] end=10
cosine_restart periods=[5]
cosine_restart periods=[5,5] eta_min=0.0
cosine_restart periods=[5] eta_min=0.0 eta_min_ratio=0.1
reduce_on_plateau monitor="val_loss" factor=1.0
reduce_on_plateau monitor="val_loss" threshold=-0.1
reduce_on_plateau monitor="val_loss" min_value=[0.1]
"""

# Epochs of 5 steps in a run of 32, whose length is the default of `end`.
DECLARED = """
linear every=5
cosine_annealing every=5
step step_size=2 every=5
"""

LOSSES = [
    1,
    0.9,
    0.91,
    0.92,
    0.93,
    0.6,
    0.61,
    0.62,
    0.63,
    0.64,
    0.65,
    0.66,
    0.3,
    0.4,
    0.4,
    0.4,
    0.4,
]
# Schedulers beside a plateau, and losses beyond 10**9, from which MMEngine's best begins.
WITH_METRICS = [
    (
        "linear start_factor=0.1 end=5"
        ' + reduce_on_plateau monitor="val_loss" factor=0.5 patience=1',
        LOSSES,
    ),
    (
        "cosine_annealing end=14"
        ' + reduce_on_plateau monitor="val_loss" patience=1 begin=5 min_value=[1e-3,1e-5]',
        LOSSES,
    ),
    (
        'reduce_on_plateau monitor="val_loss" factor=0.5 patience=1',
        [2e9, 3e9, 4e9, 1.5e9, 9e8, 1e9, 1e9],
    ),
    (
        'reduce_on_plateau monitor="val_loss" rule="greater" factor=0.5 patience=1',
        [-4e9, -3e9, -2e9, -1e8, -2e8, -3e8],
    ),
]


def all_cases(seed):
    for name in CLASSES:
        yield from drawn_cases(seed, name)
    for row in rows_of(EDGES):
        scheduler = scheduler_of("mmengine", row)
        yield case(scheduler["preset"], [scheduler], GROUPS, 24, edges_of(scheduler))
    for row in rows_of(DECLARED):
        scheduler = scheduler_of("mmengine", row)
        yield case(scheduler["preset"], [scheduler], GROUPS, 32, [25, 30], total_steps=32)
    for text, losses in WITH_METRICS:
        schedulers = schedulers_of("mmengine", text)
        metrics = {"val_loss": [[step, loss] for step, loss in enumerate(losses, 1)]}
        yield case(preset_of(schedulers), schedulers, GROUPS, len(losses), metrics=metrics)
    for row in rows_of(COMPOSITIONS):
        *groups, text, steps = row.split(" | ")
        schedulers = schedulers_of("mmengine", text)
        length, *edges = [int(step) for step in steps.split()]
        of = NAMED[groups[0]] if groups else GROUPS
        yield case(preset_of(schedulers), schedulers, of, length, edges)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    version = importlib.metadata.version("mmengine")
    vectors.write_cases("mmengine", __doc__, f"mmengine {version}", all_cases, run)
