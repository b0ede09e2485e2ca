"""Random schedulers of an optimizer whose schedulers drive all its groups."""

from arguments import LEAVES
from assignment import changeable
from schedulers import CHILDREN

# What a plateau's counters depend on is common to its groups.
OF_PLATEAU_GROUPS = ["factor", "min_lr", "eps"]
# They count for themselves, and torch continues that where other milestones activate them again.
OWN_CLOCK = ["CosineAnnealingWarmRestarts", "SWALR"]


class Schedulers:
    """Draws schedulers for the groups of these names, which may become more."""

    def __init__(self, draw, names, cycles):
        self.draw = draw
        self.names = names
        self.cycles = cycles  # whether the groups have a hyperparameter for cycles to drive
        self.nested = CHILDREN

    def without_own_clock(self):
        self.nested = [each for each in CHILDREN if each not in OWN_CLOCK]

    def definition(self, kind):
        if kind in ("SequentialLR", "ChainedScheduler"):
            kinds = [self.draw.one(*self.nested) for _ in range(self.draw.count(2, 3))]
            inner = [self.definition(each) for each in kinds]
            if kind == "ChainedScheduler" and self.draw.chance(0.2):
                inner[0] = self.definition("SequentialLR")
            last = max(5, self.draw.steps // self.draw.one(1, 2, 3))
            milestones = sorted(self.draw.random.sample(range(1, last), len(inner) - 1))
            more = {"milestones": milestones} if kind == "SequentialLR" else {}
            return {"type": kind, "schedulers": inner, **more}
        return {"type": kind, **self.arguments(kind)}

    def arguments(self, kind):
        """Some of them by group."""
        given = self.leaf(kind)
        if len(self.names) > 1 and self.draw.chance(0.35):
            each = [self.leaf(kind) for _ in self.names[1:]]
            for key in self.by_group(kind, given):
                if all(key in other for other in each) and self.draw.chance(0.6):
                    values = [given[key], *(other[key] for other in each)]
                    given[key] = dict(zip(self.names, values, strict=True))
        return given

    def leaf(self, kind):
        given = LEAVES[kind](self.draw)
        if not self.cycles and kind in ("CyclicLR", "OneCycleLR"):
            given["cycle_momentum"] = False
        return given

    def by_group(self, kind, given):
        names = OF_PLATEAU_GROUPS if kind == "ReduceLROnPlateau" else given
        return [key for key in names if key in given]

    def own(self, given, share):
        """The arguments of a late group: wanted where they are by group, else a share of them."""
        kind = given["type"]
        if "schedulers" in given:
            inner = [self.own(child, share) for child in given["schedulers"]]
            return {"schedulers": inner} if any(inner) else {}
        fresh = self.leaf(kind)
        wanted = {key: value for key, value in given.items() if isinstance(value, dict)}
        own = {key: fresh.get(key, next(iter(value.values()))) for key, value in wanted.items()}
        for key in self.by_group(kind, fresh):
            if key in given and key != "cycle_momentum" and self.draw.chance(share):
                own[key] = fresh[key]
        return own

    def changes(self, given):
        """Other arguments for a scheduler: at least one of those that later steps read."""
        family = given["type"]
        fresh = self.definition(family) if family == "SequentialLR" else self.arguments(family)
        names = [key for key in changeable(family) if key in fresh]
        if family == "SequentialLR" and len(fresh["milestones"]) != len(given["milestones"]):
            return self.changes(given)
        kept = {key: fresh[key] for key in names if self.draw.chance(0.6)}
        kept = kept or {key: fresh[key] for key in names[:1]}
        # Only a function has a mode.
        if "scale_fn" in kept:
            kept["scale_mode"] = fresh["scale_mode"]
        else:
            kept.pop("scale_mode", None)
        return kept or self.changes(given)
