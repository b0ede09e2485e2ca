"""Writes paddle.jsonl.gz: what the schedulers of Paddle give.

Run it where paddlepaddle 3.3.1 is installed: python test/golden/presets/paddle.py

The clock: step k is the rate after construction and k calls of `step()`. Its values are absolute,
the same for all groups that a scheduler covers. The learning_rate of linear_warmup may be a
scheduler. An absent length is the declared one of the run. A plateau is called at the steps with a
metric; without a learning_rate each group has its own one, with its own rate.
"""

import importlib.metadata
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

from paddle.optimizer import lr as library

CLASSES = {
    "noam_decay": library.NoamDecay,
    "exponential_decay": library.ExponentialDecay,
    "natural_exp_decay": library.NaturalExpDecay,
    "inverse_time_decay": library.InverseTimeDecay,
    "polynomial_decay": library.PolynomialDecay,
    "piecewise_decay": library.PiecewiseDecay,
    "step_decay": library.StepDecay,
    "multi_step_decay": library.MultiStepDecay,
    "linear": library.LinearLR,
    "linear_warmup": library.LinearWarmup,
    "cosine_annealing_decay": library.CosineAnnealingDecay,
    "cosine_annealing_warm_restarts": library.CosineAnnealingWarmRestarts,
    "one_cycle": library.OneCycleLR,
    "cyclic": library.CyclicLR,
}
LENGTHS = {
    "polynomial_decay": "decay_steps",
    "linear": "total_steps",
    "cosine_annealing_decay": "T_max",
    "one_cycle": "total_steps",
}
OURS = ("preset", "groups", "param")


def run(of):
    registration = of["registration"]
    (given,) = registration["schedulers"]
    path = given.get("param", "lr")
    groups = [{**registration.get("defaults", {}), **group} for group in registration["groups"]]
    columns = {group["name"]: {path: group[path]} for group in groups}
    if "monitor" in given:
        yield from plateau(given, dict(of["metrics"]["val_loss"]), columns, path)
    scheduler = construct(given, registration)
    while True:
        for name in given.get("groups", columns):
            columns[name][path] = scheduler()
        yield columns
        scheduler.step()


def plateau(given, metrics, columns, path):
    arguments = {key: value for key, value in given.items() if key not in (*OURS, "monitor")}
    own = {
        name: library.ReduceOnPlateau(**{"learning_rate": columns[name][path], **arguments})
        for name in given.get("groups", columns)
    }
    step = 0
    while True:
        for name, scheduler in own.items():
            columns[name][path] = scheduler()
        yield columns
        step += 1
        if step in metrics:
            for scheduler in own.values():
                scheduler.step(metrics[step])


def construct(given, registration):
    name = given["preset"].removeprefix("paddle/")
    arguments = {key: value for key, value in given.items() if key not in OURS}
    if isinstance(arguments.get("learning_rate"), dict):
        arguments["learning_rate"] = construct(arguments["learning_rate"], registration)
    if name in LENGTHS and "total_steps" in registration:
        arguments.setdefault(LENGTHS[name], registration["total_steps"])
    return CLASSES[name](**arguments)


def rate(chance):
    return {"learning_rate": draw_rate(chance)}


def gamma(chance, default=True):
    return chance.choice(
        [
            *([{}] if default else []),
            {"gamma": 0.5},
            {"gamma": round(chance.uniform(0.05, 0.99), 3)},
        ]
    )


def draw_noam_decay(chance):
    factor = chance.choice([{}, {"learning_rate": round(chance.uniform(0.1, 3), 3)}])
    return {
        "d_model": chance.choice([64, 512, 768]),
        "warmup_steps": chance.choice([1, 4, 10, 17]),
        **factor,
    }, 28


def draw_exponential_decay(chance):
    return {**rate(chance), **gamma(chance, False)}, 24


def draw_natural_exp_decay(chance):
    return {
        **rate(chance),
        "gamma": chance.choice([0.01, 0.5, 1.5, round(chance.uniform(0.001, 1), 4)]),
    }, 24


draw_inverse_time_decay = draw_natural_exp_decay


def draw_polynomial_decay(chance):
    steps = chance.choice([1, 5, chance.randint(4, 30), chance.randint(4, 30)])
    cycle = chance.choice([{}, {"cycle": True}])
    return {
        **rate(chance),
        "decay_steps": steps,
        **chance.choice([{}, {"end_lr": 0.0}, {"end_lr": 0.01}]),
        **chance.choice(
            [{}, {"power": 0.5}, {"power": 2.0}, {"power": round(chance.uniform(0.3, 3), 2)}]
        ),
        **cycle,
    }, (3 * steps if cycle else steps)


