"""Random cases and torch's values for them, a line of JSON for each line of JSON.

The response to {"seed": "...", "number": 7} is the case of that number (see
test/golden/oracle.py), torch's `columns`, and the steps to request, in order: with skipped,
repeated and earlier steps. If torch raises, `error` has the step and the reason.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden"))

import torch  # noqa: E402
from cases import case_of  # noqa: E402
from draw import Draw  # noqa: E402
from schedulers import TYPES  # noqa: E402

HAPPENINGS = ["edit", "edit", "add", "remove", "attach", "detach"]


def main():
    for line in sys.stdin:
        given = json.loads(line)
        print(json.dumps(example(given["seed"], given["number"])), flush=True)


def example(seed, number):
    draw = Draw(f"{seed} {number}", {"steps": 1})
    kind = TYPES[number % len(TYPES)]
    wanted = {
        "steps": draw.count(10, 80),
        "groups": draw.count(1, 3),
        "others": draw.count(0, 2),
        "happenings": [draw.one(*HAPPENINGS) for _ in range(draw.count(0, 6))],
        "ends": draw.chance(0.2),
    }
    case, trajectory = case_of(f"{seed} {number}", kind, wanted)
    about = {"torch": torch.__version__, "type": kind}
    steps = requested_steps(draw, case, trajectory["error"])
    return {**about, "case": case, **trajectory, "requested_steps": steps}


def requested_steps(draw, case, error):
    """Every step before an event and with a metric, some other steps, and some steps twice."""
    last = error["step"] if error else case["steps"]
    needed = {event["step"] - 1 for event in case["events"]} | {last - 1, last}
    needed |= {step for series in case["metrics"].values() for step, _ in series}
    density = draw.one(0.02, 0.1, 0.5)
    needed |= {step for step in range(1, last) if draw.chance(density)}
    ordered = []
    for step in sorted(step for step in needed if 0 < step <= last):
        ordered.append(step)
        if draw.chance(0.1):
            ordered.append(draw.one(step, draw.count(0, step)))
    return ordered


if __name__ == "__main__":
    main()
