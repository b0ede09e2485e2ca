"""Writes schedule_free.jsonl.gz: the rates of schedulefree, for the preset `schedule_free/warmup`.

Run it where schedulefree and torch 2.13.0 are installed:
python test/golden/presets/schedule_free.py
Step k is `scheduled_lr` of a group in the optimizer's step k + 1, of AdamWScheduleFree and
SGDScheduleFree. `warmup_steps` is a field of the group there, so it may differ by group.
"""

import importlib.metadata
from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

import schedulefree
import torch

LIBRARY = f"schedulefree {importlib.metadata.version('schedulefree')}"
PRESET = "schedule_free/warmup"
OPTIMIZERS = [schedulefree.AdamWScheduleFree, schedulefree.SGDScheduleFree]


def main():
    given = vectors.arguments("schedule_free", __doc__)
    vectors.write(given.file, lines(given.seed))


def lines(seed):
    for at in range(30):
        chance = chance_of(seed, at)
        groups = groups_of(chance)
        choices = [0, 1, 2, 7, 13, 30, 100, 2000]
        warmup = chance.choice(choices) if at > 7 else choices[at]
        spec = {"preset": PRESET, "warmup_steps": warmup}
        if at % 4 == 3:
            spec["warmup_steps"] = {group["name"]: chance.choice(choices[:6]) for group in groups}
            warmup = max(spec["warmup_steps"].values())
        if at % 3 == 2:
            spec["lr"] = vectors.rate(chance)
        if at == 0:
            del spec["warmup_steps"]
        registration = {"groups": groups, "schedulers": [spec]}
        run = run_of(registration, OPTIMIZERS[at % 2])
        yield line(PRESET, LIBRARY, registration, steps_of(chance, warmup + 5, [warmup]), run)


def run_of(registration, kind):
    spec = registration["schedulers"][0]
    warmup = spec.get("warmup_steps", 0)
    groups = [
        {
            **group,
            "lr": spec.get("lr", group["lr"]),
            "warmup_steps": warmup[group["name"]] if isinstance(warmup, dict) else warmup,
            "params": [torch.nn.Parameter(torch.ones(1))],
        }
        for group in registration["groups"]
    ]
    optimizer = kind(groups)
    optimizer.train()
    while True:
        for group in optimizer.param_groups:
            group["params"][0].grad = torch.ones(1)
        optimizer.step()
        now = [
            {"name": group["name"], "lr": group["scheduled_lr"]} for group in optimizer.param_groups
        ]
        yield SimpleNamespace(param_groups=now)


if __name__ == "__main__":
    main()
