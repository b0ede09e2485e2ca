"""The oracle: torch's own values for a case, step by step.

A case is the requests of a client of the service, with their steps:

    {"steps": 300,
     "groups": [{"name": "g0", "lr": 0.1, "momentum": 0.9}, ...],
     "schedulers": [{"type": "StepLR", "step_size": 10, "gamma": 0.1}, ...],
     "events": [{"step": 40, "edit": "g0", "set": {"lr": 0.05}},
                {"step": 50, "add": {"name": "g1", "lr": 0.2}},
                {"step": 60, "attach": {"type": "ExponentialLR", "gamma": 0.9}},
                {"step": 70, "remove": "g1"},
                {"step": 80, "detach": "the scheduler's name"}],
     "metrics": {"val_loss": [[3, 0.7], [4, "nan"], ...]}}

A group with schedulers behaves exactly like a torch optimizer that holds only that group, with the
schedulers constructed on it in the order of attachment and stepped in that order. At a step
removals act first, then all schedulers step, then the other events act in their order.
"""

import math
import warnings

import torch
from torch.optim import lr_scheduler, swa_utils

# A trainer steps its optimizer first; here there is nothing to train, so the warning is off.
warnings.filterwarnings("ignore", message="Detected call of .lr_scheduler.step")

# Integer arguments; JSON does not distinguish 1 from 1.0, and all others are floats.
COUNTS = {
    *("step_size", "milestones", "total_iters", "T_max", "T_0", "T_mult", "total_steps"),
    *("epochs", "steps_per_epoch", "patience", "cooldown", "anneal_epochs", "last_epoch"),
}
FUNCTIONS = {"lr_lambda": "epoch", "scale_fn": "x"}
PER_GROUP_LISTS = {
    *("lr_lambda", "base_lr", "max_lr", "base_momentum", "max_momentum", "swa_lr", "min_lr"),
}
OURS = {"type", "name", "groups", "monitor"}
NAMES = {
    **{name: value for name, value in vars(math).items() if not name.startswith("_")},
    **{"math": math, "min": min, "max": max, "abs": abs, "int": int, "float": float},
}


def run(case):
    """Every group's values at each step, and the step and reason of torch's error, if any."""
    play = Play(case)
    for step in range(case["steps"] + 1):
        try:
            play.go(step)
        except Exception as error:  # any exception of torch is its result
            message = f"{type(error).__name__}: {error}"
            return {"columns": play.columns, "error": {"step": step, "message": message}}
    return {"columns": play.columns, "error": None}


class Play:
    """One case during its run."""

    def __init__(self, case):
        self.case = case
        self.groups = {}
        self.schedulers = []
        self.columns = []

    def go(self, step):
        """Applies the events of a step, in their order."""
        if step == 0:
            self.begin()
        events = [event for event in self.case.get("events", []) if event["step"] == step]
        for event in events:
            self.leave(event)
        metrics = metrics_at(self.case.get("metrics", {}), step)
        if step > 0:
            self.step(metrics)
        for event in events:
            self.act(event)
        for group in self.groups.values():
            group.check()
        for group in self.groups.values():
            group.record()

    def begin(self):
        for body in self.case["groups"]:
            self.add(body, 0)
        for scheduler in self.case["schedulers"]:
            self.attach(scheduler)

    def step(self, metrics):
        for group in self.groups.values():
            group.step(metrics)

    def leave(self, event):
        if "remove" in event:
            del self.groups[event["remove"]]
        if "detach" in event:
            name = event["detach"]
            self.schedulers = [each for each in self.schedulers if each.get("name") != name]
            for group in self.groups.values():
                group.detach(name)

    def act(self, event):
        if "add" in event:
            self.add(event["add"], event["step"])
        if "attach" in event:
            self.attach(event["attach"])
        if "edit" in event:
            self.groups[event["edit"]].edit(event["set"])

    def add(self, body, step):
        group = Group(body, step)
        self.groups[group.name] = group
        self.columns += group.columns
        for scheduler in self.schedulers:
            group.attach(scheduler)

    def attach(self, scheduler):
        named = by_name(scheduler, scheduler.get("groups", list(self.groups)))
        self.schedulers.append(named)
        for group in self.groups.values():
            group.attach(named)


