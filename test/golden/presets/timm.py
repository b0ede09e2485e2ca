"""Writes timm.jsonl.gz: the rates of timm's schedulers, for the presets `timm/*`.

Run it where timm and torch 2.13.0 are installed (timm without its dependencies will do):
python test/golden/presets/timm.py

Step 0 is the state after construction, step k the state after `scheduler.step(k)`, as in an epoch
loop; `step_update(k)` of a scheduler with t_in_epochs=False gives the same. A metric of step k is
the metric of `step(k, metric)`. A group's `lr_scale` multiplies what the scheduler sets, and not
its `initial_lr`. Noise is left out: it depends on torch's generator of random numbers.
"""

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

# timm's schedulers need only torch; its models, which its first module loads, need torchvision.
version, folder = vectors.installed("timm", "timm")
vectors.bare_package("timm", folder)

from timm import scheduler as schedulers  # noqa: E402

LIBRARY = f"timm {version}"
CLASSES = {
    "cosine": schedulers.CosineLRScheduler,
    "tanh": schedulers.TanhLRScheduler,
    "poly": schedulers.PolyLRScheduler,
    "step": schedulers.StepLRScheduler,
    "multistep": schedulers.MultiStepLRScheduler,
    "plateau": schedulers.PlateauLRScheduler,
    "wsd": schedulers.WSDLRScheduler,
}
SCALES = [1, 0.5, 0.75, 0.75**7, 0.1, 2, 0]


def main():
    given = vectors.arguments("timm", __doc__)
    vectors.write(given.file, [*plain(given.seed), *plateaus(given.seed), *refused()])


def scaled(chance):
    """The mark of a group that timm's layer decay sets, or none."""
    return {"lr_scale": chance.choice(SCALES)} if chance.random() < 0.6 else {}


def marked(groups):
    """Groups of which one has the mark. Without any, rates that differ count as scaled already."""
    if not any("lr_scale" in group for group in groups):
        groups[0]["lr_scale"] = 1
    return groups


def run_of(registration, reports=None):
    optimizer = vectors.optimizer_of(registration)
    spec = registration["schedulers"][0]
    given = {key: value for key, value in spec.items() if key not in ("preset", "monitor")}
    scheduler = CLASSES[spec["preset"].removeprefix("timm/")](optimizer, **given)
    step = 0
    while True:
        yield optimizer
        step += 1
        scheduler.step(step, (reports or {}).get(step))


def case(chance, name, spec, length, edges, note=None):
    registration = {
        "groups": marked(groups_of(chance, marks=scaled)),
        "schedulers": [{"preset": f"timm/{name}", **spec}],
    }
    steps = steps_of(chance, length, edges, most=26)
    return line(f"timm/{name}", LIBRARY, registration, steps, run_of(registration), note=note)


def plain(seed):
    """The schedulers that follow the step alone: the edges, and configurations drawn at random."""
    for name, (edges, draw) in CONFIGURATIONS.items():
        for at, spec in enumerate(edges):
            yield case(chance_of("edge", name, at), name, spec, *extent(spec))
        for at in range(20):
            chance = chance_of(seed, name, at)
            spec = draw(chance)
            yield case(chance, name, spec, *extent(spec))


def extent(spec):
    """How far a schedule goes, and its edges."""
    warmup = spec.get("warmup_t", 0)
    shift = warmup if spec.get("warmup_prefix", "cycle_mul" not in spec) else 0
    if isinstance(spec.get("decay_t"), list):
        edges = [shift + round(step) for step in spec["decay_t"]]
        return min(2000, max(edges)), [warmup, *edges]
    if "t_initial" not in spec:
        edges = [shift + round(spec["decay_t"] * part) for part in (1, 2, 3)]
        return min(2000, max(*edges, warmup)), [warmup, *edges]
    end, edges, length = shift, [warmup], spec["t_initial"]
    if "decay_t" in spec:
        return warmup + length, [warmup, warmup + length - round(spec["decay_t"])]
    for _ in range(min(6, spec.get("cycle_limit", 1))):
        end += length
        edges.append(round(end))
        length *= spec.get("cycle_mul", 1)
    return min(2000, max(round(end), warmup)), edges


def some(chance, **optional):
    """Each of some parameters, or its default."""
    return {key: value for key, value in optional.items() if chance.random() < 0.7}


