"""Random cases of state_dicts.py: one scheduler on 1 to 4 groups."""

from cases import metric
from oracle import PER_GROUP_LISTS
from several_groups_schedulers import Schedulers

STEPS = 90
# Torch's sequence steps a chain once too often, which changes no value of these.
TWICE_INITIAL = ["StepLR", "MultiStepLR", "ConstantLR", "LambdaLR"]


class Author(Schedulers):
    """Writes one case. What happens in it follows from its number."""

    def __init__(self, draw, number):
        self.number = number
        self.momentum = draw.one("momentum", "betas", None)
        self.happening = ["nothing", "last_epoch", "join", "edit"][number // 4 % 4]
        super().__init__(draw, [], cycles=self.momentum is not None)

    def write(self, kind):
        groups = [self.group() for _ in range(1 + self.number % 4)]
        scheduler = {"name": "s0", **self.definition(kind)}
        if kind == "SequentialLR" and self.number % 3 == 0:
            inner = [{"type": one, **self.arguments(one)} for one in TWICE_INITIAL[: self.count()]]
            scheduler["schedulers"][0] = {"type": "ChainedScheduler", "schedulers": inner}
        if self.happening == "last_epoch" and kind != "ReduceLROnPlateau":
            scheduler["last_epoch"] = self.draw.one(0, self.draw.count(0, STEPS))
        about = {"steps": STEPS, "groups": groups, "schedulers": [scheduler]}
        return {**about, "events": self.events(), "metrics": self.metrics(scheduler)}

    def count(self):
        return self.draw.count(1, len(TWICE_INITIAL))

    def group(self):
        self.names.append(f"g{len(self.names)}")
        body = {"name": self.names[-1], "lr": self.draw.rate()}
        if self.happening == "last_epoch" or self.draw.chance(0.1):
            body["initial_lr"] = self.draw.rate()
        if self.momentum == "momentum":
            body["momentum"] = self.draw.near(0, 0.95)
        if self.momentum == "betas":
            body["betas"] = [self.draw.near(0.5, 0.95), 0.999]
        return body

    def by_group(self, kind, given):
        if self.happening == "join":
            return []
        return [key for key in super().by_group(kind, given) if key in PER_GROUP_LISTS]

    def events(self):
        if self.happening == "join":
            return [{"step": self.draw.count(1, 40), "add": self.group(), "join": True}]
        if self.happening == "edit":
            changes = {"lr": self.draw.rate()}
            return [{"step": self.draw.count(1, 80), "edit": self.names[0], "set": changes}]
        return []

    def metrics(self, scheduler):
        """A report for each step: torch counts reports, and the service the steps of a scheduler."""
        if "monitor" not in scheduler:
            return {}
        reported = dict(metric(self.draw))
        steps = range(1, STEPS + 1)
        return {scheduler["monitor"]: [[step, reported.get(step, 1 + step % 5)] for step in steps]}
