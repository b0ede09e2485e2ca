"""Writes state_dicts.json.gz: torch 2.13.0's own state_dict() at some steps of random cases.

Run it where torch 2.13.0 is installed: python test/golden/state_dicts.py
The same seed gives the same bytes.

A case (see oracle.py) has one scheduler on 1 to 4 groups, sometimes with `last_epoch`, sometimes
with a group that joins it (`"join": true` in the event), and its `dicts`: at each of some steps
torch's dict on all groups, as JSON. Keys become strings, a Counter an object, and infinity the
string "inf". Arguments by group are those that torch takes as lists.
"""

import gzip
import json
import math
import pathlib

import torch
from draw import Draw
from group_arguments import construct_from, keep_bounds, of_group
from late_group import left_by_constructors
from oracle import as_float, metrics_at
from schedulers import TYPES
from several_groups import optimizer_of, param_group
from state_dicts_cases import STEPS, Author

SEED = 21300
CASES = {"SequentialLR": 48, "ChainedScheduler": 48}
ORDINARY = 24
# No dict is taken at a step with an event: until the next step torch keeps the old lr.
LOOKS = [0, 1, 2, 7, 30, 31, 60, STEPS - 1, STEPS]
FILE = pathlib.Path(__file__).with_name("state_dicts.json.gz")


def main():
    cases = [golden(kind, number) for kind in TYPES for number in range(CASES.get(kind, ORDINARY))]
    text = json.dumps({"torch": torch.__version__, "cases": cases}, allow_nan=False)
    packed = gzip.compress(text.encode(), 9, mtime=0)
    FILE.write_bytes(packed)
    looks = sum(len(case["dicts"]) for case in cases)
    print(f"{len(cases)} cases, {looks} dicts, {len(packed)} bytes")


def golden(kind, number):
    case, looks = case_of(SEED, kind, number)
    return {"type": kind, **case, "dicts": looks}


def case_of(seed, kind, number):
    """A case and its dicts; drawn again where torch raises or a value is not finite."""
    for attempt in range(100):
        draw = Draw(f"{seed} {kind} {number} {attempt}", {"steps": STEPS})
        case = Author(draw, number).write(kind)
        try:
            return case, dicts(case)
        except (ArithmeticError, ValueError) as error:
            failed = error
    raise RuntimeError(f"no case of {kind} {number}: {failed}")


def dicts(case):
    """Torch's dicts, of one optimizer with all groups."""
    names = [group["name"] for group in case["groups"]]
    optimizer = optimizer_of(case["groups"])
    [scheduler] = case["schedulers"]
    for name, group in zip(names, optimizer.param_groups, strict=True):
        keep_bounds(of_group(scheduler, name), group)
    given = listed(scheduler, names)
    built = construct_from(given, optimizer)
    looks = []
    for step in range(case["steps"] + 1):
        if step > 0:
            built.step(*metrics_at(case["metrics"], step).values())
        events = [event for event in case["events"] if event["step"] == step]
        for event in events:
            act(event, optimizer, (given, built))
        if not all(math.isfinite(group["lr"]) for group in optimizer.param_groups):
            raise ArithmeticError(f"a value at step {step} is not finite")
        if step in LOOKS and not events:
            looks.append({"step": step, "dict": plain(built.state_dict())})
    return looks


def listed(given, names):
    """A scheduler with lists in the place of its arguments by group."""
    own = {
        key: [value[name] for name in names] if isinstance(value, dict) else value
        for key, value in given.items()
    }
    if "schedulers" in own:
        own["schedulers"] = [listed(child, names) for child in own["schedulers"]]
    return own


def act(event, optimizer, scheduler):
    if "edit" in event:
        optimizer.param_groups[0]["lr"] = as_float(event["set"]["lr"])
        return
    optimizer.add_param_group(param_group(event["add"]))
    left_by_constructors(*scheduler, optimizer.param_groups[-1], optimizer_of, go_on=())


def plain(value):
    """As JSON; copied immediately, because torch later changes the returned objects."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


if __name__ == "__main__":
    main()
