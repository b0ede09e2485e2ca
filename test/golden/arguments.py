"""Random arguments for each type of scheduler: ordinary and unusual ones that torch accepts."""

EXACT_FACTORS = [
    "{a} ** epoch",
    "{a} ** (epoch // {n})",
    "1 / (epoch + 1)",
    "1 / (1 + {b} * epoch)",
    "{b} if epoch // {n} % 2 else 1",
    "min(1, (epoch + 1) / {n})",
    "min((epoch + 1) ** -0.5, (epoch + 1) * {n} ** -1.5)",
    "max(0.0, 1 - epoch / {m})",
    "max({b}, 1 - epoch % {n} / {n})",
    "(1 - epoch / 1000) ** {a}",
    "epoch / {n} if epoch < {n} else {a} ** (epoch - {n})",
    "1 if epoch < {n} else {a} if epoch < {m} else {b}",
    "abs({n} - epoch) / {n}",
    "(epoch < {n}) * {b} + ({n} <= epoch < {m})",
    "not epoch % {n} or {a}",
    "int(epoch / {n}) + 1",
    "float(epoch > {n})",
    "math.sqrt({n} / max({n}, epoch))",
    "math.floor(epoch * {a}) % {n} / {n}",
    "-{b} + epoch / {m}",
    "2 ** -(epoch // {n})",
    "(3 * epoch + 7) % {n} / 10 + 1e-3",
]
CURVED_FACTORS = [
    "0.5 * (1 + math.cos(math.pi * epoch / {m}))",
    "math.exp(-{b} * epoch)",
    "1 / math.log(epoch + 2)",
    "1 + {b} * math.sin(epoch)",
    "1 - math.tanh(epoch / {m})",
    "{b} + (1 - {b}) * (1 + cos(pi * min(epoch, {m}) / {m})) / 2",
]
EXACT_RATIOS = [
    "{a}",
    "1 - 1 / (epoch + {n})",
    "{b} if epoch % {m} == 0 else 1",
    "1.01 if epoch < {m} else {a}",
    "1.02 if epoch // {n} % 2 else 1 / 1.02",
    "({n} + epoch) / ({n} + 1 + epoch)",
    "{a} ** (1 / (epoch + 1))",
    "-1 if epoch % {n} == 0 else 1",
]
CURVED_RATIOS = ["math.exp(-{b} / (epoch + 1))", "1 + {b} * math.sin(epoch) / {n}"]
EXACT_SCALES = [
    "1",
    "1 / 2 ** (x - 1)",
    "{a} ** x",
    "1 / (x + 1)",
    "1 if x % 2 else {b}",
    "max({b}, 1 - x / {n})",
    "1 / (5 ** (x * 0.0001))",
]
CURVED_SCALES = ["0.5 * (1 + math.sin(x * math.pi / 2))", "math.exp(-{b} * x)"]


def formula(draw, exact, curved):
    return draw.formula(curved if draw.chance(0.2) else exact)


def decay(draw):
    return draw.one(
        draw.near(0.05, 1), draw.near(0.9, 1), 0.1, 0.5, 1 / 3, 1.0, 1.003, 0.0, -0.5
    )


def lambda_lr(draw):
    return {"lr_lambda": formula(draw, EXACT_FACTORS, CURVED_FACTORS)}


def multiplicative_lr(draw):
    return {"lr_lambda": formula(draw, EXACT_RATIOS, CURVED_RATIOS)}


def step_lr(draw):
    return {"step_size": draw.length(), **draw.some(gamma=decay(draw))}


def multi_step_lr(draw):
    milestones = [draw.step(draw.one(0, 1)) for _ in range(draw.count(0, 6))]
    if milestones and draw.chance(0.4):
        milestones += [milestones[0]] * draw.count(1, 3)
    return {"milestones": milestones, **draw.some(gamma=decay(draw))}


def constant_lr(draw):
    factor = draw.one(draw.near(0.01, 1), draw.near(0.01, 1), 0.5, 1.0, 1e-3)
    return draw.some(factor=factor, total_iters=draw.length())


def linear_lr(draw):
    start = draw.one(draw.near(0.001, 1), draw.near(0.001, 1), 0.1, 1.0, 1e-6)
    end = draw.one(draw.near(0, 1), draw.near(0, 1), 1.0, 0.0)
    return draw.some(start_factor=start, end_factor=end, total_iters=draw.length())


def exponential_lr(draw):
    return {"gamma": draw.one(decay(draw), draw.near(0.97, 1), draw.near(0.99, 1.01))}


