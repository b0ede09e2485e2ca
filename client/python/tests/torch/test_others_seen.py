"""Ranks give each other what they were given last, and send it."""

import threading
from typing import Any

import torch

from lockstep import Lockstep
from lockstep.torch.asking import Ask, answer_to
from lockstep.torch.options import Options
from lockstep.torch.others_seen import OthersSeen
from lockstep.torch.run import Run
from tests.faulty_server import FaultyServer, json_answer
from tests.service import free_port
from tests.torch.test_bad_input import ADVANCED

dist: Any = torch.distributed  # Its stores are not in its types.
VALUES = {**ADVANCED, "groups": [{"name": "all", "lr": 0.1}]}


def test_an_advance_has_the_texts_of_the_other_ranks(faulty: FaultyServer) -> None:
    store = dist.HashStore()
    seen = {0: "s-0", 1: "s-1", 2: "s-1", 3: "s-3"}
    for rank, text in seen.items():
        OthersSeen(store, "run", rank, 4).exchange(2, text)
    faulty.answers = [json_answer({**VALUES, "seen": "s"})]
    with Lockstep(faulty.url) as client:
        run = Run(client, "run", ["all"], (), {}, Options(), 0, 4)
        others = OthersSeen(store, "run", 0, 4)
        answer_to(run, Ask(1, 0, 2, "s-0", ["all"], others=others))
    assert faulty.received[0].body["others_seen"] == ["s-1", "s-3"]


def test_texts_of_another_generation_are_left_out() -> None:
    store = dist.HashStore()
    OthersSeen(store, "run", 1, 2).exchange(2, "s-1")
    assert OthersSeen(store, "run", 0, 2).exchange(3, "s-0") == []
    assert OthersSeen(store, "run", 0, 2).exchange(2, "s-0") == ["s-1"]


def test_at_most_64_texts() -> None:
    store = dist.HashStore()
    for rank in range(100):
        OthersSeen(store, "run", rank, 100).exchange(2, f"s-{rank}")
    assert len(OthersSeen(store, "run", 99, 100).exchange(2, "s-99")) == 64


def test_through_a_copy_of_a_store_of_tcp() -> None:
    port = free_port()
    main = dist.TCPStore("127.0.0.1", port, is_master=True)
    copy = OthersSeen(dist.PrefixStore("group", main).clone(), "run", 0, 2)
    other = dist.TCPStore("127.0.0.1", port, is_master=False)
    OthersSeen(dist.PrefixStore("group", other).clone(), "run", 1, 2).exchange(2, "s-1")
    # While the first connection waits for a key, as at the start of a process group.
    waiting = threading.Thread(target=main.get, args=("late",))
    waiting.start()
    assert copy.exchange(2, "s-0") == ["s-1"]
    other.set("late", "key")
    waiting.join()
