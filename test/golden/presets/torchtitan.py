"""Writes torchtitan.jsonl.gz: the rates of torchtitan, for `torchtitan/warmup_stable_decay`.

Run it where torchtitan (without its dependencies, but tyro) and torch 2.13.0 are installed:
python test/golden/presets/torchtitan.py
It builds LRSchedulersContainer for an optimizer with several groups. Step k is the state after its
construction and k calls of `step()`.
"""

import logging
import sys
import types

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

# The package of the optimizers imports the models; the scheduler needs only one of its names.
version, folder = vectors.installed("torchtitan", "torchtitan/components/optimizer")
vectors.bare_package("torchtitan.components.optimizer", folder)
optimizers = types.ModuleType("torchtitan.components.optimizer.optimizer")
optimizers.OptimizersContainer = list
sys.modules[optimizers.__name__] = optimizers

from torchtitan.components.optimizer.lr_scheduler import LRSchedulersContainer  # noqa: E402

LIBRARY = f"torchtitan {version}"
PRESET = "torchtitan/warmup_stable_decay"


def main():
    logging.disable()
    given = vectors.arguments("torchtitan", __doc__)
    vectors.write(given.file, lines(given.seed))


def lines(seed):
    for at, (length, spec) in enumerate(EDGES):
        yield case(chance_of("edge", at), length, dict(spec))
    for at in range(30):
        chance = chance_of(seed, at)
        yield case(chance, *drawn(chance))


def case(chance, length, spec):
    registration = {"groups": groups_of(chance)}
    if chance.random() < 0.4:
        registration["total_steps"] = length
    else:
        spec = {"total_steps": length, **spec}
    registration["schedulers"] = [{"preset": PRESET, **spec}]
    warmup = spec.get("warmup_steps", 200)
    decay = round(length * spec.get("decay_ratio", 0))
    steps = steps_of(chance, length, [min(warmup, length), length - decay])
    return line(PRESET, LIBRARY, registration, steps, run_of(registration))


def run_of(registration):
    optimizer = vectors.optimizer_of(registration)
    spec = {key: value for key, value in registration["schedulers"][0].items() if key != "preset"}
    config = LRSchedulersContainer.Config(**spec)
    training_steps = registration.get("total_steps")
    scheduler = config.build(optimizers=[optimizer], training_steps=training_steps)
    yield from vectors.stepped(optimizer, scheduler)


# A warmup of none, one, all, more; decays that do not fit, or halves that Python rounds to even.
EDGES = [
    (20, {"warmup_steps": 0}),
    (20, {"warmup_steps": 1}),
    (20, {"warmup_steps": 20}),
    (20, {"warmup_steps": 30}),
    (20, {}),
    (36, {"warmup_steps": 11, "decay_ratio": 0.8}),
    (20, {"warmup_steps": 5, "decay_ratio": 0}),
    (20, {"warmup_steps": 5, "decay_ratio": 1}),
    (20, {"warmup_steps": 0, "decay_ratio": 1, "min_lr_factor": 0.1}),
    (5, {"warmup_steps": 1, "decay_ratio": 0.5}),
    (7, {"warmup_steps": 1, "decay_ratio": 0.5}),
    (9, {"warmup_steps": 1, "decay_ratio": 0.5, "decay_type": "cosine"}),
    (1, {"warmup_steps": 0}),
    (1000, {"warmup_steps": 200, "decay_ratio": 0.1, "min_lr_factor": 0.1}),
    (20, {"warmup_steps": 4, "decay_ratio": 0.4, "min_lr_factor": 1.5}),
]


def drawn(chance):
    length = chance.choice([7, 13, 30, 79, 350, 1000])
    spec = {
        "warmup_steps": chance.choice([0, 1, length // 10, length // 3, length - 1]),
        "decay_type": chance.choice(["linear", "sqrt", "cosine"]),
    }
    if chance.random() < 0.7:
        spec["decay_ratio"] = chance.choice([0.1, 0.2, 0.33, 0.5, 0.8, 1])
    if chance.random() < 0.5:
        spec["min_lr_factor"] = chance.choice([0, 0.1, 0.05, 1 / 3])
    return length, spec


if __name__ == "__main__":
    main()
