"""Random cases, and how real torch continues from our state dicts; a line of JSON for each line.

The response to {"seed": "...", "number": 7} is the case of that number (see test/golden/oracle.py)
and the step `at` which to take its dicts. The response to {"case": ..., "at": 40, "dicts": ...,
"groups": ...} is torch's `columns` from that step on: for each group an optimizer with the values
of `groups`, and on it the same schedulers, newly constructed and loaded with `dicts`.
"""

import json
import pathlib
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden"))

import oracle  # noqa: E402
import torch  # noqa: E402
from cases import case_of  # noqa: E402
from draw import Draw  # noqa: E402
from schedulers import TYPES, chained, sequential  # noqa: E402

AFTER = 50
HAPPENINGS = ["edit", "edit", "add", "remove", "attach", "detach"]


def main():
    for line in sys.stdin:
        given = json.loads(line)
        answer = continued(given) if "case" in given else example(given["seed"], given["number"])
        print(json.dumps(answer), flush=True)


def example(seed, number):
    draw = Draw(f"{seed} {number}", {"steps": 60})
    kind = TYPES[number % len(TYPES)]
    at = draw.one(0, 1, draw.count(2, 20), draw.count(2, 90))
    wanted = {
        "steps": at + AFTER,
        "groups": draw.count(1, 3),
        "others": draw.count(0, 2),
        "happenings": [draw.one(*HAPPENINGS) for _ in range(draw.count(0, 5))],
    }
    case, _ = case_of(f"{seed} {number}", kind, wanted)
    about = {"torch": torch.__version__, "type": kind}
    return {**about, "case": deepened(draw, case, at), "at": at}


def deepened(draw, case, at):
    """Sometimes with a chain or a sequence as the first in a sequence, where torch allows it.

    Torch constructs that with an extra step, so no group may be added after torch has continued.
    """
    if any("add" in event and event["step"] > at for event in case["events"]):
        return case
    deeper = {**case, "schedulers": [with_first(draw, each) for each in case["schedulers"]]}
    return case if oracle.run(deeper)["error"] else deeper


def with_first(draw, scheduler):
    if scheduler["type"] != "SequentialLR" or draw.chance(0.2):
        return scheduler
    names = scheduler.get("groups", [])
    inner = draw.one(chained, sequential)(Plain(draw), names or ["none"], False)
    return {**scheduler, "schedulers": [inner, *scheduler["schedulers"][1:]]}


class Plain:
    """A source of random numbers without arguments by group: groups may be added later."""

    def __init__(self, draw):
        self.draw = draw
        self.plain = True

    def __getattr__(self, name):
        return getattr(self.draw, name)


def continued(given):
    play = oracle.Play(given["case"])
    for step in range(given["at"] + 1):
        play.go(step)
    try:
        restore(play, given)
        for step in range(given["at"] + 1, given["case"]["steps"] + 1):
            play.go(step)
    except Exception as error:  # any exception of torch is a difference
        return {"columns": [], "error": f"{type(error).__name__}: {error}"}
    return {"columns": play.columns, "error": None}


def restore(play, given):
    """Replaces torch's groups by groups with our values only."""
    added = [event["add"] for event in given["case"]["events"] if "add" in event]
    bodies = {body["name"]: body for body in [*given["case"]["groups"], *added]}
    for name, group in play.groups.items():
        fresh = oracle.Group(bodies[name], given["at"])
        for scheduler, _ in group.schedulers:
            fresh.attach(scheduler)
        for scheduler, built in fresh.schedulers:
            built.load_state_dict(loadable(given["dicts"][scheduler["name"]][name]))
        fresh.edit(given["groups"][name])
        fresh.record()
        play.groups[name] = fresh
    play.columns = [column for group in play.groups.values() for column in group.columns]


def loadable(state):
    """Restores values that JSON cannot represent."""
    state = dict(state)
    if "milestones" in state:
        counts = state["milestones"].items()
        state["milestones"] = Counter({int(step): count for step, count in counts})
    for key in ("best", "mode_worse"):
        if key in state:
            state[key] = float(state[key])
    if "_schedulers" in state:
        state["_schedulers"] = [loadable(each) for each in state["_schedulers"]]
    return state


if __name__ == "__main__":
    main()
