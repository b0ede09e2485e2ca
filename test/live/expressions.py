"""Prints what expressions.jsonl.gz has, for a seed: python test/live/expressions.py --seed n."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden"))

import expressions  # noqa: E402 - it is found by the line above

given = expressions.arguments()
for line in expressions.lines(given.seed, given.count):
    print(json.dumps(line))
