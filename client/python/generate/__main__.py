"""Writes the generated modules, or with `--check` says which are not current."""

import sys
from pathlib import Path

from generate.modules import ROOT, generated_modules, stale_modules


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        stale = stale_modules()
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not current: run `python -m generate`")
        return 1 if stale else 0
    for path, text in generated_modules().items():
        write(path, text)
    return 0


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
