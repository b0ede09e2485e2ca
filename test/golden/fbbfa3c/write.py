"""Writes data with a running service of commit fbbfa3c, and records what it answers.

The service of that commit stored the steps of a share and the expansion of a preset, and what was
sent only in the request of the registration. Usage, with that commit checked out and its service
started on an empty LOCKSTEP_DATA file:

    python3 write.py http://127.0.0.1:8080 expected.json

Stop the service, then compress both files: `gzip -9n lockstep.db expected.json`.
"""

import json
import sys
import urllib.request

URL, EXPECTED = sys.argv[1:]
LAST = 120


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {} if body is None else {"content-type": "application/json"}
    request = urllib.request.Request(URL + path, data, headers, method=method)
    with urllib.request.urlopen(request) as response:
        text = response.read()
    return json.loads(text) if text else None


A = {"name": "a", "lr": 0.1, "momentum": 0.9}
B = {"name": "b", "lr": 0.01, "momentum": 0.8}
STEP = {"type": "StepLR", "step_size": "10%", "gamma": 0.5}
COSINE = {"type": "CosineAnnealingLR", "T_max": {"a": "90%", "b": "50%"}}
MILESTONES = {"type": "MultiStepLR", "milestones": ["50%", "75%"], "gamma": 0.1}
LINEAR = {"type": "LinearLR", "total_iters": "5%"}
SEQUENCE = {
    "type": "SequentialLR",
    "schedulers": [LINEAR, {"type": "CosineAnnealingLR", "T_max": "95%"}],
    "milestones": ["5%"],
}
LAMBDA = {"type": "LambdaLR", "lr_lambda": "max(0.0, 1 - epoch / total_steps)"}
PRESET = {"preset": "hf/cosine", "num_warmup_steps": "10%"}


def register(name, *schedulers):
    body = {"groups": [A, B], "schedulers": list(schedulers), "total_steps": 100}
    call("PUT", f"/v1/optimizers/{name}", body)
    return f"/v1/optimizers/{name}"


def steps(path, step):
    call("POST", f"{path}/steps", {"step": step})


for number, scheduler in enumerate([STEP, COSINE, MILESTONES, SEQUENCE, LAMBDA, PRESET]):
    steps(register(f"shares-{number}", scheduler), 12)

# Patches that acted and that are pending: the one of step_size ends a share.
path = register("patched", STEP, {**MILESTONES, "name": "m"}, {**PRESET, "name": "p"})
steps(path, 3)
call("PATCH", f"{path}/schedulers/StepLR-1", {"step_size": 20})
call("PATCH", f"{path}/schedulers/m", {"milestones": ["40%"]})
call("PATCH", f"{path}/schedulers/p", {"max": {"value": 0.05}})
call("PATCH", f"{path}/schedulers/StepLR-1?at_step=30", {"gamma": 0.25})
steps(path, 12)

# What was attached later, and a group with arguments of its own.
path = register("attached", COSINE)
steps(path, 3)
call("POST", f"{path}/schedulers", {**STEP, "name": "late", "param": "momentum"})
own = {"CosineAnnealingLR-1": {"T_max": 40}}
call("POST", f"{path}/groups", {"name": "c", "lr": 0.3, "momentum": 0.7, "arguments": own})
steps(path, 12)
call("PUT", f"{path}/generations/again", {"resume_step": 8})
register("untouched", STEP, PRESET)

expected = {}
names = [each["id"] for each in call("GET", "/v1/optimizers?limit=100")["optimizers"]]
for name in sorted(names):
    path = f"/v1/optimizers/{name}"
    groups = call("GET", f"{path}/lr?from=0&to={LAST}&hyperparameters=lr,momentum")["groups"]
    read = call("GET", path)
    state = call("GET", f"{path}/state")
    expected[name] = {"read": read, "groups": groups, "record": state}

with open(EXPECTED, "w") as file:
    file.write("{\n")
    file.write(",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in expected.items()))
    file.write("\n}\n")
