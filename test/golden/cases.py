"""Random cases: groups, their schedulers, and events. See oracle.py for the format of a case."""

import oracle
from draw import Draw
from schedulers import TYPES, named_groups, scheduler


def case_of(seed, kind, wanted):
    """A case for a type, and torch's values; drawn again if torch does not reach its end.

    `wanted` has its length in `steps`, the number of `groups`, the number of `others` beside the
    first scheduler, the kinds of events (`happenings`), whether it is `plain`: all defaults, and
    whether it `ends`: then cycles may be shorter than the run, and torch may raise.
    """
    for attempt in range(100):
        draw = Draw(f"{seed} {kind} {attempt}", wanted)
        case = Author(draw, wanted).write(kind)
        trajectory = oracle.run(case)
        if trajectory["error"] is None or draw.ends:
            return case, trajectory
    raise RuntimeError(f"seed {seed}: no case of {kind}: {trajectory['error']}")


class Author:
    """Writes one case, and keeps track of the groups and schedulers at its current step."""

    def __init__(self, draw, wanted):
        self.draw = draw
        self.wanted = wanted
        self.momentum = draw.chance(0.7)  # whether groups have a hyperparameter for cycles to drive
        self.groups = {}
        self.schedulers = []
        self.plateaus = []  # by name: its metric, and its first and last step
        self.counts = {"g": 0, "s": 0}

    def write(self, kind):
        groups = [self.group() for _ in range(self.wanted["groups"])]
        kinds = [kind, *(self.draw.one(*TYPES) for _ in range(self.wanted["others"]))]
        self.draw.random.shuffle(kinds)
        schedulers = [self.scheduler(each, 1) for each in kinds]
        events = self.events()
        return {
            "steps": self.draw.steps,
            "groups": groups,
            "schedulers": schedulers,
            "events": events,
            "metrics": self.metrics(),
        }

    def number(self, letter):
        self.counts[letter] += 1
        return f"{letter}{self.counts[letter] - 1}"

    def group(self):
        body = {"name": self.number("g"), "lr": self.draw.rate()}
        if self.momentum and self.draw.chance(0.3):
            body["betas"] = [self.draw.near(0.5, 0.95), 0.999]
        elif self.momentum or self.draw.chance(0.2):
            body["momentum"] = self.draw.near(0, 0.95)
        if self.draw.chance(0.1) and not self.draw.plain:
            body["initial_lr"] = self.draw.rate()
        self.groups[body["name"]] = body
        return body

    def scheduler(self, kind, step):
        """For all groups or some; with arguments by name it covers no later groups."""
        names = list(self.groups)
        limited = not self.draw.plain and self.draw.chance(0.25)
        if limited:
            names = self.draw.random.sample(names, self.draw.count(1, len(names)))
        given = scheduler(self.draw, kind, names, self.momentum)
        if limited or (named_groups(given) and "add" in self.wanted["happenings"]):
            given["groups"] = names
        if not self.draw.plain:
            given["name"] = self.number("s")
        if kind == "ReduceLROnPlateau":
            about = {"monitor": given["monitor"], "name": given.get("name")}
            self.plateaus.append({**about, "first": step, "last": self.draw.steps})
        self.schedulers.append(given)
        return given

    def events(self):
        """One event of each kind, valid for the groups and schedulers at that step."""
        happenings = list(self.wanted["happenings"])
        self.draw.random.shuffle(happenings)
        steps = sorted(self.draw.step() for _ in happenings)
        written = []
        for step, what in zip(steps, happenings):
            alone = all(event["step"] != step for event in written)
            event = HAPPENINGS[what](self, step, alone)
            if event:
                written.append({"step": step, **event})
        return written

    def edit(self, _step, _alone):
        name = self.draw.one(*self.groups)
        changes = {"lr": self.draw.one(self.draw.rate(), self.draw.rate(), 0.0)}
        if "momentum" in self.groups[name] and self.draw.chance(0.3):
            changes["momentum"] = self.draw.near(0, 0.95)
        if "betas" in self.groups[name] and self.draw.chance(0.3):
            changes["betas"] = [self.draw.near(0.5, 0.95), 0.99]
        return {"edit": name, "set": changes}

    def add(self, _step, _alone):
        return {"add": self.group()}

    def attach(self, step, _alone):
        return {"attach": self.scheduler(self.draw.one(*TYPES), step)}

    def remove(self, _step, alone):
        """Not at the step of another event: an edit of a removed group has no effect."""
        if not alone or len(self.groups) == 1:
            return None
        return {"remove": self.groups.pop(self.draw.one(*self.groups))["name"]}

    def detach(self, step, alone):
        named = [each["name"] for each in self.schedulers if "name" in each]
        if not alone or not named:
            return None
        gone = self.draw.one(*named)
        self.schedulers = [each for each in self.schedulers if each.get("name") != gone]
        for plateau in self.plateaus:
            if plateau["name"] == gone:
                plateau["last"] = step - 1
        return {"detach": gone}

    def metrics(self):
        """Each metric, at the steps where it is monitored: the service refuses it at others."""
        reported = {}
        for name in sorted({plateau["monitor"] for plateau in self.plateaus}):
            spans = [each for each in self.plateaus if each["monitor"] == name]
            reported[name] = [
                [step, value]
                for step, value in metric(self.draw)
                if any(each["first"] <= step <= each["last"] for each in spans)
            ]
        return reported


HAPPENINGS = {
    "edit": Author.edit,
    "add": Author.add,
    "attach": Author.attach,
    "remove": Author.remove,
    "detach": Author.detach,
}


def metric(draw):
    """A metric with noise, plateaus, gaps, NaN and infinities."""
    level, drift, noise = draw.near(-1, 3), draw.one(0.99, 0.95, 1.0, 1.01), draw.one(0, 0.01, 0.3)
    gaps, strange = draw.one(0, 0, 0.3, 0.9), draw.one(0, 0, 0.02)
    digits = draw.one(1, 2, 3)
    series = []
    for step in range(1, draw.steps + 1):
        value = round(level * drift ** (step % 90) + draw.random.uniform(-noise, noise), digits)
        if draw.chance(strange):
            value = draw.one("nan", "inf", "-inf")
        if not draw.chance(gaps):
            series.append([step, value])
    return series
