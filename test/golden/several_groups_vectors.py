"""Writes several_groups/*.json.gz: torch's values of optimizers that change during the run.

Run it where torch 2.13.0 is installed: python test/golden/several_groups_vectors.py
The same seed gives the same bytes. A file has the cases of several_groups.py, each with `columns`
in the form of generate.py: late_group has groups that are added during the run, last_epoch has
schedulers that are constructed in the middle of a schedule, patch has other arguments, and total_steps
has other lengths of the run.
"""

import gzip
import json
import pathlib

import several_groups
import torch
from assignment import changeable
from draw import Draw
from generate import packed
from schedulers import TYPES
from several_groups_cases import HORIZON, STEPS, Author
from shares import FAMILIES

CASES = 20
FOLDER = pathlib.Path(__file__).with_name("several_groups")


def main():
    FOLDER.mkdir(exist_ok=True)
    print(f"{sum(write(kind) for kind in STEPS)} bytes")


def write(kind):
    families = [family for family in TYPES if has(kind, family)]
    cases = [golden(kind, family, number) for family in families for number in range(CASES)]
    text = json.dumps({"torch": torch.__version__, "cases": cases}, allow_nan=False)
    data = gzip.compress(text.encode(), 9, mtime=0)
    FOLDER.joinpath(f"{kind}.json.gz").write_bytes(data)
    print(f"{kind}: {len(cases)} cases of {len(families)} families, {len(data)} bytes")
    return len(data)


def has(kind, family):
    """Torch's ReduceLROnPlateau has no last_epoch, and a chain has no arguments of its own."""
    if kind == "last_epoch":
        return family != "ReduceLROnPlateau"
    if kind == "total_steps":
        return family in FAMILIES
    return kind != "patch" or bool(changeable(family))


def golden(kind, family, number):
    case, columns = case_of(kind, family, number)
    moving = [each for each in columns if each["param"] == "lr" or len(set(each["values"])) > 1]
    return {**case, "columns": [packed(column) for column in moving]}


def case_of(kind, family, number):
    """A case and torch's columns; drawn again where torch raises or a value is not finite."""
    for attempt in range(200):
        horizon = HORIZON if kind == "last_epoch" else STEPS[kind]
        draw = Draw(f"several groups {kind} {family} {number} {attempt}", {"steps": horizon})
        case = Author(draw, STEPS[kind], number).write(kind, family)
        try:
            columns = several_groups.run(case)
        except (ArithmeticError, ValueError) as error:
            failed = error
            continue
        if kind in ("patch", "total_steps") and columns == several_groups.run(without(kind, case)):
            continue
        return {"family": family, **case}, columns
    raise RuntimeError(f"no case of {kind} {family} {number}: {failed}")


def without(kind, case):
    return {**case, "inputs": [each for each in case["inputs"] if kind not in each]}


if __name__ == "__main__":
    main()