def draw_piecewise_decay(chance):
    steps = sorted({chance.randint(1, 28) for _ in range(chance.randint(1, 5))})
    return {"boundaries": steps, "values": [draw_rate(chance) for _ in range(len(steps) + 1)]}, 28


def draw_step_decay(chance):
    return {**rate(chance), "step_size": chance.choice([1, 3, 7, 40]), **gamma(chance)}, 28


def draw_multi_step_decay(chance):
    steps = sorted(
        {chance.randint(0 if chance.random() < 0.2 else 1, 28) for _ in range(chance.randint(1, 5))}
    )
    return {**rate(chance), "milestones": steps, **gamma(chance)}, 28


def draw_linear(chance):
    steps = chance.choice([1, chance.randint(3, 28), chance.randint(3, 28)])
    factors = [
        {},
        {"start_factor": 0.1},
        {"start_factor": 1.0, "end_factor": 0.0},
        {"start_factor": 0.25, "end_factor": 0.7},
    ]
    return {**rate(chance), "total_steps": steps, **chance.choice(factors)}, steps


def draw_cosine_annealing_decay(chance):
    steps = chance.choice([1, 2, chance.randint(3, 16), chance.randint(3, 16)])
    return {
        **rate(chance),
        "T_max": steps,
        **chance.choice([{}, {"eta_min": 1e-5}, {"eta_min": 0.01}]),
    }, 3 * steps


def draw_cosine_annealing_warm_restarts(chance):
    steps = chance.choice([1, 2, chance.randint(3, 9), chance.randint(3, 9)])
    return {
        **rate(chance),
        "T_0": steps,
        **chance.choice([{}, {"T_mult": 2}, {"T_mult": 3}]),
        **chance.choice([{}, {"eta_min": 1e-5}, {"eta_min": 0.01}]),
    }, 4 * steps


def draw_one_cycle(chance):
    steps = chance.randint(8, 34)
    return {
        "max_learning_rate": draw_rate(chance),
        "total_steps": steps,
        **chance.choice(
            [{}, {"divide_factor": 10.0}, {"divide_factor": round(chance.uniform(1, 40), 2)}]
        ),
        **chance.choice([{}, {"end_learning_rate": 0.0}, {"end_learning_rate": 1e-6}]),
        **chance.choice(
            [{}, {"phase_pct": 0.4}, {"phase_pct": round(chance.uniform(0.2, 0.45), 3)}]
        ),
        **chance.choice([{}, {"anneal_strategy": "linear"}]),
        **chance.choice([{}, {"three_phase": True}]),
    }, steps


def draw_cyclic(chance):
    up = chance.randint(1, 9)
    low = draw_rate(chance)
    shape = [
        {},
        {"mode": "triangular2"},
        {"mode": "exp_range", "exp_gamma": 0.97},
        {"mode": "exp_range"},
    ]
    return {
        "base_learning_rate": low,
        "max_learning_rate": low * chance.choice([2, 10, 7.3]),
        "step_size_up": up,
        **chance.choice([{}, {"step_size_down": chance.randint(1, 9)}]),
        **chance.choice(shape),
    }, 4 * up + 9


def draw_linear_warmup(chance):
    start = chance.choice([0.0, draw_rate(chance) / 100])
    end = start + draw_rate(chance)
    after, length = {"learning_rate": chance.choice([end, draw_rate(chance)])}, 4
    if chance.random() < 0.7:
        name = chance.choice([each for each in CLASSES if each != "linear_warmup"])
        inner, length = globals()[f"draw_{name}"](chance)
        after = {"learning_rate": {"preset": f"paddle/{name}", **inner}}
    steps = chance.choice([1, 2, chance.randint(3, 12)])
    return {**after, "warmup_steps": steps, "start_lr": start, "end_lr": end}, steps + length


def draw_reduce_on_plateau(chance):
    return {
        "monitor": "val_loss",
        **chance.choice([{}, {}, rate(chance)]),
        **chance.choice([{}, {"mode": "max"}]),
        **chance.choice([{"factor": 0.5}, {"factor": 0.3}, {"factor": 0.0}]),
        "patience": chance.choice([0, 1, 2, 3]),
        **chance.choice([{}, {"threshold": 0.05}, {"threshold": 0.02, "threshold_mode": "abs"}]),
        "cooldown": chance.choice([0, 1, 2, 4]),
        **chance.choice([{}, {"min_lr": 0.0001}, {"min_lr": 0.01}]),
        **chance.choice([{}, {"epsilon": 0.0}, {"epsilon": 0.001}]),
    }, 30


