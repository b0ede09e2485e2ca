"""A service that stops and starts again at the same address, with its data kept."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Self

from tests.service import ROOT, free_port, wait_until_ready


class Restartable:
    """The real service; `stop` kills it."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when the service is ready, at once if it runs."""
        if self._process is not None:
            return
        node = shutil.which("node", path=f"{ROOT / 'node_modules' / '.bin'}:{os.environ['PATH']}")
        assert node is not None
        self._process = subprocess.Popen(
            [node, str(ROOT / "start.cjs")],
            env={
                "PATH": os.environ["PATH"],
                "LOCKSTEP_LOG_LEVEL": "fatal",
                "LOCKSTEP_DATA": str(self._data),
                "LOCKSTEP_PORT": str(self._port),
            },
            stdout=subprocess.DEVNULL,
        )
        wait_until_ready(self._process, f"{self.url}/readyz")

    def stop(self) -> None:
        """By SIGKILL, as a machine that is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def lose(self) -> None:
        """Removes the data of the stopped service."""
        for file in self._data.parent.glob(f"{self._data.name}*"):
            file.unlink()
