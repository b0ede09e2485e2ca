"""What a scheduler's constructor would have left for a group that is added after it.

torch 2.13.0 steps some schedulers on a late group, and raises on others, because their constructor
has left nothing for it. Then the constructor itself says what it would have left: it is called on
an optimizer of this group alone, with the `initial_lr` that the schedulers before it would have left.
The group keeps its values.
"""

from oracle import construct

# Their step() reads the current values only, so it takes a late group as it is.
GO_ON = {
    *("StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR"),
    "ReduceLROnPlateau",
}
LISTS = ["base_lrs", "lr_lambdas", "max_lrs", "min_lrs", "base_momentums", "max_momentums"]
VALUES = ["lr", "momentum", "betas", "params"]


def left_by_constructors(given, built, group, optimizer_of, before=None, go_on=GO_ON):
    """Extends the lists of a scheduler, and writes its keys to the group.

    `before` is what the constructors of the schedulers so far would have left, those that go on too.
    """
    before = {} if before is None else before
    kind = given["type"]
    if kind in go_on:
        if kind != "ReduceLROnPlateau":
            before.setdefault("initial_lr", group["lr"])
        return
    if kind == "ChainedScheduler":
        for child, inner in zip(given["schedulers"], built._schedulers, strict=True):
            left_by_constructors(child, inner, group, optimizer_of, before, go_on)
        return
    own = {key: value for key, value in group.items() if key != "params"}
    alone = optimizer_of([{**before, **own}])
    extend(built, construct(given, alone, None))
    [seen] = alone.param_groups
    group.update({key: value for key, value in seen.items() if key not in VALUES})
    before.update(initial_lr=seen["initial_lr"])


def extend(built, alone):
    for name in LISTS:
        if hasattr(built, name):
            getattr(built, name).extend(getattr(alone, name))
    if hasattr(built, "_schedulers"):
        for inner, own in zip(built._schedulers, alone._schedulers, strict=True):
            extend(inner, own)
