"""Types of arguments that take more than the document names.

A group may have any hyperparameter and a preset any parameter, which a TypedDict cannot say: so each
of these is the TypedDict, for the help of an editor, or any mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from lockstep import types

Group: TypeAlias = types.Group | Mapping[str, object]
Scheduler: TypeAlias = types.SchedulerOrPreset | Mapping[str, object]
MetricReport: TypeAlias = types.MetricValue | types.RankReport
