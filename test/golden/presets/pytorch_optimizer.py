"""Writes pytorch_optimizer.jsonl.gz: the rates of its own schedulers, for `pytorch_optimizer/*`.

Run it where pytorch_optimizer (without its dependencies) and torch 2.13.0 are installed:
python test/golden/presets/pytorch_optimizer.py
Step k is the state after construction and k calls of `step()`. All but `chebyshev` and
`warmup_stable_decay`, which are factors, set every group to the same rate. `proportion` is rho: the
value of the scheduler, stepped after that of the rate. Each group has its own optimizer there, since
the library reads the rate of the first group only.
"""

from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

import torch

# Its optimizers, which its first module loads, need more than torch.
version, folder = vectors.installed("pytorch_optimizer", "pytorch_optimizer")
vectors.bare_package("pytorch_optimizer", folder)
vectors.bare_package("pytorch_optimizer.lr_scheduler", folder / "lr_scheduler")

from pytorch_optimizer.lr_scheduler.chebyshev import get_chebyshev_schedule  # noqa: E402
from pytorch_optimizer.lr_scheduler.cosine_anealing import (  # noqa: E402
    CosineAnnealingWarmupRestarts,
)
from pytorch_optimizer.lr_scheduler.linear_warmup import (  # noqa: E402
    CosineScheduler,
    LinearScheduler,
    PolyScheduler,
)
from pytorch_optimizer.lr_scheduler.proportion import ProportionScheduler  # noqa: E402
from pytorch_optimizer.lr_scheduler.rex import REXScheduler  # noqa: E402
from pytorch_optimizer.lr_scheduler.wsd import get_wsd_schedule  # noqa: E402

LIBRARY = f"pytorch_optimizer {version}"
REX = "pytorch_optimizer/rex"
SCHEDULERS = {
    "linear": LinearScheduler,
    "cosine": CosineScheduler,
    "poly": PolyScheduler,
    "cosine_annealing_with_warmup": CosineAnnealingWarmupRestarts,
    "chebyshev": get_chebyshev_schedule,
    "warmup_stable_decay": get_wsd_schedule,
}


def main():
    given = vectors.arguments("pytorch_optimizer", __doc__)
    others = [each for name in CONFIGURATIONS for each in lines(given.seed, name)]
    vectors.write(given.file, [*rex(given.seed), *others, *proportions(given.seed)])


def rex(seed):
    edges = [(20, {}), (1, {}), (2, {"max_lr": 0.1}), (20, {"min_lr": 0.5}), (20, {"min_lr": 2})]
    for at in range(25 + len(edges)):
        chance = chance_of(seed, at)
        length = chance.choice([7, 13, 30, 79, 350, 1000])
        spec = {"max_lr": vectors.rate(chance), "min_lr": chance.choice([0, 1e-6, 1e-5])}
        if at % 3 == 0:
            del spec["min_lr"]
        if at < len(edges):
            length, spec = edges[at]
        registration = {"groups": groups_of(chance)}
        if chance.random() < 0.3:
            registration["total_steps"] = length
            registration["schedulers"] = [{"preset": REX, **spec}]
        else:
            registration["schedulers"] = [{"preset": REX, "total_steps": length, **spec}]
        run = run_of(registration, REXScheduler, {"total_steps": length, **spec})
        yield line(REX, LIBRARY, registration, steps_of(chance, length), run)


def lines(seed, name):
    """The edges, and configurations drawn at random."""
    edges, draw = CONFIGURATIONS[name]
    preset = f"pytorch_optimizer/{name}"
    for at in range(len(edges) + 22):
        chance = chance_of(seed, name, at)
        spec = dict(edges[at]) if at < len(edges) else draw(chance)
        registration = {"groups": groups_of(chance)}
        written = {"preset": preset, **spec}
        if "t_max" in spec and chance.random() < 0.3:
            registration["total_steps"] = written.pop("t_max")
        registration["schedulers"] = [written]
        run = run_of(registration, SCHEDULERS[name], spec)
        yield line(preset, LIBRARY, registration, steps_of(chance, *extent(spec)), run)


def extent(spec):
    """The length of a run, and the steps of interest in it."""
    first, more = spec.get("first_cycle_steps"), spec.get("warmup_steps", 0)
    if first:
        return 4 * first, [more, first, first + more]
    if "num_epochs" in spec:
        return spec["num_epochs"], [2, 4, 8, 16, 32]
    if "t_max" in spec:
        return spec["t_max"], [more, more + 1]
    up, hold, down = (spec[f"num_{part}_steps"] for part in ("warmup", "stable", "decay"))
    return up + hold + down, [up, up + hold]


def run_of(registration, scheduler, given):
    optimizer = vectors.optimizer_of(registration)
    yield from vectors.stepped(optimizer, scheduler(optimizer, **given))


def some(chance, **optional):
    """Each of some parameters, or its default."""
    return {key: value for key, value in optional.items() if chance.random() < 0.7}