def warmup(chance, length):
    return {
        **some(chance, warmup_t=chance.choice([0, 1, 3, 5, length // 3, length, length + 5])),
        **some(chance, warmup_lr_init=chance.choice([0, 1e-6, 1e-5, 1e-4, 0.2])),
    }


def prefix(chance):
    return {"warmup_prefix": chance.random() < 0.5} if chance.random() < 0.8 else {}


def cycles(chance):
    length = chance.choice([1, 2, 7, 10, 12, 30, 100, 300])
    return {
        "t_initial": length,
        **some(chance, lr_min=chance.choice([0, 1e-6, 1e-5, 5e-4])),
        **warmup(chance, length),
        **prefix(chance),
        **some(
            chance,
            cycle_mul=chance.choice([1, 1, 2, 1.5, 0.5, 3]),
            cycle_decay=chance.choice([1, 0.5, 0.1, 0.8]),
            cycle_limit=chance.choice([1, 2, 3, 5]),
        ),
    }


def k_decay(chance):
    return some(chance, k_decay=chance.choice([1, 0.5, 1.5, 2]))


def wsd(chance):
    length = chance.choice([2, 10, 30, 90, 300])
    warm = warmup(chance, length)
    stable = chance.choice(["constant", "constant", "rsqrt", "power"])
    spec = {
        "t_initial": length,
        "decay_t": chance.choice([1, length // 5 or 1, length // 2, length]),
        **some(chance, lr_min=chance.choice([0, 1e-6, 1e-5, 5e-4]), stable_fn=stable),
        **some(
            chance,
            stable_power=chance.choice([0.5, 0.51, 1, 2]),
            decay_fn=chance.choice(["linear", "1-sqrt", "cosine", "power", "exp"]),
            decay_power=chance.choice([0.5, 1, 2, 0.7]),
            decay_ratio=chance.choice([0.1, 0.01, 0.5, 0.9]),
        ),
        **warm,
    }
    if spec.get("stable_fn", "constant") != "constant" and not warm.get("warmup_t"):
        spec["stable_timescale"] = chance.choice([1, 5, 12.5, 1000])
    elif chance.random() < 0.3:
        spec["stable_timescale"] = chance.choice([1, 5, 12.5, 1000])
    return spec


def stairs(chance):
    length = chance.choice([1, 3, 7, 2.5, 14, 30, 90])
    return {
        "decay_t": length,
        **some(chance, decay_rate=chance.choice([0.1, 0.5, 0.97, 1.1, 1 / 3])),
        **warmup(chance, int(length)),
        **prefix(chance),
    }


def milestones(chance):
    spread = chance.choice([10, 30, 100])
    steps = sorted(chance.choices(range(1, spread + 1), k=chance.choice([1, 2, 3, 5])))
    return {
        "decay_t": steps,
        **some(chance, decay_rate=chance.choice([0.1, 0.5, 0.97, 1.1, 1 / 3])),
        **warmup(chance, steps[0]),
        **prefix(chance),
    }


# A warmup of none, one, all, more; over the schedule and before it.
WARMUPS = [
    {},
    {"warmup_t": 1, "warmup_lr_init": 1e-6},
    {"warmup_t": 5, "warmup_lr_init": 1e-5},
    {"warmup_t": 5, "warmup_lr_init": 1e-5, "warmup_prefix": True},
    {"warmup_t": 5, "warmup_prefix": False},
    {"warmup_t": 20, "warmup_lr_init": 1e-4, "warmup_prefix": False},
    {"warmup_t": 25, "warmup_prefix": False},
    {"warmup_t": 25, "warmup_prefix": True},
    {"warmup_t": 5, "warmup_lr_init": 0.9, "warmup_prefix": True},
]
CYCLES = [
    {"t_initial": 5, "cycle_limit": 3},
    {"t_initial": 5, "cycle_limit": 3, "cycle_decay": 0.5, "lr_min": 1e-5},
    {"t_initial": 5, "cycle_limit": 0},
    {"t_initial": 1, "lr_min": 1e-6},
    {"t_initial": 4, "cycle_mul": 2, "cycle_limit": 3, "cycle_decay": 0.5},
    {"t_initial": 10, "cycle_mul": 1.5, "cycle_limit": 3, "warmup_t": 3},
    {"t_initial": 10, "cycle_mul": 0.5, "cycle_limit": 4},
    {"t_initial": 10, "cycle_mul": 1.1, "cycle_limit": 10, "cycle_decay": 0.9, "lr_min": 1e-5},
    {"t_initial": 10, "lr_min": 10},
]
AROUND = [{"t_initial": 20, "lr_min": 1e-6, **warm} for warm in WARMUPS] + CYCLES
CONFIGURATIONS = {
    "cosine": (
        [*AROUND, {"t_initial": 20, "k_decay": 0.5}, {"t_initial": 20, "k_decay": 2}],
        lambda chance: {**cycles(chance), **k_decay(chance)},
    ),
    "tanh": (
        [*AROUND, {"t_initial": 20, "lb": -4, "ub": 4}, {"t_initial": 20, "lb": 0, "ub": 1}],
        lambda chance: {
            **cycles(chance),
            **some(chance, lb=chance.choice([-7, -6, -4.5]), ub=chance.choice([3, 4, 2.5])),
        },
    ),
    "poly": (
        [*AROUND, {"t_initial": 20, "k_decay": 0.5, "power": 2}, {"t_initial": 20, "power": 0}],
        lambda chance: {
            **cycles(chance),
            **k_decay(chance),
            **some(chance, power=chance.choice([0.5, 0.9, 1, 2, 0.1])),
        },
    ),
    "step": (
        [
            *({"decay_t": 4, "decay_rate": 0.5, **warm} for warm in WARMUPS),
            {"decay_t": 3},
            {"decay_t": 1, "decay_rate": 0},
            {"decay_t": 0.5, "decay_rate": 0.9},
            {"decay_t": 0, "decay_rate": 0.9},
        ],
        stairs,
    ),
    "multistep": (
        [
            *({"decay_t": [4, 9, 15], "decay_rate": 0.5, **warm} for warm in WARMUPS),
            {"decay_t": [3]},
            {"decay_t": [1], "decay_rate": 0.1},
            {"decay_t": [1, 2], "decay_rate": 0.1, "warmup_t": 1},
            {"decay_t": [5, 5, 10], "decay_rate": 0.1},
            {"decay_t": [10, 5], "decay_rate": 0.1},
            {"decay_t": [2.5, 7.5], "decay_rate": 0.1},
            {"decay_t": [0, 4], "decay_rate": 0.1},
            {"decay_t": [4, 8], "decay_rate": 0},
        ],
        milestones,
    ),
    "wsd": (
        [
            {"t_initial": 20, "decay_t": 5},
            {"t_initial": 20, "decay_t": 20, "lr_min": 1e-5},
            {"t_initial": 20, "decay_t": 5, "warmup_t": 25},
            {"t_initial": 20, "decay_t": 5, "warmup_t": 4, "warmup_lr_init": 1e-5, "lr_min": 10},
            {"t_initial": 20, "decay_t": 2.5, "warmup_t": 4},
            {"t_initial": 20, "decay_t": 5, "warmup_t": 4, "stable_fn": "rsqrt", "lr_min": 1e-4},
            {"t_initial": 20, "decay_t": 5, "warmup_t": 4, "stable_timescale": 0},
            {"t_initial": 1, "decay_t": 1},
        ],
        wsd,
    ),
}


def plateaus(seed):
    """Reductions by a metric; during the warmup, its last step included, metrics have no effect."""
    for at in range(30):
        chance = chance_of(seed, "plateau", at)
        groups = marked(groups_of(chance, marks=scaled))
        lowest = [0, 1e-6, 1e-4, [group["lr"] * 0.01 for group in groups]]
        options = some(
            chance,
            decay_rate=chance.choice([0.1, 0.5, 0.9, 1 / 3]),
            patience_t=chance.choice([0, 1, 2, 3]),
            threshold=chance.choice([1e-4, 0, 0.01, 0.1]),
            cooldown_t=chance.choice([0, 1, 3]),
            warmup_t=chance.choice([0, 1, 4, 20]),
            warmup_lr_init=chance.choice([0, 1e-6, 1e-4]),
            lr_min=chance.choice(lowest),
            mode=chance.choice(["min", "max"]),
        )
        losses = vectors.losses_of(chance, 36, 1, options.get("mode", "max"))
        losses = [one for one in losses if chance.random() < 0.9]
        if at % 8 == 5:
            losses[8][1] = "nan"
        spec = {"preset": "timm/plateau", "monitor": "top1", **(options if at else {})}
        registration = {"groups": groups, "schedulers": [spec]}
        run = run_of(registration, {step: float(loss) for step, loss in losses})
        metrics = {"top1": losses}
        yield line("timm/plateau", LIBRARY, registration, range(40), run, metrics=metrics)


def refused():
    """What the library raises."""
    for name, spec in [
        ("cosine", {"t_initial": 0}),
        ("cosine", {"t_initial": 10, "lr_min": -1e-6}),
        ("tanh", {"t_initial": 0}),
        ("tanh", {"t_initial": 10, "lb": 3, "ub": 3}),
        ("tanh", {"t_initial": 10, "warmup_lr_init": -1}),
        ("tanh", {"t_initial": 10, "cycle_limit": -1}),
        ("poly", {"t_initial": 0}),
        ("poly", {"t_initial": 10, "lr_min": -1e-6}),
        ("plateau", {"monitor": "top1", "decay_rate": 1}),
        ("wsd", {"t_initial": 0, "decay_t": 1}),
        ("wsd", {"t_initial": 10, "decay_t": 0}),
        ("wsd", {"t_initial": 10, "decay_t": 11}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "lr_min": -1}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "stable_fn": "sqrt"}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "decay_fn": "sqrt"}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "decay_ratio": 1}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "decay_power": 0}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "stable_power": 0}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "stable_fn": "rsqrt"}),
        ("wsd", {"t_initial": 10, "decay_t": 2, "stable_fn": "power", "stable_timescale": 0}),
    ]:
        yield case(chance_of("refused", name), name, spec, 5, [])


if __name__ == "__main__":
    main()