def polynomial_lr(draw):
    power = draw.one(draw.near(0.1, 3), draw.near(0.1, 3), 0.5, 1.0, 2.0, 3, 0.9, 0.0)
    length = draw.one(draw.length(), draw.steps, 2 * draw.steps, 1000)
    return draw.some(total_iters=length, power=power)


def eta_min(draw):
    return draw.one(draw.rate(), draw.rate() / 100, 0.0, 1e-3, -1e-3)


def cosine_annealing_lr(draw):
    return {"T_max": draw.length(), **draw.some(eta_min=eta_min(draw))}


def cosine_annealing_warm_restarts(draw):
    optional = draw.some(T_mult=draw.one(1, 1, 2, 2, 3, 5), eta_min=eta_min(draw))
    return {"T_0": draw.length(), **optional}


def momenta(draw):
    low = draw.one(draw.near(0, 0.9), 0.8)
    return {"base_momentum": low, "max_momentum": draw.one(draw.near(low, 0.99), 0.95)}


def cyclic_lr(draw):
    low = draw.rate()
    high = draw.one(low * draw.near(1.5, 20), low * draw.near(0.05, 0.9), low)
    optional = draw.some(
        step_size_up=draw.one(draw.length(), draw.length(), 2.5, 2000),
        step_size_down=draw.one(draw.length(), draw.length(), draw.near(0.5, 9)),
        mode=draw.one("triangular", "triangular2", "exp_range"),
        gamma=draw.one(draw.near(0.9, 1), 0.999, 1.0, 1.001),
        cycle_momentum=draw.chance(0.6),
        **momenta(draw),
    )
    if draw.chance(0.3) and not draw.plain:
        optional["scale_fn"] = formula(draw, EXACT_SCALES, CURVED_SCALES)
        optional["scale_mode"] = draw.one("cycle", "iterations")
    return {"base_lr": low, "max_lr": high, **optional}


def one_cycle_length(draw):
    """The number of steps that torch allows: at least the run's length, or fewer if it may end."""
    least = draw.step(2) if draw.ends else draw.steps
    if draw.chance(0.7):
        return {"total_steps": draw.one(least, least + 1, least + 7, 2 * least, 1000)}
    per_epoch = draw.count(1, 20)
    return {"epochs": -(-least // per_epoch), "steps_per_epoch": per_epoch}


def one_cycle_lr(draw):
    optional = draw.some(
        pct_start=draw.one(draw.near(0.05, 0.5), 0.1, 0.25, 0.5, 0.9, 0.0, 1.0),
        anneal_strategy=draw.one("linear", "linear", "linear", "cos"),
        cycle_momentum=draw.chance(0.6),
        div_factor=draw.one(draw.near(1, 50), 10, 1.0, 0.5),
        final_div_factor=draw.one(draw.near(1, 1000), 100, 1.0, 1e6),
        three_phase=draw.chance(0.5),
        **momenta(draw),
    )
    return {"max_lr": draw.rate() * 3, **one_cycle_length(draw), **optional}


def reduce_lr_on_plateau(draw):
    optional = draw.some(
        mode=draw.one("min", "min", "max"),
        factor=draw.one(draw.near(0.1, 0.95), 0.5, 0.5, 0.9, 0.0),
        patience=draw.one(0, 1, 2, 3, 5, 10),
        threshold=draw.one(1e-4, 1e-2, 0.0, draw.near(0.001, 0.2)),
        threshold_mode=draw.one("rel", "abs"),
        cooldown=draw.one(0, 0, 1, 2, 5),
        min_lr=draw.one(0, 1e-4, draw.rate()),
        eps=draw.one(1e-8, 0.0, 1e-3, 2.0**-8, 2.0**-10),
    )
    return {"monitor": draw.one("val_loss", "val_loss", "accuracy"), **optional}


def swa_lr(draw):
    optional = draw.some(
        anneal_epochs=draw.one(draw.length(), draw.length(), 0, 1),
        anneal_strategy=draw.one("linear", "linear", "linear", "cos"),
    )
    return {"swa_lr": draw.one(draw.rate(), draw.rate(), 0.0), **optional}


LEAVES = {
    "LambdaLR": lambda_lr,
    "MultiplicativeLR": multiplicative_lr,
    "StepLR": step_lr,
    "MultiStepLR": multi_step_lr,
    "ConstantLR": constant_lr,
    "LinearLR": linear_lr,
    "ExponentialLR": exponential_lr,
    "PolynomialLR": polynomial_lr,
    "CosineAnnealingLR": cosine_annealing_lr,
    "CosineAnnealingWarmRestarts": cosine_annealing_warm_restarts,
    "CyclicLR": cyclic_lr,
    "OneCycleLR": one_cycle_lr,
    "ReduceLROnPlateau": reduce_lr_on_plateau,
    "SWALR": swa_lr,
}
