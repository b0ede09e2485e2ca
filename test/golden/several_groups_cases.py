"""Random cases of several_groups.py: late groups, last_epoch, other arguments and lengths."""

from assignment import changeable
from cases import metric
from schedulers import TYPES
from several_groups_schedulers import Schedulers
from shares import write_shares

STEPS = {"late_group": 44, "last_epoch": 23, "patch": 42, "total_steps": 46}
HORIZON = 84  # the steps for which lengths are drawn: with last_epoch up to here


class Author:
    """Writes one case, and counts its groups and schedulers."""

    def __init__(self, draw, steps, number):
        self.draw = draw
        self.steps = steps
        self.number = number
        self.momentum = draw.one("momentum", "momentum", "betas", None)
        self.names = []
        self.drawn = Schedulers(draw, self.names, cycles=self.momentum is not None)
        self.inputs = []
        self.schedulers = {}
        self.since = {}  # the step of each scheduler

    def write(self, kind, family):
        resumes = kind == "last_epoch"
        if kind in ("patch", "total_steps"):
            self.drawn.without_own_clock()
        groups = [self.group(resumes) for _ in range(1 + self.number % 4)]
        kinds = [family]
        if self.number // 4 % 2:
            kinds.append(self.draw.one(*TYPES))
            self.draw.random.shuffle(kinds)
        schedulers = [self.scheduler(each, 0) for each in kinds]
        if resumes:
            self.resume(schedulers, family)
        getattr(self, kind)(family)
        self.inputs.sort(key=lambda each: each["at_step"])
        length = {"total_steps": self.total} if kind == "total_steps" else {}
        registration = {"groups": groups, "schedulers": schedulers, **length}
        metrics = self.metrics()
        about = {"steps": self.steps, "registration": registration}
        return {**about, "inputs": self.inputs, "metrics": metrics}

    def group(self, begun=False):
        self.names.append(f"g{len(self.names)}")
        body = {"name": self.names[-1], "lr": self.draw.rate()}
        if begun or self.draw.chance(0.15):
            body["initial_lr"] = self.draw.one(body["lr"], self.draw.rate(), self.draw.rate())
        if self.momentum == "momentum":
            body["momentum"] = self.draw.near(0, 0.95)
        if self.momentum == "betas":
            body["betas"] = [self.draw.near(0.5, 0.95), 0.999]
        return body

    def scheduler(self, kind, step):
        name = f"s{len(self.schedulers)}"
        given = {"name": name, **self.drawn.definition(kind)}
        self.schedulers[name] = given
        self.since[name] = step
        return given

    def late_group(self, _family):
        """One or two groups, and often a scheduler that is attached before, between or after."""
        steps = [self.draw.one(0, self.draw.step(0), self.draw.step(0)) for _ in range(3)]
        attached, *added = sorted(step * 3 // 4 for step in steps)
        if self.draw.chance(0.5):
            attached, added[0] = added[0], attached
        if self.draw.chance(0.3):
            self.attach(self.draw.one(*TYPES), attached)
        count = self.draw.one(1, 1, 2)
        for index, step in enumerate(added[:count]):
            # Arguments of one late group are by group for the next one too.
            share = 0.15 if index == count - 1 else 0
            self.add(step, share)

    def attach(self, kind, step):
        # What is attached at the step at which a group is added comes first.
        self.inputs.append({"at_step": step, "attach": self.scheduler(kind, step)})

    def add(self, step, share):
        # Without an initial_lr, torch takes that of a scheduler that is attached after this step.
        body = self.group(any(since > step for since in self.since.values()))
        present = [name for name, since in self.since.items() if since <= step]
        own = {name: self.drawn.own(self.schedulers[name], share) for name in present}
        own = {name: given for name, given in own.items() if given}
        self.inputs.append({"at_step": step, "add_group": {**body, "arguments": own}})
        for name, since in self.since.items():
            if since > step:
                self.widen(self.schedulers[name])

    def widen(self, given):
        """A scheduler that is attached later has an argument for the late group too."""
        for value in given.values():
            if isinstance(value, dict):
                value[self.names[-1]] = next(iter(value.values()))
        for child in given.get("schedulers", []):
            self.widen(child)

    def resume(self, schedulers, family):
        """At least the scheduler of the family is constructed with last_epoch."""
        for given in schedulers:
            if given["type"] == family or self.draw.chance(0.5):
                self.begin_late(given)

    def begin_late(self, given):
        last = HORIZON - self.steps - 2
        if given["type"] != "ReduceLROnPlateau":
            given["last_epoch"] = self.draw.one(0, self.draw.count(0, 12), self.draw.count(0, last))

    def last_epoch(self, family):
        """Sometimes the family again during the run, beside the first one or in its place."""
        if not self.draw.chance(0.3):
            return
        step = self.draw.count(0, self.steps // 2)
        if step > 0 and self.draw.chance(0.6):
            self.inputs.append({"at_step": step, "detach": "s0"})
            self.schedulers["s0"]["last"] = step - 1
        self.attach(family, step)
        self.begin_late(self.inputs[-1]["attach"])

    def patch(self, family):
        given = next(each for each in self.schedulers.values() if each["type"] == family)
        for _ in range(1 if family == "SequentialLR" else self.draw.count(1, 2)):
            changes = self.drawn.changes(given)
            about = {"scheduler": given["name"], **changes}
            self.inputs.append({"at_step": self.draw.count(1, self.steps - 5), "patch": about})

    def total_steps(self, family):
        """One or two other lengths of the run, beside a patch, a late group or another scheduler."""
        self.total = self.draw.count(30, 300)
        for given in self.schedulers.values():
            write_shares(self.draw, given, self.total)
        first, second, other = (self.draw.count(0, self.steps - 6) for _ in range(3))
        for step in [first, second][: self.draw.count(1, 2)]:
            self.inputs.append({"at_step": step, "total_steps": self.draw.count(20, 600)})
        if self.draw.chance(0.3):
            self.attach(family, other)
            write_shares(self.draw, self.inputs[-1]["attach"], self.total)
        if self.draw.chance(0.35):
            self.add(other, 0.15)
        elif changeable(family) and self.draw.chance(0.5):
            self.patch(family)
            self.inputs = [each for each in self.inputs if self.is_late(each)]
            for each in self.inputs:
                if "patch" in each and self.draw.chance(0.5):
                    own = write_shares(self.draw, {"type": family, **each["patch"]}, self.total)
                    each["patch"] = {key: own[key] for key in each["patch"]}

    def is_late(self, given):
        """Whether a patch acts after the construction of its scheduler."""
        patch = given.get("patch")
        return patch is None or given["at_step"] > self.since[patch["scheduler"]]

    def metrics(self):
        plateaus = [each for each in self.schedulers.values() if "monitor" in each]
        reported = {}
        for name in sorted({each["monitor"] for each in plateaus}):
            spans = [
                (self.since[each["name"]], each.pop("last", self.steps))
                for each in plateaus
                if each["monitor"] == name
            ]
            reported[name] = [
                [step, value]
                for step, value in metric(self.draw)
                if any(first < step <= last for first, last in spans)
            ]
        for each in self.schedulers.values():
            each.pop("last", None)
        return reported
