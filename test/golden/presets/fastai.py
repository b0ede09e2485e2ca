"""Writes fastai.jsonl.gz: the rates and momenta of fastai's fits, for the presets `fastai/*`.

Run it where fastai (with what it imports) and torch 2.13.0 are installed:
python test/golden/presets/fastai.py
A Learner with a model of one layer a group runs `fit_one_cycle`, `fit_flat_cos` and `fit_sgdr`. Step
k is the batch k of all epochs, before its update; there is none after the last batch. `lr_max` and `lr` left
out are each group's own rate, a list is by group. The momentum is `betas.0` of Adam's groups and
`momentum` of SGD's.

fastai rounds positions to float32, and adds them up batch by batch. Here the tensors of its
combine_scheds are in double, and the position is k divided by the number of steps. --plain runs
fastai as it is, and prints how far the vectors are from it.
"""

import contextlib
import io
import sys
from functools import partial
from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line

import fastai
import torch
from fastai.basics import Callback, DataLoader, DataLoaders, Learner
from fastai.callback import schedule
from fastai.optimizer import SGD, Adam

LIBRARY = f"fastai {fastai.__version__}"


class Record(Callback):
    """Keeps the hyperparameters of all groups in each batch, and leaves out its computation."""

    order = 61  # after ParamScheduler
    run_valid = False

    def __init__(self):
        self.rows = []

    def before_batch(self):
        self.rows.append([dict(hyper) for hyper in self.opt.hypers])
        raise schedule.CancelBatchException


class Position(Callback):
    """Sets the position to the quotient of the batch and the number of batches."""

    order = 59  # before ParamScheduler
    run_valid = False

    def before_batch(self):
        self.learn.pct_train = self.train_iter / (self.n_iter * self.n_epoch)


def main():
    plain = "--plain" in sys.argv
    sys.argv = [argument for argument in sys.argv if argument != "--plain"]
    given = vectors.arguments("fastai", __doc__)
    library = schedule.tensor
    schedule.tensor = lambda values: torch.tensor(list(values), dtype=torch.float64)
    all_lines = list(lines(given.seed, [Position()]))
    if not plain:
        return vectors.write(given.file, all_lines)
    schedule.tensor = library
    compare(all_lines, list(lines(given.seed, [])))


def compare(ours, theirs):
    """The largest differences from fastai as it is, in shares of a column's largest value."""
    off = 0.0
    for one, other in zip(ours, theirs):
        for name, columns in one.get("values", {}).items():
            for path, column in columns.items():
                pairs = zip(column, other["values"][name][path])
                most = max(abs(value) for value in column) or 1
                off = max(off, *(abs(value - wanted) / most for value, wanted in pairs))
    print(f"{len(ours)} lines, largest difference from fastai: {off:.1e} of the largest value")


def lines(seed, callbacks):
    for name, edges, draw in [
        ("fit_one_cycle", ONE_CYCLES, one_cycle),
        ("fit_flat_cos", FLATS, flat),
    ]:
        for at in range(len(edges) + 22):
            chance = chance_of(seed, name, at)
            epochs, batches = chance.choice([(1, 7), (1, 30), (3, 11), (2, 50), (1, 100), (5, 4)])
            spec = dict(edges[at]) if at < len(edges) else draw(chance)
            epochs, batches = spec.pop("run", (epochs, batches))
            yield case(chance, name, spec, epochs, batches, callbacks)
    for at in range(len(RESTARTS) + 22):
        chance = chance_of(seed, "fit_sgdr", at)
        yield restarts(
            chance, dict(RESTARTS[at]) if at < len(RESTARTS) else drawn(chance), callbacks
        )


