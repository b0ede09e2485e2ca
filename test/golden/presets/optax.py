"""Writes optax.jsonl.gz: what the schedules of optax give, in double (jax_enable_x64).

Run it where optax 0.2.8 and its jax are installed: python test/golden/presets/optax.py

The clock: step k is schedule(k), the rate of update k from 0, called for each step outside of
jax.jit, which rounds otherwise. Its values are absolute, the same for all groups that a scheduler
covers. SequentialLR of presets is optax.join_schedules, its milestones are the boundaries.
reduce_on_plateau gives a scale: the value is the group's rate times the scale of the update with
the metric of that step; steps without a metric are no updates of it. XLA has powers and cosines of
its own: the last bits of those may be others than glibc's.
"""

import importlib.metadata

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

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import optax as library
from optax.contrib import reduce_on_plateau

MAKERS = {
    "linear": library.linear_schedule,
    "polynomial": library.polynomial_schedule,
    "exponential_decay": library.exponential_decay,
    "warmup_constant": library.warmup_constant_schedule,
    "warmup_exponential": library.warmup_exponential_decay_schedule,
    "cosine_decay": library.cosine_decay_schedule,
    "warmup_cosine": library.warmup_cosine_decay_schedule,
    "sgdr": library.sgdr_schedule,
    "piecewise_constant": library.piecewise_constant_schedule,
    "piecewise_interpolate": library.piecewise_interpolate_schedule,
    "linear_onecycle": library.linear_onecycle_schedule,
    "cosine_onecycle": library.cosine_onecycle_schedule,
}
OTHERS = {"constant": library.constant_schedule}
OURS = ("preset", "groups", "param", "monitor")


def run(of):
    registration = of["registration"]
    groups = {
        group["name"]: {**registration.get("defaults", {}), **group}
        for group in registration["groups"]
    }
    paths = {each.get("param", "lr") for each in registration["schedulers"]}
    columns = {name: {path: group[path] for path in paths} for name, group in groups.items()}
    players = [
        (plateau if "monitor" in each else absolute)(each, of, columns)
        for each in registration["schedulers"]
    ]
    step = 0
    while True:
        for play in players:
            play(step)
        yield columns
        step += 1


def absolute(given, of, columns):
    schedule = schedule_of(given)

    def play(step):
        value = float(schedule(step))
        for name in given.get("groups", columns):
            columns[name][given.get("param", "lr")] = value

    return play


def plateau(given, of, columns):
    transform = reduce_on_plateau(**{key: value for key, value in given.items() if key not in OURS})
    state = transform.init(jnp.zeros(()))
    update = jax.jit(transform.update)
    metrics = dict(of["metrics"]["val_loss"])
    first = {name: paths["lr"] for name, paths in columns.items()}

    def play(step):
        nonlocal state
        if step in metrics:
            _, state = update(jnp.ones(()), state, value=metrics[step])
        for name in columns:
            columns[name]["lr"] = first[name] * float(state.scale)

    return play


def schedule_of(given):
    if given.get("type") == "SequentialLR":
        return library.join_schedules(
            [schedule_of(each) for each in given["schedulers"]], given["milestones"]
        )
    arguments = {key: value for key, value in given.items() if key not in OURS}
    scales = arguments.get("boundaries_and_scales")
    if scales is not None:
        arguments["boundaries_and_scales"] = {int(step): scale for step, scale in scales.items()}
    return (MAKERS | OTHERS)[given["preset"].removeprefix("optax/")](**arguments)


def levels(chance):
    high = draw_rate(chance)
    pair = [high, chance.choice([0.0, high / 10, high * round(chance.random(), 3)])]
    return pair if chance.random() < 0.6 else pair[::-1]


def begin(chance):
    return chance.choice([{}, {}, {"transition_begin": chance.randint(1, 9)}])


def draw_linear(chance):
    init, end = levels(chance)
    late = begin(chance)
    steps = chance.choice([1, chance.randint(2, 28), chance.randint(2, 28)])
    return {
        "init_value": init,
        "end_value": end,
        "transition_steps": steps,
        **late,
    }, steps + late.get("transition_begin", 0)


def draw_polynomial(chance):
    arguments, length = draw_linear(chance)
    return {
        **arguments,
        "power": chance.choice([1, 2.0, 0.5, 0.9, 3, round(chance.uniform(0.2, 4), 2)]),
    }, length


def decay_of(chance, init):
    rate = chance.choice([0.9, 0.5, 0.96, 1.1, 0.1])
    bound = {"end_value": init * (round(chance.uniform(0.1, 0.9), 3) if rate < 1 else 1.7)}
    return {
        "transition_steps": chance.choice([1, 3, 7, 20]),
        "decay_rate": rate,
        **begin(chance),
        **chance.choice([{}, {"staircase": True}]),
        **chance.choice([{}, bound]),
    }


def draw_exponential_decay(chance):
    init = draw_rate(chance)
    return {"init_value": init, **decay_of(chance, init)}, 30


