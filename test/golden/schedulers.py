"""Random schedulers of all sixteen types, for groups of given names."""

from arguments import LEAVES
from oracle import PER_GROUP_LISTS

TYPES = [*LEAVES, "SequentialLR", "ChainedScheduler"]
CHILDREN = [kind for kind in LEAVES if kind != "ReduceLROnPlateau"]  # torch refuses it nested

# Both by group or neither: the service refuses a minimum above the maximum.
BOUNDS = {"base_lr", "max_lr"}


def scheduler(draw, kind, names, momentum=True):
    """A scheduler; without `momentum` it does not drive momentum, for groups that have none."""
    if kind == "SequentialLR":
        return sequential(draw, names, momentum)
    if kind == "ChainedScheduler":
        return chained(draw, names, momentum)
    given = leaf(draw, kind, names)
    if not momentum and kind in ("CyclicLR", "OneCycleLR"):
        given["cycle_momentum"] = False
    return given


def leaf(draw, kind, names):
    """Some arguments may be by group: by name or, where torch allows it, as a list."""
    each = [LEAVES[kind](draw) for _ in names]
    given = {"type": kind, **each[0]}
    if draw.plain or draw.chance(0.6):
        return given
    shared = [key for key in each[0] if all(key in other for other in each) and key != "monitor"]
    chosen = [key for key in shared if draw.chance(0.5)]
    if BOUNDS & set(chosen):
        chosen += [key for key in shared if key in BOUNDS and key not in chosen]
    for key in chosen:
        given[key] = by_group(draw, key, dict(zip(names, [other[key] for other in each])))
    return given


def by_group(draw, key, values):
    return list(values.values()) if key in PER_GROUP_LISTS and draw.chance(0.5) else values


def children(draw, names, momentum):
    kinds = [draw.one(*CHILDREN) for _ in range(draw.count(1, 4))]
    return [scheduler(draw, kind, names, momentum) for kind in kinds]


def sequential(draw, names, momentum):
    given = children(draw, names, momentum)
    last = max(5, draw.one(draw.steps // 3, draw.steps, 2 * draw.steps))
    milestones = sorted(draw.random.sample(range(1, last), len(given) - 1))
    if milestones and draw.chance(0.2):
        milestones[0] = 0
    return {"type": "SequentialLR", "schedulers": given, "milestones": milestones}


def chained(draw, names, momentum, depth=0):
    given = children(draw, names, momentum)
    if depth < 2 and draw.chance(0.25):
        given[draw.count(0, len(given) - 1)] = chained(draw, names, momentum, depth + 1)
    if draw.chance(0.1):
        given[draw.count(0, len(given) - 1)] = sequential(draw, names, momentum)
    return {"type": "ChainedScheduler", "schedulers": given}


def named_groups(value):
    """Whether any argument of a scheduler is by group, so that it cannot cover later groups."""
    if value.get("schedulers"):
        return any(named_groups(child) for child in value["schedulers"])
    lists = [key for key in PER_GROUP_LISTS & value.keys() if isinstance(value[key], list)]
    return bool(lists) or any(isinstance(each, dict) for each in value.values())
