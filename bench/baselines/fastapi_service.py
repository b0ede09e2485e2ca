"""The baseline for Lockstep: its advance with FastAPI, redis-py and torch's own schedulers.

Torch's objects stay in memory between requests, but Redis decides: one script writes an advance,
and refuses it if another worker was first. Then the objects are restored from the state in Redis,
and the advance is tried again.

    REDIS_URL=redis://127.0.0.1 uvicorn fastapi_service:app
"""

import asyncio
import gc
import os
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from fastapi_optimizer import KEPT, Live, Registration, Strict
from pydantic import BaseModel, Field
from redis.asyncio import Redis

ATTEMPTS = 10
MOST_AHEAD = 1_000
MOST_IN_MEMORY = 10_000

# An optimizer's step only rises, so it is also the version of its state.
ADVANCE = f"""
if (redis.call('HGET', KEYS[1], 'step') or '0') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'step', ARGV[2], 'state', ARGV[3])
redis.call('RPUSH', KEYS[2], unpack(ARGV, 4))
redis.call('LTRIM', KEYS[2], -{KEPT}, -1)
return 1
"""


class Registered(Registration):
    id: str


class Advance(Strict):
    step: int = Field(ge=0)


class GroupValues(BaseModel):
    name: str
    lr: float
    momentum: float


class StepValues(BaseModel):
    optimizer: str
    generation: int
    revision: int
    step: int
    sealed_through: int
    groups: list[GroupValues]


class Optimizer:
    """A registered optimizer, and its torch objects while they match the state in Redis."""

    def __init__(self, registration: Registration):
        self.registration = registration
        self.lock = asyncio.Lock()
        self.live: Live | None = None


redis = Redis.from_url(os.environ["REDIS_URL"])
write_advance = redis.register_script(ADVANCE)
optimizers: dict[str, Optimizer] = {}


@asynccontextmanager
async def lifespan(_: FastAPI):
    # Otherwise each full collection would traverse all objects that importing torch has made.
    gc.collect()
    gc.freeze()
    yield
    await redis.aclose()


app = FastAPI(lifespan=lifespan)


@app.put("/v1/optimizers/{o}", status_code=201)
async def register(o: str, registration: Registration) -> Registered:
    if not await redis.hsetnx(optimizer_key(o), "registration", registration.model_dump_json()):
        if (await find(o)).registration != registration:
            raise HTTPException(409, "There is another optimizer by this name")
    return Registered(id=o, **registration.model_dump())


@app.post("/v1/optimizers/{o}/steps")
async def advance(o: str, body: Advance) -> StepValues:
    optimizer = await find(o)
    async with optimizer.lock:
        for _ in range(ATTEMPTS):
            live = optimizer.live or await read(o, optimizer)
            # Sealed values do not change when another worker advances further.
            if body.step <= live.step or await seal(o, optimizer, live, body.step):
                return step_values(o, live, body.step)
    raise HTTPException(503, "Too many writers")


@app.get("/readyz")
async def ready() -> dict[str, str]:
    await redis.ping()
    return {"status": "ok"}


def optimizer_key(o: str) -> str:
    return f"optimizer:{o}"


def values_key(o: str) -> str:
    return f"values:{o}"


async def find(o: str) -> Optimizer:
    if found := optimizers.get(o):
        return found
    registration = await redis.hget(optimizer_key(o), "registration")
    if registration is None:
        raise HTTPException(404, "There is no optimizer by this name")
    if len(optimizers) >= MOST_IN_MEMORY:
        del optimizers[next(iter(optimizers))]
    return optimizers.setdefault(o, Optimizer(Registration.model_validate_json(registration)))


async def read(o: str, optimizer: Optimizer) -> Live:
    async with redis.pipeline(transaction=True) as both:
        both.hmget(optimizer_key(o), "step", "state").lrange(values_key(o), 0, -1)
        (step, state), values = await both.execute()
    live = Live(optimizer.registration)
    if step is not None:
        live.restore(step, state, values)
    optimizer.live = live
    return live


async def seal(o: str, optimizer: Optimizer, live: Live, step: int) -> bool:
    """Returns whether this worker sealed the steps; False if another worker was first."""
    before = live.step
    if step - before > MOST_AHEAD:
        raise HTTPException(409, f"Cannot advance by more than {MOST_AHEAD} steps at once")
    # Until the script has written, the objects are ahead of Redis: after a failure they are invalid.
    optimizer.live = None
    sealed = live.advance(step)
    keys = [optimizer_key(o), values_key(o)]
    if await write_advance(keys, [before, step, live.state(), *sealed]) == 0:
        return False
    optimizer.live = live
    return True


def step_values(o: str, live: Live, step: int) -> dict:
    back = live.step - step
    if back >= len(live.values):
        raise HTTPException(410, f"Only the last {KEPT} steps are kept")
    return {
        "optimizer": o,
        "generation": 1,
        "revision": 1,
        "step": step,
        "sealed_through": live.step,
        "groups": live.values[-1 - back],
    }
