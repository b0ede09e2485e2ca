"""Writes t5x.jsonl.gz: the rates of t5x's create_learning_rate_scheduler, for `t5x/*`.

Source: google-research/t5x, commit cc342d419ec3e3e9c4bf1df33c82330cafdc1e16, t5x/utils.py, whose
function runs by itself: python test/golden/presets/t5x.py PATH/utils.py
jax computes in float32 by default. Here its few functions are Python's own, in double; with
--jax they are jax's with 64 bits, which the vectors are compared with and not written.

Step k is the function at step k: an absolute rate, the same for all groups. `t5x/rsqrt` is the
function's default factors without a lowest rate.
"""

import math
import sys
from types import SimpleNamespace

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, states, steps_of

LIBRARY = "t5x cc342d4"
FACTORS = [
    "constant * linear_warmup * rsqrt_decay",
    "constant * linear_warmup * rsqrt_normalized_decay",
    "constant * linear_warmup * cosine_decay",
    "constant*linear_warmup*decay_every",
    "linear_decay",
    "constant * decay_every",
    "constant * rsqrt_decay * linear_warmup * decay_every",
    "constant",
    "linear_warmup",
]
PYTHON = SimpleNamespace(
    asarray=lambda value, dtype: float(value),
    cos=math.cos,
    float32=float,
    maximum=max,
    minimum=min,
    ndarray=float,
    pi=math.pi,
    sqrt=math.sqrt,
)


def main():
    with_jax = "--jax" in sys.argv
    sys.argv = [argument for argument in sys.argv if argument != "--jax"]
    given = vectors.arguments("t5x", __doc__, "t5x/utils.py")
    all_lines = list(lines(given.source, PYTHON, given.seed))
    if with_jax:
        compare(all_lines, list(lines(given.source, jax_in_double(), given.seed)))
    else:
        vectors.write(given.file, all_lines)


def jax_in_double():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    return SimpleNamespace(**{**vars(jnp), "float32": jnp.float64})


def compare(ours, theirs):
    """The largest relative difference between the same lines in Python's and in jax's double."""
    off = 0.0
    for one, other in zip(ours, theirs):
        for name, columns in one.get("values", {}).items():
            for value, wanted in zip(columns["lr"], other["values"][name]["lr"]):
                off = max(off, abs(value - wanted) / max(abs(wanted), 1e-300))
    print(f"{len(ours)} lines, largest relative difference from jax: {off:.1e}")


def lines(source, numbers, seed):
    known = vectors.taken_from(
        source, ["create_learning_rate_scheduler"], LearningRateCallable=object, jnp=numbers
    )
    for at in range(22):
        chance = chance_of(seed, "rsqrt", at)
        spec = some(
            chance,
            base_learning_rate=chance.choice([0.5, 1, 0.01, 0.03]),
            warmup_steps=chance.choice([1, 2, 7, 30, 100, 1000, 10_000]),
        )
        spec = spec if at else {}
        warmup = spec.get("warmup_steps", 1000)
        yield case(known, chance, "rsqrt", spec, min(3000, 2 * warmup + 10), [warmup])
    for at in range(len(EDGES) + 26):
        chance = chance_of(seed, "factors", at)
        spec = dict(EDGES[at]) if at < len(EDGES) else drawn(chance)
        warmup = spec.get("warmup_steps", 1000)
        offset = spec.get("step_offset", 0)
        period = min(spec.get("steps_per_decay", 100), spec.get("steps_per_cycle", 100))
        edges = [offset + warmup, offset + period, offset + warmup + period]
        yield case(known, chance, "factors", spec, min(2000, max(edges) + period), edges)


def case(known, chance, name, spec, length, edges):
    registration = {"groups": groups_of(chance), "schedulers": [{"preset": f"t5x/{name}", **spec}]}
    steps = steps_of(chance, length, edges)
    lowest = {} if name == "factors" else {"min_learning_rate": 0}
    run = run_of(known, registration, {**spec, **lowest})
    return line(f"t5x/{name}", LIBRARY, registration, steps, run)


def run_of(known, registration, spec):
    rate = known["create_learning_rate_scheduler"](**spec)
    yield from states(registration, lambda step, group: {"lr": rate(step)})


def some(chance, **optional):
    """Each of some parameters, or its default."""
    return {key: value for key, value in optional.items() if chance.random() < 0.7}


EDGES = [
    {},
    {"warmup_steps": 5, "step_offset": 4},
    {"warmup_steps": 1},
    {"factors": "linear_decay", "warmup_steps": 5, "decay_factor": 0.1},
    {"factors": "linear_decay", "warmup_steps": 5, "min_learning_rate": 0.01},
    {"factors": "constant * decay_every", "steps_per_decay": 4, "base_learning_rate": 0.1},
    {"factors": "constant * cosine_decay", "warmup_steps": 5, "steps_per_cycle": 10},
    {"factors": "constant * constant", "base_learning_rate": 0.1},
    {"factors": "constant * cosine"},
    {"factors": "constant * Rsqrt_decay"},
    {"factors": ""},
]


def drawn(chance):
    return {
        **some(chance, factors=chance.choice(FACTORS)),
        "warmup_steps": chance.choice([1, 2, 7, 30, 100]),
        **some(
            chance,
            base_learning_rate=chance.choice([0.5, 1, 0.01, 0.03]),
            decay_factor=chance.choice([0.5, 0.1, 0.97, 0.01]),
            step_offset=chance.choice([0, 3, 10]),
            min_learning_rate=chance.choice([1e-8, 0, 1e-3]),
        ),
        "steps_per_decay": chance.choice([1, 5, 20]),
        "steps_per_cycle": chance.choice([5, 12, 40]),
    }


if __name__ == "__main__":
    main()
