"""All generated modules, formatted as they are committed."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from generate.calls_module import calls_module
from generate.sync_modules import sync_modules
from generate.types_module import types_module

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "lockstep"
DOCUMENT = ROOT.parents[1] / "openapi" / "openapi.json"


def generated_modules() -> Mapping[Path, str]:
    """The text of each generated module by its path."""
    document = json.loads(DOCUMENT.read_text())
    modules = {
        PACKAGE / "types.py": types_module(document),
        PACKAGE / "_calls.py": calls_module(document),
    }
    for name, text in sync_modules(PACKAGE / "_async").items():
        modules[PACKAGE / "_sync" / name] = text
    return {path: _formatted(path, text) for path, text in modules.items()}


def stale_modules() -> list[Path]:
    """The paths whose committed text is another one, or that have no source any more."""
    wanted = generated_modules()
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    return stale + [path for path in (PACKAGE / "_sync").glob("*.py") if path not in wanted]


def _formatted(path: Path, text: str) -> str:
    """The text after ruff's import sorting and formatting, by the rules of the project."""
    program = Path(sys.executable).with_name("ruff")
    for arguments in (["check", "--fix-only", "--quiet"], ["format", "--quiet"]):
        text = subprocess.run(
            [program, *arguments, "--stdin-filename", path, "-"],
            input=text,
            capture_output=True,
            check=True,
            cwd=ROOT,
            text=True,
        ).stdout
    return text
