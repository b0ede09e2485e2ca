"""Writes keras.jsonl.gz: what the schedules of Keras give, in double (float64, numpy backend).

Run it where keras 3.15.1 and numpy are installed: python test/golden/presets/keras.py

The clock: step k is schedule(k), the rate of update k from 0. Its values are absolute, the same for
all groups that a scheduler covers. Keras takes float64 down to float32 with all backends but
TensorFlow's; here it is left as with that one. A step where its float32 is far from its float64 is
left out: a restart is found by a logarithm, and either may miss it by a step. The callback
ReduceLROnPlateau drives a MultiOptimizer with an optimizer for each group, in double; the metric of
step k ends epoch k. numpy has powers, logarithms and cosines of its own: the last bits of those may
be others than glibc's.
"""

import importlib.metadata
import os
import types
import warnings

os.environ["KERAS_BACKEND"] = "numpy"

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

import keras as library
from keras.src.backend.common.dtypes import BIT64_TO_BIT32_DTYPE

SCHEDULES = library.optimizers.schedules
CLASSES = {
    "exponential_decay": SCHEDULES.ExponentialDecay,
    "piecewise_constant_decay": SCHEDULES.PiecewiseConstantDecay,
    "polynomial_decay": SCHEDULES.PolynomialDecay,
    "inverse_time_decay": SCHEDULES.InverseTimeDecay,
    "cosine_decay": SCHEDULES.CosineDecay,
    "cosine_decay_restarts": SCHEDULES.CosineDecayRestarts,
}
OURS = ("preset", "groups", "param")


def run(of):
    registration = of["registration"]
    (given,) = registration["schedulers"]
    groups = {
        group["name"]: {**registration.get("defaults", {}), **group}
        for group in registration["groups"]
    }
    arguments = {key: value for key, value in given.items() if key not in OURS}
    if given["preset"] == "keras/reduce_lr_on_plateau":
        yield from plateau(arguments, of, groups)
    path = given.get("param", "lr")
    if given["preset"] == "keras/polynomial_decay" and "total_steps" in registration:
        arguments.setdefault("decay_steps", registration["total_steps"])
    schedule = CLASSES[given["preset"].removeprefix("keras/")](**arguments)
    columns = {name: {path: group[path]} for name, group in groups.items()}
    step = 0
    while True:
        if step not in of["steps"]:  # its operations are slow
            step += 1
            yield None
            continue
        value = in_precision("float64", schedule, step)
        single = in_precision("float32", schedule, step)
        for name in given.get("groups", columns):
            columns[name][path] = value
        height = max(highest(arguments), abs(value))
        yield None if abs(value - single) > 0.01 * height else columns
        step += 1


def in_precision(precision, schedule, step):
    library.config.set_floatx(precision)
    BIT64_TO_BIT32_DTYPE["float64"] = precision
    return float(schedule(step))


def highest(arguments):
    """The height of the schedule, to which a difference is compared."""
    return max(arguments.get("values", [arguments.get("initial_learning_rate", 0)]))


def plateau(arguments, of, groups):
    callback = library.callbacks.ReduceLROnPlateau(**arguments)
    optimizers = [
        types.SimpleNamespace(name=name, learning_rate=group["lr"])
        for name, group in groups.items()
    ]
    callback.set_model(
        types.SimpleNamespace(optimizer=types.SimpleNamespace(optimizers=optimizers))
    )
    callback.on_train_begin()
    metrics = dict(of["metrics"]["val_loss"])
    step = 0
    while True:
        if step in metrics:
            callback.on_epoch_end(step, {"val_loss": metrics[step]})
        yield {each.name: {"lr": each.learning_rate} for each in optimizers}
        step += 1


def draw_decay(chance):
    return {
        "initial_learning_rate": draw_rate(chance),
        "decay_steps": chance.choice([1, 3, 7, 20]),
        "decay_rate": chance.choice([0.96, 0.5, 0.1, 1.05, 0.0, round(chance.uniform(0.2, 2), 3)]),
        **chance.choice([{}, {"staircase": True}]),
    }, 28


draw_exponential_decay = draw_inverse_time_decay = draw_decay


def draw_piecewise_constant_decay(chance):
    steps = sorted(
        {chance.randint(0 if chance.random() < 0.2 else 1, 28) for _ in range(chance.randint(1, 5))}
    )
    return {"boundaries": steps, "values": [draw_rate(chance) for _ in range(len(steps) + 1)]}, 28


def draw_polynomial_decay(chance):
    steps = chance.choice([1, 5, chance.randint(4, 30), chance.randint(4, 30)])
    cycle = chance.choice([{}, {"cycle": True}])
    return {
        "initial_learning_rate": draw_rate(chance),
        "decay_steps": steps,
        **chance.choice([{}, {"end_learning_rate": 0.0}, {"end_learning_rate": 0.01}]),
        **chance.choice(
            [{}, {"power": 0.5}, {"power": 2.0}, {"power": round(chance.uniform(0.3, 3), 2)}]
        ),
        **cycle,
    }, 3 * steps if cycle else steps


