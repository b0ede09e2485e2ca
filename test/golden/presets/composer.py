"""Writes composer.jsonl.gz: what the schedulers of Composer give.

Run it where mosaicml 0.32.1 (--no-deps: its own torch is older) and torch are installed:
python test/golden/presets/composer.py. Only the files of its schedulers and of its Time are loaded.

The clock: step k is batch k; the scheduler is compiled to torch's LambdaLR by Composer itself, as
its Trainer does. A number of steps is that many batches ("10ba"), a share "10%" is "0.1dur".
max_duration is the declared total_steps, else t_max, else long.
"""

import importlib.metadata
import importlib.util
import pathlib
import sys
import types
import warnings

import vectors  # before the library: see there
from vectors import (
    case,
    chance_of,
    draw_groups,
    preset_of,
    rows_of,
    schedulers_of,
    with_defaults,
)

import torch

HOME = pathlib.Path(importlib.util.find_spec("composer").origin).parent


def package(name, path=None, **members):
    """A package without its own __init__, which imports the whole of Composer."""
    module = sys.modules[name] = types.ModuleType(name)
    module.__path__ = [str(path)] if path else []
    module.__dict__.update(members)


package("composer", HOME)
package("composer.utils", HOME / "utils")
from composer.utils.string_enum import StringEnum

package("composer.utils", StringEnum=StringEnum)
package("composer.core", HOME / "core")
from composer.core.time import Time, Timestamp, TimeUnit

package("composer.core", State=None, Time=Time, TimeUnit=TimeUnit)
package("composer.optim", HOME / "optim")
from composer.optim import scheduler as library

CLASSES = {
    "step": library.StepScheduler,
    "multistep": library.MultiStepScheduler,
    "constant": library.ConstantScheduler,
    "linear": library.LinearScheduler,
    "exponential": library.ExponentialScheduler,
    "cosine_annealing": library.CosineAnnealingScheduler,
    "cosine_annealing_warm_restarts": library.CosineAnnealingWarmRestartsScheduler,
    "polynomial": library.PolynomialScheduler,
    "multistep_with_warmup": library.MultiStepWithWarmupScheduler,
    "constant_with_warmup": library.ConstantWithWarmupScheduler,
    "linear_with_warmup": library.LinearWithWarmupScheduler,
    "cosine_annealing_with_warmup": library.CosineAnnealingWithWarmupScheduler,
    "polynomial_with_warmup": library.PolynomialWithWarmupScheduler,
}
TIMES = ("step_size", "t_max", "t_0", "t_warmup", "decay_period", "milestones")


def run(of):
    registration = of["registration"]
    defaults = registration.get("defaults", {})
    parameters = [torch.nn.Parameter(torch.zeros(1)) for _ in registration["groups"]]
    groups = [
        {"params": [one], **defaults, **group}
        for one, group in zip(parameters, registration["groups"])
    ]
    optimizer = torch.optim.SGD(groups)
    given = registration["schedulers"]
    longest = registration.get("total_steps") or next(
        (each["t_max"] for each in given if isinstance(each.get("t_max"), int)), 10**9
    )
    state = types.SimpleNamespace(
        optimizers=[optimizer],
        timestamp=Timestamp(),
        max_duration=Time(longest, "ba"),
        dataloader_len=None,
    )
    built = [library.compile_composer_scheduler(construct(each), state) for each in given]
    while True:
        yield {group["name"]: {"lr": group["lr"]} for group in optimizer.param_groups}
        state.timestamp = state.timestamp.to_next_batch()
        for scheduler in built:
            scheduler.step()


def construct(given):
    arguments = {
        key: time_of(value) if key in TIMES else value
        for key, value in given.items()
        if key != "preset"
    }
    return CLASSES[given["preset"].removeprefix("composer/")](**arguments)


def time_of(value):
    if isinstance(value, list):
        return [time_of(each) for each in value]
    if isinstance(value, str):
        return f"{float(value[:-1]) / 100}dur" if value.endswith("%") else value
    return Time(value, "ba")


def share_of(chance, steps, total):
    """Steps, or at times a share of the run."""
    return (
        chance.choice([steps, steps, f"{chance.choice([3, 7, 12.5, 29, 57])}%"]) if total else steps
    )


