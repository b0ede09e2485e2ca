"""Writes megatron.jsonl.gz: what Megatron's OptimizerParamScheduler gives.

Run it where megatron-core 0.16.1 (--no-deps), numpy and torch are installed, with the file of
release 0.15.0 (pip download --no-deps megatron-core==0.15.0, unpacked) as its argument:
python test/golden/presets/megatron.py megatron/core/optimizer_param_scheduler.py [--seed s]
0.15.0 is the last release that multiplies by a group's `lr_mult`, NeMo's mark; it runs the cases
with that mark, and 0.16.1 all others.

The clock: step k is what the groups hold after construction and k calls of `step(1)`. One object
drives lr and weight decay: presets of both in a case are one object, whose other half is constant.
`max_lr`, `min_lr`, `start_wd`, `end_wd` and `wd_mult` of a group are Megatron's overrides; an
object by group name stands for them, and an absent max_lr for each group's own lr. The product with
lr_warmup_fraction is not rounded, as in Megatron-LM's training.py.
"""

import importlib.metadata
import importlib.util
import sys
import types

OLDER = sys.argv.pop(1)

import vectors  # before the library: see there
from vectors import (
    case,
    chance_of,
    draw_groups,
    draw_rate,
    preset_of,
    rows_of,
    schedulers_of,
    with_defaults,
)

import megatron.core.optimizer_param_scheduler as library

STYLES = {
    "constant": "constant",
    "linear": "linear",
    "cosine": "cosine",
    "inverse_square_root": "inverse-square-root",
    "wsd": "WSD",
}
OF_GROUP = ("max_lr", "min_lr", "start_wd", "end_wd")


