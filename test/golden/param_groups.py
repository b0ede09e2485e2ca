"""Writes param_groups.jsonl: a param_group of every optimizer of torch 2.13.0, without its tensors.

Run it where torch 2.13.0 is installed: python test/golden/param_groups.py
"""

import inspect
import json
import pathlib

import torch

FILE = pathlib.Path(__file__).with_name("param_groups.jsonl")


def main():
    names = sorted(name for name in dir(torch.optim) if is_optimizer(getattr(torch.optim, name)))
    FILE.write_text("".join(json.dumps(group_of(name)) + "\n" for name in names))
    print(f"{len(names)} groups")


def is_optimizer(thing):
    base = torch.optim.Optimizer
    return inspect.isclass(thing) and issubclass(thing, base) and thing is not base


def group_of(name):
    [group] = getattr(torch.optim, name)([torch.nn.Parameter(torch.zeros(2, 2))]).param_groups
    return {"name": f"{name}/0", **{key: value for key, value in group.items() if key != "params"}}


if __name__ == "__main__":
    main()