def drawn_cases(seed, name, count=22):
    for number in range(count):
        chance = chance_of(seed, f"paddle/{name}", number)
        param = {"param": "weight_decay"} if number % 9 == 7 else {}
        groups = draw_groups(chance, number, **{path: 0.05 for path in param.values()})
        arguments, length = globals()[f"draw_{name}"](chance)
        covered = draw_coverage(number, groups)
        more = {"metrics": draw_metric(chance, 38, 0.9)} if "monitor" in arguments else {}
        if name in LENGTHS and number % 6 == 2:
            more["total_steps"] = arguments.pop(LENGTHS[name])
        if number % 9 == 8:
            more["defaults"], groups = with_defaults(chance, groups)
        scheduler = {"preset": f"paddle/{name}", **arguments, **param, **covered}
        edges = [
            arguments.get("warmup_steps", 0),
            *arguments.get("boundaries", []),
            *arguments.get("milestones", []),
        ]
        yield case(scheduler["preset"], [scheduler], groups, length, edges, **more)


GROUPS = [{"name": "backbone", "lr": 0.1}, {"name": "head", "lr": 0.01}]
RATE = "learning_rate=0.1"
EDGES = f"""
noam_decay d_model=512 warmup_steps=4000 | 8000 4000
polynomial_decay {RATE} decay_steps=10 end_lr=0.2 | 12
piecewise_decay boundaries=[3,8] values=[0.1,0.2,0.3,0.4] | 12
piecewise_decay boundaries=[8,3] values=[0.1,0.2,0.3] | 12
inverse_time_decay {RATE} gamma=0.0 | 4
step_decay {RATE} step_size=3 gamma=-0.5 | 12
multi_step_decay {RATE} milestones=[] | 4
linear {RATE} total_steps=1 | 4
cosine_annealing_decay {RATE} T_max=10 | 45 10 20 30
cosine_annealing_decay {RATE} T_max=8 eta_min=0.2 | 20
one_cycle max_learning_rate=0.1 total_steps=20 phase_pct=0.0 | 24
one_cycle max_learning_rate=0.1 total_steps=20 phase_pct=0.7 | 24
one_cycle max_learning_rate=0.1 total_steps=2 | 3
cyclic base_learning_rate=0.1 max_learning_rate=0.05 step_size_up=4 | 20
# what the library refuses
noam_decay d_model=0 warmup_steps=10 | 3
noam_decay d_model=512 warmup_steps=0 | 3
exponential_decay {RATE} gamma=1.0 | 3
natural_exp_decay {RATE} gamma=0.0 | 3
polynomial_decay {RATE} decay_steps=0 | 3
polynomial_decay {RATE} decay_steps=5 power=0.0 | 3
piecewise_decay boundaries=[] values=[0.1] | 3
piecewise_decay boundaries=[3] values=[0.1] | 3
step_decay {RATE} step_size=0 | 3
step_decay {RATE} step_size=3 gamma=1.0 | 3
multi_step_decay {RATE} milestones=[8,3] | 3
linear {RATE} total_steps=0 | 3
linear {RATE} total_steps=5 start_factor=0.0 | 3
linear {RATE} total_steps=5 end_factor=1.5 | 3
linear_warmup {RATE} warmup_steps=0 start_lr=0.0 end_lr=0.1 | 3
linear_warmup {RATE} warmup_steps=5 start_lr=0.1 end_lr=0.1 | 3
cosine_annealing_decay {RATE} T_max=0 | 3
cosine_annealing_warm_restarts {RATE} T_0=0 | 3
cosine_annealing_warm_restarts {RATE} T_0=3 T_mult=1.5 | 3
one_cycle max_learning_rate=0.1 total_steps=20 three_phase=true phase_pct=0.5 | 3
one_cycle max_learning_rate=-0.1 total_steps=20 | 3
cyclic base_learning_rate=0.1 max_learning_rate=0.5 step_size_up=0 | 3
cyclic base_learning_rate=0.1 max_learning_rate=0.5 step_size_up=3 mode="square" | 3
step_decay learning_rate=-0.1 step_size=3 | 3
"""

PLATEAU_EDGES = """
reduce_on_plateau monitor="val_loss" factor=1.0 | 3
reduce_on_plateau monitor="val_loss" mode="best" | 3
reduce_on_plateau monitor="val_loss" threshold_mode="both" | 3
"""


def all_cases(seed):
    for name in CLASSES:
        yield from drawn_cases(seed, name)
    yield from cases_of_rows("paddle", EDGES, GROUPS)
    yield from drawn_cases(seed, "reduce_on_plateau", 30)
    yield from cases_of_rows("paddle", PLATEAU_EDGES, GROUPS)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    version = importlib.metadata.version("paddlepaddle")
    vectors.write_cases("paddle", __doc__, f"paddlepaddle {version}", all_cases, run)
