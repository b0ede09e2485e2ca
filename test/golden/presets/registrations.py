"""Cases of presets, and the file of what a library gives for them.

A case is {"preset", "registration", "metrics"?, "steps", "note"?}: what a client of the service
sends, and the steps to compare. `write` has a library run each case and keeps its values, or what
it raises.

Import this before the library: a script of this folder may have the name of its library, so the
folder leaves the path here. A script takes a seed for other random cases and another file:
python test/golden/presets/mmengine.py [seed [file]]
"""

import gzip
import json
import math
import pathlib
import random
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path[:] = [entry for entry in sys.path if pathlib.Path(entry or ".").resolve() != FOLDER]

SEED, *FILE = [*sys.argv[1:], "18"] if len(sys.argv) < 2 else sys.argv[1:]
NAMES = ["backbone", "neck", "head"]


def write(name, library, cases, run):
    """Writes <name>.jsonl.gz. `run(case)` yields {group: {path: value}} for each step from 0 on.

    `library` is its name and version, or gives them for a case.
    """
    version = library if callable(library) else lambda _: library
    lines = [line_of(version(case), case, run) for case in cases]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    file = pathlib.Path(*FILE) if FILE else FOLDER / f"{name}.jsonl.gz"
    file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    refused = sum("raises" in each for each in lines)
    print(
        f"{file.name}: {len(lines)} configurations, {refused} refused, {file.stat().st_size} bytes"
    )
    counts = {}
    for case in lines:
        counts.setdefault(case["preset"], []).append("raises" in case)
    for preset, all_refused in counts.items():
        print(f"  {preset}: {len(all_refused) - sum(all_refused)} run, {sum(all_refused)} refused")


def line_of(library, case, run):
    line = {"preset": case["preset"], "library": library, **case}
    wanted = line.pop("steps")
    taken, values, values_at = [], {}, enumerate(run(case))
    try:
        for step, groups in values_at:
            if groups is None:  # a step without a value to compare
                if (last := step) >= wanted[-1]:
                    break
                continue
            flat = [value for paths in groups.values() for value in paths.values()]
            if not all(math.isfinite(value) for value in flat):
                line["note"] = f"step {step} of the library is not finite"
                break
            last = step
            if step in wanted:
                taken.append(step)
                keep(values, groups)
            if step >= wanted[-1]:
                break
    except Exception as error:  # what a library raises is of any type
        said = f"{type(error).__name__}: {error}".split("\n")[0]
        if not taken:
            return {**line, "raises": said}
        line["note"] = f"after last_step the library raises {said}"
    if last < wanted[-1]:
        line["last_step"] = last
    return {**line, "steps": taken, "values": values}


def keep(values, groups):
    for name, paths in groups.items():
        for path, value in paths.items():
            # JSON of the service has no negative zero.
            values.setdefault(name, {}).setdefault(path, []).append(float(value) + 0.0)


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
        "steps": steps_of(run_length, edges),
    }


def steps_of(run_length, edges=(), most=34):
    last = run_length + max(2, math.ceil(run_length / 4))
    if last < most:
        return list(range(last + 1))
    near = {0, 1, 2, last} | {step + by for step in [*edges, run_length] for by in (-1, 0, 1)}
    spread = {round(last * part / 20) for part in range(21)}
    chosen = sorted(step for step in near if 0 <= step <= last)[: most - 6]
    return sorted({*chosen, *list(spread - set(chosen))[: most - len(chosen)]})


def chance_of(preset, number):
    return random.Random(f"{SEED} {preset} {number}")


def draw_rate(chance):
    return chance.choice([0.1, 1e-3, 3e-4, 6e-4, float(f"{10 ** chance.uniform(-5, -0.5):.3g}")])


def draw_groups(chance, number, **more):
    """One group for every fourth number, else two or three, with rates of their own."""
    count = 1 if number % 4 == 0 else chance.choice([2, 2, 3])
    return [{"name": name, "lr": draw_rate(chance), **more} for name in NAMES[:count]]


def with_defaults(chance, groups):
    """The groups with the rate of the first one left to the defaults, and these."""
    first, *others = groups
    kept = {key: value for key, value in first.items() if key != "lr"}
    return {"lr": first["lr"]}, [kept, *others]


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


def preset_of(schedulers):
    """The presets of a case as one name."""
    return " + ".join(dict.fromkeys(each["preset"] for each in schedulers))
