"""The oracle of optimizers whose schedulers drive all their groups: torch on one optimizer.

A case is what a client of the service sends, in its form:

    {"steps": 48,
     "registration": {"groups": [...], "schedulers": [{"name": "s0", "type": "StepLR", ...}]},
     "inputs": [{"at_step": 9, "add_group": {"name": "g1", "lr": 0.2, "arguments": {"s0": {}}}},
                {"at_step": 12, "attach": {"name": "s1", "type": "ExponentialLR", "gamma": 0.9}},
                {"at_step": 20, "patch": {"scheduler": "s0", "gamma": 0.5}},
                {"at_step": 25, "total_steps": 200},
                {"at_step": 30, "detach": "s0"}],
     "metrics": {"val_loss": [[3, 0.7], [4, "nan"], ...]}}

At its step a patch and another length of the run act and a scheduler is detached before all schedulers
step; a group is added and a scheduler is constructed after that, in their order. Lengths may be
shares of `total_steps` of the registration: shares.py. Torch has only some arguments by group, so
each group is seen in a run of its own, in which all groups have the arguments of this one.
"""

import math

import torch
from assignment import assign
from group_arguments import construct_from, keep_bounds, merged, of_group
from late_group import left_by_constructors
from oracle import as_float, metrics_at
from shares import assign_changed, resolved


def run(case):
    """The columns of all groups. Any exception of torch is raised."""
    added = [each["add_group"] for each in case["inputs"] if "add_group" in each]
    names = [group["name"] for group in [*case["registration"]["groups"], *added]]
    return [column for name in names for column in Run(case, name).columns()]


class Run:
    """One optimizer during its run, seen by one of its groups."""

    def __init__(self, case, seen):
        self.case = case
        self.seen = seen
        self.total = case["registration"].get("total_steps")
        self.schedulers = {}  # by name: the definition with the arguments of one group, and torch's
        self.bodies = list(case["registration"]["groups"])
        self.optimizer = optimizer_of(self.bodies)

    def columns(self):
        recorded = {}
        for step in range(self.case["steps"] + 1):
            self.go(step)
            for path, value in self.values().items():
                if not math.isfinite(value):
                    raise ArithmeticError(f"{path} of {self.seen} is {value}")
                about = {"group": self.seen, "param": path, "first": step}
                # JSON of the service has no negative zero.
                recorded.setdefault(path, {**about, "values": []})["values"].append(value + 0.0)
        return list(recorded.values())

    def go(self, step):
        inputs = [each for each in self.case["inputs"] if each["at_step"] == step]
        for each in inputs:
            if "patch" in each:
                self.patch(each["patch"])
            if "total_steps" in each:
                self.change_total(each["total_steps"])
            if "detach" in each:
                del self.schedulers[each["detach"]]
        if step == 0:
            for scheduler in self.case["registration"]["schedulers"]:
                self.attach(scheduler)
        else:
            self.step(metrics_at(self.case["metrics"], step))
        for each in inputs:
            if "add_group" in each:
                self.add(each["add_group"])
            if "attach" in each:
                self.attach(each["attach"])

    def step(self, metrics):
        for given, built in self.schedulers.values():
            if "monitor" not in given:
                built.step()
            elif given["monitor"] in metrics:
                built.step(metrics[given["monitor"]])

    def patch(self, changes):
        given, built = self.schedulers[changes["scheduler"]]
        own = of_group({key: changes[key] for key in changes if key != "scheduler"}, self.seen)
        given.update(own)
        assign(built, resolved(given, self.total), resolved(own, self.total))

    def change_total(self, total):
        for given, built in self.schedulers.values():
            assign_changed(built, resolved(given, self.total), resolved(given, total))
        self.total = total

    def attach(self, scheduler):
        given = of_group(scheduler, self.seen)
        given = merged(given, self.own_arguments().get(scheduler["name"], {}))
        numbers = resolved(given, self.total)
        for group in self.optimizer.param_groups:
            keep_bounds(numbers, group)
        self.schedulers[given["name"]] = (given, construct_from(numbers, self.optimizer))

    def add(self, body):
        self.bodies.append(body)
        self.optimizer.add_param_group(param_group(body))
        group = self.optimizer.param_groups[-1]
        before = {}
        for given, built in self.schedulers.values():
            numbers = resolved(given, self.total)
            left_by_constructors(numbers, built, group, optimizer_of, before)

    def own_arguments(self):
        """Those that the seen group brings, by scheduler, if it is added later."""
        added = [each["add_group"] for each in self.case["inputs"] if "add_group" in each]
        return next((body["arguments"] for body in added if body["name"] == self.seen), {})

    def values(self):
        """Empty before the group is added."""
        names = [body["name"] for body in self.bodies]
        if self.seen not in names:
            return {}
        group = self.optimizer.param_groups[names.index(self.seen)]
        momentum = {"momentum": group["momentum"]} if "momentum" in self.bodies[0] else {}
        betas = {"betas.0": group["betas"][0]} if "betas" in group else {}
        return {"lr": group["lr"], **momentum, **betas}


def param_group(body):
    given = {key: as_float(value) for key, value in body.items() if key != "arguments"}
    return {**given, "params": [torch.nn.Parameter(torch.zeros(1))]}


def optimizer_of(bodies):
    kind = torch.optim.Adam if "betas" in bodies[0] else torch.optim.SGD
    return kind([param_group(body) for body in bodies])
