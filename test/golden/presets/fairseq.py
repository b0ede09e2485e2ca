"""Writes fairseq.jsonl.gz: the rates of fairseq's schedulers, for the presets `fairseq/*`.

Source: facebookresearch/fairseq, commit 3d262bb25690e4eb2e7d3c1309b1e9c406ca4b99, the files of
fairseq/optim/lr_scheduler. They run without the rest of fairseq, where omegaconf and torch 2.13.0
are installed: python test/golden/presets/fairseq.py PATH/fairseq

Step k is the update k: construction, and `step_update` up to k. A step of `fixed`, and of `manual`
with epoch2lr, is an epoch: step k is after `step_begin_epoch(k + 1)`. A metric of step k is that of
`step(epoch, metric)` after the update k. As with fairseq's composite optimizer each group has its
own scheduler. Its `lr` is the configuration's, or the group's own, times the group's `lr_scale`.
"""

import collections
import logging
import sys
import types
from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

import torch

LIBRARY = "fairseq 3d262bb"
RUN = {"warmup_updates": 0, "warmup_init_lr": -1}
# The name of a preset, its module and class, and the library's defaults.
SCHEDULERS = {
    "inverse_sqrt": (
        "inverse_square_root_schedule.InverseSquareRootSchedule",
        {"warmup_updates": 4000, "warmup_init_lr": -1},
    ),
    "cosine": (
        "cosine_lr_scheduler.CosineLRSchedule",
        {**RUN, "min_lr": 0.0, "t_mult": 1.0, "lr_period_updates": -1, "lr_shrink": 0.1},
    ),
    "polynomial_decay": (
        "polynomial_decay_schedule.PolynomialDecayLRSchedule",
        {"warmup_updates": 0, "force_anneal": None, "end_learning_rate": 0.0, "power": 1.0},
    ),
    "tri_stage": (
        "tri_stage_lr_scheduler.TriStageLRSchedule",
        {
            **{"warmup_steps": 0, "hold_steps": 0, "decay_steps": 0, "phase_ratio": None},
            **{"init_lr_scale": 0.01, "final_lr_scale": 0.01},
        },
    ),
    "triangular": (
        "triangular_lr_scheduler.TriangularLRSchedule",
        {"lr_period_updates": 5000, "lr_shrink": 0.1, "shrink_min": False},
    ),
    "step": (
        "step_lr_scheduler.StepLRSchedule",
        {**RUN, "min_lr": 0.0, "lr_deacy_period": 25_000, "lr_decay": 0.5},
    ),
    "reduce_lr_on_plateau": (
        "reduce_lr_on_plateau.ReduceLROnPlateauLRSchedule",
        {
            **RUN,
            **{"lr_shrink": 0.1, "lr_threshold": 1e-4, "lr_patience": 0},
            "maximize_best_checkpoint_metric": False,
        },
    ),
    "fixed": (
        "fixed_schedule.FixedLRSchedule",
        {"force_anneal": None, "lr_shrink": 0.1, "warmup_updates": 0},
    ),
    "manual": ("manual_lr_scheduler.ManualSchedule", {"update2lr": {}, "epoch2lr": {}}),
}


def main():
    logging.disable()
    given = vectors.arguments("fairseq", __doc__, "a checkout of fairseq")
    library = load(given.source / "fairseq")
    vectors.write(given.file, [*plain(library, given.seed), *plateaus(library, given.seed)])


def load(folder):
    """The optimizer, and the modules of the schedulers, which import little else of fairseq."""
    vectors.bare_package("fairseq", folder)
    vectors.bare_package("fairseq.optim", folder / "optim")
    package = vectors.bare_package("fairseq.optim.lr_scheduler", folder / "optim" / "lr_scheduler")
    settings = types.ModuleType("fairseq.dataclass")
    settings.FairseqDataclass = object
    arguments = types.ModuleType("fairseq.dataclass.utils")
    arguments.gen_parser_from_dataclass = None
    sys.modules.update({module.__name__: module for module in (settings, arguments)})
    known = vectors.taken_from(
        folder / "optim" / "fairseq_optimizer.py",
        ["FairseqOptimizer"],
        defaultdict=collections.defaultdict,
        torch=torch,
    )
    sys.modules["fairseq.optim"].FairseqOptimizer = known["FairseqOptimizer"]
    from fairseq.optim.lr_scheduler import fairseq_lr_scheduler as base

    package.FairseqLRScheduler = base.FairseqLRScheduler
    package.LegacyFairseqLRScheduler = base.LegacyFairseqLRScheduler
    package.register_lr_scheduler = lambda name, dataclass=None: lambda scheduler: scheduler
    return known["FairseqOptimizer"]


