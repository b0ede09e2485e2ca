"""What the scripts of this folder share: random registrations, runs of a library, and the file.

Import this before the library. A script of this folder may have the name of its library, so its
folder leaves the path here.

A script has one of two forms. One draws groups with `groups_of`, and makes each `line` of the
optimizers of a run. The other draws them with `draw_groups`, makes a `case` first, and has
`lines_of` run all of them. Each keeps its own draws: others would be other vectors.
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

warnings.simplefilter("ignore")
NAMES = ["backbone", "head", "norm"]
DRAWN_NAMES = ["backbone", "neck", "head"]
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


def arguments(name, description, source=None, seed="0"):
    """The arguments of a script: its file and seed, and where it wants one, a library's source."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    if source is not None:
        parser.add_argument("source", type=pathlib.Path, help=source)
    parser.add_argument("--file", type=pathlib.Path, default=FOLDER / f"{name}.jsonl.gz")
    parser.add_argument("--seed", default=seed, help="for other random configurations")
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


def optimizer_of(registration, kind=None):
    """A torch optimizer with the groups of a registration, one parameter in each; default: SGD."""
    import torch  # not every library needs it

    groups = [
        {"params": [torch.nn.Parameter(torch.zeros(1))], **group}
        for group in registration["groups"]
    ]
    rest = {key: value for key, value in registration.get("defaults", {}).items() if key != "lr"}
    return (kind or torch.optim.SGD)(groups, lr=default_lr(registration), **rest)


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
    """The hyperparameters of each group."""
    return {
        group["name"]: {path: value_of(group, path) for path in paths}
        for group in optimizer.param_groups
    }


def value_of(group, path):
    field, _, index = path.partition(".")
    return group[field][int(index)] if index else group[field]


def line(preset, library, registration, steps, run, paths=("lr",), metrics=None, note=None):
    """A line: `run` yields once a step an optimizer, whose groups then have the step's values."""
    entry = {"preset": preset, "library": library, "registration": registration}
    if metrics is not None:
        entry["metrics"] = metrics
    return with_values(entry, steps, (values_of(optimizer, paths) for optimizer in run), note)


def write_cases(name, description, library, all_cases, run):
    """Writes the lines of all cases of a seed, as its arguments say."""
    given = arguments(name, description, seed="18")
    write(given.file, lines_of(library, all_cases(given.seed), run))


def lines_of(library, cases, run):
    """The lines of cases: `run(case)` yields once a step {group: {path: value}}.

    `library` is its name and version, or gives them for a case.
    """
    version = library if callable(library) else lambda _: library
    for each in cases:
        preset, steps = each["preset"], each["steps"]
        rest = {key: value for key, value in each.items() if key not in ("preset", "steps")}
        entry = {"preset": preset, "library": version(each), **rest}
        yield with_values(entry, steps, run(each))


def with_values(entry, steps, run, note=None):
    """A line with the values of some steps: `run` yields those of each, None where there are none.

    What it raises before its first value is the refusal; after it, the library ends there, as it
    does with a value that is not finite, or where the run ends.
    """
    rows, last = {}, None
    try:
        for step, groups in enumerate(run):
            values = groups and finite(groups)
            last = step
            if step in steps and values:
                rows[step] = values
            if step == steps[-1]:
                break
    except ImportError:
        raise  # the library is not complete
    except Exception as error:  # noqa: BLE001 (what a library raises is what is asked here)
        said = f"{type(error).__name__}: {error}".split("\n")[0]
        if last is None:
            return {**entry, "raises": said} | ({"note": note} if note else {})
        note = "; ".join(filter(None, [note, f"step {last + 1} of the library: {said}"]))
    if last < steps[-1]:
        entry["last_step"] = last
    entry["steps"] = list(rows)
    entry["values"] = {
        name: {path: [row[name][path] for row in rows.values()] for path in paths}
        for name, paths in next(iter(rows.values())).items()
    }
    return {**entry, "note": note} if note else entry


def finite(groups):
    """The values of all groups, as doubles."""
    found = {}
    for name, paths in groups.items():
        for path, value in paths.items():
            if not math.isfinite(value):
                raise ArithmeticError(f"{path} of {name} is {float(value)}")
            # JSON of the service has no negative zero.
            found.setdefault(name, {})[path] = float(value) + 0.0
    return found


