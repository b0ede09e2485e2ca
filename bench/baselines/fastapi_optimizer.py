"""An optimizer in fastapi_service.py: its registration, and torch's objects for it."""

from collections import deque
from typing import Annotated, Literal

import torch
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json, to_json

KEPT = 100


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Group(Strict):
    name: str
    lr: float = Field(ge=0)
    momentum: float = Field(default=0, ge=0)


class StepLR(Strict):
    type: Literal["StepLR"]
    step_size: int = Field(gt=0)
    gamma: float = 0.1


class ExponentialLR(Strict):
    type: Literal["ExponentialLR"]
    gamma: float


class CosineAnnealingLR(Strict):
    type: Literal["CosineAnnealingLR"]
    T_max: int = Field(gt=0)
    eta_min: float = 0.0


Scheduler = Annotated[StepLR | ExponentialLR | CosineAnnealingLR, Field(discriminator="type")]


class Registration(Strict):
    groups: list[Group] = Field(min_length=1)
    schedulers: list[Scheduler] = []


class Live:
    """Torch's objects at one step, and the values of the last steps."""

    def __init__(self, registration: Registration):
        self.optimizer = torch.optim.SGD(
            [
                {"params": [torch.nn.Parameter(torch.zeros(1))], **group.model_dump()}
                for group in registration.groups
            ]
        )
        self.schedulers = [
            getattr(torch.optim.lr_scheduler, scheduler.type)(
                self.optimizer, **scheduler.model_dump(exclude={"type"})
            )
            for scheduler in registration.schedulers
        ]
        self.step = 0
        self.values = deque([self.groups()], maxlen=KEPT)

    def groups(self) -> list[dict]:
        return [
            {"name": group["name"], "lr": group["lr"], "momentum": group["momentum"]}
            for group in self.optimizer.param_groups
        ]

    def advance(self, step: int) -> list[bytes]:
        """Advances to a step and returns the values of every step up to it."""
        sealed = []
        while self.step < step:
            for scheduler in self.schedulers:
                scheduler.step()
            self.step += 1
            self.values.append(self.groups())
            sealed.append(to_json(self.values[-1]))
        return sealed

    def state(self) -> bytes:
        schedulers = [scheduler.state_dict() for scheduler in self.schedulers]
        return to_json({"groups": self.groups(), "schedulers": schedulers})

    def restore(self, step: bytes, state: bytes, values: list[bytes]) -> None:
        held = from_json(state)
        for group, hyperparameters in zip(self.optimizer.param_groups, held["groups"]):
            group.update(hyperparameters)
        for scheduler, state_dict in zip(self.schedulers, held["schedulers"]):
            scheduler.load_state_dict(state_dict)
        self.step = int(step)
        self.values.extend(map(from_json, values))
