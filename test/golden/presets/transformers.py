"""Writes transformers.jsonl.gz: the rates of transformers' schedulers, for the presets `hf/*`.

Run it where transformers and torch 2.13.0 are installed: python test/golden/presets/transformers.py
It runs `transformers.get_scheduler` on torch optimizers with several groups. Step k is the state
after construction and k calls of `scheduler.step()`. A metric of step k is the argument of the call
that leads to step k; without a metric, ReduceLROnPlateau and GreedyLR are not called.

`warmup_ratio` (and a share such as "3%") is `TrainingArguments.warmup_steps` below 1: the Trainer
takes the ceiling of its product with the length of the run. `hf/adafactor` is the relative step
that the optimizer Adafactor uses in its step k + 1, with scale_parameter=False.
"""

from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of, with_default

import torch
import transformers
from transformers.optimization import Adafactor

LIBRARY = f"transformers {transformers.__version__}"
OURS = {"preset", "monitor", "warmup_ratio", "num_warmup_steps", "num_training_steps"}
LENGTHS = [1, 2, 7, 13, 30, 79, 100, 350, 1010]
COMPOSED = ["linear", "cosine", "polynomial", "inverse_sqrt", "cosine_with_min_lr"]
CYCLES = [0.5, 0.5, 1, 1.5, 2, 3, 0.25, 0.7]


def main():
    given = vectors.arguments("transformers", __doc__)
    vectors.write(given.file, [*plain(given.seed), *metrics(given.seed), *adafactor(given.seed)])


def warmup_of(spec, length):
    """The steps of warmup, as the Trainer makes them of a ratio."""
    warmup = spec.get("num_warmup_steps")
    ratio = spec.get("warmup_ratio")
    if isinstance(warmup, str):
        ratio = float(warmup.removesuffix("%")) / 100
    if ratio is None:
        return warmup
    arguments = SimpleNamespace(warmup_steps=ratio)
    return transformers.TrainingArguments.get_warmup_steps(arguments, length)


def scheduler_of(optimizer, spec, total):
    """The scheduler of JSON: a preset, or torch's SequentialLR of presets."""
    if spec.get("type") == "SequentialLR":
        inner = [scheduler_of(optimizer, one, total) for one in spec["schedulers"]]
        return torch.optim.lr_scheduler.SequentialLR(optimizer, inner, spec["milestones"])
    length = spec.get("num_training_steps", total)
    specific = {key: value for key, value in spec.items() if key not in OURS}
    return transformers.get_scheduler(
        spec["preset"].removeprefix("hf/"),
        optimizer,
        num_warmup_steps=warmup_of(spec, length),
        num_training_steps=length,
        scheduler_specific_kwargs=specific,
    )


def run_of(registration):
    optimizer = vectors.optimizer_of(registration)
    spec = registration["schedulers"][0]
    scheduler = scheduler_of(optimizer, spec, registration.get("total_steps"))
    while True:
        yield optimizer
        scheduler.step()


def case(registration, spec, steps, note=None, preset=None):
    registration = {**registration, "schedulers": [spec]}
    preset = preset or spec["preset"]
    return line(preset, LIBRARY, registration, steps, run_of(registration), note=note)


def plain(seed):
    """The schedulers that follow the step alone."""
    for name, configurations in CONFIGURATIONS.items():
        preset = f"hf/{name}"
        edges, draw = configurations
        for at, spec in enumerate(edges):
            chance = chance_of("edge", name, at)
            yield configuration(chance, preset, dict(spec))
        for at in range(16):
            chance = chance_of(seed, name, at)
            yield configuration(chance, preset, draw(chance, chance.choice(LENGTHS[2:])))
    yield from refused()
    yield from ratios()
    yield from composed(seed)


