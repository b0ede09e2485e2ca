"""Writes torch.json: what torch 2.13.0 gives for a set of definitions, every double as hex.

Run it where torch 2.13.0 is installed: python test/golden/generate.py
"""

import json
import pathlib

import torch
from torch.optim import lr_scheduler

STEPS = 300

# Each case: the groups' lr, the schedulers as (type, torch's arguments), and what happens on the
# way as (step, what, ...): an edit of a group's lr, a group that is added, a scheduler attached.
CASES = [
    ([0.1, 0.01], [("StepLR", {"step_size": 10, "gamma": 0.1})], []),
    ([0.3, 7e-5], [("StepLR", {"step_size": 3, "gamma": 0.97})], [(50, "edit", 0, 0.05)]),
    ([0.1, 0.02], [("MultiStepLR", {"milestones": [2, 4, 4, 90], "gamma": 0.3})], []),
    ([0.1, 0.7], [("MultiStepLR", {"milestones": [0, 200, 7], "gamma": 0.6})], []),
    ([0.1, 0.3], [("ConstantLR", {"factor": 1 / 3, "total_iters": 4})], []),
    ([0.05], [("ConstantLR", {"factor": 0.7, "total_iters": 150})], [(20, "edit", 0, 0.01)]),
    ([0.1, 3.3], [("LinearLR", {"start_factor": 1 / 3, "end_factor": 1.0, "total_iters": 5})], []),
    ([0.1], [("LinearLR", {"start_factor": 1 / 3, "end_factor": 0.0, "total_iters": 5})], []),
    ([0.1], [("LinearLR", {"start_factor": 0.01, "end_factor": 0.9, "total_iters": 250})], []),
    ([0.1, 1e-4], [("ExponentialLR", {"gamma": 0.9})], []),
    ([0.1], [("ExponentialLR", {"gamma": 0.999})], [(10, "group", 0.2), (30, "group", 0.4)]),
    ([0.1, 0.2], [("LambdaLR", {"lr_lambda": "0.95 ** epoch"})], [(40, "edit", 1, 3.0)]),
    ([0.1, 0.2], [("LambdaLR", {"lr_lambda": ["1 / (epoch + 1)", "0.5 if epoch // 30 % 2 else 1"]})], []),
    ([0.1, 0.2], [("MultiplicativeLR", {"lr_lambda": ["0.95", "1 - 1 / (epoch + 7)"]})], []),
    (
        [0.1, 0.02],
        [
            ("LinearLR", {"start_factor": 0.1, "total_iters": 20}),
            ("ExponentialLR", {"gamma": 0.98}),
            ("StepLR", {"step_size": 60, "gamma": 0.5}),
        ],
        [(100, "edit", 0, 0.2), (120, "group", 0.5)],
    ),
    (
        [0.1],
        [("ConstantLR", {"factor": 0.25, "total_iters": 30})],
        [(12, "attach", "ExponentialLR", {"gamma": 0.99}), (80, "attach", "StepLR", {"step_size": 9})],
    ),
    (
        [0.1],
        [],
        [(5, "edit", 0, 0.3), (9, "attach", "LambdaLR", {"lr_lambda": "0.9 ** epoch"})],
    ),
]


def function(expression):
    return eval(f"lambda epoch: {expression}")  # noqa: S307 - our own text, just above


def construct(kind, arguments, optimizer, group):
    arguments = dict(arguments)
    if "lr_lambda" in arguments:
        text = arguments["lr_lambda"]
        arguments["lr_lambda"] = function(text[group] if isinstance(text, list) else text)
    return getattr(lr_scheduler, kind)(optimizer, **arguments)


class Group:
    """A group is its own torch optimizer, which holds only that group."""

    def __init__(self, index, lr, kinds):
        self.index = index
        self.optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
        self.schedulers = []
        for kind in kinds:
            self.attach(*kind)

    def attach(self, kind, arguments):
        self.schedulers.append(construct(kind, arguments, self.optimizer, self.index))

    def step(self):
        self.optimizer.step()
        for scheduler in self.schedulers:
            scheduler.step()

    @property
    def lr(self):
        return self.optimizer.param_groups[0]["lr"]

    @lr.setter
    def lr(self, value):
        self.optimizer.param_groups[0]["lr"] = value


def trajectory(lrs, kinds, events):
    kinds = list(kinds)
    groups = [Group(index, lr, kinds) for index, lr in enumerate(lrs)]
    rows = [[float(group.lr).hex() for group in groups]]
    for step in range(1, STEPS + 1):
        for group in groups:
            group.step()
        for _, what, *given in (event for event in events if event[0] == step):
            if what == "edit":
                groups[given[0]].lr = given[1]
            if what == "group":
                groups.append(Group(len(groups), given[0], kinds))
            if what == "attach":
                kinds.append(tuple(given))
                for group in groups:
                    group.attach(*given)
        rows.append([float(group.lr).hex() for group in groups])
    return rows


def main():
    cases = [
        {
            "lrs": lrs,
            "schedulers": [{"type": kind, **arguments} for kind, arguments in kinds],
            "events": events,
            "rates": trajectory(lrs, kinds, events),
        }
        for lrs, kinds, events in CASES
    ]
    path = pathlib.Path(__file__).with_name("torch.json")
    lines = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n')
    print(f"{path.name}: {len(cases)} cases, {sum(len(case['rates']) for case in cases)} steps")


if __name__ == "__main__":
    main()