def case(chance, name, spec, epochs, batches, callbacks):
    adam = chance.random() < 0.6
    mark = {"betas": [0.9, 0.99]} if adam else {"momentum": 0.9}
    registration = {"groups": groups_of(chance, marks=lambda chance: mark)}
    length = epochs * batches
    if "by_group" in spec:
        spec[spec.pop("by_group")] = [vectors.rate(chance) for _ in registration["groups"]]
    whole = {"preset": f"fastai/{name}", "total_steps": length, **spec}
    if chance.random() < 0.25:
        registration["total_steps"] = whole.pop("total_steps")
    registration["schedulers"] = [whole]
    steps = sorted({*range(0, length + 4, max(1, length // 24)), 1, length - 1, length})
    run = run_of(registration, name, spec, epochs, batches, callbacks)
    path = "betas.0" if adam else "momentum"
    return line(f"fastai/{name}", LIBRARY, registration, steps, run, ["lr", path])


def restarts(chance, spec, callbacks):
    """SGDR. The library has the length of a cycle in epochs, the preset in batches."""
    batches = spec.pop("batches")
    registration = {"groups": groups_of(chance, marks=lambda chance: {"momentum": 0.9})}
    if "by_group" in spec:
        spec[spec.pop("by_group")] = [vectors.rate(chance) for _ in registration["groups"]]
    written = {"preset": "fastai/fit_sgdr", **spec, "cycle_len": spec["cycle_len"] * batches}
    registration["schedulers"] = [written]
    given = {key: value for key, value in spec.items() if key != "n_cycles"}
    run = run_of(registration, "fit_sgdr", given, spec["n_cycles"], batches, callbacks)
    mult, count = spec.get("cycle_mult", 2), spec["n_cycles"]
    lengths = [written["cycle_len"] * mult**cycle for cycle in range(count)]
    length = sum(lengths)
    ends = {sum(lengths[:cycle]) + by for cycle in range(count) for by in (-1, 0, 1)}
    spread = {*range(0, length + 4, max(1, length // 24)), length - 1, length}
    steps = sorted(step for step in ends | spread if step >= 0)
    return line("fastai/fit_sgdr", LIBRARY, registration, steps, run, ["lr", "momentum"])


def run_of(registration, name, spec, epochs, batches, callbacks):
    groups = registration["groups"]
    adam = "betas" in groups[0]
    own = "lr" if name == "fit_flat_cos" else "lr_max"
    rates = {own: [group["lr"] for group in groups], **spec}
    record = Record()
    learner = learner_of(len(groups), batches, adam)
    with learner.no_bar(), learner.no_logging(), contextlib.redirect_stdout(io.StringIO()):
        getattr(learner, name)(epochs, cbs=[record, *callbacks], **rates)
    for row in record.rows:
        now = [state_of(group["name"], hyper) for group, hyper in zip(groups, row)]
        yield SimpleNamespace(param_groups=now)


def state_of(name, hyper):
    momentum = hyper["mom"]
    return {"name": name, "lr": hyper["lr"], "momentum": momentum, "betas": [momentum]}


def learner_of(count, batches, adam):
    pairs = [(torch.zeros(1), torch.zeros(1))]
    loaders = DataLoaders(DataLoader(pairs * batches, bs=1), DataLoader(pairs, bs=1), device="cpu")
    model = torch.nn.Sequential(*(torch.nn.Linear(1, 1) for _ in range(count)))
    kind = partial(Adam, mom=0.9, sqr_mom=0.99) if adam else partial(SGD, mom=0.9)
    learner = Learner(
        loaders,
        model,
        loss_func=torch.nn.functional.mse_loss,
        opt_func=kind,
        splitter=lambda model: [list(layer.parameters()) for layer in model],
    )
    return learner


def some(chance, **optional):
    """Each of some parameters, or its default."""
    return {key: value for key, value in optional.items() if chance.random() < 0.5}


ONE_CYCLES = [
    {"run": (1, 20)},
    {"run": (1, 1)},
    {"run": (1, 2)},
    {"run": (4, 5), "pct_start": 0},
    {"run": (4, 5), "pct_start": 1},
    {"run": (1, 20), "pct_start": 0.07},
    {"run": (1, 20), "lr_max": 0.01},
    {"run": (1, 20), "by_group": "lr_max"},
    {"run": (1, 20), "moms": [0.95, 0.85, 0.9]},
    {"run": (1, 20), "div": 1, "div_final": 1},
    {"run": (1, 20), "pct_start": 1.5},
    {"run": (1, 20), "lr_max": [0.1, 0.1, 0.1, 0.1]},
]
FLATS = [
    {"run": (1, 20)},
    {"run": (1, 1)},
    {"run": (4, 5), "pct_start": 0},
    {"run": (4, 5), "pct_start": 1},
    {"run": (1, 20), "lr": 0.01},
    {"run": (1, 20), "by_group": "lr"},
    {"run": (1, 20), "div_final": 1},
    {"run": (1, 20), "pct_start": 0.07},
]


RESTARTS = [
    {"n_cycles": 1, "cycle_len": 1, "batches": 20},
    {"n_cycles": 1, "cycle_len": 1, "batches": 1},
    {"n_cycles": 3, "cycle_len": 1, "batches": 1},
    {"n_cycles": 5, "cycle_len": 1, "batches": 3},
    {"n_cycles": 2, "cycle_len": 2, "batches": 5, "cycle_mult": 3},
    {"n_cycles": 3, "cycle_len": 1, "batches": 5, "lr_max": 0.01},
    {"n_cycles": 3, "cycle_len": 1, "batches": 5, "by_group": "lr_max"},
    {"n_cycles": 2, "cycle_len": 1, "batches": 5, "cycle_mult": 1},
]


def drawn(chance):
    return {
        "n_cycles": chance.choice([1, 2, 3, 4]),
        "cycle_len": chance.choice([1, 1, 2, 3]),
        "batches": chance.choice([1, 4, 7, 13]),
        **rates(chance, "lr_max"),
        **some(chance, cycle_mult=chance.choice([2, 3, 4])),
    }


def one_cycle(chance):
    return {
        **rates(chance, "lr_max"),
        **some(
            chance,
            div=chance.choice([25, 10, 5, 2.5]),
            div_final=chance.choice([1e5, 1e4, 100, 3]),
            pct_start=chance.choice([0.25, 0.3, 0.5, 0.1, 0.9]),
            moms=chance.choice([[0.95, 0.85, 0.95], [0.9, 0.8, 0.85], [0.8, 0.8, 0.8]]),
        ),
    }


def flat(chance):
    return {
        **rates(chance, "lr"),
        **some(
            chance,
            div_final=chance.choice([1e5, 1e4, 100, 3]),
            pct_start=chance.choice([0.75, 0.72, 0.5, 0.1]),
        ),
    }


def rates(chance, name):
    chosen = chance.random()
    if chosen < 0.5:
        return {}
    return {name: vectors.rate(chance)} if chosen < 0.7 else {"by_group": name}


if __name__ == "__main__":
    main()
