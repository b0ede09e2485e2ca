"""What type checkers know of a call. mypy reads this file; it is not run."""

from typing import assert_type

from lockstep import AsyncLockstep, Lockstep, types


def answers_have_the_types_of_the_document(client: Lockstep) -> None:
    advanced = client.advance("run", 3, metrics={"val_loss": {"value": 0.5, "rank": 0}})
    assert_type(advanced, types.Advanced | types.Blocked)
    if "blocked_on" in advanced:
        assert_type(advanced["blocked_on"][0]["metric"], str)
        return
    assert_type(advanced["groups"][0]["lr"], float)
    assert_type(client.get_series("run", 0, 9)["steps"], list[int])
    assert_type(client.delete_optimizer("run"), None)


async def coroutines_have_them_too(client: AsyncLockstep) -> None:
    assert_type(await client.get_lr("run", 3), types.ReadRates)
    async for event in client.events("run", follow=True):
        assert_type(event["revision"], int)


def groups_and_schedulers_have_further_fields(client: Lockstep) -> None:
    client.put_optimizer(
        "run",
        [{"name": "all", "lr": 0.1, "nesterov": True}],
        [
            {"type": "StepLR", "step_size": 30},
            {"preset": "hf/cosine", "num_warmup_steps": 5, "num_training_steps": 9},
        ],
    )


def other_values_are_refused(client: Lockstep) -> None:
    client.advance("run", "3")  # type: ignore[arg-type]
    client.advance("run", 3, tokens=5)  # type: ignore[call-arg]
    client.advance_many([{"step": 3}])  # type: ignore[typeddict-item]
