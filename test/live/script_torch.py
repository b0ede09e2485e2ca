"""Torch's values of a script: one optimizer, stepped as a training loop would.

Torch has only some arguments by group, so each group is seen in a run of its own, in which all
groups have the arguments of this one, and the schedulers that do not drive it are left out. A group
that restarts its schedulers, or has none of the earlier ones, is an optimizer of its own.
"""

import math
from functools import lru_cache
from types import SimpleNamespace

import mpmath
import oracle
import torch
from assignment import assign
from group_arguments import chained_epoch, construct_from, keep_bounds, merged, of_group
from late_group import GO_ON, left_by_constructors
from oracle import as_float
from torch.optim import lr_scheduler, swa_utils

HYPERPARAMETERS = ["lr", "momentum", "weight_decay", "betas"]


def correctly_rounded(name):
    exact = getattr(mpmath, name)

    @lru_cache(100_000)
    def rounded(x):
        with mpmath.workprec(160):
            return float(exact(mpmath.mpf(x)))

    return rounded


# The service rounds these correctly; glibc does not for 2 of 1 000 points. Every other bit is torch's.
ROUNDED = {name: correctly_rounded(name) for name in ("cos", "sin", "tan", "exp", "log")}
MATH = SimpleNamespace(**{**vars(math), **ROUNDED})
lr_scheduler.math = swa_utils.math = MATH
oracle.NAMES.update(ROUNDED, math=MATH)


class Excluded(Exception):
    """A case in which the service is different on purpose."""


def columns_of(line):
    """The values of each group, from its first step to its last one."""
    inputs = line["inputs"]
    added = [each["body"] for each in inputs if each["do"] == "add_group"]
    names = [group["name"] for group in [*line["registration"]["groups"], *added]]
    return [column for name in names for column in View(line, name).columns()]


