"""Writes nanogpt.jsonl.gz: the rates of nanoGPT's train.py, for the preset `nanogpt/cosine`.

Source: karpathy/nanoGPT, commit 3adf61e154c3fe3fca428ad6bc3818b27a3b8291, train.py, whose `get_lr`
runs here by itself: python test/golden/presets/nanogpt.py PATH/train.py
Step k is the iteration k: train.py sets its rate before the update. There all groups have the rate
`learning_rate`; a registration without it means get_lr with each group's own rate in its place.
"""

import math

import vectors
from vectors import chance_of, groups_of, line, states, steps_of

LIBRARY = "nanoGPT 3adf61e"
DEFAULTS = {"warmup_iters": 2000, "lr_decay_iters": 600_000, "min_lr": 6e-5}


def main():
    given = vectors.arguments("nanogpt", __doc__, "train.py of nanoGPT")
    known = vectors.taken_from(given.source, ["get_lr"], math=math)
    vectors.write(given.file, lines(known, given.seed))


def lines(known, seed):
    for at, spec in enumerate(EDGES):
        yield case(known, chance_of("edge", at), dict(spec))
    for at in range(24):
        chance = chance_of(seed, at)
        yield case(known, chance, drawn(chance))


def case(known, chance, spec):
    length = spec.get("lr_decay_iters", DEFAULTS["lr_decay_iters"])
    warmup = spec.get("warmup_iters", DEFAULTS["warmup_iters"])
    registration = {"groups": groups_of(chance)}
    if "lr_decay_iters" not in spec or chance.random() < 0.25:
        registration["total_steps"] = spec.pop("lr_decay_iters", length)
    registration["schedulers"] = [{"preset": "nanogpt/cosine", **spec}]
    steps = steps_of(chance, min(max(length, warmup), 3000), [warmup])

    def rate(step, group):
        known.update(DEFAULTS, learning_rate=group["lr"])
        known.update({**spec, "lr_decay_iters": length})
        return {"lr": known["get_lr"](step)}

    return line("nanogpt/cosine", LIBRARY, registration, steps, states(registration, rate))


# A warmup of none, one, all, more; a floor above the rate.
EDGES = [
    {},
    {"learning_rate": 6e-4},
    {"warmup_iters": 0, "lr_decay_iters": 20},
    {"warmup_iters": 1, "lr_decay_iters": 20, "min_lr": 0},
    {"warmup_iters": 20, "lr_decay_iters": 20},
    {"warmup_iters": 30, "lr_decay_iters": 20},
    {"warmup_iters": 4, "lr_decay_iters": 20, "learning_rate": 1e-3, "min_lr": 1e-4},
    {"warmup_iters": 4, "lr_decay_iters": 20, "min_lr": 0.9},
    {"warmup_iters": 0, "lr_decay_iters": 1},
]


def drawn(chance):
    length = chance.choice([7, 20, 30, 79, 500, 2000])
    spec = {
        "warmup_iters": chance.choice([0, 1, length // 10, length // 3, length - 1]),
        "lr_decay_iters": length,
    }
    if chance.random() < 0.5:
        spec["learning_rate"] = vectors.rate(chance)
    if chance.random() < 0.7:
        spec["min_lr"] = chance.choice([0, 1e-6, 6e-5, 1e-5])
    return spec


if __name__ == "__main__":
    main()
