"""Times torch's own `scheduler.step()` loop, one round for each line on stdin.

A line is a scheduler, as JSON: {"type": "StepLR", "arguments": {...}, "groups": 2, "steps": n}.
The response is the group-steps a second of that round.
"""

import json
import sys
import time
import warnings

import torch

warnings.simplefilter("ignore")


def group_steps_per_second(kind, arguments, groups, steps):
    parameters = [{"params": [torch.nn.Parameter(torch.zeros(1))]} for _ in range(groups)]
    optimizer = torch.optim.SGD(parameters, lr=0.1)
    scheduler = getattr(torch.optim.lr_scheduler, kind)(optimizer, **arguments)
    began = time.perf_counter()
    for _ in range(steps):
        scheduler.step()
    return groups * steps / (time.perf_counter() - began)


for line in sys.stdin:
    request = json.loads(line)
    per_second = group_steps_per_second(
        request["type"], request["arguments"], request["groups"], request["steps"]
    )
    print(json.dumps(per_second), flush=True)
