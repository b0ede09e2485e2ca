"""A change of an argument in torch: the assignment of the attribute that later steps read."""

from collections import Counter

from oracle import argument

# Attributes with the name of the argument, by type.
ATTRIBUTES = {
    "StepLR": {"step_size", "gamma"},
    "MultiStepLR": {"gamma"},
    "ConstantLR": {"factor", "total_iters"},
    "LinearLR": {"start_factor", "end_factor", "total_iters"},
    "ExponentialLR": {"gamma"},
    "PolynomialLR": {"total_iters", "power"},
    "CosineAnnealingLR": {"T_max", "eta_min"},
    "CosineAnnealingWarmRestarts": {"T_mult", "eta_min"},
    "CyclicLR": {"scale_mode"},
    "ReduceLROnPlateau": {
        *("mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "eps"),
    },
    "SWALR": {"anneal_epochs"},
}
# Attributes that are lists, one item for each group.
LISTS = {
    "LambdaLR": {"lr_lambda": "lr_lambdas"},
    "MultiplicativeLR": {"lr_lambda": "lr_lambdas"},
    "ReduceLROnPlateau": {"min_lr": "min_lrs"},
    "CyclicLR": {
        "base_lr": "base_lrs",
        "max_lr": "max_lrs",
        "base_momentum": "base_momentums",
        "max_momentum": "max_momentums",
    },
}


def cycle_sizes(built, given, _value):
    up = float(given.get("step_size_up", 2000))
    down = float(given.get("step_size_down", up))
    built.total_size = up + down
    built.step_ratio = up / built.total_size


# What the constructor computes from an argument, or calls it by another name.
COMPUTED = {
    ("MultiStepLR", "milestones"): lambda built, _, value: setattr(
        built, "milestones", Counter(value)
    ),
    ("SequentialLR", "milestones"): lambda built, _, value: setattr(built, "_milestones", value),
    ("CyclicLR", "step_size_up"): cycle_sizes,
    ("CyclicLR", "step_size_down"): cycle_sizes,
    ("CyclicLR", "scale_fn"): lambda built, _, value: setattr(built, "_scale_fn_custom", value),
    ("OneCycleLR", "anneal_strategy"): lambda built, _, value: setattr(
        built, "_anneal_func_type", value
    ),
    ("SWALR", "anneal_strategy"): lambda built, _, value: built._set_anneal_func(value),
}


def changeable(kind):
    """The arguments whose change has an effect on later steps."""
    computed = {name for each, name in COMPUTED if each == kind}
    return sorted({*ATTRIBUTES.get(kind, ()), *LISTS.get(kind, ()), *computed})


def assign(built, given, changes):
    """Assigns changed arguments to a scheduler; `given` has all its arguments, the changes too."""
    kind = given["type"]
    for name, change in changes.items():
        value = argument(name, change, None)
        if name in ATTRIBUTES.get(kind, ()):
            setattr(built, name, value)
        elif name in LISTS.get(kind, ()):
            setattr(built, LISTS[kind][name], [value] * len(built.optimizer.param_groups))
        else:
            COMPUTED[kind, name](built, given, value)
