"""Random configurations of the presets `hf/*`, and what transformers gives for them.

A line of JSON for each line of JSON: the response to {"seed": "...", "number": 7} is the case of
that number, in the format of the files in test/golden/presets. Its groups have rates of their own,
its numbers all of their digits, and its steps go past the end of the run. transformers.py of that
folder runs the library.
"""

import importlib.util
import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).parents[1] / "golden" / "presets"
sys.path.insert(0, str(FOLDER))

import vectors  # noqa: E402 (before the library: see there)

found = importlib.util.spec_from_file_location("oracle", FOLDER / "transformers.py")
oracle = importlib.util.module_from_spec(found)
found.loader.exec_module(oracle)


def main():
    for text in sys.stdin:
        given = json.loads(text)
        print(json.dumps(drawn(given["seed"], given["number"])), flush=True)


def drawn(seed, number):
    chance = vectors.chance_of("live", seed, number)
    name = [*RUNS, *MEASURED, "adafactor", "SequentialLR"][number % (len(RUNS) + 4)]
    if name in MEASURED:
        return oracle.measured(chance, f"hf/{name}", MEASURED[name], chance.randrange(1, 1000))
    if name == "adafactor":
        return oracle.adafactor_case(chance, chance.randrange(4), chance.randint(1, 400))
    length = int(10 ** chance.uniform(0, 1.7 if chance.random() < 0.7 else 3.3))
    registration = vectors.with_default(chance, vectors.groups_of(chance))
    if name == "SequentialLR":
        return sequence(chance, registration, length)
    spec = {"preset": f"hf/{name}", **RUNS[name](chance, length, default_of(registration))}
    if "num_training_steps" in spec and chance.random() < 0.3:
        registration["total_steps"] = spec.pop("num_training_steps")
    if chance.random() < 0.3:
        registration["total_steps"] = registration.get("total_steps", length)
        share_of_the_run(chance, spec)
    return oracle.case(registration, spec, steps_of(chance, length))


def default_of(registration):
    """The rate of which transformers makes a level a share."""
    return vectors.default_lr(registration)


def share_of_the_run(chance, spec):
    """A warmup that the Trainer rounds, in place of a number of steps."""
    if "num_warmup_steps" not in spec:
        return
    if chance.random() < 0.5:
        del spec["num_warmup_steps"]
        spec["warmup_ratio"] = round(chance.uniform(0, 0.99), chance.choice([2, 17]))
    else:
        spec["num_warmup_steps"] = f"{round(chance.uniform(0, 99), chance.choice([0, 1]))}%"


def sequence(chance, registration, length):
    """Presets in torch's SequentialLR."""
    names = chance.sample(["linear", "cosine", "polynomial", "inverse_sqrt"], chance.choice([2, 3]))
    default = default_of(registration)
    inner = [{"preset": f"hf/{name}", **RUNS[name](chance, length, default)} for name in names]
    milestones = sorted(chance.sample(range(1, length + 10), len(inner) - 1))
    outer = {"type": "SequentialLR", "schedulers": inner, "milestones": milestones}
    return oracle.case(registration, outer, steps_of(chance, length), preset="SequentialLR")


def steps_of(chance, length):
    """Up to 40 steps of the run and of as many again after it."""
    end = length + chance.randint(2, length + 10)
    near = [step for step in (0, 1, length - 1, length, length + 1, end) if step <= end]
    return sorted({*near, *chance.sample(range(end), min(end, 34))})


def real(chance, low, high):
    """A number with all of its digits, or with two."""
    value = chance.uniform(low, high)
    return value if chance.random() < 0.7 else float(f"{value:.2g}")


def some(chance, **optional):
    """Each of some parameters, or its default."""
    return {key: value for key, value in optional.items() if chance.random() < 0.75}


def warmup(chance, length, _=None):
    return {"num_warmup_steps": chance.choice([0, 1, length, chance.randint(0, length + 2)])}


def run(chance, length, _=None):
    return {**warmup(chance, length), "num_training_steps": length}


def floor(chance, default):
    if chance.random() < 0.5:
        return {"min_lr_rate": real(chance, 0, 1.2)}
    return {"min_lr": real(chance, 0, default * 1.2)}


def cycles(chance):
    return some(chance, num_cycles=chance.choice([0, 1, real(chance, 0, 4)]))


def polynomial(chance, length, default):
    more = some(chance, lr_end=real(chance, 0, default * 1.1), power=real(chance, -0.3, 4))
    return {**run(chance, length), **more}


def warmup_stable_decay(chance, length, _):
    words = ["linear", "cosine", "1-sqrt"]
    spec = {
        **warmup(chance, max(1, length // 2)),
        "num_decay_steps": chance.randint(0, length),
        **some(
            chance,
            warmup_type=chance.choice(words),
            decay_type=chance.choice(words),
            min_lr_ratio=real(chance, 0, 1.1),
        ),
        **cycles(chance),
    }
    if chance.random() < 0.6:
        return {**spec, "num_training_steps": length}
    return {**spec, "num_stable_steps": chance.randint(0, length)}


RUNS = {
    "constant": lambda chance, length, default: {},
    "constant_with_warmup": warmup,
    "linear": run,
    "polynomial": polynomial,
    "inverse_sqrt": lambda chance, length, default: {
        **warmup(chance, length),
        **some(chance, timescale=chance.choice([length, real(chance, 0.5, 2e4)])),
    },
    "cosine": lambda chance, length, default: {**run(chance, length), **cycles(chance)},
    "cosine_with_restarts": lambda chance, length, default: {
        **run(chance, length),
        **cycles(chance),
    },
    "cosine_with_min_lr": lambda chance, length, default: {
        **run(chance, length),
        **floor(chance, default),
        **cycles(chance),
    },
    "cosine_warmup_with_min_lr": lambda chance, length, default: {
        **run(chance, length),
        **floor(chance, default),
        **cycles(chance),
        **some(chance, warmup_lr_rate=real(chance, 0, 1.1)),
    },
    "warmup_stable_decay": warmup_stable_decay,
}


def plateau(chance, groups):
    more = some(chance, factor=real(chance, 0, 0.99), threshold=real(chance, 0, 0.1))
    return {**oracle.plateau(chance, groups), **more}


def greedy(chance, groups):
    """Of several groups without reset_start: the library resets them together."""
    drawn = oracle.greedy(chance, groups)
    if len(groups) > 1:
        drawn.pop("reset_start", None)
    more = some(chance, factor=real(chance, 0.05, 0.99), threshold=real(chance, 0, 0.1))
    return {**drawn, **more}


MEASURED = {"reduce_lr_on_plateau": plateau, "greedy": greedy}

if __name__ == "__main__":
    main()
