"""Writes state_dicts.json.gz: torch 2.13.0's own state_dict() at some steps of random cases.

Run it where torch 2.13.0 is installed: python test/golden/state_dicts.py
The same seed gives the same bytes.

A case (see oracle.py) has one scheduler, and its `dicts`: at each of some steps, for each group,
torch's dict as JSON. Keys become strings, a Counter an object, and infinity the string "inf".
"""

import gzip
import json
import math
import pathlib

import oracle
import torch
from cases import case_of
from schedulers import TYPES

SEED = 21300
STEPS = 90
CASES = {"SequentialLR": 40, "ChainedScheduler": 40}
ORDINARY = 20
HAPPENINGS = [[], [], ["add"], ["edit"]]
# No dict is taken at a step with an edit: until the next step torch keeps the old lr.
LOOKS = [0, 1, 2, 7, 30, 31, 60, STEPS - 1, STEPS]
FILE = pathlib.Path(__file__).with_name("state_dicts.json.gz")


def main():
    cases = [golden(kind, number) for kind in TYPES for number in range(CASES.get(kind, ORDINARY))]
    text = json.dumps({"torch": torch.__version__, "cases": cases}, allow_nan=False)
    packed = gzip.compress(text.encode(), 9, mtime=0)
    FILE.write_bytes(packed)
    looks = sum(len(look["groups"]) for case in cases for look in case["dicts"])
    print(f"{len(cases)} cases, {looks} dicts, {len(packed)} bytes")


def golden(kind, number):
    wanted = {
        "steps": STEPS,
        "groups": 1 + number % 2,
        "others": 0,
        "happenings": HAPPENINGS[number % len(HAPPENINGS)],
        "plain": number == 0,
    }
    case, _ = case_of(f"{SEED} {number}", kind, wanted)
    if kind == "ReduceLROnPlateau":
        fill(case)
    return {"type": kind, **case, "dicts": dicts(case)}


def fill(case):
    """A report for each step: torch counts reports, and the service the steps of a scheduler."""
    for name, series in case["metrics"].items():
        reported = dict(series)
        case["metrics"][name] = [
            [step, reported.get(step, 1 + step % 5)] for step in range(1, case["steps"] + 1)
        ]


def dicts(case):
    edited = {event["step"] for event in case["events"] if "edit" in event}
    play = oracle.Play(case)
    looks = []
    for step in range(case["steps"] + 1):
        play.go(step)
        if step in LOOKS and step not in edited:
            looks.append({"step": step, "groups": look(play)})
    return looks


def look(play):
    return {
        name: plain(built.state_dict())
        for name, group in play.groups.items()
        for _, built in group.schedulers
    }


def plain(value):
    """As JSON; copied immediately, because torch later changes the returned objects."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


if __name__ == "__main__":
    main()