def warmup_of(chance):
    peak = draw_rate(chance)
    init = chance.choice([0.0, peak / 100, peak * 1.5])
    return {
        "init_value": init,
        "peak_value": peak,
        "warmup_steps": chance.choice([0, 1, 5, chance.randint(2, 12)]),
    }


def draw_warmup_constant(chance):
    arguments = warmup_of(chance)
    return arguments, arguments["warmup_steps"] + 6


def draw_warmup_exponential(chance):
    arguments = warmup_of(chance)
    return {**arguments, **decay_of(chance, arguments["peak_value"])}, 34


def draw_cosine_decay(chance):
    steps = chance.choice([1, chance.randint(2, 30), chance.randint(2, 30)])
    alpha = chance.choice([{}, {"alpha": 0.1}, {"alpha": round(chance.random(), 3)}])
    exponent = chance.choice([{}, {}, {"exponent": 2.0}, {"exponent": 0.7}])
    return {"init_value": draw_rate(chance), "decay_steps": steps, **alpha, **exponent}, steps


def draw_warmup_cosine(chance):
    arguments = warmup_of(chance)
    steps = arguments["warmup_steps"] + chance.choice(
        [1, chance.randint(2, 26), chance.randint(2, 26)]
    )
    end = chance.choice([{}, {"end_value": arguments["peak_value"] * round(chance.random(), 3)}])
    exponent = chance.choice([{}, {}, {"exponent": 2.0}, {"exponent": 0.7}])
    return {**arguments, "decay_steps": steps, **end, **exponent}, steps


def draw_sgdr(chance):
    cycles = [draw_warmup_cosine(chance)[0] for _ in range(chance.choice([1, 2, 3]))]
    return {"cosine_kwargs": cycles}, sum(each["decay_steps"] for each in cycles)


def draw_piecewise_constant(chance):
    steps = sorted(
        {chance.randint(0 if chance.random() < 0.2 else 1, 28) for _ in range(chance.randint(1, 5))}
    )
    scales = {
        str(step): chance.choice([0.1, 0.5, 2.0, round(chance.uniform(0, 1.5), 3)])
        for step in steps
    }
    return {"init_value": draw_rate(chance), "boundaries_and_scales": scales}, 28


def draw_piecewise_interpolate(chance):
    arguments, length = draw_piecewise_constant(chance)
    return {"interpolate_type": chance.choice(["linear", "cosine"]), **arguments}, length


def draw_cosine_onecycle(chance):
    steps = chance.choice([4, chance.randint(5, 34), chance.randint(5, 34)])
    return {
        "transition_steps": steps,
        "peak_value": draw_rate(chance),
        **chance.choice(
            [{}, {"pct_start": 0.4}, {"pct_start": round(chance.uniform(0.1, 0.7), 3)}]
        ),
        **chance.choice(
            [{}, {"div_factor": 10.0}, {"div_factor": round(chance.uniform(1, 40), 2)}]
        ),
        **chance.choice([{}, {"final_div_factor": 100.0}]),
    }, steps


def draw_linear_onecycle(chance):
    arguments, length = draw_cosine_onecycle(chance)
    return {
        **arguments,
        **chance.choice([{}, {"pct_final": 0.9}, {"pct_final": round(chance.uniform(0.7, 1), 3)}]),
    }, length


def draw_reduce_on_plateau(chance):
    return {
        "monitor": "val_loss",
        **chance.choice([{}, {"factor": 0.5}, {"factor": 0.3}]),
        "patience": chance.choice([1, 2, 3]),
        **chance.choice(
            [{}, {"rtol": 0.01}, {"rtol": 0.0, "atol": 0.05}, {"rtol": 0.01, "atol": 0.02}]
        ),
        **chance.choice([{}, {"cooldown": 2}]),
        **chance.choice([{}, {}, {"accumulation_size": 3}]),
        **chance.choice([{}, {"min_scale": 0.2}]),
    }, 30


def draw_constant(chance):
    return {"value": chance.choice([0.0, draw_rate(chance)])}, 10


def drawn_cases(seed, name, count=22):
    for number in range(count):
        chance = chance_of(seed, f"optax/{name}", number)
        is_plateau = name == "reduce_on_plateau"
        param = {"param": "weight_decay"} if number % 9 == 7 and not is_plateau else {}
        groups = draw_groups(chance, number, **{path: 0.05 for path in param.values()})
        arguments, length = globals()[f"draw_{name}"](chance)
        more = {"metrics": draw_metric(chance, 38, 0.9)} if is_plateau else {}
        covered = {} if is_plateau else draw_coverage(number, groups)
        if number % 9 == 8:
            more["defaults"], groups = with_defaults(chance, groups)
        scheduler = {"preset": f"optax/{name}", **arguments, **param, **covered}
        edges = [
            arguments.get("warmup_steps", 0),
            *[int(step) for step in arguments.get("boundaries_and_scales", [])],
        ]
        yield case(scheduler["preset"], [scheduler], groups, length, edges, **more)