class View:
    """One optimizer during its run, seen by one of its groups."""

    def __init__(self, line, seen):
        self.line = line
        self.seen = seen
        self.given = {}  # by the name of a scheduler: its arguments for this group
        self.built = {}
        self.bodies = []
        self.optimizer = None
        self.adjustments = []
        self.present = False
        self.added = False
        self.own = self.addition()
        self.alone = self.own is not None and self.own["body"]["schedulers"] != "join"

    def addition(self):
        for each in self.line["inputs"]:
            if each["do"] == "add_group" and each["body"]["name"] == self.seen:
                return each
        return None

    def columns(self):
        recorded = {}
        for step in range(self.line["through"] + 1):
            self.go(step)
            for path, value in self.shown(step).items():
                if not math.isfinite(value):
                    raise ArithmeticError(f"{path} of {self.seen} is {value}")
                about = {"group": self.seen, "param": path, "first": step}
                recorded.setdefault(path, {**about, "values": []})["values"].append(value + 0.0)
        return list(recorded.values())

    def go(self, step):
        here = [each for each in self.line["inputs"] if each["step"] == step]
        if step == 0:
            self.begin(here)
            early, late = [], [each for each in here if each["do"] not in ("detach", "remove_group")]
        else:
            early = [each for each in here if each["early"]]
            late = [each for each in here if not each["early"]]
        for each in early:
            getattr(self, each["do"])(each["body"], step)
        if step > 0:
            self.step(step)
        for each in late:
            getattr(self, each["do"])(each["body"], step)

    def begin(self, here):
        """What is removed at step 0 leaves no effect."""
        gone = [each["body"]["name"] for each in here if each["do"] in ("detach", "remove_group")]
        registration = self.line["registration"]
        if not self.alone:
            self.found(registration["groups"])
            self.present = self.present and self.seen not in gone
        for scheduler in registration["schedulers"]:
            if scheduler["name"] not in gone:
                self.attach(scheduler, 0)

    def found(self, bodies):
        self.bodies = list(bodies)
        self.optimizer = optimizer_of(bodies)
        self.present = any(body["name"] == self.seen for body in bodies)

    def step(self, step):
        for name, built in self.built.items():
            given = self.given[name]
            if step % given.get("every", 1):
                continue
            if "monitor" not in given:
                built.step()
            elif (given["monitor"], step) in self.line["metrics"]:
                built.step(float(self.line["metrics"][given["monitor"], step]))

    def attach(self, scheduler, _step):
        if self.seen not in scheduler.get("groups", [self.seen]):
            return
        given = of_group({key: scheduler[key] for key in scheduler if key != "groups"}, self.seen)
        if self.own is not None:
            given = merged(given, self.own["body"].get("arguments", {}).get(given["name"], {}))
        self.given[given["name"]] = given
        if self.optimizer is not None:
            self.construct(given)

    def construct(self, given):
        refuse_excluded(given, self.optimizer)
        # Torch's SequentialLR takes the one that its nested schedulers have just left.
        if given.get("last_epoch", -1) >= 0 and "initial_lr" not in self.group():
            raise Excluded("last_epoch without an initial_lr")
        for group in self.optimizer.param_groups:
            keep_bounds(given, group)
        self.built[given["name"]] = construct_from(bare(given), self.optimizer)

    def detach(self, body, _step):
        self.given.pop(body["name"], None)
        self.built.pop(body["name"], None)

    def patch(self, body, _step):
        name = body["scheduler"]
        if name not in self.given:
            return
        changes = {key: value for key, value in body.items() if key != "scheduler"}
        kept = set()
        if self.own is not None and not self.added:
            kept = self.own["body"].get("arguments", {}).get(name, {}).keys()
        own = {
            key: value
            for key, value in changes.items()
            if key not in kept and (not isinstance(value, dict) or self.seen in value)
        }
        own = of_group(own, self.seen)
        self.given[name].update(own)
        if name in self.built:
            if not self.given[name].get("cycle_momentum", True):
                own = {key: own[key] for key in own if "momentum" not in key}
            assign(self.built[name], self.given[name], own)
            # Torch takes this one where a group has been added since.
            if "min_lr" in own and hasattr(self.built[name], "default_min_lr"):
                self.built[name].default_min_lr = own["min_lr"]

    def add_group(self, body, _step):
        self.added = self.added or body["name"] == self.seen
        if self.alone:
            if body["name"] == self.seen:
                self.add_alone(body)
            return
        if body["schedulers"] != "join":
            return
        self.bodies.append(body)
        self.optimizer.add_param_group(param_group(body))
        group = self.optimizer.param_groups[-1]
        self.present = self.present or body["name"] == self.seen
        before = {}
        for name, built in self.built.items():
            leave(bare(self.given[name]), built, group, before)

    def add_alone(self, body):
        self.found([body])
        if body["schedulers"] == "restart":
            for given in self.given.values():
                self.construct(given)

    def remove_group(self, body, _step):
        """Torch has no removal: the group is not looked at any more."""
        if body["name"] == self.seen:
            self.present = False

    def group(self):
        names = [body["name"] for body in self.bodies]
        return self.optimizer.param_groups[names.index(self.seen)]

    def set(self, body, step):
        self.edit({"groups": [body["group"]], "set": body["set"]}, step)

    def edit(self, body, step):
        if self.seen not in body["groups"] or not self.present:
            return
        group = self.group()
        changes = dict(body.get("set", {}))
        for path, factor in body.get("scale", {}).items():
            fallback = group["lr"] if path == "initial_lr" else None
            changes[path] = value_at(group, path, fallback) * factor
        for path, value in changes.items():
            assign_value(group, path, value)
            if path == "initial_lr":
                for built in self.built.values():
                    rebase(built, self.optimizer.param_groups.index(group), float(value))
        self.adjust(body, step)

    def adjust(self, body, step):
        """Factors and held values are over what the schedulers give."""
        ended = released(body.get("release", []))
        self.adjustments = [
            each
            for each in self.adjustments
            if each["until"] > step
            and not ended & {(each["kind"], path) for path in (each["path"], each["path"].split(".")[0])}
        ]
        until = body.get("until_step", math.inf)
        for kind in ("multiply", "hold"):
            for path, value in flat(body.get(kind, {})).items():
                about = {"kind": kind, "path": path, "until": until}
                self.adjustments.append({**about, "value": float(value)})

    def shown(self, step):
        if not self.present:
            return {}
        group = self.group()
        body = next(each for each in self.bodies if each["name"] == self.seen)
        values = flat({key: group[key] for key in HYPERPARAMETERS if key in body})
        in_force = [each for each in self.adjustments if each["until"] > step]
        for path in values:
            own = [each for each in in_force if each["path"] == path]
            holds = [each["value"] for each in own if each["kind"] == "hold"]
            for each in own:
                values[path] *= each["value"] if each["kind"] == "multiply" else 1.0
            values[path] = holds[-1] if holds else values[path]
        return {path: float(value) for path, value in values.items()}


