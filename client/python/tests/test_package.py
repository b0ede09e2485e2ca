"""What the package wants, and what its import brings along."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import lockstep


def test_httpx2_is_the_only_dependency() -> None:
    wanted = importlib.metadata.requires("lockstep-client") or []
    assert [each for each in wanted if "extra ==" not in each] == ["httpx2>=2.16"]


def test_the_version_is_that_of_the_distribution() -> None:
    assert lockstep.__version__ == importlib.metadata.version("lockstep-client")


def test_the_types_are_marked() -> None:
    assert Path(lockstep.__file__).with_name("py.typed").exists()


def test_the_import_brings_neither_torch_nor_the_types() -> None:
    program = (
        "import lockstep, sys; print(sorted({'torch', 'lockstep.types'} & sys.modules.keys()))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    assert printed == "[]\n"


def test_all_public_names_exist() -> None:
    assert sorted(lockstep.__all__) == lockstep.__all__
    assert all(hasattr(lockstep, name) for name in lockstep.__all__)
