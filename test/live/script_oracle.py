"""Random scripts and torch's values for them, a line of JSON for each line of JSON.

The response to {"seed": "...", "number": 7} is the script of that number (script_timeline.py has the
form), with torch's `columns` for each generation in `lines`, and for each series of `reads` by the
index of its operation. The response to {"script": {...}} has the same for a given script, or
`excluded` if torch raises. A script on which torch raises is drawn again; `redrawn` says why.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden"))

import torch  # noqa: E402
from draw import Draw  # noqa: E402
from script_author import HORIZON, Author  # noqa: E402
from script_timeline import Timeline  # noqa: E402
from script_torch import Excluded, columns_of  # noqa: E402


def main():
    for line in sys.stdin:
        given = json.loads(line)
        answer = shorter(given["script"]) if "script" in given else example(**given)
        print(json.dumps({"torch": torch.__version__, **answer}), flush=True)


def example(seed, number):
    redrawn = []
    for attempt in range(200):
        script = Author(Draw(f"script {seed} {number} {attempt}", {"steps": HORIZON})).write()
        answer = evaluated(script)
        if "excluded" not in answer:
            return {**answer, "redrawn": redrawn}
        redrawn.append(answer["excluded"])
    raise RuntimeError(f"seed {seed} {number}: no script: {redrawn[-1]}")


def shorter(script):
    """One with less in it may have no meaning, such as an edit of a group that is not there."""
    try:
        return evaluated(script)
    except Exception as error:
        return {"excluded": f"{type(error).__name__}: {error}"}


def evaluated(script):
    try:
        timeline = Timeline(script["registration"])
        for number, op in enumerate(script["ops"]):
            timeline.apply(op, number)
        lines = [answered(line) for line in timeline.lines()]
        if timeline.sealed < script["steps"]:
            columns_of(timeline.line(script["steps"]))  # torch must not raise on what is to come
        reads = {number: answered(line) for number, line in timeline.reads.items()}
    except (ArithmeticError, ValueError, KeyError, Excluded) as error:
        return {"script": script, "excluded": f"{type(error).__name__}: {error}"[:60]}
    return {"script": script, "lines": lines, "reads": reads}


def answered(line):
    return {"through": line["through"], "columns": columns_of(line)}


if __name__ == "__main__":
    main()