def joined_cases(seed, count=12):
    for number in range(count):
        chance = chance_of(seed, "optax SequentialLR", number)
        children, ends = [], []
        for _ in range(chance.choice([2, 2, 3])):
            name = chance.choice(
                [
                    "linear",
                    "cosine_decay",
                    "exponential_decay",
                    "warmup_cosine",
                    "piecewise_constant",
                ]
            )
            arguments, length = globals()[f"draw_{name}"](chance)
            children.append({"preset": f"optax/{name}", **arguments})
            ends.append((ends or [0])[-1] + chance.randint(1, max(2, min(length, 14))))
        scheduler = {"type": "SequentialLR", "schedulers": children, "milestones": ends[:-1]}
        name = " + ".join(dict.fromkeys(["SequentialLR", *[each["preset"] for each in children]]))
        yield case(name, [scheduler], draw_groups(chance, number), ends[-1])


GROUPS = [{"name": "backbone", "lr": 0.1}, {"name": "head", "lr": 0.01}]
EDGES = """
linear init_value=0.1 end_value=0.0 transition_steps=0 | 6
linear init_value=0.1 end_value=0.0 transition_steps=10 transition_begin=-3 | 12
polynomial init_value=0.1 end_value=0.2 power=0.0 transition_steps=6 | 8
exponential_decay init_value=0.1 transition_steps=0 decay_rate=0.5 | 6
exponential_decay init_value=0.1 transition_steps=5 decay_rate=0.0 | 6
exponential_decay init_value=0.1 transition_steps=5 decay_rate=1.0 end_value=0.05 | 6
exponential_decay init_value=0.1 transition_steps=5 decay_rate=0.5 end_value=0.2 | 12
cosine_decay init_value=0.1 decay_steps=10 alpha=1.5 | 12
warmup_cosine init_value=0.0 peak_value=0.001 warmup_steps=100 decay_steps=1000 | 1000 100
warmup_cosine init_value=0.1 peak_value=0.0 warmup_steps=4 decay_steps=10 end_value=0.01 | 12
piecewise_constant init_value=0.1 | 5
piecewise_constant init_value=0.1 boundaries_and_scales={} | 5
piecewise_constant init_value=0.1 boundaries_and_scales={"10":0.5,"3":0.1} | 12
piecewise_interpolate interpolate_type="linear" init_value=0.1 | 5
piecewise_interpolate interpolate_type="cosine" init_value=0.1 \
boundaries_and_scales={"0":0.5,"6":3.0} | 8
linear_onecycle transition_steps=1 peak_value=0.1 | 4
linear_onecycle transition_steps=3 peak_value=0.1 | 5
linear_onecycle transition_steps=20 peak_value=0.1 pct_start=0.9 | 24
linear_onecycle transition_steps=20 peak_value=0.1 pct_start=0.5 pct_final=0.5 | 24
linear_onecycle transition_steps=20 peak_value=0.1 pct_final=1.0 | 24
linear_onecycle transition_steps=1000 peak_value=0.1 | 1000 300 850
cosine_onecycle transition_steps=2 peak_value=0.1 | 4
cosine_onecycle transition_steps=20 peak_value=0.1 pct_start=0.0 | 24
cosine_onecycle transition_steps=20 peak_value=0.1 pct_start=1.0 | 24
# what the library refuses
cosine_decay init_value=0.1 decay_steps=0 | 3
warmup_cosine init_value=0.0 peak_value=0.001 warmup_steps=10 decay_steps=10 | 3
warmup_cosine init_value=0.0 peak_value=0.001 warmup_steps=12 decay_steps=10 | 3
piecewise_constant init_value=0.1 boundaries_and_scales={"3":-0.5} | 3
piecewise_interpolate interpolate_type="linear" init_value=0.1 boundaries_and_scales={"3":-0.5} | 3
piecewise_interpolate interpolate_type="sine" init_value=0.1 boundaries_and_scales={"3":0.5} | 3
linear_onecycle transition_steps=0 peak_value=0.1 | 3
cosine_onecycle transition_steps=0 peak_value=0.1 | 3
linear init_value=0.1 transition_steps=10 | 3
reduce_on_plateau monitor="val_loss" factor=1.0 | 3
reduce_on_plateau monitor="val_loss" rtol=0.0 | 3
reduce_on_plateau monitor="val_loss" rtol=1.5 | 3
reduce_on_plateau monitor="val_loss" atol=-1.0 | 3
"""


def all_cases(seed):
    for name in [*MAKERS, "reduce_on_plateau"]:
        yield from drawn_cases(seed, name)
    yield from joined_cases(seed)
    yield from cases_of_rows("optax", EDGES, GROUPS)
    yield from drawn_cases(seed, "constant")


if __name__ == "__main__":
    version = importlib.metadata.version
    vectors.write_cases(
        "optax", __doc__, f"optax {version('optax')} (jax {version('jax')}, x64)", all_cases, run
    )
