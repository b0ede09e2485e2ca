"""Writes deepspeed.jsonl.gz: what the schedulers of DeepSpeed give.

Run it where deepspeed 0.19.8 (--no-deps, and hjson, pydantic, psutil, py-cpuinfo, einops, tqdm,
msgpack) and torch are installed: python test/golden/presets/deepspeed.py

The clock: step k is what the groups hold after construction and k calls of `step()`; DeepSpeed's
own last_batch_iteration is then k - 1. An object by group name stands for the list in their order;
an absent total_num_steps is the declared length of the run. deepspeed/one_cycle_momentum is the
momentum of the same OneCycle, whose rate has a preset of its own; deepspeed/one_cycle with groups
that have betas is the whole OneCycle.
"""

import importlib.metadata

import vectors  # before the library: see there
from vectors import (
    case,
    cases_of_rows,
    chance_of,
    draw_groups,
    draw_rate,
    with_defaults,
)

import torch
from deepspeed.runtime import lr_schedules as library
from deepspeed.utils import logger

CLASSES = {
    "warmup": library.WarmupLR,
    "warmup_decay": library.WarmupDecayLR,
    "warmup_cosine": library.WarmupCosineLR,
    "lr_range_test": library.LRRangeTest,
    "one_cycle": library.OneCycle,
    "one_cycle_momentum": library.OneCycle,
}
OF_THE_RUN = ("warmup_decay", "warmup_cosine")


def run(of):
    registration = of["registration"]
    optimizer = optimizer_of(registration)
    scheduler = construct(optimizer, registration)
    paths = paths_of(registration)
    while True:
        yield {
            group["name"]: {path: value_of(group, path) for path in paths}
            for group in optimizer.param_groups
        }
        scheduler.step()


def optimizer_of(registration):
    defaults = registration.get("defaults", {})
    parameters = [{"params": [torch.nn.Parameter(torch.zeros(1))]} for _ in registration["groups"]]
    groups = [
        {**one, **defaults, **group} for one, group in zip(parameters, registration["groups"])
    ]
    has_betas = any("betas" in group for group in groups)
    return torch.optim.Adam(groups) if has_betas else torch.optim.SGD(groups, momentum=0.9)


def construct(optimizer, registration):
    (given,) = registration["schedulers"]
    name = given["preset"].removeprefix("deepspeed/")
    arguments = {
        key: listed(value, registration)
        for key, value in given.items()
        if key not in ("preset", "param")
    }
    if name in OF_THE_RUN and "total_steps" in registration:
        arguments.setdefault("total_num_steps", registration["total_steps"])
    if name == "one_cycle_momentum":
        arguments = {"cycle_min_lr": 0.001, "cycle_max_lr": 0.01, **arguments}
    return CLASSES[name](optimizer, **arguments)


def listed(value, registration):
    return (
        [value[group["name"]] for group in registration["groups"]]
        if isinstance(value, dict)
        else value
    )


def paths_of(registration):
    (given,) = registration["schedulers"]
    if given["preset"] == "deepspeed/one_cycle_momentum":
        return ["betas.0"]
    whole = given["preset"] == "deepspeed/one_cycle" and "betas" in registration["groups"][0]
    return ["lr", "betas.0", "betas.1"] if whole else ["lr"]


def value_of(group, path):
    name, _, index = path.partition(".")
    return group[name][int(index)] if index else group[name]


def level(chance, groups, values):
    """One value, or with several groups at times a list of them, or an object by group name."""
    form = chance.choice(["one", "one", "list", "object"]) if len(groups) > 1 else "one"
    if form == "one":
        return values()
    each = [values() for _ in groups]
    return each if form == "list" else {group["name"]: value for group, value in zip(groups, each)}


