"""A daemon thread that asks the service, so that `step()` does not."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import threading
import weakref
from concurrent.futures import Future
from typing import TypeAlias

from lockstep import Unavailable
from lockstep.torch.asking import Ask, answer_to
from lockstep.torch.run import Run
from lockstep.torch.window import Window

log = logging.getLogger("lockstep")

Job: TypeAlias = tuple[Ask, "Future[Window]"]


class Fetcher:
    """Answers one request after another. It ends with the object that owns it."""

    def __init__(self, run: Run, owner: object) -> None:
        self._run = run
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._process = os.getpid()
        threading.Thread(target=self._answer_all, name=f"lockstep {run.id}", daemon=True).start()
        weakref.finalize(owner, _end, self._jobs, self._ended).atexit = False

    @property
    def is_of_this_process(self) -> bool:
        """Whether the thread exists: a fork does not copy it."""
        return self._process == os.getpid()

    def ask(self, ask: Ask) -> Future[Window]:
        """Its result, or its exception, is there as soon as the service has answered."""
        future: Future[Window] = Future()
        self._jobs.put((ask, future))
        return future

    def _answer_all(self) -> None:
        while (job := self._jobs.get()) is not None:
            ask, future = job
            try:
                window = self._answer(ask)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(window)
            del job, ask, future

    def _answer(self, ask: Ask) -> Window:
        """Repeats what has no answer: each part of a request is harmless when it is repeated."""
        while True:
            try:
                return answer_to(self._run, ask)
            except Unavailable as failure:
                if self._run.options.on_outage == "raise" or self._ended.is_set():
                    raise
                log.warning("Still asking for step %d of %s: %s", ask.step, self._run.id, failure)


def _end(jobs: queue.SimpleQueue[Job | None], ended: threading.Event) -> None:
    ended.set()
    with contextlib.suppress(RuntimeError):
        jobs.put(None)