def warmed_up(chance, **more):
    length = chance.choice([7, 13, 30, 79, 350, 1000])
    return {
        "t_max": length,
        "max_lr": vectors.rate(chance),
        **some(
            chance,
            min_lr=chance.choice([0, 1e-6, 1e-5, 0.2]),
            init_lr=chance.choice([0, 1e-6, 0.3]),
            warmup_steps=chance.choice([0, 1, length // 10, length // 3, length - 1]),
            **more,
        ),
    }


def restarts(chance):
    first = chance.choice([5, 10, 23, 60])
    return {
        "first_cycle_steps": first,
        **some(
            chance,
            cycle_mult=chance.choice([1, 2, 1.5, 0.5, 1.13, 0.9]),
            max_lr=vectors.rate(chance),
            min_lr=chance.choice([0, 1e-6, 1e-4]),
            warmup_steps=chance.choice([0, 1, first // 3, first - 1]),
            gamma=chance.choice([0.9, 1, 0.5, 0.333]),
        ),
    }


def decays(chance):
    return {
        "num_warmup_steps": chance.choice([0, 1, 7, 30]),
        "num_stable_steps": chance.choice([0, 1, 11, 60]),
        "num_decay_steps": chance.choice([0, 1, 9, 40]),
        **some(
            chance,
            min_lr_ratio=chance.choice([0, 0.1, 1 / 3, 1.2]),
            num_cycles=chance.choice([0.5, 1, 1.5, 0.3]),
        ),
        "cooldown_type": chance.choice(["cosine", "cosine", "1-sqrt", "linear", "1-square"]),
    }


WARMED_UP = [
    {"t_max": 20, "max_lr": 0.1},
    {"t_max": 20, "max_lr": 0.1, "warmup_steps": 20},
    {"t_max": 20, "max_lr": 0.1, "warmup_steps": 25, "init_lr": 0.01},
    {"t_max": 1, "max_lr": 0.1, "min_lr": 0.05},
    {"t_max": 20, "max_lr": 0.1, "warmup_steps": 5, "init_lr": 0.2, "min_lr": 0.15},
    {"t_max": 20, "max_lr": -0.1},
    {"t_max": 20, "max_lr": 0.1, "min_lr": -1e-6},
]
CONFIGURATIONS = {
    "linear": (WARMED_UP, warmed_up),
    "cosine": (WARMED_UP, warmed_up),
    "poly": (
        [*WARMED_UP, {"t_max": 20, "max_lr": 0.1, "poly_order": 0}],
        lambda chance: warmed_up(chance, poly_order=chance.choice([0.5, 1, 2, 0.1, 1.7])),
    ),
    "cosine_annealing_with_warmup": (
        [
            {"first_cycle_steps": 10},
            {"first_cycle_steps": 1},
            {"first_cycle_steps": 10, "warmup_steps": 10},
            {"first_cycle_steps": 10, "cycle_mult": 0.1, "max_lr": 0.1, "warmup_steps": 3},
            {"first_cycle_steps": 6, "cycle_mult": 1.1, "max_lr": 0.1, "gamma": 0},
            {"first_cycle_steps": 6, "cycle_mult": 3, "max_lr": 1e-7},
        ],
        restarts,
    ),
    "chebyshev": (
        [{"num_epochs": count} for count in (1, 2, 3, 4, 5, 8, 9, 64)]
        + [{"num_epochs": 8, "is_warmup": True}, {"num_epochs": 300}],
        lambda chance: {"num_epochs": chance.randint(3, 130)},
    ),
    "warmup_stable_decay": (
        [
            {"num_warmup_steps": 0, "num_stable_steps": 0, "num_decay_steps": 0},
            {"num_warmup_steps": 4, "num_stable_steps": 4, "num_decay_steps": 4},
        ],
        decays,
    ),
}


def proportions(seed):
    preset = "pytorch_optimizer/proportion"
    for at in range(24):
        chance = chance_of(seed, "proportion", at)
        groups = groups_of(chance, marks=lambda chance: {"rho": chance.choice([0.05, 2.0])})
        most = max(group["lr"] for group in groups)
        spec = {
            "max_lr": chance.choice([most, most / 2, 0.3]),
            **some(
                chance,
                min_lr=chance.choice([0, 1e-6, most / 4, most]),
                max_value=chance.choice([2, 0.05, 0.5]),
                min_value=chance.choice([0, 0.01, 0.5]),
            ),
        }
        name, given = chance.choice(
            [
                ("ExponentialLR", {"gamma": 0.9}),
                ("StepLR", {"step_size": 4, "gamma": 0.5}),
                ("LinearLR", {"start_factor": 0.25, "total_iters": 20}),
                ("CosineAnnealingLR", {"T_max": 25, "eta_min": 1e-6}),
            ]
        )
        rate = {"type": name, **given}
        registration = {"groups": groups, "schedulers": [rate, {"preset": preset, **spec}]}
        run = proportional(groups, getattr(torch.optim.lr_scheduler, name), given, spec)
        steps = steps_of(chance, 30)
        yield line(preset, LIBRARY, registration, steps, run, ["lr", "rho"])


def proportional(groups, scheduler, given, spec):
    pairs = []
    for group in groups:
        optimizer = vectors.optimizer_of({"groups": [group]})
        rate = scheduler(optimizer, **given)
        pairs.append((optimizer.param_groups[0], rate, ProportionScheduler(rate, **spec)))
    while True:
        now = [{**group, "rho": proportion.get_lr()} for group, _, proportion in pairs]
        yield SimpleNamespace(param_groups=now)
        for _, rate, proportion in pairs:
            rate.step()
            proportion.step()


if __name__ == "__main__":
    main()