def draw(chance, name):
    """Arguments, the length of the run, and whether it is declared."""
    length = chance.choice([chance.randint(8, 36), chance.randint(8, 36), 100])
    declared = chance.random() < 0.6
    warmup = chance.choice([0, 1, length // 5, length // 3, length - 1, length, length + 4])
    rise = {"t_warmup": share_of(chance, warmup, declared)} if name.endswith("with_warmup") else {}
    end = (
        {}
        if declared and chance.random() < 0.6
        else {"t_max": length + (chance.choice([0, 0, 5]) if declared else 0)}
    )
    floor = chance.choice([{}, {"alpha_f": 0.1}, {"alpha_f": round(chance.random(), 3)}])
    kind = name.removesuffix("_with_warmup")
    own = {
        "step": lambda: {
            "step_size": share_of(chance, chance.randint(1, 12), declared),
            **gamma(chance),
        },
        "multistep": lambda: {
            "milestones": [
                share_of(chance, chance.randint(0, length), declared)
                for _ in range(chance.randint(1, 5))
            ],
            **gamma(chance),
        },
        "constant": lambda: {**chance.choice([{"alpha": 0.5}, {"alpha": 1.7}, {}]), **end},
        "linear": lambda: {
            **chance.choice([{}, {"alpha_i": 0.3}, {"alpha_i": 1.2}]),
            **floor,
            **end,
        },
        "exponential": lambda: {
            "gamma": chance.choice([0.96, 0.5, 1.1, 0.733]),
            "decay_period": share_of(chance, chance.randint(1, 15), declared),
        },
        "cosine_annealing": lambda: {**floor, **end},
        "cosine_annealing_warm_restarts": lambda: {
            "t_0": share_of(chance, chance.randint(1, 9), declared),
            **chance.choice([{}, {"t_mult": 2}, {"t_mult": 1.5}, {"t_mult": 0.8}]),
            **floor,
        },
        "polynomial": lambda: {
            **(
                {}
                if rise and chance.random() < 0.3
                else {"power": chance.choice([1.0, 2.0, 0.5, 0.9])}
            ),
            **floor,
            **end,
        },
    }
    return {**own[kind](), **rise}, length, declared


def gamma(chance):
    return chance.choice([{}, {"gamma": 0.5}, {"gamma": round(chance.uniform(0.1, 1.1), 3)}])


def drawn_cases(seed, name, count=22):
    for number in range(count):
        chance = chance_of(seed, f"composer/{name}", number)
        groups = draw_groups(chance, number)
        arguments, length, declared = draw(chance, name)
        more = {"total_steps": length} if declared else {}
        if number % 7 == 6:
            more["defaults"], groups = with_defaults(chance, groups)
        scheduler = {"preset": f"composer/{name}", **arguments}
        edges = [
            value
            for value in (arguments.get("t_warmup"), arguments.get("t_max"))
            if isinstance(value, int)
        ]
        yield case(scheduler["preset"], [scheduler], groups, length, edges, **more)


GROUPS = [{"name": "backbone", "lr": 0.02}, {"name": "head", "lr": 0.003}]

# The declared length, or -; the schedulers; the last step to compare.
EDGES = """
100 | step step_size="29%" | 100
1010 | cosine_annealing_with_warmup t_warmup="3%" | 1010 30 31
40 | linear_with_warmup t_warmup=40 | 44
40 | linear_with_warmup t_warmup=50 t_max=45 | 60
40 | linear_with_warmup t_warmup="1%" | 44
- | linear t_max=1 | 4
- | exponential gamma=0.9 decay_period=7 | 30
- | cosine_annealing_warm_restarts t_0=5 t_mult=0.5 | 12
- | multistep milestones=[3,3,8] gamma=0.3 | 12
- | multistep milestones=[8,3] gamma=0.3 | 12
- | multistep milestones=[] | 6
# the last of several schedulers counts: each sets the rate
24 | linear alpha_f=0.1 + step step_size=5 gamma=0.5 | 24
24 | step step_size=5 gamma=0.5 + cosine_annealing_with_warmup t_warmup=6 | 24
# Composer's own texts of a time
40 | cosine_annealing t_max="0.5dur" | 44
40 | linear_with_warmup t_warmup="0.1dur" t_max="1dur" | 44
40 | step step_size="7ba" | 44
40 | polynomial_with_warmup t_warmup="5ba" t_max="40ba" power=2.0 | 44
# what the library refuses
40 | linear_with_warmup t_warmup=5 t_max=30 | 3
40 | cosine_annealing_with_warmup t_warmup=5 t_max="50%" | 3
40 | polynomial_with_warmup t_warmup=5 t_max=39 | 3
40 | constant_with_warmup t_warmup=5 t_max=39 | 3
40 | linear_with_warmup t_warmup="5sp" | 3
40 | linear t_max=0 | 3
40 | step step_size=0 | 3
40 | step step_size="2ep" | 3
40 | step step_size="10sec" | 3
40 | cosine_annealing_warm_restarts t_0=0 | 3
40 | polynomial | 3
"""


def all_cases(seed):
    for name in CLASSES:
        yield from drawn_cases(seed, name)
    for row in rows_of(EDGES):
        declared, text, steps = row.split(" | ")
        schedulers = schedulers_of("composer", text)
        length, *edges = [int(step) for step in steps.split()]
        more = {} if declared == "-" else {"total_steps": int(declared)}
        yield case(preset_of(schedulers), schedulers, GROUPS, length, edges, **more)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    vectors.write_cases(
        "composer", __doc__, f"mosaicml {importlib.metadata.version('mosaicml')}", all_cases, run
    )
