"""`lockstep/_sync`: the modules of `lockstep/_async` without `async` and `await`.

The two clients differ in these words only, so they are written once.
"""

import re
from collections.abc import Mapping
from pathlib import Path

HEADER = "# Written by `python -m generate` from lockstep/_async/{name}: do not edit.\n"

# In this sequence: a longer text comes before a shorter one that is in it.
REPLACEMENTS = [
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\blockstep\._async\b", "lockstep._sync"),
    (r"\bfrom asyncio import sleep\b", "from time import sleep"),
    (r"\b__aenter__\b", "__enter__"),
    (r"\b__aexit__\b", "__exit__"),
    (r"\baclosing\b", "closing"),
    (r"\baclose\b", "close"),
    (r"\baread\b", "read"),
    (r"\baiter_lines\b", "iter_lines"),
    (r"\bAsync(Client|Iterator|Generator|Lockstep|Pool)\b", r"\1"),
]


def sync_modules(sources: Path) -> Mapping[str, str]:
    """The text of each module by its file name, before it is formatted."""
    return {
        source.name: HEADER.format(name=source.name) + synchronous(source.read_text())
        for source in sorted(sources.glob("*.py"))
    }


def synchronous(text: str) -> str:
    """The program without `async` and `await`."""
    for pattern, replacement in REPLACEMENTS:
        text = re.sub(pattern, replacement, text)
    return text
