"""Prints an expressions.jsonl for a seed: python test/live/expressions.py --seed n."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden"))

import expressions  # noqa: E402 - needs the path of the line above

given = expressions.arguments()
for line in expressions.lines(given.seed, given.count):
    print(json.dumps(line))
