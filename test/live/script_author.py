"""Random scripts: what a client sends, in every order before the first step and during the run."""

from copy import deepcopy

from cases import metric
from schedulers import TYPES
from script_timeline import Timeline
from several_groups_schedulers import Schedulers

STEPS = 40
HORIZON = 84  # the steps for which lengths are drawn: with last_epoch up to here
LIST_ARGUMENTS = {"lr_lambda", "base_lr", "max_lr", "base_momentum", "max_momentum", "swa_lr"}
# What changes, with its share.
CHANGES = {
    "attach": 4,
    "add_group": 4,
    "edit": 5,
    "set": 2,
    "patch": 4,
    "detach": 2,
    "remove_group": 1,
    "refused": 1,
}


class Author:
    """Writes one script, and keeps its timeline."""

    def __init__(self, draw):
        self.draw = draw
        self.steps = STEPS
        self.kind = draw.one("momentum", "momentum", "betas", None)
        self.counts = {"g": 0, "s": 0}
        self.drawn = Schedulers(draw, [], cycles=self.kind is not None)
        self.defined = {}  # every scheduler, with its arguments as they are now
        self.begun = set()  # groups that have an initial_lr
        self.extras = {}  # what else the constructors have left in a group
        self.adjusted = set()
        self.common_waves = set()  # schedulers whose waves have another T_mult since a patch
        self.ops = []
        self.timeline = None

    def write(self):
        groups = [self.group() for _ in range(self.draw.count(1, 3))]
        names = [group["name"] for group in groups]
        count = self.draw.one(0, 1, 1, 1, 2, 2, 3)
        schedulers = [self.scheduler(names, 0, listed=True) for _ in range(count)]
        registration = {"groups": groups, "schedulers": schedulers}
        self.timeline = Timeline(registration)
        self.firm = (set(self.begun), {name: set(kept) for name, kept in self.extras.items()})
        self.metric_values = dict(metric(self.draw))
        for _ in range(self.draw.one(0, 1, 2, 3, 4, 6)):
            self.change()
        rewinds = self.draw.one(0, 0, 0, 1, 1, 2)
        while self.timeline.sealed < self.steps or rewinds > 0:
            if rewinds and self.draw.chance(0.1) and self.timeline.sealed >= 0:
                rewinds -= 1
                self.rewind()
            elif self.draw.chance(0.07):
                self.read()
            elif self.draw.chance(0.45):
                self.change()
            elif self.timeline.sealed < self.steps:
                self.advance()
            elif self.draw.chance(0.5):
                rewinds = 0
        return {"steps": self.steps, "registration": registration, "ops": self.ops}

    def add(self, op):
        self.timeline.apply(op, len(self.ops))
        self.ops.append(op)

    def number(self, letter):
        self.counts[letter] += 1
        return f"{letter}{self.counts[letter] - 1}"

    def change(self):
        kinds = [kind for kind, share in CHANGES.items() for _ in range(share)]
        op = getattr(self, self.draw.one(*kinds))()
        if op:
            self.add(op)

    def at(self, share=0.25):
        """Most changes act at the next step, some at a later one."""
        if not self.draw.chance(share):
            return {}
        first = max(0, self.timeline.earliest)
        return {"at_step": self.draw.count(first, max(first, min(self.steps, first + 12)))}

    # Groups

    def group(self):
        body = {"name": self.number("g"), "lr": self.draw.rate()}
        if self.draw.chance(0.25):
            body["initial_lr"] = self.draw.one(body["lr"], self.draw.rate())
            self.begun.add(body["name"])
        if self.kind == "momentum":
            body["momentum"] = self.draw.near(0, 0.95)
        if self.kind == "betas":
            body["betas"] = [self.draw.near(0.5, 0.95), 0.999]
        if self.draw.chance(0.3):
            body["weight_decay"] = self.draw.near(0, 0.1)
        self.extras[body["name"]] = set()
        return body

    def add_group(self):
        if self.counts["g"] >= 6:
            return None
        at = self.at()
        mode = self.draw.one("join", "join", "restart", "none")
        body = {**self.group(), "schedulers": mode}
        covering = [each for each in self.defined.values() if self.covers_later(each)]
        step = at.get("at_step", self.timeline.earliest)
        if mode == "none":
            # What is attached later drives it.
            covering = [each for each in covering if self.timeline.since(each["name"]) > step]
        if covering:
            alone = not self.later_groups(step)
            own = {each["name"]: self.own(each, alone) for each in covering}
            own = {name: given for name, given in own.items() if given}
            if own or self.draw.chance(0.3):
                body["arguments"] = own
        return {"do": "add_group", **at, "body": body}

    def covers_later(self, given):
        """Whether the service has to know how it drives a late group: until it is gone."""
        name, timeline = given["name"], self.timeline
        gone = {
            each["body"]["name"]
            for each in timeline.inputs
            if each["do"] == "detach"
            and each["step"] in (*range(timeline.earliest + 1), timeline.since(name))
        }
        present = {each["body"]["name"] for each in timeline.inputs if each["do"] == "attach"}
        present.update(each["name"] for each in timeline.registration["schedulers"])
        return "groups" not in given and name in present - gone

    def later_groups(self, step):
        """A common argument cannot become one by group before a group that has not brought its own."""
        return set(self.timeline.groups_at(10**9)) - set(self.timeline.groups_at(step))

    def own(self, given, alone):
        own = self.drawn.own(given, self.draw.one(0, 0, 0.2) if alone else 0)
        if given["type"] == "CosineAnnealingWarmRestarts" and not isinstance(given["T_0"], dict):
            own.pop("T_0", None)
        if given["name"] in self.common_waves:
            own.pop("T_mult", None)
        self.by_group_too(given, own)
        return own

    def by_group_too(self, given, own):
        """An argument of one late group is by group for the next one too."""
        for key, value in own.items():
            if key == "schedulers":
                for child, inner in zip(given["schedulers"], value):
                    self.by_group_too(child, inner)
            elif not isinstance(given[key], dict):
                given[key] = {"": given[key]}

    def remove_group(self):
        at = self.at()
        step = at.get("at_step", self.timeline.earliest)
        names = [name for name in self.timeline.groups_at(step) if name in self.main()]
        if len(names) < 2:
            return None
        return {"do": "remove_group", **at, "body": {"name": self.draw.one(*names)}}

    def main(self):
        """The groups on the clock of the schedulers; one of them remains."""
        added = [each for each in self.ops if each["do"] == "add_group"]
        alone = {e["body"]["name"] for e in added if e["body"]["schedulers"] != "join"}
        later = {e["body"]["name"] for e in added if "at_step" in e}
        gone = {e["body"]["name"] for e in self.ops if e["do"] == "remove_group" and "at_step" in e}
        names = set(self.timeline.groups_at(self.steps)) - alone - later - gone
        return names if len(names) > 1 else set()

    # Schedulers

    def scheduler(self, names, step, listed, at_once=True):
        """Of some groups or all; with arguments by group only where all groups are known."""
        kind = self.draw.one(*TYPES)
        limited = listed and self.draw.chance(0.15)
        if limited:
            names = self.draw.random.sample(names, self.draw.count(1, len(names)))
        self.drawn.names[:] = names if listed else names[:1]
        given = {"name": self.number("s"), **self.drawn.definition(kind)}
        if limited:
            given["groups"] = list(names)
        if self.draw.chance(0.08):
            given["every"] = self.draw.count(2, 5)
            if kind == "ReduceLROnPlateau":
                given["monitor"] = f"metric-{given['name']}"
        self.some_milestone_at_0(given)
        if at_once:
            if kind != "ReduceLROnPlateau" and self.begun.issuperset(names) and self.draw.chance(0.4):
                given["last_epoch"] = self.last_epoch()
            self.note(given, names)
        sent = self.as_lists(given, names)
        self.defined[given["name"]] = given
        return sent

    def last_epoch(self):
        most = HORIZON - self.steps - 2
        return self.draw.one(0, self.draw.count(0, 12), self.draw.count(0, most))

    def some_milestone_at_0(self, given):
        if given["type"] == "SequentialLR" and given["milestones"] and self.draw.chance(0.15):
            given["milestones"][0] = 0

    def as_lists(self, given, names):
        """Some arguments by group as torch has them: as lists in the order of the groups."""
        sent = deepcopy(given)
        for key in LIST_ARGUMENTS & sent.keys():
            if isinstance(sent[key], dict) and self.draw.chance(0.5):
                sent[key] = [sent[key][name] for name in names]
        return sent

    def note(self, given, names):
        """What the constructor leaves in the groups."""
        for each in [given, *given.get("schedulers", [])]:
            if each["type"] not in ("ReduceLROnPlateau", "ChainedScheduler"):
                self.begun.update(names)
            kept = {"OneCycleLR": ["max_lr", "min_lr"], "SWALR": ["swa_lr"]}.get(each["type"], [])
            for name in names:
                self.extras[name].update(kept)

    def attach(self):
        if len(self.timeline.schedulers_at(self.steps)) >= 4:
            return None
        at = self.at()
        step = at.get("at_step", self.timeline.earliest)
        names = self.timeline.groups_at(step)
        later = set(self.timeline.groups_at(10**9)) - set(names)
        gone = set(names) - set(self.timeline.groups_at(10**9))
        body = self.scheduler(names, step, not later and not gone, "at_step" not in at)
        return {"do": "attach", **at, "body": body}

    def detach(self):
        at = self.at()
        step = at.get("at_step", self.timeline.earliest)
        names = self.timeline.schedulers_at(step)
        if not names:
            return None
        name = self.draw.one(*names)
        if step == self.timeline.since(name):
            self.forget()
        return {"do": "detach", **at, "body": {"name": name}}

    def forget(self):
        """What is detached at the step of its construction has left nothing in the groups."""
        added = [each["body"] for each in self.ops if each["do"] == "add_group"]
        bodies = [*self.timeline.registration["groups"], *added]
        begun = {body["name"] for body in bodies if "initial_lr" in body}
        self.firm = (begun, {})
        self.reset()

    def reset(self):
        begun, extras = self.firm
        self.begun = set(begun)
        self.extras = {name: set(extras.get(name, ())) for name in self.extras}

    def patch(self):
        names = self.timeline.schedulers_at(self.timeline.earliest)
        able = [name for name in names if self.defined[name]["type"] != "ChainedScheduler"]
        if not able:
            return None
        name = self.draw.one(*able)
        given = self.defined[name]
        first = max(self.timeline.earliest, self.timeline.since(name) + 1)
        step = self.draw.count(first, first + 12) if self.draw.chance(0.25) else first
        if name not in self.timeline.schedulers_at(step):
            return None
        driven = self.driven(given, step)
        self.drawn.names[:] = driven or ["-"]
        changes = self.drawn.changes(given)
        if "monitor" in given:
            changes.pop("monitor", None)
        # After this patch a late group is in the wave of the others, which its own run does not have.
        if "T_mult" in changes:
            if any(isinstance(each.get(key), dict) for each in (given, changes) for key in ("T_0", "T_mult")):
                return None
            self.common_waves.add(name)
        if (not driven or self.later_groups(step)) and any(isinstance(value, dict) for value in changes.values()):
            return None
        for key, value in changes.items():
            stays = isinstance(given.get(key), dict) and not isinstance(value, dict)
            given[key] = {"": value} if stays else value
        at = {} if step == first and self.draw.chance(0.7) else {"at_step": step}
        return {"do": "patch", **at, "body": {"scheduler": name, **changes}}

    def driven(self, given, step):
        """The groups that a scheduler drives at a step; none if that is not simple to say."""
        names = self.timeline.groups_at(step)
        added = {each["body"]["name"] for each in self.ops if each["do"] == "add_group"}
        if "groups" in given:
            return [name for name in given["groups"] if name in names]
        return names if not added else []

    # Edits

    def edit(self):
        at = self.at()
        step = at.get("at_step", self.timeline.earliest)
        names = self.timeline.groups_at(step)
        some = self.draw.random.sample(names, self.draw.count(1, len(names)))
        body = {} if self.draw.chance(0.25) else {"groups": some}
        names = body.get("groups", names)
        for kind in self.draw.one(["set"], ["scale"], ["multiply"], ["hold"], ["multiply", "set"]):
            body[kind] = getattr(self, f"{kind}_values")(names)
        lasts = "multiply" in body or "hold" in body
        if lasts and self.draw.chance(0.4):
            body["until_step"] = step + self.draw.count(1, 12)
        elif lasts:
            self.adjusted.update((each, path) for each in names for path in self.paths_in(body))
        if self.draw.chance(0.12):
            return self.release(at, step) or {"do": "edit", **at, "body": body}
        return {"do": "edit", **at, "body": body}

    def paths_in(self, body):
        return [*body.get("multiply", {}), *body.get("hold", {})]

    def release(self, at, step):
        """What lasts is released; only a release at the next step is sure to find it."""
        names = self.timeline.groups_at(step)
        able = [(name, path) for name, path in sorted(self.adjusted) if name in names]
        if not able or at:
            return None
        name, path = self.draw.one(*able)
        if not self.in_force(name, path, step):
            return None
        self.adjusted.discard((name, path))
        return {"do": "edit", "body": {"groups": [name], "release": [path]}}

    def in_force(self, name, path, step):
        """Whether an edit without an end adjusts a value, in what acts up to a step."""
        found = False
        for each in sorted(self.timeline.inputs, key=lambda each: each["step"]):
            if each["step"] > step or each["do"] != "edit" or name not in each["body"]["groups"]:
                continue
            body = each["body"]
            found = found and path not in body.get("release", [])
            found = found or ("until_step" not in body and path in self.paths_in(body))
        return found

    def paths(self, names):
        """The numbers that all these groups have."""
        return ["lr", "lr", "lr", *({"momentum": ["momentum"], "betas": ["betas.0"]}.get(self.kind, []))]

    def value(self, path):
        if path in ("lr", "initial_lr", "max_lr", "min_lr", "swa_lr"):
            return self.draw.one(self.draw.rate(), self.draw.rate(), 0.0)
        return self.draw.near(0, 0.95)

    def set_values(self, names):
        extras = set.intersection(*(self.extras[name] for name in names))
        path = self.draw.one(*self.paths(names), *sorted(extras), "initial_lr")
        if path == "betas.0":
            return {"betas": [self.draw.near(0.5, 0.95), 0.99]}
        return {path: self.value(path)}

    def scale_values(self, names):
        path = self.draw.one(*self.paths(names), "initial_lr")
        return {path: self.factor()}

    def multiply_values(self, names):
        return {self.draw.one(*self.paths(names)): self.factor()}

    def hold_values(self, names):
        path = self.draw.one(*self.paths(names))
        if path == "betas.0":
            return {"betas": [self.draw.near(0.5, 0.95), 0.99]}
        return {path: self.value(path)}

    def factor(self):
        return self.draw.one(0.5, 0.1, 2.0, self.draw.near(0.1, 1.5), self.draw.near(0.1, 1.5))

    def set(self):
        """The short form: PATCH of one group."""
        at = self.at()
        name = self.draw.one(*self.timeline.groups_at(at.get("at_step", self.timeline.earliest)))
        return {"do": "set", **at, "body": {"group": name, "set": self.set_values([name])}}

    # Refusals

    def refused(self):
        """What must be refused, and change nothing."""
        name = self.draw.one(*self.timeline.groups_at(self.timeline.earliest))
        code = "invalid_request"
        ops = [
            ("edit", {"groups": [name], "multiply": {"lr": 0.5}, "until_step": 0}, code),
            ("edit", {"groups": [name], "release": ["lr"]}, code),
            ("edit", {"groups": [name], "set": {"no": 1}}, code),
            ("add_group", {"name": name, "lr": 1, "schedulers": "join"}, "group_exists"),
            ("attach", {"name": "x", "type": "StepLR", "step_size": 0}, code),
        ]
        if self.timeline.sealed >= 0:
            sealed = {"groups": [name], "set": {"lr": 1}}
            ops.append(("edit", sealed, "step_sealed", self.draw.count(0, self.timeline.sealed)))
        if name not in self.begun and not self.defined:
            late = {"name": "x", "type": "ExponentialLR", "gamma": 0.5, "last_epoch": 3}
            ops.append(("attach", late, code))
        for given in self.defined.values():
            fixed = {"OneCycleLR": "pct_start", "CyclicLR": "mode", "SWALR": "swa_lr"}
            if given["type"] in fixed and given["name"] in self.timeline.schedulers_at(10**9):
                ops.append(("patch", {"scheduler": given["name"], fixed[given["type"]]: 0.5}, code))
        do, body, code, *at = self.draw.one(*ops)
        if do == "edit" and "release" in body and self.ever_adjusted(name):
            return None
        return {"do": do, **({"at_step": at[0]} if at else {}), "body": body, "refused": code}

    def ever_adjusted(self, name):
        return any(
            name in each["body"].get("groups", []) and self.paths_in(each["body"])
            for each in self.timeline.inputs
            if each["do"] == "edit"
        )

    # Steps

    def advance(self):
        """By one, to a step, or by a window; each metric is reported on the way."""
        sealed = self.timeline.sealed
        if sealed > 0 and self.draw.chance(0.06):
            self.add({"do": "advance", "body": {"step": self.draw.count(0, self.timeline.cursor)}})
            return
        length = self.draw.one(1, 1, self.draw.count(1, 6), self.draw.count(1, 25))
        target = min(self.steps, sealed + length)
        window = self.draw.chance(0.4)
        for step in range(max(1, sealed + 1), target + 1):
            metrics = self.metrics_at(step)
            if metrics:
                self.add({"do": "advance", "body": {"step": step, "metrics": metrics}})
        if self.timeline.sealed >= target:
            return
        first = self.draw.count(max(0, self.timeline.sealed + 1), target)
        if window and not self.monitored(first):
            self.add({"do": "advance", "body": {"step": first, "ahead": target - first}})
        elif target == self.timeline.cursor + 1 and self.draw.chance(0.3):
            self.add({"do": "advance", "body": {}})
        else:
            self.add({"do": "advance", "body": {"step": target}})

    def plateaus_at(self, step):
        """The metric-driven schedulers that step at a step: constructed before, not detached at it."""
        present = set(self.timeline.schedulers_at(step))
        every = [self.defined[name] for name in present if "monitor" in self.defined[name]]
        return [each for each in every if self.timeline.since(each["name"]) < step]

    def monitored(self, step):
        """Windows are for optimizers without a metric that may come at any step."""
        return any("every" not in each for at in (step, 10**9) for each in self.plateaus_at(at))

    def metrics_at(self, step):
        found = {}
        for each in sorted(self.plateaus_at(step), key=lambda each: each["name"]):
            every = each.get("every")
            value = self.metric_values.get(step)
            if every is not None and step % every == 0:
                found[each["monitor"]] = 0.5 if value is None else value
            elif every is None and value is not None:
                found[each["monitor"]] = value
        return found

    def rewind(self):
        step = self.draw.count(0, self.timeline.sealed)
        self.metric_values = dict(metric(self.draw))
        edits = self.draw.one("keep", "keep", "drop")
        self.add({"do": "rewind", "body": {"resume_step": step, "edits": edits}})
        self.reset()

    def read(self):
        """A series up to a step that is not sealed yet."""
        plateaus = self.plateaus_at(10**9) + self.plateaus_at(self.timeline.earliest)
        last = self.timeline.sealed if any("every" in each for each in plateaus) else self.steps
        if last >= 0:
            low = max(0, self.timeline.sealed)
            self.add({"do": "read", "body": {"to": self.draw.count(min(low, last), last)}})