def draw_cosine_decay(chance):
    steps = chance.choice([1, chance.randint(4, 26), chance.randint(4, 26)])
    warmup = chance.choice([0, 1, 6, chance.randint(2, 10)])
    rise = {"warmup_target": draw_rate(chance), "warmup_steps": warmup}
    return {
        "initial_learning_rate": draw_rate(chance) * chance.choice([0, 0.1, 1]),
        "decay_steps": steps,
        **chance.choice([{}, {"alpha": 0.1}, {"alpha": round(chance.random(), 3)}]),
        **chance.choice([{}, rise, rise, {"warmup_steps": warmup}]),
    }, steps + warmup


def draw_cosine_decay_restarts(chance):
    steps = chance.choice([2, chance.randint(3, 10), chance.randint(3, 10)])
    return {
        "initial_learning_rate": draw_rate(chance),
        "first_decay_steps": steps,
        **chance.choice([{}, {"t_mul": 1.0}, {"t_mul": 1.5}, {"t_mul": 3.0}]),
        **chance.choice([{}, {"m_mul": 0.5}, {"m_mul": 0.8}, {"m_mul": 1.1}]),
        **chance.choice([{}, {"alpha": 0.1}, {"alpha": round(chance.random(), 3)}]),
    }, 4 * steps


def draw_reduce_lr_on_plateau(chance):
    return {
        "monitor": "val_loss",
        **chance.choice([{}, {"factor": 0.5}, {"factor": 0.3}]),
        "patience": chance.choice([0, 1, 2, 3]),
        **chance.choice([{}, {"mode": "min"}, {"mode": "max"}]),
        **chance.choice([{}, {"min_delta": 0.05}, {"min_delta": 0.0}]),
        **chance.choice([{}, {"cooldown": 1}, {"cooldown": 3}]),
        **chance.choice([{}, {"min_lr": 0.0001}, {"min_lr": 0.01}]),
    }, 30


def drawn_cases(seed, name, count=24):
    for number in range(count):
        chance = chance_of(seed, f"keras/{name}", number)
        is_plateau = name == "reduce_lr_on_plateau"
        param = {"param": "weight_decay"} if number % 9 == 7 and not is_plateau else {}
        groups = draw_groups(chance, number, **{path: 0.05 for path in param.values()})
        arguments, length = globals()[f"draw_{name}"](chance)
        more = {"metrics": draw_metric(chance, 38, 0.9)} if is_plateau else {}
        covered = {} if is_plateau else draw_coverage(number, groups)
        if name == "polynomial_decay" and number % 6 == 2:
            more["total_steps"] = arguments.pop("decay_steps")
        if number % 9 == 8:
            more["defaults"], groups = with_defaults(chance, groups)
        scheduler = {"preset": f"keras/{name}", **arguments, **param, **covered}
        edges = [arguments.get("warmup_steps", 0), *arguments.get("boundaries", [])]
        yield case(scheduler["preset"], [scheduler], groups, length, edges, **more)


GROUPS = [{"name": "backbone", "lr": 0.1}, {"name": "head", "lr": 0.01}]
FIRST = "initial_learning_rate=0.1"
EDGES = f"""
polynomial_decay {FIRST} decay_steps=10 power=0.0 | 12
polynomial_decay {FIRST} decay_steps=10 end_learning_rate=0.2 | 12
polynomial_decay {FIRST} decay_steps=1000 | 1000
cosine_decay {FIRST} decay_steps=900 warmup_target=0.2 warmup_steps=100 | 1000 100
cosine_decay {FIRST} decay_steps=10 warmup_steps=5 | 20
cosine_decay {FIRST} decay_steps=10 warmup_target=0.05 | 14
cosine_decay {FIRST} decay_steps=10 alpha=1.5 | 14
cosine_decay_restarts {FIRST} first_decay_steps=2 | 64 62 126
cosine_decay_restarts {FIRST} first_decay_steps=1 t_mul=3.0 | 400 1 4 13 40 121 364
cosine_decay_restarts {FIRST} first_decay_steps=5 t_mul=0.5 | 12
piecewise_constant_decay boundaries=[0] values=[0.1,0.2] | 3
piecewise_constant_decay boundaries=[8,3] values=[0.1,0.2,0.4] | 12
piecewise_constant_decay boundaries=[3,3] values=[0.1,0.2,0.4] | 6
# what the library refuses
exponential_decay {FIRST} decay_steps=0 decay_rate=0.5 | 3
inverse_time_decay {FIRST} decay_steps=-1 decay_rate=0.5 | 3
polynomial_decay {FIRST} decay_steps=0 | 3
cosine_decay {FIRST} decay_steps=0 | 3
cosine_decay_restarts {FIRST} first_decay_steps=0 | 3
piecewise_constant_decay boundaries=[3] values=[0.1] | 3
piecewise_constant_decay boundaries=[] values=[0.1] | 3
reduce_lr_on_plateau monitor="val_loss" factor=1.0 | 3
exponential_decay {FIRST} decay_steps=5 | 3
"""


def all_cases(seed):
    for name in [*CLASSES, "reduce_lr_on_plateau"]:
        yield from drawn_cases(seed, name)
    yield from cases_of_rows("keras", EDGES, GROUPS)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    version = importlib.metadata.version("keras")
    vectors.write_cases(
        "keras", __doc__, f"keras {version} (numpy backend, float64)", all_cases, run
    )
