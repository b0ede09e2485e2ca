"""What the scripts of this folder share: groups, steps, runs of torch schedulers, and the file.

Import this before the library. A script of this folder may have the name of its library, so its
folder leaves the path here.
"""

import argparse
import ast
import gzip
import importlib.metadata
import itertools
import json
import math
import pathlib
import random
import sys
import types
import warnings

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path[:] = [entry for entry in sys.path if pathlib.Path(entry or ".").resolve() != FOLDER]

import torch  # noqa: E402

warnings.simplefilter("ignore")
NAMES = ["backbone", "head", "norm"]
RATES = [0.1, 6.02e-5, 0.0904, 1e-3, 3e-4, 2e-5, 0.0333, 0.7, 1.41e-4]


def bare_package(name, folder):
    """Makes a package without its first module, which imports more than its schedulers need."""
    package = types.ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    return package


def installed(distribution, folder):
    """The version of an installed distribution, and one of its folders."""
    found = importlib.metadata.distribution(distribution)
    return found.version, pathlib.Path(found.locate_file(folder))


def taken_from(file, names, **known):
    """Some functions and classes of a source file that does not run as a whole."""
    tree = ast.parse(file.read_text())
    tree.body = [node for node in tree.body if getattr(node, "name", None) in names]
    exec(compile(tree, str(file), "exec"), known)
    return known


def arguments(name, description, source=None):
    """The arguments of a script: its file and seed, and where it wants one, a library's source."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    if source is not None:
        parser.add_argument("source", type=pathlib.Path, help=source)
    parser.add_argument("--file", type=pathlib.Path, default=FOLDER / f"{name}.jsonl.gz")
    parser.add_argument("--seed", default="0", help="for other random configurations")
    return parser.parse_args()


def write(file, lines):
    """Writes lines of JSON; the same lines give the same bytes."""
    lines = list(lines)
    text = "".join(json.dumps(line) + "\n" for line in lines)
    packed = gzip.compress(text.encode(), 9, mtime=0)
    file.write_bytes(packed)
    count = {}
    for case in lines:
        kind = "raises" if "raises" in case else "values"
        count.setdefault(case["preset"], {"values": 0, "raises": 0})[kind] += 1
    for preset, kinds in count.items():
        print(f"{preset}: {kinds['values']} with values, {kinds['raises']} refused")
    print(f"{len(lines)} lines, {len(packed)} bytes")


def chance_of(*parts):
    """A generator of its own for each configuration, so that one more does not move the others."""
    return random.Random(" ".join(str(part) for part in parts))


def rate(chance):
    """A rate, sometimes with all of its digits."""
    if chance.random() < 0.5:
        return chance.choice(RATES)
    return float(f"{10 ** chance.uniform(-5, -0.3):.3g}")


def groups_of(chance, count=None, marks=None):
    """One to three groups; `marks` draws further hyperparameters of a group."""
    count = count or chance.choice([1, 2, 2, 3])
    groups = [{"name": name, "lr": rate(chance)} for name in NAMES[:count]]
    if count > 1 and chance.random() < 0.2:
        for group in groups:
            group["lr"] = groups[0]["lr"]
    for group in groups:
        group.update(marks(chance) if marks else {})
    return groups


def with_default(chance, groups):
    """The groups, and the default rate that the optimizer is made with where they differ."""
    same = len({group["lr"] for group in groups}) == 1
    if same and chance.random() < 0.5:
        return {"groups": groups}
    default = groups[0]["lr"] if chance.random() < 0.6 else rate(chance)
    if chance.random() < 0.3:
        groups = [{**group} for group in groups]
        del groups[-1]["lr"]
    return {"defaults": {"lr": default}, "groups": groups}


def default_lr(registration):
    """The rate an optimizer is made with: `defaults.lr`, else that of the first group."""
    return registration.get("defaults", {}).get("lr", registration["groups"][0].get("lr"))


def optimizer_of(registration, kind=torch.optim.SGD):
    """A torch optimizer with the groups of a registration, one parameter in each."""
    groups = [
        {"params": [torch.nn.Parameter(torch.zeros(1))], **group}
        for group in registration["groups"]
    ]
    rest = {key: value for key, value in registration.get("defaults", {}).items() if key != "lr"}
    return kind(groups, lr=default_lr(registration), **rest)


def steps_of(chance, length, edges=(), most=24):
    """Steps of a run and a quarter more: all of a short one, else its edges and some between."""
    end = length + max(3, math.ceil(length / 4))
    if end < most:
        return list(range(end + 1))
    near = {edge + by for edge in [*edges, length] for by in (-1, 0, 1)}
    kept = {step for step in near if 0 <= step <= end} | {0, 1, 2, end}
    between = [step for step in range(end) if step not in kept]
    return sorted(kept | set(chance.sample(between, max(0, min(len(between), most - len(kept))))))


def states(registration, values):
    """Step by step, the groups with what a function of step and group gives."""
    default = default_lr(registration)
    groups = [{"lr": default, **group} for group in registration["groups"]]
    for step in itertools.count():
        now = [{**group, **values(step, group)} for group in groups]
        yield types.SimpleNamespace(param_groups=now)


def stepped(optimizer, scheduler):
    """Step by step, an optimizer whose scheduler takes a step each time."""
    while True:
        yield optimizer
        scheduler.step()


def values_of(optimizer, paths):
    """The hyperparameters of each group, as doubles."""
    found = {}
    for group in optimizer.param_groups:
        columns = {}
        for path in paths:
            field, _, index = path.partition(".")
            value = float(group[field][int(index)] if index else group[field])
            if not math.isfinite(value):
                raise ArithmeticError(f"{path} of {group['name']} is {value}")
            columns[path] = value + 0.0  # JSON of the service has no negative zero
        found[group["name"]] = columns
    return found


def line(preset, library, registration, steps, run, paths=("lr",), metrics=None, note=None):
    """A line: `run` yields once a step an optimizer, whose groups then have the step's values.

    What it raises before its first value is the refusal; after it, the library ends there, as it
    does with a value that is not finite, or where the run ends.
    """
    entry = {"preset": preset, "library": library, "registration": registration}
    if metrics is not None:
        entry["metrics"] = metrics
    rows, last = {}, None
    try:
        for step, optimizer in enumerate(run):
            values = values_of(optimizer, paths)
            last = step
            if step in steps:
                rows[step] = values
            if step == steps[-1]:
                break
    except Exception as error:  # noqa: BLE001 (what a library raises is what is asked here)
        said = f"{type(error).__name__}: {error}"
        if last is None:
            return {**entry, "raises": said} | ({"note": note} if note else {})
        note = "; ".join(filter(None, [note, f"step {last + 1} of the library: {said}"]))
    if last < steps[-1]:
        entry["last_step"] = last
    entry["steps"] = list(rows)
    entry["values"] = {
        name: {path: [row[name][path] for row in rows.values()] for path in paths}
        for name in (group["name"] for group in registration["groups"])
    }
    return {**entry, "note": note} if note else entry


def losses_of(chance, count, every=1, mode="min"):
    """Metrics that get better, and then hardly, with noise."""
    best = chance.uniform(1, 3)
    falling = [best / (1 + step * chance.choice([0, 0.1, 0.3])) for step in range(count)]
    noisy = [round(loss + chance.uniform(-0.1, 0.1), 3) for loss in falling]
    sign = 1 if mode == "min" else -1
    return [[every * (at + 1), sign * loss] for at, loss in enumerate(noisy)]