def draw_warmup_steps(chance, length):
    return chance.choice([1, 2, 3, 10, length // 4 or 1, length - 1, length, length + 5])


def draw_type(chance):
    return chance.choice([{}, {"warmup_type": "linear"}, {"warmup_type": "log"}])


def draw_levels(chance, groups):
    return {
        **chance.choice(
            [{}, {}, {"warmup_min_lr": level(chance, groups, lambda: draw_rate(chance) / 8)}]
        ),
        **chance.choice([{}, {"warmup_max_lr": level(chance, groups, lambda: draw_rate(chance))}]),
    }


def draw_warmup(chance, groups):
    length = chance.randint(8, 40)
    steps = chance.choice([{}, *[{"warmup_num_steps": draw_warmup_steps(chance, length)}] * 5])
    return {**draw_levels(chance, groups), **steps, **draw_type(chance)}, steps.get(
        "warmup_num_steps", 1000
    )


def draw_warmup_decay(chance, groups):
    length = chance.choice([chance.randint(8, 40), chance.randint(8, 40), 137])
    steps = {"warmup_num_steps": draw_warmup_steps(chance, length)}
    return {
        "total_num_steps": length,
        **draw_levels(chance, groups),
        **steps,
        **draw_type(chance),
    }, length


def draw_warmup_cosine(chance, groups):
    length = chance.choice([chance.randint(8, 40), chance.randint(8, 40), 137])
    return {
        "total_num_steps": length,
        "warmup_num_steps": draw_warmup_steps(chance, length),
        **chance.choice([{}, {"warmup_min_ratio": 0.1}, {"warmup_min_ratio": 0.037}]),
        **chance.choice(
            [{}, {"cos_min_ratio": 0.0}, {"cos_min_ratio": 0.1}, {"cos_min_ratio": 0.233}]
        ),
        **draw_type(chance),
    }, length


def draw_lr_range_test(chance, groups):
    size = chance.choice([1, 5, 7, 13])
    return {
        **chance.choice(
            [{}, {"lr_range_test_min_lr": level(chance, groups, lambda: draw_rate(chance))}]
        ),
        "lr_range_test_step_size": size,
        **chance.choice(
            [
                {},
                {"lr_range_test_step_rate": 0.5},
                {"lr_range_test_step_rate": 3.7},
                {"lr_range_test_step_rate": 0.0},
            ]
        ),
        **chance.choice([{}, {"lr_range_test_staircase": True}]),
    }, 4 * size


def draw_cycle(chance):
    first = chance.randint(2, 16)
    second = chance.choice([None, None, first + 5, chance.randint(1, 12), 0])
    stairs = chance.choice([{}, {}, {}, {"cycle_first_stair_count": chance.randint(1, 5)}])
    if stairs and chance.random() < 0.5:
        stairs["cycle_second_stair_count"] = chance.choice([0, 3, 4])
    return {
        "cycle_first_step_size": first,
        **({} if second is None else {"cycle_second_step_size": second}),
        **stairs,
        **chance.choice(
            [
                {},
                {"decay_step_size": 0},
                {"decay_step_size": chance.randint(1, 9)},
                {"decay_step_size": 4},
            ]
        ),
    }, first + (first if second is None else second) + 12


def draw_one_cycle(chance, groups):
    cycle, length = draw_cycle(chance)
    decay = chance.choice(
        [{}, {"decay_lr_rate": 0.5}, {"decay_lr_rate": round(chance.uniform(0.001, 2), 3)}]
    )
    momentum = {} if "betas" in groups[0] else chance.choice([{}, {"cycle_momentum": False}])
    if "betas" in groups[0]:
        momentum = chance.choice([{}, draw_momentum(chance, groups), {"cycle_momentum": False}])
    low = level(chance, groups, lambda: draw_rate(chance) / 10)
    return {
        "cycle_min_lr": low,
        "cycle_max_lr": level(chance, groups, lambda: draw_rate(chance)),
        **decay,
        **cycle,
        **momentum,
    }, length


def draw_momentum(chance, groups):
    return {
        **chance.choice(
            [
                {},
                {
                    "cycle_min_mom": level(
                        chance, groups, lambda: round(chance.uniform(0.5, 0.85), 3)
                    )
                },
            ]
        ),
        **chance.choice(
            [
                {},
                {
                    "cycle_max_mom": level(
                        chance, groups, lambda: round(chance.uniform(0.85, 0.99), 3)
                    )
                },
            ]
        ),
        **chance.choice([{}, {"decay_mom_rate": 0.01}, {"decay_mom_rate": 0.0}]),
    }


def draw_one_cycle_momentum(chance, groups):
    cycle, length = draw_cycle(chance)
    return {**draw_momentum(chance, groups), **cycle}, length


def drawn_cases(seed, name, count=26):
    draw = globals()[f"draw_{name}"]
    for number in range(count):
        chance = chance_of(seed, f"deepspeed/{name}", number)
        betas = (
            {"betas": [0.9, 0.999]}
            if name == "one_cycle_momentum" or name == "one_cycle" and number % 3 == 2
            else {}
        )
        groups = draw_groups(chance, number, **betas)
        arguments, length = draw(chance, groups)
        more = {}
        if number % 6 == 5 and "total_num_steps" in arguments:
            more["total_steps"] = arguments.pop("total_num_steps")
        if number % 7 == 6:
            more["defaults"], groups = with_defaults(chance, groups)
        scheduler = {"preset": f"deepspeed/{name}", **arguments}
        yield case(scheduler["preset"], [scheduler], groups, length, edges_of(arguments), **more)


def edges_of(arguments):
    first = arguments.get("cycle_first_step_size", 0)
    return [
        arguments.get("warmup_num_steps", 0),
        first,
        first + arguments.get("cycle_second_step_size", first),
    ]


GROUPS = [{"name": "muon", "lr": 0.02}, {"name": "adam", "lr": 1e-05}]

# The preset, and the length of the run.
EDGES = """
warmup_decay total_num_steps=100 warmup_num_steps=4 warmup_max_lr=[0.02,1e-05] | 100 50 101
warmup_decay total_num_steps=20 warmup_num_steps=4 warmup_max_lr=null | 20
warmup_decay total_num_steps=20 warmup_num_steps=4 | 20
warmup_decay total_num_steps=20 warmup_num_steps=30 warmup_type="linear" | 40
warmup_decay total_num_steps=20 warmup_num_steps=20 | 24
warmup_decay total_num_steps=20 warmup_num_steps=19 | 24
warmup_decay total_num_steps=1 warmup_num_steps=1 | 5
warmup_decay total_num_steps=12 warmup_num_steps=3 warmup_min_lr=0.01 warmup_max_lr=0.001 | 12
warmup | 1000
warmup warmup_num_steps=8 warmup_min_lr=[0.001,1e-06] | 10
warmup warmup_num_steps=8 warmup_type="cosine" | 10
warmup warmup_num_steps=1 warmup_type="linear" | 6
warmup warmup_num_steps=2 | 6
warmup_cosine total_num_steps=20 warmup_num_steps=20 | 26
warmup_cosine total_num_steps=20 warmup_num_steps=30 warmup_type="linear" warmup_min_ratio=0.1 | 40
warmup_cosine total_num_steps=20 warmup_num_steps=19 | 26
warmup_cosine total_num_steps=20 warmup_num_steps=1 cos_min_ratio=1.0 | 26
warmup_cosine total_num_steps=20 warmup_num_steps=1 warmup_min_ratio=1.0 | 26
lr_range_test | 2000
one_cycle cycle_min_lr=0.0001 cycle_max_lr=0.001 cycle_first_step_size=1000 | 2000 1000
one_cycle cycle_min_lr=0.0001 cycle_max_lr=0.001 cycle_first_step_size=7 \
cycle_second_step_size=0 | 20
one_cycle cycle_min_lr=0.0 cycle_max_lr=[0.001,0.2] cycle_first_step_size=7 \
decay_step_size=2 decay_lr_rate=1.0 | 20
# what the library refuses
warmup warmup_num_steps=0 | 3
warmup warmup_num_steps=2.5 | 3
warmup warmup_max_lr=[0.1] | 3
warmup_decay warmup_num_steps=4 | 3
warmup_decay total_num_steps=20 warmup_num_steps=-1 | 3
warmup_cosine total_num_steps=20 warmup_num_steps=0 | 3
lr_range_test lr_range_test_step_size=0 | 3
lr_range_test lr_range_test_min_lr=[0.1,0.2,0.3] | 3
one_cycle cycle_max_lr=0.1 | 3
one_cycle cycle_min_lr=0.01 cycle_max_lr=0.1 cycle_first_step_size=0 | 3
one_cycle cycle_min_lr=[0.01] cycle_max_lr=0.1 | 3
one_cycle cycle_min_lr=0.01 cycle_max_lr=0.1 cycle_second_step_size=-1 | 3
"""


def all_cases(seed):
    for name in CLASSES:
        yield from drawn_cases(seed, name)
    yield from cases_of_rows("deepspeed", EDGES, GROUPS, edges_of)


if __name__ == "__main__":
    logger.disabled = True
    vectors.write_cases(
        "deepspeed", __doc__, f"deepspeed {importlib.metadata.version('deepspeed')}", all_cases, run
    )
