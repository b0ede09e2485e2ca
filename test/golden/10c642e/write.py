"""Writes data with a running service of commit 10c642e, and records what it answers.

The service of that commit sealed step 0 at the registration, and constructed every scheduler again
on a group that was added later. Usage, with that commit checked out and its service started on an
empty LOCKSTEP_DATA file:

    python3 write.py http://127.0.0.1:8080 expected.json

Stop the service, then compress both files: `gzip -9n lockstep.db expected.json`. The same with the
service on an empty Redis gives the same values; read_redis.ts then copies its content.
"""

import json
import sys
import urllib.request

URL, EXPECTED = sys.argv[1:]
LAST = 60


def call(method, path, body=None, status=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {} if body is None else {"content-type": "application/json"}
    request = urllib.request.Request(URL + path, data, headers, method=method)
    with urllib.request.urlopen(request) as response:
        text = response.read()
    return json.loads(text) if text else None


A = {"name": "a", "lr": 0.1, "momentum": 0.9, "betas": [0.9, 0.99]}
B = {"name": "b", "lr": 0.01, "momentum": 0.8, "betas": [0.8, 0.98]}
LATE = {"name": "late", "lr": 0.3, "momentum": 0.7, "betas": [0.7, 0.97]}
STEP = {"type": "StepLR", "step_size": 7, "gamma": 0.5}
LINEAR = {"type": "LinearLR", "total_iters": 10}
COSINE = {"type": "CosineAnnealingLR", "T_max": 20}
WAVES = {"type": "CosineAnnealingWarmRestarts", "T_0": 6, "T_mult": 2}
CYCLE = {"type": "OneCycleLR", "max_lr": 0.5, "total_steps": 80}
PLATEAU = {"type": "ReduceLROnPlateau", "monitor": "loss", "patience": 1, "factor": 0.5}
SEQUENCE = {"type": "SequentialLR", "schedulers": [LINEAR, COSINE], "milestones": [8]}


def register(name, schedulers, **more):
    call("PUT", f"/v1/optimizers/{name}", {"groups": [A, B], "schedulers": schedulers, **more})
    return f"/v1/optimizers/{name}"


def steps(path, step, **more):
    call("POST", f"{path}/steps", {"step": step, **more})


# A late group restarts each scheduler, at the next step and at a later one.
for number, schedulers in enumerate([[STEP], [LINEAR, COSINE], [WAVES], [CYCLE], [SEQUENCE]]):
    path = register(f"late-{number}", schedulers)
    steps(path, 5)
    call("POST", f"{path}/groups", LATE)
    steps(path, 9)
    call("POST", f"{path}/groups?at_step=25", {**LATE, "name": "later"})

# What comes right after the registration acts at step 1.
path = register("at-once", [])
call("POST", f"{path}/schedulers", LINEAR)
call("POST", f"{path}/edits", {"groups": ["b"], "scale": {"lr": 2}})
call("POST", f"{path}/groups", LATE)
register("untouched", [STEP])

# A plateau with memories of its own in a late group, and a pending quorum.
path = register("plateau", [PLATEAU, {**PLATEAU, "monitor": "mean", "reporters": 2, "every": 10}])
for step in range(1, 5):
    steps(path, step, metrics={"loss": 1.0})
call("POST", f"{path}/groups", LATE)
for step in range(5, 9):
    steps(path, step, metrics={"loss": 1.0})
call("PUT", f"{path}/metrics/mean/10/0", {"value": 2.0})

# Edits that acted and that are pending, detached, removed, cancelled; a window beyond the cursor.
path = register("edited", [STEP, {**STEP, "param": "momentum", "name": "m"}], labels={"team": "x"})
steps(path, 3, ahead=4)
call("POST", f"{path}/edits", {"set": {"lr": 0.7, "betas": [0.5, 0.6]}, "at_step": 10})
call("POST", f"{path}/edits", {"scale": {"initial_lr": 3}, "at_step": 40})
call("DELETE", f"{path}/schedulers/m?at_step=30")
call("DELETE", f"{path}/groups/b?at_step=50")
revision = call("POST", f"{path}/edits", {"set": {"lr": 9}, "at_step": 20})["revision"]
call("DELETE", f"{path}/edits/{revision}")
steps(path, 12)

# Generations that keep and drop the edits of their parent.
path = register("rewound", [COSINE])
steps(path, 10)
call("POST", f"{path}/edits", {"scale": {"lr": 0.5}, "at_step": 15})
steps(path, 20)
call("PUT", f"{path}/generations/keep", {"resume_step": 12, "edits": "keep", "world_size": 4})
steps(path, 18)
call("POST", f"{path}/groups", LATE)
call("PUT", f"{path}/generations/drop", {"resume_step": 14, "edits": "drop"})
steps(path, 16)
call("PUT", "/v1/optimizers/restored/state", call("GET", f"{path}/state"))

# Presets and percentages.
path = register(
    "preset",
    [{"preset": "hf/cosine", "num_warmup_steps": "10%", "num_training_steps": 60}],
    total_steps=60,
)
steps(path, 4)

expected = {}
names = [each["id"] for each in call("GET", "/v1/optimizers?limit=100")["optimizers"]]
for name in sorted(names):
    path = f"/v1/optimizers/{name}"
    read = call("GET", path)
    # The plateau waits for a metric, so it has no values at the later steps to compare.
    series = call("GET", f"{path}/lr?from=0&to={LAST}&params=lr,momentum")
    counters = {key: read[key] for key in ("revision", "generation", "step", "sealed_through")}
    expected[name] = {**counters, "groups": series["groups"], "state": call("GET", f"{path}/state")}

with open(EXPECTED, "w") as file:
    file.write("{\n")
    file.write(",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in expected.items()))
    file.write("\n}\n")
