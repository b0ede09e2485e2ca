"""Writes torch/*.json.gz: the values of torch 2.13.0 for random definitions of every type.

Run it where torch 2.13.0 is installed: python test/golden/generate.py
The same seed gives the same bytes.

A file has its cases (see oracle.py), each with `columns`: one hyperparameter of one group, from its
`first` step on. `values` is its doubles, 16 hex digits each, one after the other; a constant column
has only one of them, for all of its `count` steps.
"""

import gzip
import json
import pathlib
import struct

import torch
from cases import case_of
from schedulers import TYPES

SEED = 20130
CASES = 60
STEPS = 300
HAPPENINGS = [
    [],
    ["edit"],
    ["add"],
    ["attach"],
    ["edit", "edit", "add"],
    [],
    ["attach", "edit", "add", "attach"],
]
FOLDER = pathlib.Path(__file__).with_name("torch")


def main():
    FOLDER.mkdir(exist_ok=True)
    sizes = [write(kind) for kind in TYPES]
    print(f"{len(TYPES) * CASES} cases, {sum(sizes)} bytes")


def write(kind):
    cases = [golden(kind, number) for number in range(CASES)]
    text = json.dumps({"torch": torch.__version__, "type": kind, "cases": cases})
    packed = gzip.compress(text.encode(), 9, mtime=0)
    FOLDER.joinpath(f"{kind}.json.gz").write_bytes(packed)
    print(f"{kind}: {len(cases)} cases, {len(packed)} bytes")
    return len(packed)


def golden(kind, number):
    """Every combination: one and two groups and schedulers, and kinds of events."""
    wanted = {
        "steps": STEPS,
        "groups": 1 + number % 2,
        "others": number // 2 % 2,
        "happenings": HAPPENINGS[number % len(HAPPENINGS)],
        "plain": number < 2,
    }
    case, trajectory = case_of(f"{SEED} {number}", kind, wanted)
    return {**case, "columns": [packed(column) for column in trajectory["columns"]]}


def packed(column):
    values = column["values"]
    bits = [struct.pack(">d", value).hex() for value in values]
    moves = len(set(bits)) > 1
    about = {key: column[key] for key in ("group", "param", "first")}
    return {**about, "count": len(values), "values": "".join(bits if moves else bits[:1])}


if __name__ == "__main__":
    main()
