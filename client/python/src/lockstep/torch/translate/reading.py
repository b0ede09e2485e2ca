"""What one translation knows, and what it has noted so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Preview = Callable[[dict[str, Any]], Mapping[str, Any]]
"""Sends a body to ``POST /v1/previews`` and returns the body of its answer:
``lambda body: client.preview(**body)``."""


@dataclass
class Reading:
    """The arguments of a translation, and its notes."""

    groups: tuple[str, ...]
    total_steps: int | None = None
    monitor: str | None = None
    strict: bool = False
    tabulate: Literal["exact", "linear"] = "exact"
    preview: Preview | None = None
    notes: list[str] = field(default_factory=list)
    depth: int = 0
    """How many schedulers the present one is inside of."""

    def note(self, text: str) -> None:
        """Adds a note, once."""
        if text not in self.notes:
            self.notes.append(text)

    def by_group(self, values: Sequence[Any]) -> Any:
        """The one value of all groups, or an object by the names of the groups."""
        first = values[0]
        if all(type(value) is type(first) and value == first for value in values):
            return first
        return dict(zip(self.groups, values, strict=True))
