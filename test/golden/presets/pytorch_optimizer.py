"""Writes pytorch_optimizer.jsonl.gz: the rates of REXScheduler, for `pytorch_optimizer/rex`.

Run it where pytorch_optimizer (without its dependencies) and torch 2.13.0 are installed:
python test/golden/presets/pytorch_optimizer.py
Step k is the state after construction and k calls of `step()`. Every group gets the same rate.
"""

import vectors  # before the library: see there
from vectors import chance_of, groups_of, line, steps_of

# Its optimizers, which its first module loads, need more than torch.
version, folder = vectors.installed("pytorch_optimizer", "pytorch_optimizer")
vectors.bare_package("pytorch_optimizer", folder)
vectors.bare_package("pytorch_optimizer.lr_scheduler", folder / "lr_scheduler")

from pytorch_optimizer.lr_scheduler.rex import REXScheduler  # noqa: E402

LIBRARY = f"pytorch_optimizer {version}"
PRESET = "pytorch_optimizer/rex"


def main():
    given = vectors.arguments("pytorch_optimizer", __doc__)
    vectors.write(given.file, lines(given.seed))


def lines(seed):
    edges = [(20, {}), (1, {}), (2, {"max_lr": 0.1}), (20, {"min_lr": 0.5}), (20, {"min_lr": 2})]
    for at in range(25 + len(edges)):
        chance = chance_of(seed, at)
        length = chance.choice([7, 13, 30, 79, 350, 1000])
        spec = {"max_lr": vectors.rate(chance), "min_lr": chance.choice([0, 1e-6, 1e-5])}
        if at % 3 == 0:
            del spec["min_lr"]
        if at < len(edges):
            length, spec = edges[at]
        registration = {"groups": groups_of(chance)}
        if chance.random() < 0.3:
            registration["total_steps"] = length
            registration["schedulers"] = [{"preset": PRESET, **spec}]
        else:
            registration["schedulers"] = [{"preset": PRESET, "total_steps": length, **spec}]
        run = run_of(registration, {"total_steps": length, **spec})
        yield line(PRESET, LIBRARY, registration, steps_of(chance, length), run)


def run_of(registration, given):
    optimizer = vectors.optimizer_of(registration)
    yield from vectors.stepped(optimizer, REXScheduler(optimizer, **given))


if __name__ == "__main__":
    main()