def bare(given):
    """A scheduler without what only the loop around torch reads."""
    return {key: value for key, value in given.items() if key != "every"}


def leave(given, built, group, before):
    """What a scheduler with last_epoch wants of a late group comes from the group's own lr."""
    given = chained_epoch(given)
    if given["type"] == "ChainedScheduler":
        for child, inner in zip(given["schedulers"], built._schedulers, strict=True):
            leave(child, inner, group, before)
        return
    if given["type"] not in GO_ON and given.get("last_epoch", -1) >= 0:
        group.setdefault("initial_lr", group["lr"])
        keep_bounds(given, group)
    left_by_constructors(given, built, group, optimizer_of, before)


def released(given):
    kinds = given if isinstance(given, dict) else {"multiply": given, "hold": given}
    return {(kind, path) for kind, paths in kinds.items() for path in paths}


def flat(values):
    found = {}
    for key, value in values.items():
        if isinstance(value, (list, tuple)):
            found.update({f"{key}.{at}": each for at, each in enumerate(value)})
        else:
            found[key] = value
    return found


def value_at(group, path, fallback):
    key, _, index = path.partition(".")
    return group[key][int(index)] if index else group.get(key, fallback)


def assign_value(group, path, value):
    key, _, index = path.partition(".")
    if index:
        values = list(group[key])
        values[int(index)] = float(value)
        group[key] = tuple(values)
    else:
        group[key] = as_float(value)


def rebase(built, index, value):
    """An edit of initial_lr, which torch reads in the constructor only, rebases the schedulers."""
    if hasattr(built, "_schedulers"):
        for inner in built._schedulers:
            rebase(inner, index, value)
    elif hasattr(built, "base_lrs") and not hasattr(built, "max_lrs"):
        if index < len(built.base_lrs):
            built.base_lrs[index] = value


def refuse_excluded(given, optimizer):
    """A cosine on a group with the value of last_epoch continues: record 0074."""
    epoch = given.get("last_epoch", -1)
    if given["type"] == "ChainedScheduler":
        for inner in given["schedulers"]:
            refuse_excluded({**inner, "last_epoch": epoch}, optimizer)
    if given["type"] != "CosineAnnealingLR" or epoch < 0:
        return
    least = given.get("eta_min", 0.0)
    share = (1 + math.cos(math.pi * epoch / given["T_max"])) / 2
    for group in optimizer.param_groups:
        value = least + (group["initial_lr"] - least) * share
        if math.isclose(value, group["lr"], rel_tol=1e-8, abs_tol=1e-300):
            raise Excluded("a cosine with the value of last_epoch")


def param_group(body):
    left_out = {"arguments", "schedulers", "name"}
    given = {key: as_float(value) for key, value in body.items() if key not in left_out}
    return {**given, "params": [torch.nn.Parameter(torch.zeros(1))]}


def optimizer_of(bodies):
    kind = torch.optim.Adam if "betas" in bodies[0] else torch.optim.SGD
    return kind([param_group(body) for body in bodies])