def scheduler_of(library, spec, group, total):
    """A group's optimizer with its scheduler."""
    name = spec["preset"].removeprefix("fairseq/")
    path, defaults = SCHEDULERS[name]
    module, _, kind = path.partition(".")
    scale = group.get("lr_scale", 1)
    rates = spec.get("lr", group["lr"])
    rates = [rate * scale for rate in (rates if isinstance(rates, list) else [rates])]
    given = {**defaults, "max_update": total, "total_num_update": total, **spec, "lr": rates}
    if name == "manual":
        given |= {key: str(given[key] or {}) for key in ("update2lr", "epoch2lr")}
    optimizer = library(None)
    optimizer._optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=group["lr"])
    imported = __import__(f"fairseq.optim.lr_scheduler.{module}", fromlist=[kind])
    return optimizer, getattr(imported, kind)(SimpleNamespace(**given), optimizer)


def run_of(library, registration, metrics=None):
    spec = registration["schedulers"][0]
    total = registration.get("total_steps")
    pairs = [scheduler_of(library, spec, group, total) for group in registration["groups"]]
    by_epoch = spec["preset"] == "fairseq/fixed" or bool(spec.get("epoch2lr"))
    step = 0
    while True:
        for optimizer, scheduler in pairs:
            scheduler.step_begin_epoch(step + 1 if by_epoch else 1)
            if not by_epoch or spec["preset"] == "fairseq/fixed":
                scheduler.step_update(step)
            if metrics and step in metrics:
                scheduler.step(step, metrics[step])
                scheduler.step_update(step)
        names = [group["name"] for group in registration["groups"]]
        rates = [optimizer.get_lr() for optimizer, _ in pairs]
        now = [{"name": name, "lr": rate} for name, rate in zip(names, rates)]
        yield SimpleNamespace(param_groups=now)
        step += 1


def scaled(chance):
    return {"lr_scale": chance.choice([1, 0.5, 0.65**3, 0.1])} if chance.random() < 0.3 else {}


def case(library, chance, name, spec, length, edges=()):
    registration = {"groups": groups_of(chance, marks=scaled)}
    for key in ("max_update", "total_num_update"):
        if key in spec and chance.random() < 0.25:
            registration["total_steps"] = spec.pop(key)
    registration["schedulers"] = [{"preset": f"fairseq/{name}", **spec}]
    steps = steps_of(chance, length, edges)
    return line(f"fairseq/{name}", LIBRARY, registration, steps, run_of(library, registration))


def plain(library, seed):
    """The schedulers that follow the update or epoch: edges, and some drawn at random."""
    for name, (edges, draw) in CONFIGURATIONS.items():
        for at in range(len(edges) + 22):
            chance = chance_of(seed, name, at)
            spec = dict(edges[at]) if at < len(edges) else draw(chance)
            yield case(library, chance, name, spec, *extent(spec))