def losses_of(chance, count, every=1, mode="min"):
    """Metrics that get better, and then hardly, with noise."""
    best = chance.uniform(1, 3)
    falling = [best / (1 + step * chance.choice([0, 0.1, 0.3])) for step in range(count)]
    noisy = [round(loss + chance.uniform(-0.1, 0.1), 3) for loss in falling]
    sign = 1 if mode == "min" else -1
    return [[every * (at + 1), sign * loss] for at, loss in enumerate(noisy)]


def case(preset, schedulers, groups, run_length, edges=(), **more):
    """A case whose steps go a quarter past `run_length`; all steps, or `edges` and some between."""
    defaults = {"defaults": more.pop("defaults")} if more.get("defaults") else {}
    more.pop("defaults", None)
    declared = {"total_steps": more.pop("total_steps")} if "total_steps" in more else {}
    registration = {**defaults, **declared, "groups": groups, "schedulers": schedulers}
    return {
        "preset": preset,
        "registration": registration,
        **more,
        "steps": spread_steps(run_length, edges),
    }


def spread_steps(run_length, edges=(), most=34):
    """Steps of a run and a quarter more: all, or its edges and even ones between."""
    last = run_length + max(2, math.ceil(run_length / 4))
    if last < most:
        return list(range(last + 1))
    near = {0, 1, 2, last} | {step + by for step in [*edges, run_length] for by in (-1, 0, 1)}
    spread = {round(last * part / 20) for part in range(21)}
    chosen = sorted(step for step in near if 0 <= step <= last)[: most - 6]
    return sorted({*chosen, *list(spread - set(chosen))[: most - len(chosen)]})


def draw_rate(chance):
    return chance.choice([0.1, 1e-3, 3e-4, 6e-4, float(f"{10 ** chance.uniform(-5, -0.5):.3g}")])


def draw_groups(chance, number, **more):
    """One group for every fourth number, else two or three, with rates of their own."""
    count = 1 if number % 4 == 0 else chance.choice([2, 2, 3])
    return [{"name": name, "lr": draw_rate(chance), **more} for name in DRAWN_NAMES[:count]]


def with_defaults(chance, groups):
    """The groups with the rate of the first one left to the defaults, and these."""
    first, *others = groups
    kept = {key: value for key, value in first.items() if key != "lr"}
    return {"lr": first["lr"]}, [kept, *others]


def draw_metric(chance, last, share):
    """A metric that gets better slowly, reported at this share of the steps before the last."""
    reported = [step for step in range(1, last) if chance.random() < share]
    return {
        "val_loss": [[step, round(chance.uniform(0.3, 1.1) * 0.98**step, 4)] for step in reported]
    }


def draw_coverage(number, groups):
    """The last of several groups alone, for every fifth number."""
    covers = number % 5 == 3 and len(groups) > 1
    return {"groups": [groups[-1]["name"]]} if covers else {}


def scheduler_of(library, text):
    """The JSON of "linear start_factor=0.1 end=6": a preset of the library, and JSON arguments."""
    name, *arguments = text.split()
    pairs = (argument.partition("=") for argument in arguments)
    return {"preset": f"{library}/{name}", **{key: json.loads(value) for key, _, value in pairs}}


def schedulers_of(library, text):
    """The schedulers of a text in which + is between them."""
    return [scheduler_of(library, each) for each in text.split(" + ")]


def rows_of(table):
    """The lines of a table without those that are empty or a comment."""
    lines = (line.strip() for line in table.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def cases_of_rows(library, table, groups, edges_of=lambda scheduler: []):
    """A case for each row "preset and arguments | length of the run, and steps of interest"."""
    for row in rows_of(table):
        text, steps = row.split(" | ")
        length, *edges = [int(step) for step in steps.split()]
        scheduler = scheduler_of(library, text)
        metrics = {"metrics": {"val_loss": []}} if "monitor" in scheduler else {}
        all_edges = [*edges, *edges_of(scheduler)]
        yield case(preset_of([scheduler]), [scheduler], groups, length, all_edges, **metrics)


def preset_of(schedulers):
    """The presets of a case as one name."""
    return " + ".join(dict.fromkeys(each["preset"] for each in schedulers))
