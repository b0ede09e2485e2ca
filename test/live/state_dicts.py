"""Random cases, and how real torch continues from our state dicts; a line of JSON for each line.

The response to {"seed": "...", "number": 7} is the case of that number (see test/golden/oracle.py
and test/golden/state_dicts.py) and the step `at` which to take its dicts. The response to {"case":
..., "at": 40, "dicts": ..., "groups": ...} is torch's `columns` from that step on: the same
schedulers, newly constructed on the groups of each dict and loaded with it as it is, and then the
values of `groups`.
"""

import copy
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden"))

import oracle  # noqa: E402
import state_dicts  # noqa: E402
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
    return of_one_optimizer(seed, number) if number % 3 == 0 else of_single_groups(seed, number)


def of_one_optimizer(seed, number):
    """With last_epoch or a group that joins; no group joins after torch has continued."""
    kind = TYPES[number // 3 % len(TYPES)]
    case, _ = state_dicts.case_of(seed, kind, number // 3)
    draw = Draw(f"{seed} {number}", {"steps": case["steps"]})
    at = draw.count(max([0, *(event["step"] for event in case["events"])]), case["steps"] - 10)
    return {"torch": torch.__version__, "type": kind, "case": case, "at": at}


def of_single_groups(seed, number):
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
    case, at = given["case"], given["at"]
    try:
        play = Restored(given)
        for step in range(at + 1, case["steps"] + 1):
            play.go(step)
    except Exception as error:  # any exception of torch is a difference
        return {"columns": [], "error": f"{type(error).__name__}: {error}"}
    return {"columns": play.columns, "error": None}


class Restored(oracle.Play):
    """A run from a step on. One torch scheduler drives all groups of its state dict."""

    def __init__(self, given):
        super().__init__(given["case"])
        self.given = given
        self.loaded = []  # each scheduler, torch's, and its groups, in the order of attachment
        bodies = self.present()
        self.groups = {name: oracle.Group(bodies[name], given["at"]) for name in given["groups"]}
        for scheduler in self.schedulers:
            self.load(scheduler)
        for name, group in self.groups.items():
            group.edit(given["groups"][name])
            group.record()
            self.columns += group.columns

    def present(self):
        """The bodies of all groups up to now. The schedulers of now become those of the run."""
        bodies = {body["name"]: body for body in self.case["groups"]}
        names = list(bodies)
        attached = [(each, list(names)) for each in self.case["schedulers"]]
        for event in self.case["events"]:
            if event["step"] > self.given["at"]:
                break
            if "add" in event:
                bodies[event["add"]["name"]] = event["add"]
                names.append(event["add"]["name"])
            if "remove" in event:
                names.remove(event["remove"])
            if "attach" in event:
                attached.append((event["attach"], list(names)))
            if "detach" in event:
                attached = [each for each in attached if each[0].get("name") != event["detach"]]
        self.schedulers = [
            oracle.by_name(each, each.get("groups", names)) for each, names in attached
        ]
        return bodies

    def load(self, scheduler):
        for names, state in self.parts(scheduler):
            own = [self.groups[name] for name in names]
            # It has the very groups of the others, and what its class has as defaults.
            optimizer = copy.copy(own[0].optimizer)
            optimizer.param_groups = [group.held for group in own]
            given = {key: value for key, value in scheduler.items() if key != "last_epoch"}
            built = oracle.construct(on_groups(given, names), optimizer, None)
            built.load_state_dict(as_floats(state))
            self.loaded.append((scheduler, built, names))

    def parts(self, scheduler):
        covered = [name for name in self.groups if name in scheduler.get("groups", [name])]
        whole, parts = self.given["dicts"]["whole"], self.given["dicts"]["parts"]
        if scheduler["name"] in whole:
            return [(covered, whole[scheduler["name"]])]
        found = parts[scheduler["name"]] if covered else []
        return [(part["groups"], part["stateDict"]) for part in found]

    def step(self, metrics):
        for scheduler, built, _ in self.loaded:
            oracle.step_scheduler(scheduler, built, metrics)
        super().step(metrics)

    def leave(self, event):
        super().leave(event)
        self.loaded = [
            (scheduler, built, names)
            for scheduler, built, names in self.loaded
            if scheduler["name"] != event.get("detach") and any(name in self.groups for name in names)
        ]


def on_groups(scheduler, names):
    """A scheduler with lists for some groups, where torch takes lists, and else their one value."""
    own = {
        key: value
        if not isinstance(value, dict)
        else [value[name] for name in names]
        if key in oracle.PER_GROUP_LISTS
        else value[names[0]]
        for key, value in scheduler.items()
    }
    if "schedulers" in own:
        own["schedulers"] = [on_groups(child, names) for child in own["schedulers"]]
    return own


def as_floats(state):
    """The only conversion that a loader needs: the best infinity is a word."""
    return {**state, "best": float(state["best"])} if "best" in state else state


if __name__ == "__main__":
    main()