def extent(spec):
    """How far a schedule goes, and its edges."""
    warmup = spec.get("warmup_updates", 0)
    length = spec.get("max_update", spec.get("total_num_update", 0))
    if "update2lr" in spec or "epoch2lr" in spec:
        return 30, []
    if isinstance(spec.get("lr"), list):
        return len(spec["lr"]) + 5, []
    if "max_lr" in spec:
        length = round(3 * spec.get("lr_period_updates", 5000))
        return min(length, 2000), [length // 6, length // 3, length * 2 // 3]
    if "decay_steps" in spec or "phase_ratio" in spec:
        parts = [spec.get(key, 0) for key in ("warmup_steps", "hold_steps", "decay_steps")]
        if spec.get("phase_ratio"):
            parts = [int(length * part) for part in spec["phase_ratio"]]
        return sum(parts), [parts[0], parts[0] + parts[1]]
    period = spec.get("lr_period_updates", spec.get("lr_deacy_period", 0))
    ends = [round(warmup + period * turn) for turn in (1, 2, 3)] if period > 0 else []
    return min(2500, max([length, warmup + 10, *ends])), [warmup, *ends]


def some(chance, **optional):
    """Each of some parameters, or its default."""
    return {key: value for key, value in optional.items() if chance.random() < 0.7}


def warmup(chance, length):
    return some(
        chance,
        warmup_updates=chance.choice([0, 1, 4, length // 3]),
        warmup_init_lr=chance.choice([-1, 0, 1e-7, 1e-5, 0.2]),
    )


def peak(chance):
    return {"lr": vectors.rate(chance)} if chance.random() < 0.4 else {}


def inverse_sqrt(chance):
    spec = warmup(chance, 30)
    return {**peak(chance), **spec, "warmup_updates": chance.choice([1, 4, 10, 33, 4000])}


def cosine(chance):
    length = chance.choice([13, 30, 79, 350])
    spec = {
        **peak(chance),
        **warmup(chance, length),
        **some(
            chance,
            min_lr=chance.choice([0, 1e-6, 1e-5, 5e-3]),
            t_mult=chance.choice([1, 1.5, 2, 0.5]),
            lr_period_updates=chance.choice([-1, 5, 10, 12.5]),
            lr_shrink=chance.choice([1, 0.5, 0.1, 0.9]),
        ),
    }
    if spec.get("lr_period_updates", -1) < 0 or chance.random() < 0.3:
        spec["max_update"] = length
    return spec


def polynomial_decay(chance):
    length = chance.choice([13, 30, 79, 350])
    spec = warmup(chance, length)
    spec.pop("warmup_init_lr", None)
    return {
        **peak(chance),
        **spec,
        **some(
            chance,
            end_learning_rate=chance.choice([0, 1e-6, 1e-5, 5e-3]),
            power=chance.choice([1, 2, 0.5, 0.9]),
        ),
        "total_num_update": length,
    }


def tri_stage(chance):
    scales = some(
        chance,
        init_lr_scale=chance.choice([0.01, 0, 0.1, 1]),
        final_lr_scale=chance.choice([0.01, 0.05, 1, 1e-4]),
    )
    if chance.random() < 0.4:
        ratios = [[0.1, 0.4, 0.5], [0.25, 0.25, 0.5], [0.0, 0.5, 0.5], [0.2, 0.3, 0.5]]
        length = chance.choice([13, 30, 79, 350])
        shares = {"phase_ratio": chance.choice(ratios), "max_update": length}
        return {**peak(chance), **shares, **scales}
    stages = {
        "warmup_steps": chance.choice([0, 1, 5, 20]),
        "hold_steps": chance.choice([0, 1, 10]),
        "decay_steps": chance.choice([1, 10, 30, 100]),
    }
    return {**peak(chance), **stages, **scales}


def triangular(chance):
    return {
        **peak(chance),
        "max_lr": chance.choice([0.6, 0.9, 2]),
        **some(
            chance,
            lr_period_updates=chance.choice([4, 7, 10, 11.5, 40]),
            lr_shrink=chance.choice([1, 0.5, 0.1, 0.9]),
            shrink_min=chance.random() < 0.5,
        ),
    }


def stairs(chance):
    return {
        **peak(chance),
        **warmup(chance, 20),
        **some(
            chance,
            min_lr=chance.choice([0, 1e-7, 1e-6, 1e-5]),
            lr_decay=chance.choice([0.5, 0.1, 0.97, 1]),
        ),
        "lr_deacy_period": chance.choice([1, 4, 7, 20]),
    }


def fixed(chance):
    count = chance.choice([1, 2, 3, 6])
    return {
        "lr": [vectors.rate(chance) for _ in range(count)],
        **some(chance, lr_shrink=chance.choice([0.1, 0.5, 0.9, 1])),
        **some(chance, force_anneal=chance.choice([1, 2, 4, 7, None])),
    }


def manual(chance):
    keys = sorted(chance.sample(range(0, 25), chance.choice([1, 2, 3, 5])))
    kind = chance.choice(["update2lr", "epoch2lr"])
    first = 1 if kind == "epoch2lr" else 0
    return {kind: {str(key + first): vectors.rate(chance) for key in keys}}


CONFIGURATIONS = {
    "inverse_sqrt": (
        [
            {},
            {"warmup_updates": 1},
            {"warmup_updates": 0},
            {"warmup_updates": 7, "lr": 0.1, "warmup_init_lr": 0.5},
        ],
        inverse_sqrt,
    ),
    "cosine": (
        [
            {"max_update": 20},
            {"max_update": 20, "warmup_updates": 5},
            {"max_update": 20, "warmup_updates": 20},
            {"max_update": 20, "warmup_updates": 25},
            {"max_update": 20, "min_lr": 10},
            {"lr_period_updates": 5, "min_lr": 1e-5, "lr_shrink": 0.5},
            {"lr_period_updates": 4, "t_mult": 2, "lr_shrink": 0.5, "warmup_updates": 3},
            {"lr_period_updates": 10, "t_mult": 0.5},
            {"max_update": 0},
        ],
        cosine,
    ),
    "polynomial_decay": (
        [
            {"total_num_update": 20},
            {"total_num_update": 20, "warmup_updates": 1},
            {"total_num_update": 20, "warmup_updates": 20},
            {"total_num_update": 20, "warmup_updates": 25},
            {"total_num_update": 20, "warmup_updates": 5, "end_learning_rate": 1},
            {"total_num_update": 20, "power": 0},
            {"total_num_update": 0},
        ],
        polynomial_decay,
    ),
    "tri_stage": (
        [
            {"warmup_steps": 5, "hold_steps": 5, "decay_steps": 10},
            {"warmup_steps": 0, "hold_steps": 0, "decay_steps": 10},
            {"phase_ratio": [0.1, 0.4, 0.5], "max_update": 33},
            {"phase_ratio": [0.05, 0.7, 0.25], "max_update": 40},
            {"phase_ratio": [0.1, 0.7, 0.2], "max_update": 40},
            {"phase_ratio": [0.5, 0.2, 0.2], "max_update": 40},
            {"phase_ratio": [0.3, 0.3, 0.4], "max_update": 1},
            {"warmup_steps": 5, "hold_steps": 5},
            {"decay_steps": 5, "final_lr_scale": 0},
            {"decay_steps": 5, "warmup_steps": 5, "phase_ratio": [0.5, 0.0, 0.5], "max_update": 20},
        ],
        tri_stage,
    ),
    "triangular": (
        [
            {"max_lr": 1},
            {"max_lr": 1, "lr_period_updates": 10, "lr_shrink": 1},
            {"max_lr": 1, "lr_period_updates": 9, "shrink_min": True},
            {"max_lr": 1e-5, "lr_period_updates": 10, "lr": 1e-3},
            {"max_lr": 1, "lr_period_updates": 1},
        ],
        triangular,
    ),
    "step": (
        [
            {"lr_deacy_period": 5},
            {"lr_deacy_period": 5, "warmup_updates": 4, "min_lr": 1e-6},
            {"lr_deacy_period": 5, "warmup_updates": 4, "min_lr": 1e-6, "warmup_init_lr": 0},
            {"lr_deacy_period": 5, "warmup_updates": 4, "min_lr": 1e-6, "warmup_init_lr": -1},
            {"lr_deacy_period": 3, "lr": 0.1, "min_lr": 0.03},
            {"lr_deacy_period": 3, "lr": 0.1, "min_lr": 0.1},
            {"lr_deacy_period": 0},
            {"lr_deacy_period": 3, "lr_decay": 1.1},
        ],
        stairs,
    ),
    "fixed": (
        [
            {"lr": [0.1]},
            {"lr": [0.1, 0.05, 0.01]},
            {"lr": [0.1, 0.05, 0.01], "force_anneal": 1},
            {"lr": [0.1, 0.05, 0.01], "force_anneal": 2, "lr_shrink": 0.5},
            {"lr": [0.1, 0.05, 0.01], "force_anneal": 8, "lr_shrink": 0.5},
        ],
        fixed,
    ),
    "manual": (
        [
            {"update2lr": {"0": 0.1, "10": 0.01}},
            {"update2lr": {"5": 0.1, "10": 0.01}},
            {"update2lr": {"1": 0.1, "10": 0.01}},
            {"epoch2lr": {"1": 0.1, "10": 0.01}},
            {"epoch2lr": {"3": 0.1, "10": 0.01}},
            {"update2lr": {"0-4": 0.1, "5,7,9": 0.01, "6": 0.05, "8": 0.05}},
            {"epoch2lr": {"1-3": 0.1, "5,9": 0.01}},
        ],
        manual,
    ),
}


def plateaus(library, seed):
    """Metrics during the warmup, its last update included, have no effect."""
    for at in range(28):
        chance = chance_of(seed, "plateau", at)
        spec = {
            **peak(chance),
            **some(
                chance,
                lr_shrink=chance.choice([0.1, 0.5, 0.9]),
                lr_threshold=chance.choice([1e-4, 0, 0.01]),
                lr_patience=chance.choice([0, 1, 2, 3]),
                maximize_best_checkpoint_metric=chance.random() < 0.5,
            ),
            **warmup(chance, 18),
        }
        spec = spec if at else {}
        better = "max" if spec.get("maximize_best_checkpoint_metric") else "min"
        every = chance.choice([1, 1, 2, 5])
        losses = vectors.losses_of(chance, 36 // every, every, better)
        registration = {
            "groups": groups_of(chance, marks=scaled),
            "schedulers": [{"preset": "fairseq/reduce_lr_on_plateau", "monitor": "loss", **spec}],
        }
        run = run_of(library, registration, dict(losses))
        metrics = {"loss": losses}
        preset = "fairseq/reduce_lr_on_plateau"
        yield line(preset, LIBRARY, registration, range(40), run, metrics=metrics)


if __name__ == "__main__":
    main()
