"""Writes olmo.jsonl.gz: the rates of OLMo's schedulers, for the presets `olmo/*`.

Run it where ai2-olmo (without its dependencies) is installed: python test/golden/presets/olmo.py
The classes of its olmo/optim.py run by themselves, without the rest of that module. Step k is
`get_lr(initial_lr, k, max_steps)` with a group's own rate (OLMo's trainer gives all groups the
rate of its configuration, and asks for k + 1 in its update k + 1).
"""

import abc
import dataclasses
import math
from typing import Optional

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, states, steps_of

VERSION, FOLDER = vectors.installed("ai2-olmo", "olmo")
LIBRARY = f"OLMo {VERSION}"
CLASSES = {
    "constant": "ConstantScheduler",
    "constant_with_warmup": "ConstantWithWarmupScheduler",
    "linear_with_warmup": "LinearWithWarmup",
    "cosine_with_warmup": "CosWithWarmup",
    "inverse_sqrt_with_warmup": "InvSqrtWithWarmup",
    "cosine_linear_envelope": "CosLinearEnvelope",
    "max_scheduler": "MaxScheduler",
    "bolt_on_warmup": "BoltOnWarmupScheduler",
}
KNOWN = vectors.taken_from(
    FOLDER / "optim.py",
    ["Scheduler", *CLASSES.values()],
    ABCMeta=abc.ABCMeta,
    Optional=Optional,
    abstractmethod=abc.abstractmethod,
    cos=math.cos,
    dataclass=dataclasses.dataclass,
    pi=math.pi,
    sqrt=math.sqrt,
)
SHARED = {"grad_clip_warmup_steps": None, "grad_clip_warmup_factor": None, "warmup_min_lr": None}


def main():
    given = vectors.arguments("olmo", __doc__)
    vectors.write(given.file, lines(given.seed))


def scheduler_of(spec):
    """The scheduler of a preset; build_scheduler composes max_scheduler of these two."""
    name = spec["preset"].removeprefix("olmo/")
    given = {key: value for key, value in spec.items() if key not in ("preset", "max_steps")}
    if name == "bolt_on_warmup":
        start = given.get("warmup_start", 0)
        inner = scheduler_of(given["inner"])
        return KNOWN[CLASSES[name]].wrap(inner, start, given["warmup_end"])
    if name == "max_scheduler":
        inverse = {key: given[key] for key in ("warmup_steps", "warmup_min_lr") if key in given}
        both = {
            "sched1": scheduler_of({"preset": "olmo/cosine_with_warmup", **given}),
            "sched2": scheduler_of({"preset": "olmo/inverse_sqrt_with_warmup", **inverse}),
        }
        return KNOWN[CLASSES[name]](**SHARED, **both)
    return KNOWN[CLASSES[name]](**{**SHARED, **given})


def lines(seed):
    for name in CLASSES:
        edges = EDGES[name] if name in EDGES else [dict(spec) for spec in WARMUPS]
        for at in range(len(edges) + 22):
            chance = chance_of(seed, name, at)
            spec = edges[at] if at < len(edges) else drawn(chance, name)
            yield case(chance, {"preset": f"olmo/{name}", **spec})


def case(chance, spec):
    registration = {"groups": groups_of(chance)}
    inner = spec
    edges = []
    while True:
        edges += [inner[key] for key in ("warmup_steps", "warmup_end", "t_max") if key in inner]
        if "inner" not in inner:
            break
        inner = inner["inner"]
    length = inner.get("max_steps") or 30
    if "max_steps" in inner and chance.random() < 0.25:
        del inner["max_steps"]
        registration["total_steps"] = length
    registration["schedulers"] = [spec]
    steps = steps_of(chance, max(length, *edges, 0), edges)
    return line(spec["preset"], LIBRARY, registration, steps, run_of(registration, length))


def run_of(registration, length):
    scheduler = scheduler_of(registration["schedulers"][0])
    yield from states(
        registration, lambda step, group: {"lr": scheduler.get_lr(group["lr"], step, length)}
    )


def run(length, warmup, **more):
    return {"warmup_steps": warmup, "max_steps": length, **more}


# A warmup of none, one, all, more; another length than the run; a start at the rate itself.
WARMUPS = [
    run(20, 0),
    run(20, 1),
    run(20, 20),
    run(41, 46),
    run(1, 0),
    run(20, 5, alpha_f=0),
    run(20, 5, alpha_f=1.5, warmup_min_lr=0),
    run(20, 5, t_max=12),
    run(20, 5, t_max=30, alpha_f=0.05),
    run(20, 15, t_max=12),
    run(20, 5, warmup_min_lr=1),
]
EDGES = {
    "constant": [{}],
    "constant_with_warmup": [
        {"warmup_steps": 0},
        {"warmup_steps": 1},
        {"warmup_steps": 7, "warmup_min_lr": 0},
        {"warmup_steps": 7, "warmup_min_lr": 1},
    ],
    "inverse_sqrt_with_warmup": [
        {"warmup_steps": 0},
        {"warmup_steps": 1},
        {"warmup_steps": 7, "warmup_min_lr": 0},
        {"warmup_steps": 7, "warmup_min_lr": 1},
    ],
    "bolt_on_warmup": [
        {"inner": {"preset": "olmo/cosine_with_warmup", **run(20, 5)}, "warmup_end": 3},
        {"inner": {"preset": "olmo/cosine_with_warmup", **run(20, 5)}, "warmup_end": 10},
        {
            "inner": {"preset": "olmo/linear_with_warmup", **run(20, 0)},
            "warmup_start": 8,
            "warmup_end": 12,
        },
        {"inner": {"preset": "olmo/constant"}, "warmup_start": 4, "warmup_end": 4},
        {"inner": {"preset": "olmo/constant"}, "warmup_start": 6, "warmup_end": 4},
        {"inner": {"preset": "olmo/constant"}, "warmup_end": 0},
    ],
}


def drawn(chance, name):
    length = chance.choice([7, 13, 30, 79, 350])
    warmup = {"warmup_steps": chance.choice([1, 3, length // 10 or 1, length // 3])}
    if chance.random() < 0.5:
        warmup["warmup_min_lr"] = chance.choice([0, 1e-6, 1e-5])
    if name == "constant":
        return {}
    if name.endswith(("constant_with_warmup", "inverse_sqrt_with_warmup")):
        return warmup
    if name == "bolt_on_warmup":
        names = [one for one in CLASSES if one not in ("constant", "constant_with_warmup")]
        inner = chance.choice(names[:-1] if chance.random() < 0.8 else names)
        start = chance.choice([0, 0, 2, length // 3])
        return {
            "inner": {"preset": f"olmo/{inner}", **drawn(chance, inner)},
            "warmup_end": start + chance.choice([1, 5, length // 3]),
            **({"warmup_start": start} if start else {}),
        }
    spec = {**warmup, "max_steps": length}
    if chance.random() < 0.6:
        spec["alpha_f"] = chance.choice([0, 0.1, 0.05, 1 / 3])
    if chance.random() < 0.3:
        spec["t_max"] = chance.choice([length // 2 or 1, length + 10])
    return spec


if __name__ == "__main__":
    main()