def older():
    spec = importlib.util.spec_from_file_location("older", OLDER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LIBRARIES = {True: older(), False: library}


def run(of):
    registration = of["registration"]
    groups = [{**registration.get("defaults", {}), **group} for group in registration["groups"]]
    paths = {
        "weight_decay" if each["preset"] == "megatron/weight_decay" else "lr"
        for each in registration["schedulers"]
    }
    scheduler = construct(groups, registration)
    while True:
        yield {group["name"]: {path: group[path] for path in sorted(paths)} for group in groups}
        scheduler.step(1)


def construct(groups, registration):
    total = registration.get("total_steps")
    lr = {
        "init_lr": 0.0,
        "min_lr": 0.0,
        "lr_warmup_steps": 0,
        "lr_decay_steps": total or 10**9,
        "lr_decay_style": "constant",
    }
    wd = {
        "start_wd": 0.0,
        "end_wd": 0.0,
        "wd_incr_steps": total or 10**9,
        "wd_incr_style": "constant",
    }
    wsd = {"wsd_decay_steps": None, "lr_wsd_decay_style": "exponential"}
    arguments = {**lr, **wd, **wsd}
    for given in registration["schedulers"]:
        kind = given["preset"].removeprefix("megatron/")
        arguments.update({key: value for key, value in given.items() if key != "preset"})
        arguments.update({} if kind == "weight_decay" else {"lr_decay_style": STYLES[kind]})
    if "lr_warmup_fraction" in arguments:
        arguments["lr_warmup_steps"] = (
            arguments.pop("lr_warmup_fraction") * arguments["lr_decay_steps"]
        )
    for name in OF_GROUP:
        spread(name, arguments, groups)
    has_mark = any("lr_mult" in group for group in groups)
    optimizer = types.SimpleNamespace(param_groups=groups)
    return LIBRARIES[has_mark].OptimizerParamScheduler(optimizer, **arguments)


def spread(name, arguments, groups):
    """Gives an object by group name, or the default of max_lr, to the groups as overrides."""
    given = arguments.get(name)
    if name == "max_lr" and given is None:
        given = {group["name"]: group["lr"] for group in groups}
    if isinstance(given, dict):
        for group in groups:
            group.setdefault(name, given[group["name"]])
        arguments[name] = max(given.values()) if name == "max_lr" else min(given.values())


def draw_steps(chance):
    decay = chance.choice([chance.randint(6, 34), chance.randint(6, 34), 100])
    warmup = chance.choice([0, 1, decay // 5, decay // 3, decay - 1, chance.randint(0, decay - 1)])
    rise = chance.choice(
        [{"lr_warmup_steps": warmup}] * 4
        + [{"lr_warmup_fraction": chance.choice([0.03, 0.1, 0.29])}]
    )
    return (
        {**({} if rise.get("lr_warmup_steps") == 0 else rise), "lr_decay_steps": decay},
        warmup,
        decay,
    )


def draw_levels(chance, groups):
    peak = draw_rate(chance)
    own = {group["name"]: draw_rate(chance) for group in groups}
    low = min(peak, *own.values(), *(group["lr"] for group in groups))
    return {
        **chance.choice([{}, {}, {"init_lr": low / chance.choice([1, 3, 100])}]),
        **chance.choice([{"max_lr": peak}, {"max_lr": own}, {}]),
    }


def draw_floor(chance, groups, levels):
    top = levels.get("max_lr", 1)
    low = (
        min(top.values())
        if isinstance(top, dict)
        else top if "max_lr" in levels else min(group["lr"] for group in groups)
    )
    floors = [{}, {"min_lr": low / 10}, {"min_lr": low * round(chance.random(), 3)}]
    return chance.choice(
        [*floors, {"min_lr": {group["name"]: low / (7 + at) for at, group in enumerate(groups)}}]
    )


def marked(chance, number, groups, has_lr_mult):
    """The groups with overrides of the library, or NeMo's factor."""
    for group in groups:
        if has_lr_mult and number % 3 == 1:
            group["lr_mult"] = chance.choice([1.0, 0.1, 10.0, 0.5, round(chance.uniform(0, 3), 3)])
        elif has_lr_mult and number % 3 == 2 and chance.random() < 0.5:
            group["max_lr"] = draw_rate(chance)
            group["min_lr"] = group["max_lr"] / chance.choice([10, 3, 7.3])
    return groups


def draw_rates(chance, name, groups):
    levels = draw_levels(chance, groups)
    steps, warmup, decay = draw_steps(chance)
    if name == "constant":
        steps.pop("lr_decay_steps")
        steps.pop("lr_warmup_fraction", None)
        return {**levels, **steps}, decay
    floor = draw_floor(chance, groups, levels)
    more = {}
    if name == "wsd":
        more["wsd_decay_steps"] = chance.choice([decay // 4 or 1, decay - warmup, decay, 1, 0])
        more.update(
            chance.choice(
                [
                    {},
                    *[
                        {"lr_wsd_decay_style": style}
                        for style in ("exponential", "linear", "cosine", "minus_sqrt")
                    ],
                ]
            )
        )
    return {**levels, **floor, **steps, **more}, decay


def draw_weight_decay(chance):
    style = chance.choice(["linear", "cosine", "linear", "cosine", None])
    start = chance.choice([0.0, 0.01, 0.033, round(chance.uniform(0, 0.1), 4)])
    end = (
        start
        if style is None
        else start + chance.choice([0.0, 0.1, 0.3, round(chance.uniform(0, 0.5), 4)])
    )
    length = chance.randint(5, 34)
    return {
        "start_wd": start,
        "end_wd": end,
        "wd_incr_steps": length,
        **({} if style is None else {"wd_incr_style": style}),
    }, length


def mark_weight_decay(chance, number, groups):
    for group in groups:
        group["weight_decay"] = 0.1
        if number % 4 != 3:
            group["wd_mult"] = chance.choice([1.0, 0.0, 0.5, round(chance.uniform(0, 2), 3)])
    if number % 5 == 4:
        groups[-1]["start_wd"] = groups[-1]["end_wd"] = 0.05
    return groups


def drawn_cases(seed, name, count=25):
    for number in range(count):
        chance = chance_of(seed, f"megatron/{name}", number)
        groups = draw_groups(chance, number)
        schedulers, length = [], 0
        if name != "weight_decay":
            groups = marked(chance, number, groups, True)
            arguments, length = draw_rates(chance, name, groups)
            schedulers.append({"preset": f"megatron/{name}", **arguments})
        if name == "weight_decay" or number % 6 == 5:
            groups = mark_weight_decay(chance, number, groups)
            arguments, longer = draw_weight_decay(chance)
            schedulers.append({"preset": "megatron/weight_decay", **arguments})
            length = max(length, longer)
        more = {}
        if number % 7 == 3 and "lr_decay_steps" in schedulers[0]:
            more["total_steps"] = schedulers[0].pop("lr_decay_steps")
        if number % 7 == 6 and name != "weight_decay":
            more["defaults"], groups = with_defaults(chance, groups)
        edges = [
            schedulers[0].get("lr_warmup_steps", 0),
            length - schedulers[0].get("wsd_decay_steps", 0),
        ]
        yield case(preset_of(schedulers), schedulers, groups, length, edges, **more)


GROUPS = [{"name": "decay", "lr": 0.001}, {"name": "head", "lr": 0.0001}]
MARKED = [
    {"name": "decay", "lr": 0.001, "weight_decay": 0.1, "wd_mult": 1.0, "lr_mult": 1.0},
    {"name": "bias", "lr": 0.001, "weight_decay": 0.1, "wd_mult": 0.0, "lr_mult": 1.0},
    {"name": "head", "lr": 0.001, "weight_decay": 0.1, "wd_mult": 1.0, "lr_mult": 0.1},
]
NAMED = {"MARKED": MARKED}

# Groups if not GROUPS, then the schedulers, the length, the edges.
EDGES = """
MARKED | cosine max_lr=0.001 min_lr=0.0001 lr_warmup_steps=5 lr_decay_steps=30 \
+ weight_decay start_wd=0.01 end_wd=0.1 wd_incr_steps=30 wd_incr_style="cosine" | 30
MARKED | weight_decay start_wd=0.01 end_wd=0.01 wd_incr_steps=10 | 12
MARKED | linear max_lr=0.001 lr_warmup_steps=3 lr_decay_steps=12 | 14
cosine max_lr=0.001 lr_warmup_steps=0 lr_decay_steps=1 | 6
linear max_lr=0.001 min_lr=0.001 lr_warmup_steps=4 lr_decay_steps=12 | 14
inverse_square_root max_lr=0.001 min_lr=0.0004 lr_warmup_steps=3 lr_decay_steps=30 | 34
inverse_square_root max_lr=0.001 lr_decay_steps=20 | 24
wsd max_lr=0.001 lr_warmup_steps=5 lr_decay_steps=20 wsd_decay_steps=25 | 24
wsd max_lr=0.001 lr_warmup_steps=5 lr_decay_steps=20 wsd_decay_steps=0 | 24
constant max_lr=0.001 init_lr=0.001 lr_warmup_steps=5 | 10
constant | 6
cosine max_lr=0.001 lr_warmup_fraction=0.03 lr_decay_steps=1010 | 1010 30 31
linear max_lr=0.001 lr_warmup_steps=0 lr_decay_steps=10 init_lr=-0.001 | 12
# what the library refuses
cosine max_lr=0.001 lr_warmup_steps=10 lr_decay_steps=10 | 3
linear max_lr=0.001 lr_warmup_steps=20 lr_decay_steps=10 | 3
linear max_lr=0.001 lr_decay_steps=0 | 3
cosine max_lr=0.001 min_lr=0.01 lr_decay_steps=10 | 3
cosine max_lr=0.001 min_lr=-0.01 lr_decay_steps=10 | 3
inverse_square_root max_lr=0.001 init_lr=0.01 lr_decay_steps=10 | 3
constant max_lr=0.001 init_lr=0.01 | 3
wsd max_lr=0.001 lr_decay_steps=10 | 3
weight_decay start_wd=0.1 end_wd=0.01 wd_incr_steps=10 wd_incr_style="linear" | 3
weight_decay start_wd=0.01 end_wd=0.1 wd_incr_steps=10 | 3
weight_decay start_wd=0.01 end_wd=0.1 wd_incr_steps=0 wd_incr_style="linear" | 3
weight_decay start_wd=-0.01 end_wd=0.1 wd_incr_steps=10 wd_incr_style="linear" | 3
weight_decay start_wd=0.01 end_wd=0.1 wd_incr_steps=10 wd_incr_style="exponential" | 3
"""


def all_cases(seed):
    for name in [*STYLES, "weight_decay"]:
        yield from drawn_cases(seed, name)
    for row in rows_of(EDGES):
        *groups, text, steps = row.split(" | ")
        schedulers = schedulers_of("megatron", text)
        length, *edges = [int(step) for step in steps.split()]
        of = NAMED[groups[0]] if groups else GROUPS
        yield case(preset_of(schedulers), schedulers, of, length, edges)


def version_of(of):
    has_mark = any("lr_mult" in group for group in of["registration"]["groups"])
    return f"megatron-core {'0.15.0' if has_mark else importlib.metadata.version('megatron-core')}"


if __name__ == "__main__":
    vectors.write_cases("megatron", __doc__, version_of, all_cases, run)