def configuration(chance, preset, spec):
    length = spec.get("num_training_steps")
    warmup = spec.get("num_warmup_steps", 0)
    if length is None:
        rest = spec.get("num_stable_steps", 0) + spec.get("num_decay_steps", 0)
        length = warmup + rest or 20
        length += 0 if rest else 10
    edges = [warmup]
    if "num_decay_steps" in spec:
        stable = spec.get("num_stable_steps", length - warmup - spec["num_decay_steps"])
        edges += [warmup + stable, warmup + stable + spec["num_decay_steps"]]
    registration = with_default(chance, groups_of(chance))
    if "num_training_steps" in spec and chance.random() < 0.25:
        registration = {**registration, "total_steps": spec.pop("num_training_steps")}
    spec = {"preset": preset, **spec}
    return case(registration, spec, steps_of(chance, max(length, warmup), edges))


def run(length, warmup, **more):
    return {"num_warmup_steps": warmup, "num_training_steps": length, **more}


# Warmup of none, one, all, more; a run of one step.
RUNS = [(20, 0), (20, 1), (20, 20), (20, 27), (1, 0), (1, 1), (2, 1), (1000, 100)]


def drawn_warmup(chance, length):
    return chance.choice([0, 1, 3, length // 10, length // 3, length - 1])


def runs(**more):
    return [run(*one, **more) for one in RUNS]


def floor(chance):
    if chance.random() < 0.3:
        return {"min_lr_rate": chance.choice([0, 0.05, 0.1, 1 / 3])}
    return {"min_lr": chance.choice([0, 1e-6, 2e-6, 1e-5])}


def wsd(chance, length):
    warmup = chance.choice([0, 1, length // 10, length // 3])
    decay = chance.choice([1, length // 5 or 1, length // 2 or 1, length])
    spec = {
        "num_warmup_steps": warmup,
        "num_decay_steps": decay,
        "warmup_type": chance.choice(["linear", "cosine", "1-sqrt"]),
        "decay_type": chance.choice(["linear", "cosine", "1-sqrt"]),
        "min_lr_ratio": chance.choice([0, 0.1, 0.05, 1 / 3]),
    }
    if chance.random() < 0.3:
        spec["num_cycles"] = chance.choice(CYCLES)
    if chance.random() < 0.6:
        return {**spec, "num_training_steps": length}
    return {**spec, "num_stable_steps": chance.choice([0, 1, length // 3, length])}


def some(chance, **optional):
    """Each of some parameters, or its default."""
    return {key: value for key, value in optional.items() if chance.random() < 0.8}


def polynomial(chance, length):
    return run(
        length,
        drawn_warmup(chance, length),
        **some(
            chance,
            lr_end=chance.choice([0, 1e-7, 1e-6, 5e-6]),
            power=chance.choice([1, 2, 0.5, 0.9, 3, 1.7]),
        ),
    )


CONFIGURATIONS = {
    "constant": ([{}] * 4, lambda chance, length: {}),
    "constant_with_warmup": (
        [{"num_warmup_steps": warmup} for warmup in (0, 1, 2, 7, 1000)],
        lambda chance, length: {"num_warmup_steps": drawn_warmup(chance, length)},
    ),
    "linear": (runs(), lambda chance, length: run(length, drawn_warmup(chance, length))),
    "cosine": (
        [*runs(), run(20, 4, num_cycles=0), run(30, 30, num_cycles=0.7)],
        lambda chance, length: run(
            length, drawn_warmup(chance, length), **some(chance, num_cycles=chance.choice(CYCLES))
        ),
    ),
    "cosine_with_restarts": (
        [*runs(), *runs(num_cycles=3), run(20, 4, num_cycles=0), run(20, 4, num_cycles=30)],
        lambda chance, length: run(
            length,
            drawn_warmup(chance, length),
            **some(chance, num_cycles=chance.choice([1, 2, 3, 4, 7, 1.5, 2.5])),
        ),
    ),
    "polynomial": (
        [*runs(), run(20, 5, lr_end=0, power=0.5), run(20, 5, power=0), run(20, 5, power=-0.5)],
        polynomial,
    ),
    "inverse_sqrt": (
        [
            {"num_warmup_steps": 0},
            {"num_warmup_steps": 1},
            {"num_warmup_steps": 0, "timescale": 1},
            {"num_warmup_steps": 10, "timescale": 3},
            {"num_warmup_steps": 10, "timescale": 2.5},
            {"num_warmup_steps": 10, "timescale": 500},
            {"num_warmup_steps": 1000},
        ],
        lambda chance, length: {
            "num_warmup_steps": drawn_warmup(chance, length),
            **some(chance, timescale=chance.choice([1, 7, 100, 10_000, length])),
        },
    ),
    "cosine_with_min_lr": (
        [*runs(min_lr_rate=0.1), run(20, 3, min_lr=0), run(20, 3, min_lr_rate=1.5)],
        lambda chance, length: run(
            length,
            drawn_warmup(chance, length),
            **floor(chance),
            **some(chance, num_cycles=chance.choice(CYCLES)),
        ),
    ),
    "cosine_warmup_with_min_lr": (
        [
            *runs(min_lr_rate=0.1),
            *runs(min_lr=1e-6, warmup_lr_rate=0.2),
            run(20, 4, min_lr_rate=0.1, warmup_lr_rate=0),
        ],
        lambda chance, length: run(
            length,
            drawn_warmup(chance, length),
            **floor(chance),
            **some(chance, warmup_lr_rate=chance.choice([0, 0.1, 0.01, 0.9])),
            **({"num_cycles": chance.choice(CYCLES)} if chance.random() < 0.3 else {}),
        ),
    ),
    "warmup_stable_decay": (
        [
            {"num_warmup_steps": 5, "num_decay_steps": 5, "num_training_steps": 20},
            {"num_warmup_steps": 0, "num_decay_steps": 20, "num_training_steps": 20},
            {"num_warmup_steps": 0, "num_decay_steps": 0, "num_training_steps": 20},
            {"num_warmup_steps": 12, "num_decay_steps": 12, "num_training_steps": 20},
            {"num_warmup_steps": 25, "num_decay_steps": 5, "num_training_steps": 20},
            {"num_warmup_steps": 20, "num_decay_steps": 20, "num_training_steps": 20},
            {"num_warmup_steps": 4, "num_decay_steps": 4, "num_stable_steps": 4},
            {
                "num_warmup_steps": 4,
                "num_decay_steps": 4,
                "num_stable_steps": 4,
                "num_training_steps": 20,
                "min_lr_ratio": 0.1,
            },
            {"num_warmup_steps": 4, "num_decay_steps": 30, "num_training_steps": 20},
        ],
        wsd,
    ),
}


def refused():
    """What the library raises."""
    groups = [{"name": "backbone", "lr": 1e-3}, {"name": "head", "lr": 1e-4}]
    two = {"defaults": {"lr": 1e-3}, "groups": groups}
    of = {name: {"preset": f"hf/{name}"} for name in CONFIGURATIONS}
    ten = run(10, 2)
    for spec in [
        {**of["linear"], "num_training_steps": 10},
        {**of["linear"], "num_warmup_steps": 2},
        {**of["cosine"], "num_training_steps": 10},
        {**of["constant_with_warmup"]},
        {**of["inverse_sqrt"]},
        {**of["polynomial"], **ten, "lr_end": 1e-3},
        {**of["polynomial"], **ten, "lr_end": 2e-3},
        {**of["cosine_with_min_lr"], **ten},
        {**of["cosine_with_min_lr"], **ten, "min_lr": 1e-5, "min_lr_rate": 0.1},
        {**of["cosine_warmup_with_min_lr"], **ten},
        {**of["cosine_warmup_with_min_lr"], **ten, "min_lr": 1e-5, "min_lr_rate": 0.1},
        {**of["warmup_stable_decay"], "num_warmup_steps": 2, "num_decay_steps": 2},
        {**of["warmup_stable_decay"], **ten, "num_decay_steps": 2, "decay_type": "exp"},
        {**of["warmup_stable_decay"], **ten, "num_decay_steps": 2, "warmup_type": "sqrt"},
        {**of["inverse_sqrt"], "num_warmup_steps": 0, "timescale": 0},
        {"preset": "hf/reduce_lr_on_plateau", "monitor": "loss", "factor": 1},
        {"preset": "hf/greedy", "monitor": "loss", "factor": 1},
        {"preset": "hf/greedy", "monitor": "loss", "min_lr": [1e-6]},
    ]:
        yield case(two, spec, [0, 1])


def ratios():
    """Shares of the run as the Trainer rounds them: up, from the product in doubles."""
    for at, (length, ratio) in enumerate(
        [(1010, 0.03), (1000, 0.07), (1000, 0.06), (100, 0.29), (50, 0.5), (33, 0.1), (7, 0.01)]
    ):
        warmup = warmup_of({"warmup_ratio": ratio}, length)
        for preset, more in [
            ("hf/linear", {}),
            ("hf/cosine", {}),
            ("hf/polynomial", {}),
            ("hf/cosine_with_restarts", {"num_cycles": 2}),
            ("hf/cosine_with_min_lr", {"min_lr": 1e-6}),
            ("hf/cosine_warmup_with_min_lr", {"min_lr_rate": 0.1}),
            ("hf/warmup_stable_decay", {"num_decay_steps": 3}),
            ("hf/constant_with_warmup", {}),
            ("hf/inverse_sqrt", {}),
        ][at % 2 :: 2]:
            chance = chance_of("ratio", preset, length)
            registration = {"total_steps": length, **with_default(chance, groups_of(chance))}
            share = {"warmup_ratio": ratio}
            if chance.random() < 0.4:
                share = {"num_warmup_steps": f"{ratio * 100:g}%"}
            spec = {"preset": preset, **share, **more}
            yield case(registration, spec, steps_of(chance, length, [warmup], 12))


def composed(seed):
    """Inside torch's SequentialLR, as users of the library put them."""
    for at in range(12):
        chance = chance_of(seed, "composed", at)
        inner = []
        for name in chance.sample(COMPOSED, 2):
            spec = CONFIGURATIONS[name][1](chance, chance.choice([7, 13, 30]))
            inner.append({"preset": f"hf/{name}", **spec})
        milestone = chance.choice([1, 5, 9, 14])
        if at % 4 == 3:
            milestone = 5
            inner[0] = {"preset": "hf/constant_with_warmup", "num_warmup_steps": 5}
        outer = {"type": "SequentialLR", "schedulers": inner, "milestones": [milestone]}
        registration = with_default(chance, groups_of(chance))
        steps = steps_of(chance, 30, [milestone], 20)
        yield case(registration, outer, steps, preset=inner[0]["preset"])


def metrics(seed):
    """ReduceLROnPlateau and GreedyLR."""
    for at in range(24):
        yield measured(chance_of(seed, "plateau", at), "hf/reduce_lr_on_plateau", plateau, at)
    for at in range(30):
        yield measured(chance_of(seed, "greedy", at), "hf/greedy", greedy, at)


def plateau(chance, groups):
    lowest = [0, 1e-6, 1e-4, [group["lr"] * chance.choice([0.01, 0.5]) for group in groups]]
    return some(
        chance,
        mode=chance.choice(["min", "max"]),
        factor=chance.choice([0.1, 0.5, 0.9, 1 / 3]),
        patience=chance.choice([0, 1, 2, 3]),
        threshold=chance.choice([1e-4, 0, 0.01, 0.1]),
        threshold_mode=chance.choice(["rel", "abs"]),
        cooldown=chance.choice([0, 1, 3]),
        min_lr=chance.choice(lowest),
        eps=chance.choice([1e-8, 0, 1e-5]),
    )


def greedy(chance, groups):
    rates = [group["lr"] for group in groups]
    least = chance.choice([0, 1e-6, min(rates) / 3, [one * 0.9 for one in rates]])
    most = chance.choice([1, max(rates) * 1.2, [one * 1.1 for one in rates]])
    return {
        **some(
            chance,
            mode=chance.choice(["min", "max"]),
            factor=chance.choice([0.95, 0.9, 0.5, 0.1]),
            patience=chance.choice([0, 1, 2]),
            threshold=chance.choice([1e-6, 0, 0.01, 0.1]),
            threshold_mode=chance.choice(["rel", "abs"]),
            cooldown=chance.choice([0, 1, 3]),
            warmup=chance.choice([0, 1, 3]),
            eps=chance.choice([1e-8, 0, 1e-5]),
            smooth=chance.random() < 0.5,
            window_size=chance.choice([1, 2, 3, 50]),
            reset_start=chance.choice([0, 1, 2, 500]),
        ),
        **({"min_lr": least, "max_lr": most} if chance.random() < 0.8 else {}),
    }


def measured(chance, preset, draw, at):
    """A run with a metric at each step, or at every third, or not at some."""
    groups = groups_of(chance)
    options = draw(chance, groups) if at else {}
    every = chance.choice([1, 1, 1, 3])
    losses = vectors.losses_of(chance, 36 // every, every, options.get("mode", "min"))
    if every == 1:
        losses = [one for one in losses if chance.random() < 0.9]
    if at % 8 == 5:
        losses[4][1] = "nan"
    if at % 8 == 6:
        losses[9][1] = "inf"
    spec = {"preset": preset, "monitor": "eval_loss", **options}
    registration = {"groups": groups, "schedulers": [spec]}
    reports = {step: float(loss) for step, loss in losses}
    run = measured_run(registration, reports)
    steps = range(0, 40)
    return line(preset, LIBRARY, registration, steps, run, metrics={"eval_loss": losses})


def measured_run(registration, reports):
    optimizer = vectors.optimizer_of(registration)
    scheduler = scheduler_of(optimizer, registration["schedulers"][0], None)
    step = 0
    while True:
        yield optimizer
        step += 1
        if step in reports:
            scheduler.step(reports[step])


def adafactor(seed):
    """The relative step of the optimizer Adafactor; the rate of a group has no effect."""
    for at in range(20):
        chance = chance_of(seed, "adafactor", at)
        yield adafactor_case(chance, at, None if at else 16_000)


def adafactor_case(chance, at, length=None):
    groups = groups_of(chance)
    flags = {group["name"]: chance.random() < 0.5 for group in groups}
    ways = [{}, {"warmup_init": True}, {"warmup_init": False}, {"warmup_init": flags}]
    spec = {"preset": "hf/adafactor", **ways[at % 4]}
    registration = {"groups": groups, "schedulers": [spec]}
    length = length or chance.choice([30, 500, 3000])
    steps = steps_of(chance, length, [99, 9999], 20)
    return line("hf/adafactor", LIBRARY, registration, steps, adafactor_run(registration))


def adafactor_run(registration):
    flag = registration["schedulers"][0].get("warmup_init", False)
    groups = [
        {
            **group,
            "params": [torch.nn.Parameter(torch.ones(1))],
            "warmup_init": flag[group["name"]] if isinstance(flag, dict) else flag,
        }
        for group in registration["groups"]
    ]
    optimizer = Adafactor(groups, scale_parameter=False, relative_step=True)
    while True:
        for group in optimizer.param_groups:
            group["params"][0].grad = torch.ones(1)
        optimizer.step()
        rates = [relative_step(optimizer, group) for group in optimizer.param_groups]
        yield SimpleNamespace(param_groups=rates)


def relative_step(optimizer, group):
    state = optimizer.state[group["params"][0]]
    return {"name": group["name"], "lr": optimizer._get_lr(group, state)}


if __name__ == "__main__":
    main()
