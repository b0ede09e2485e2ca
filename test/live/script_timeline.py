"""What the operations of a script amount to: inputs with their steps, for each line of values.

A script is what a client sends, in its order:

    {"steps": 40,
     "registration": {"groups": [...], "schedulers": [{"name": "s0", "type": "StepLR", ...}]},
     "ops": [{"do": "attach", "body": {"name": "s1", ...}},
             {"do": "add_group", "at_step": 9, "body": {"name": "g2", "schedulers": "join", ...}},
             {"do": "advance", "body": {"step": 3, "ahead": 4, "metrics": {"val_loss": 0.7}}},
             {"do": "rewind", "body": {"resume_step": 2, "edits": "keep"}},
             {"do": "edit", "body": {"set": {"lr": 0.1}}, "refused": "step_sealed"}]}

What has `refused` must be refused with that code, and has no effect.
"""

from oracle import by_name

EARLY = {"detach", "remove_group", "patch"}


class Timeline:
    """An optimizer's inputs, its sealed steps, and the lines of the generations that were left."""

    def __init__(self, registration):
        names = [group["name"] for group in registration["groups"]]
        schedulers = [
            named(each, each.get("groups", names)) for each in registration["schedulers"]
        ]
        self.registration = {**registration, "schedulers": schedulers}
        self.inputs = []
        self.metrics = {}
        self.sealed = -1
        self.cursor = 0
        self.left = []
        self.reads = {}

    def apply(self, op, number):
        if "refused" in op:
            return
        if op["do"] == "advance":
            self.advance(op["body"])
        elif op["do"] == "rewind":
            self.rewind(op["body"])
        elif op["do"] == "read":
            self.reads[number] = self.line(op["body"]["to"])
        else:
            self.inputs.append(self.resolved(op))

    def advance(self, body):
        step = body.get("step", self.cursor + 1)
        for name, value in body.get("metrics", {}).items():
            self.metrics = {**self.metrics, (name, step): value}
        self.cursor = max(self.cursor, step)
        self.sealed = max(self.sealed, step + body.get("ahead", 0))

    def rewind(self, body):
        """Changes after the step are kept unless they are dropped; metrics after it are not."""
        self.left.append(self.line(self.sealed))
        at = body["resume_step"]
        if body["edits"] == "drop":
            self.inputs = [each for each in self.inputs if each["step"] <= at]
        self.metrics = {key: value for key, value in self.metrics.items() if key[1] <= at}
        self.sealed = self.cursor = at

    def line(self, through):
        about = {"registration": self.registration, "metrics": self.metrics, "through": through}
        return {**about, "inputs": effective(self.inputs)}

    def lines(self):
        return [*self.left, self.line(self.sealed)]

    @property
    def earliest(self):
        return self.sealed + 1

    def step_of(self, op):
        """The step at which a change acts."""
        if op.get("at_step") is not None:
            return op["at_step"]
        if op["do"] == "patch":
            return max(self.earliest, self.since(op["body"]["scheduler"]) + 1)
        return self.earliest

    def resolved(self, op):
        step, body = self.step_of(op), op["body"]
        if op["do"] == "attach":
            body = named(body, body.get("groups", self.groups_at(step)))
        if op["do"] == "edit" and "groups" not in body:
            body = {**body, "groups": self.groups_at(step)}
        joins = op["do"] == "add_group" and body["schedulers"] == "join"
        early = op["do"] in EARLY or (joins and op.get("at_step") is None and step > 0)
        return {"do": op["do"], "step": step, "early": early, "body": body}

    def since(self, name):
        """The step at which a scheduler is constructed."""
        attached = [each for each in self.inputs if each["do"] == "attach"]
        steps = [each["step"] for each in attached if each["body"]["name"] == name]
        return steps[-1] if steps else 0

    def groups_at(self, step):
        names = [group["name"] for group in self.registration["groups"]]
        return self.present(names, step, "add_group", "remove_group")

    def schedulers_at(self, step):
        names = [each["name"] for each in self.registration["schedulers"]]
        return self.present(names, step, "attach", "detach")

    def present(self, names, step, comes, goes):
        """Names at a step, with the inputs of this step, in the order in which they act."""
        names = list(names)
        for each in sorted(effective(self.inputs), key=acting_order):
            if each["step"] > step:
                break
            if each["do"] == comes:
                names.append(each["body"]["name"])
            if each["do"] == goes and each["body"]["name"] in names:
                names.remove(each["body"]["name"])
        return names


def named(scheduler, groups):
    return by_name(scheduler, groups)


def acting_order(each):
    return each["step"], not each["early"]


def effective(inputs):
    """The inputs without those that add and remove the same thing at one step."""
    kept = []
    for each in inputs:
        comes = {"detach": "attach", "remove_group": "add_group"}.get(each["do"])
        inverse = [at for at, other in enumerate(kept) if is_inverse(each, other, comes)]
        if inverse:
            del kept[inverse[-1]]
        else:
            kept.append(each)
    return kept


def is_inverse(each, other, comes):
    same = each["step"] == other["step"] and each["body"].get("name") == other["body"].get("name")
    return other["do"] == comes and same
