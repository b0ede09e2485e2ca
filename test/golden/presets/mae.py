"""Writes mae.jsonl.gz: the rates of MAE's adjust_learning_rate, for `mae/adjust_learning_rate`.

Source: facebookresearch/mae, commit efb2a8062c206524e35e47d04501ed4f544c0ae8, util/lr_sched.py:
python test/golden/presets/mae.py PATH/lr_sched.py
It runs on torch optimizers whose groups have the mark `lr_scale`, as param_groups_lrd sets it, or
none. Step k is the iteration k, before its update, at the epoch
`data_iter_step / len(data_loader) + epoch` of the training scripts. There all groups have the rate
`lr`; a registration without it means a call with each group's own rate in its place.
"""

import importlib.util
from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

LIBRARY = "mae efb2a80"
PRESET = "mae/adjust_learning_rate"
SCALES = [1, 0.75, 0.75**7, 0.65**3, 0.5, 2, 0]


def main():
    given = vectors.arguments("mae", __doc__, "util/lr_sched.py of MAE")
    found = importlib.util.spec_from_file_location("lr_sched", given.source)
    library = importlib.util.module_from_spec(found)
    found.loader.exec_module(library)
    vectors.write(given.file, lines(library.adjust_learning_rate, given.seed))


def lines(adjust, seed):
    for at in range(len(EDGES) + 26):
        chance = chance_of(seed, at)
        spec = dict(EDGES[at]) if at < len(EDGES) else drawn(chance)
        registration = {"groups": groups_of(chance, marks=scaled)}
        batches = spec.get("steps_per_epoch", 1)
        length = round(spec["epochs"] * batches)
        warmup = round(spec.get("warmup_epochs", 40) * batches)
        run = run_of(adjust, registration, spec)
        written = {"preset": PRESET, **spec}
        if chance.random() < 0.3:
            registration["total_steps"] = length
            del written["epochs"]
        registration["schedulers"] = [written]
        steps = steps_of(chance, max(length, warmup), [warmup])
        yield line(PRESET, LIBRARY, registration, steps, run)


def scaled(chance):
    """The mark of a group that MAE's layer decay sets, or none."""
    return {"lr_scale": chance.choice(SCALES)} if chance.random() < 0.6 else {}


def run_of(adjust, registration, spec):
    """Each group has its own optimizer: MAE has one rate for all of them."""
    own = [vectors.optimizer_of({"groups": [group]}) for group in registration["groups"]]
    batches = spec.get("steps_per_epoch", 1)
    step = 0
    while True:
        for group, optimizer in zip(registration["groups"], own):
            arguments = SimpleNamespace(
                lr=spec.get("lr", group["lr"]),
                min_lr=spec.get("min_lr", 0.0),
                warmup_epochs=spec.get("warmup_epochs", 40),
                epochs=spec["epochs"],
            )
            adjust(optimizer, step % batches / batches + step // batches, arguments)
        yield SimpleNamespace(param_groups=[optimizer.param_groups[0] for optimizer in own])
        step += 1


# A warmup of none, one, all, more; a floor above the rate.
EDGES = [
    {"epochs": 100},
    {"epochs": 20, "warmup_epochs": 0},
    {"epochs": 20, "warmup_epochs": 1, "lr": 1e-3},
    {"epochs": 20, "warmup_epochs": 20},
    {"epochs": 20, "warmup_epochs": 30},
    {"epochs": 1, "warmup_epochs": 0},
    {"epochs": 4, "warmup_epochs": 1, "steps_per_epoch": 7, "min_lr": 0.9},
    {"epochs": 4, "warmup_epochs": 1.5, "steps_per_epoch": 7},
]


def drawn(chance):
    epochs, batches = chance.choice([(20, 1), (79, 1), (400, 1), (5, 7), (8, 30), (50, 13)])
    spec = {"epochs": epochs, "warmup_epochs": chance.choice([0, 1, epochs // 5, epochs // 2])}
    if batches > 1:
        spec["steps_per_epoch"] = batches
    if chance.random() < 0.4:
        spec["lr"] = vectors.rate(chance)
    if chance.random() < 0.6:
        spec["min_lr"] = chance.choice([0, 1e-6, 1e-5, 1e-3])
    return spec


if __name__ == "__main__":
    main()
