"""The arguments of one group, of schedulers that may have them by group, and their construction."""

from oracle import construct


def of_group(given, name):
    """A scheduler, or some arguments of one, with the arguments of one group.

    A group without an argument of its own has that of any group: it is one that is added later, and
    brings its own ones.
    """
    own = {key: value_of(value, name) for key, value in given.items()}
    if "schedulers" in own:
        own["schedulers"] = [of_group(child, name) for child in own["schedulers"]]
    return own


def value_of(value, name):
    return value.get(name, next(iter(value.values()))) if isinstance(value, dict) else value


def merged(given, own):
    """A scheduler with a group's own arguments, those of nested ones included."""
    if "schedulers" not in own:
        return {**given, **own}
    inner = [merged(*pair) for pair in zip(given["schedulers"], own["schedulers"], strict=True)]
    return {**given, **own, "schedulers": inner}


def construct_from(given, optimizer):
    """Torch's ChainedScheduler has no last_epoch: its schedulers are constructed with it."""
    return construct(chained_epoch(given), optimizer, None)


def chained_epoch(given):
    if given["type"] != "ChainedScheduler":
        return given
    epoch = given.get("last_epoch", -1)
    inner = [chained_epoch({**child, "last_epoch": epoch}) for child in given["schedulers"]]
    return {**{k: v for k, v in given.items() if k != "last_epoch"}, "schedulers": inner}


def keep_bounds(given, group):
    """What OneCycleLR with last_epoch wants in a group, as its constructor without it leaves it."""
    given = chained_epoch(given)
    if given["type"] == "ChainedScheduler":
        for child in given["schedulers"]:
            keep_bounds(child, group)
    if given["type"] != "OneCycleLR" or given.get("last_epoch", -1) < 0:
        return
    high = float(given["max_lr"])
    low = high / float(given.get("div_factor", 25)) / float(given.get("final_div_factor", 1e4))
    group.setdefault("max_lr", high)
    group.setdefault("min_lr", low)
    group.setdefault("base_momentum", float(given.get("base_momentum", 0.85)))
    group.setdefault("max_momentum", float(given.get("max_momentum", 0.95)))
