"""Writes greedy.json.gz: values of GreedyLR of transformers 5.18.0 for random metrics and options.

Run it where transformers 5.18.0 and torch are installed: python test/golden/greedy.py
The same seed gives the same bytes. For more or other cases: greedy.py file [seed [cases]]

A case is a group's first `lr`, the `options` of its scheduler, the `metrics` reported one after the
other ("nan" and the infinities as words), and `changes`: [report, lr] where the lr changed, counted
from 1. Every float is written so that it reads back as the same double.
"""

import gzip
import json
import pathlib
import random
import sys

import torch
import transformers
from transformers.optimization import GreedyLR

SEED = 5180
CASES = 200
REPORTS = 80
FILE = pathlib.Path(__file__).with_name("greedy.json.gz")


def main(file=FILE, seed=SEED, cases=CASES):
    golden = [case_of(random.Random(f"{seed} {number}")) for number in range(int(cases))]
    text = json.dumps({"transformers": transformers.__version__, "cases": golden})
    pathlib.Path(file).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(golden)} cases, {sum(len(case['changes']) for case in golden)} changes")


def case_of(chance):
    lr = chance.choice([0.1, 0.001, 3e-4, chance.uniform(0, 1)])
    options = options_of(chance, lr)
    metrics = [word(metric) for metric in metrics_of(chance, options["mode"])]
    moves = changes(lr, options, metrics)
    return {"lr": lr, "options": options, "metrics": metrics, "changes": moves}


def options_of(chance, lr):
    least = chance.choice([0, lr / 3, lr * 0.9, lr, lr * 2, 1e-6])
    return {
        "mode": chance.choice(["min", "max"]),
        "factor": chance.choice([0.95, 0.9, 0.5, 0.1, chance.uniform(0.01, 0.99)]),
        "patience": chance.choice([0, 0, 1, 1, 2, 3, 5]),
        "threshold": chance.choice([1e-6, 0, 0.01, 0.1, -0.05]),
        "threshold_mode": chance.choice(["rel", "abs"]),
        "cooldown": chance.choice([0, 0, 1, 3]),
        "warmup": chance.choice([0, 0, 1, 3]),
        "min_lr": least,
        "max_lr": least + chance.choice([lr, lr * 10, 1, 0]),
        "eps": chance.choice([1e-8, 0, 1e-3, lr / 4]),
        "smooth": chance.random() < 0.5,
        "window_size": chance.choice([1, 2, 3, 7, 50]),
        "reset_start": chance.choice([0, 1, 1, 2, 3, 500]),
    }


def metrics_of(chance, mode):
    """Segments that improve, worsen, are constant or are noise; sometimes NaN or infinite."""
    sign = 1 if mode == "min" else -1
    metric = chance.choice([1.0, 5.0, 0.0, -2.0])
    metrics = []
    while len(metrics) < REPORTS:
        slope, noise = chance.choice([(-0.1, 0), (0.05, 0), (0, 0), (0, 0.2), (-0.05, 0.05)])
        for _ in range(chance.randint(2, 15)):
            metric += sign * slope
            odd = chance.random() < 0.003
            metrics.append(
                chance.choice([float("nan"), float("inf"), float("-inf")])
                if odd
                else round(metric + chance.uniform(-noise, noise), 3)
            )
    return metrics[:REPORTS]


def word(metric):
    return metric if abs(metric) < float("inf") else str(metric)


def changes(lr, options, metrics):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    scheduler = GreedyLR(optimizer, **options)
    rates = [lr]
    for metric in metrics:
        scheduler.step(float(metric))
        rates.append(optimizer.param_groups[0]["lr"])
    moved = range(1, len(rates))
    return [[report, rates[report]] for report in moved if rates[report] != rates[report - 1]]


if __name__ == "__main__":
    main(*sys.argv[1:])
