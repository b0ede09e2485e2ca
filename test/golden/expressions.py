"""Writes expressions.jsonl.gz: CPython's results of random expressions, every double as hex.

Run it by hand: python test/golden/expressions.py [--seed n]. Its first line has the seed, the
version of CPython and the settings of the variables; each other line a text and its results, one
for each setting. `!` is a refusal, `i7` an int, `T` and `F` are bools, sixteen digits a float, and
`~2` after a float allows a difference of two ulps, because C's functions may differ by one.
"""

import argparse
import gzip
import json
import pathlib
import platform
import random
import time

import expressions_answers
import expressions_texts

COUNT = 12_000


def lines(seed, count):
    """The lines of a file: a header, and `count` different texts with their results."""
    source = random.Random(seed)
    settings = expressions_texts.settings(source)
    texts = expressions_texts.Texts(source)
    yield {"seed": seed, "python": platform.python_version(), "settings": settings}
    seen = set()
    while len(seen) < count:
        text = texts.text()
        answers = None if text in seen else expressions_answers.answers(text, settings)
        if answers:
            seen.add(text)
            yield [text, *answers]


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--count", type=int, default=COUNT)
    return parser.parse_args()


def main():
    given = arguments()
    written = "\n".join(json.dumps(line) for line in lines(given.seed, given.count))
    path = pathlib.Path(__file__).with_name("expressions.jsonl.gz")
    path.write_bytes(gzip.compress(written.encode(), 9, mtime=0))
    print(f"seed {given.seed}: {given.count} expressions, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
