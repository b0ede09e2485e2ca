"""Writes llm_foundry.jsonl.gz: the rates of llm-foundry's scheduler, for `llm_foundry/*`.

Run it where llm-foundry and mosaicml (both without their dependencies) and torch 2.13.0 are
installed: python test/golden/presets/llm_foundry.py
Composer compiles the scheduler to a LambdaLR, as its Trainer does. Step k is batch k; a number of
steps is that many batches, and t_max left out is the declared length of the run.
"""

from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

# The first modules of both libraries import models and trainers; the scheduler needs these few.
VERSION, FOUNDRY = vectors.installed("llm-foundry", "llmfoundry")
COMPOSER = vectors.installed("mosaicml", "composer")[1]
vectors.bare_package("composer", COMPOSER)
utilities = vectors.bare_package("composer.utils", COMPOSER / "utils")
from composer.utils.string_enum import StringEnum  # noqa: E402

utilities.StringEnum = StringEnum
core = vectors.bare_package("composer.core", COMPOSER / "core")
from composer.core.time import Time, Timestamp, TimeUnit  # noqa: E402

core.State, core.Time, core.TimeUnit = None, Time, TimeUnit
optim = vectors.bare_package("composer.optim", COMPOSER / "optim")
from composer.optim import scheduler as composer  # noqa: E402

optim.ComposerScheduler = composer.ComposerScheduler
optim.LinearScheduler = composer.LinearScheduler
for name in ("llmfoundry", "llmfoundry.optim", "llmfoundry.utils"):
    vectors.bare_package(name, FOUNDRY / name.partition(".")[2])
from llmfoundry.optim.scheduler import InverseSquareRootWithWarmupScheduler  # noqa: E402

LIBRARY = f"llm-foundry {VERSION}"
PRESET = "llm_foundry/inverse_sqrt_with_warmup"


def main():
    given = vectors.arguments("llm_foundry", __doc__)
    vectors.write(given.file, lines(given.seed))


def lines(seed):
    for at in range(len(EDGES) + 28):
        chance = chance_of(seed, at)
        spec = dict(EDGES[at]) if at < len(EDGES) else drawn(chance)
        yield case(chance, spec)


def case(chance, spec):
    registration = {"groups": groups_of(chance)}
    length = spec["t_max"]
    if chance.random() < 0.5:
        registration["total_steps"] = length if chance.random() < 0.6 else length + 10
        if registration["total_steps"] == length:
            del spec["t_max"]
    registration["schedulers"] = [{"preset": PRESET, **spec}]
    edges = [spec["t_warmup"], max(length - spec["t_cooldown"], 0)]
    steps = steps_of(chance, max(length, *edges), edges)
    return line(PRESET, LIBRARY, registration, steps, run_of(registration, length))


def run_of(registration, length):
    optimizer = vectors.optimizer_of(registration)
    spec = {key: value for key, value in registration["schedulers"][0].items() if key != "preset"}
    times = {key: Time(value, "ba") for key, value in spec.items() if key.startswith("t_")}
    state = SimpleNamespace(
        optimizers=[optimizer],
        timestamp=Timestamp(),
        max_duration=Time(registration.get("total_steps", length), "ba"),
        dataloader_len=None,
    )
    library = InverseSquareRootWithWarmupScheduler(**{**spec, **times})
    scheduler = composer.compile_composer_scheduler(library, state)
    while True:
        yield optimizer
        state.timestamp = state.timestamp.to_next_batch()
        scheduler.step()


def run(warmup, scale, cooldown, length, **more):
    return {"t_warmup": warmup, "t_scale": scale, "t_cooldown": cooldown, "t_max": length, **more}


# A warmup of none, one, all, more; a cooldown of none, all, more; limits; what it refuses.
EDGES = [
    run(0, 5, 5, 20),
    run(1, 5, 5, 20),
    run(20, 5, 5, 20),
    run(25, 5, 5, 20),
    run(5, 5, 0, 20),
    run(5, 5, 15, 20),
    run(5, 5, 20, 20),
    run(5, 5, 40, 20),
    run(5, 1, 5, 20, alpha_f_decay=0.1),
    run(5, 100, 5, 20, alpha_f_decay=0.1, alpha_f_cooldown=0.1),
    run(5, 5, 5, 20, alpha_f_decay=1.5, alpha_f_cooldown=0.5),
    run(100, 100, 200, 1000),
    run(5, 5, 5, 20, alpha_f_cooldown=0.1),
    run(5, 5, 5, 20, alpha_f_decay=0.1, alpha_f_cooldown=0.2),
    run(0, 0, 5, 20),
]


def drawn(chance):
    length = chance.choice([13, 30, 79, 350])
    spec = run(
        chance.choice([0, 1, 5, length // 3]),
        chance.choice([1, 5, 33, length]),
        chance.choice([0, 1, 5, length // 2]),
        length,
    )
    if chance.random() < 0.6:
        spec["alpha_f_decay"] = chance.choice([0, 0.1, 1 / 3])
        if chance.random() < 0.6:
            spec["alpha_f_cooldown"] = chance.choice([0, spec["alpha_f_decay"] / 2])
    return spec


if __name__ == "__main__":
    main()