class Group:
    """A group is its own torch optimizer, which holds only that group."""

    def __init__(self, body, step):
        self.name = body["name"]
        self.optimizer = optimizer_of(body)
        self.schedulers = []
        paths = [path for path in self.values() if path.split(".")[0] in body]
        self.columns = [
            {"group": self.name, "param": path, "first": step, "values": []} for path in paths
        ]

    @property
    def held(self):
        return self.optimizer.param_groups[0]

    def attach(self, scheduler):
        if self.name in scheduler.get("groups", [self.name]):
            built = construct(scheduler, self.optimizer, self.name)
            self.schedulers.append((scheduler, built))

    def detach(self, name):
        self.schedulers = [each for each in self.schedulers if each[0].get("name") != name]

    def step(self, metrics):
        for scheduler, built in self.schedulers:
            step_scheduler(scheduler, built, metrics)

    def edit(self, changes):
        self.held.update({key: as_float(value) for key, value in changes.items()})

    def values(self):
        flat = {key: self.held[key] for key in ("lr", "momentum") if key in self.held}
        for index, beta in enumerate(self.held.get("betas", ())):
            flat[f"betas.{index}"] = beta
        return flat

    def check(self):
        for path, value in self.values().items():
            if not math.isfinite(value):
                raise ArithmeticError(f"{path} of {self.name} is {value}")

    def record(self):
        values = self.values()
        for column in self.columns:
            column["values"].append(float(values[column["param"]]))


def step_scheduler(scheduler, built, metrics):
    if "monitor" not in scheduler:
        built.step()
    elif scheduler["monitor"] in metrics:
        built.step(metrics[scheduler["monitor"]])


def optimizer_of(body):
    parameters = [torch.nn.Parameter(torch.zeros(1))]
    lr = float(body["lr"])
    if "betas" in body:
        optimizer = torch.optim.Adam(parameters, lr=lr, betas=as_float(body["betas"]))
    else:
        optimizer = torch.optim.SGD(parameters, lr=lr, momentum=float(body.get("momentum", 0)))
    if "initial_lr" in body:
        optimizer.param_groups[0]["initial_lr"] = float(body["initial_lr"])
    return optimizer


def construct(scheduler, optimizer, group):
    """Constructs a scheduler on one group's optimizer, its children before it."""
    given = {
        key: argument(key, value, group) for key, value in scheduler.items() if key not in OURS
    }
    if "schedulers" in given:
        given["schedulers"] = [
            construct(child, optimizer, group) for child in given["schedulers"]
        ]
    kind = scheduler["type"]
    home = swa_utils if kind == "SWALR" else lr_scheduler
    return getattr(home, kind)(optimizer=optimizer, **given)


def argument(key, value, group):
    """One group's value of an argument, in torch's form."""
    if isinstance(value, dict):
        value = value[group]
    if key in FUNCTIONS and isinstance(value, list):
        return [argument(key, each, group) for each in value]
    if key in FUNCTIONS and isinstance(value, str):
        return eval(f"lambda {FUNCTIONS[key]}: {value}", NAMES)  # noqa: S307 - our own text
    return value if key in COUNTS or key == "schedulers" else as_float(value)


def as_float(value):
    if isinstance(value, list):
        return tuple(as_float(each) for each in value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def by_name(scheduler, groups):
    """Lists in the order of the groups are kept by name, as the service keeps them."""
    named = dict(scheduler)
    for key in PER_GROUP_LISTS & named.keys():
        if isinstance(named[key], list):
            named[key] = dict(zip(groups, named[key], strict=True))
    if "schedulers" in named:
        named["schedulers"] = [by_name(child, groups) for child in named["schedulers"]]
    return named


def metrics_at(metrics, step):
    """The metrics of one step; float() reads "nan", "inf" and "-inf"."""
    return {
        name: float(value) for name, series in metrics.items() for at, value in series if at == step
    }
