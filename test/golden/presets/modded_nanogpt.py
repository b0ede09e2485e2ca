"""Writes modded_nanogpt.jsonl.gz: the factors and momenta of modded-nanogpt, for its presets.

Source: KellerJordan/modded-nanogpt, commit f411b3d346aa52d3504324ca93c230fd84c6c07f. From
train_gpt.py run TrainingSchedule (`stages`) and get_muon_momentum (`muon_momentum`), from
train_gpt_medium.py get_lr (`medium`), and from
records/track_1_short/2024-10-14_ModernArch/train_gpt2.py get_lr (`trapezoid`), each by itself:
python test/golden/presets/modded_nanogpt.py PATH/modded-nanogpt
Step k is training step k. Rates are the group's times the factor, as LambdaLR and TrainingManager
do it. The floor of `stages`, 0.15, is fixed there.
"""

import dataclasses
import itertools
from types import SimpleNamespace

import vectors
from vectors import chance_of, groups_of, line, states, steps_of

import torch

LIBRARY = "modded-nanogpt f411b3d"
RECORD = "records/track_1_short/2024-10-14_ModernArch/train_gpt2.py"


def main():
    given = vectors.arguments("modded_nanogpt", __doc__, "a checkout of modded-nanogpt")
    all_lines = [
        *trapezoids(given.source, given.seed),
        *stages(given.source, given.seed),
        *momenta(given.source, given.seed),
        *mediums(given.source, given.seed),
    ]
    vectors.write(given.file, all_lines)


def registration_of(chance, spec, length_name, marks=None):
    """The registration, whose run has a length of its own, or declares it."""
    registration = {"groups": groups_of(chance, marks=marks)}
    if chance.random() < 0.25:
        registration["total_steps"] = spec.pop(length_name)
    return {**registration, "schedulers": [spec]}


def trapezoids(source, seed):
    known = vectors.taken_from(source / RECORD, ["get_lr"])
    edges = [(20, 0, 5), (20, 4, 0), (20, 10, 10), (20, 15, 10), (20, 25, 5), (20, 0, 1800)]
    edges.append((1, 0, 1))
    for at in range(24 + len(edges)):
        chance = chance_of(seed, "trapezoid", at)
        length = chance.choice([13, 30, 100, 1000])
        up = chance.choice([0, 1, length // 10, length // 3])
        down = chance.choice([1, length // 5, length // 2, length - up])
        if at < len(edges):
            length, up, down = edges[at]
        known["args"] = SimpleNamespace(
            num_iterations=length, warmup_iters=up, warmdown_iters=down
        )
        spec = {"preset": "modded_nanogpt/trapezoid", **vars(known["args"])}
        if down == 1800:
            del spec["warmdown_iters"]
        registration = registration_of(chance, spec, "num_iterations")
        optimizer = vectors.optimizer_of(registration)
        run = lambda_run(optimizer, known["get_lr"])
        steps = steps_of(chance, length, [up, length - down])
        yield line("modded_nanogpt/trapezoid", LIBRARY, registration, steps, run)


def lambda_run(optimizer, factor):
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    yield from vectors.stepped(optimizer, scheduler)


def stage_of(known, lr_mul, duration=None):
    return known["TrainingStage"](
        lr_mul=lr_mul,
        batch_size=1,
        window_sizes=(1, 3),
        mtp_weights_start=[1.0],
        mtp_weights_end=[1.0],
        train_max_seq_len=1,
        duration=duration,
    )


def stages(source, seed):
    known = vectors.taken_from(
        source / "train_gpt.py",
        ["TrainingStage", "TrainingSchedule"],
        accumulate=itertools.accumulate,
        dataclass=dataclasses.dataclass,
        device="cpu",
        pairwise=itertools.pairwise,
        torch=torch,
    )
    third = [(1 / 3, 1.0), (1 / 3, 1.52), (1 / 3, 1.73)]
    edges = [
        (20, third, {}),
        (1270, third, {"cooldown_frac": 0.6}),
        (20, [(1, 1.0)], {}),
        (20, [(0.5, 1.0), (0.5, 2.0)], {"cooldown_frac": 1}),
        (20, [(0.5, 1.0), (0.5, 2.0)], {"cooldown_frac": 0}),
        (21, [(0.5, 1.0), (0.5, 2.0)], {"cooldown_frac": 0.3}),
        (10, [(0.25, 1.0), (0.25, 0.5), (0.5, 2.0)], {}),
        (20, [(0.5, 1.0), (0.4, 2.0)], {}),
    ]
    shares = [[1 / 3] * 3, [0.5, 0.5], [0.2, 0.3, 0.5], [1], [0.1, 0.2, 0.3, 0.4], [0.25] * 4]
    for at in range(20 + len(edges)):
        chance = chance_of(seed, "stages", at)
        length = chance.choice([13, 30, 100, 500])
        factors = [1.0, 1.52, 1.73, 2.0, 0.5]
        drawn = [(share, chance.choice(factors)) for share in chance.choice(shares)]
        more = {"cooldown_frac": chance.choice([0.6, 0.55, 0.4, 0.9])}
        if at % 3 == 0:
            more = {}
        if at < len(edges):
            length, drawn, more = edges[at]
        spec = {
            "preset": "modded_nanogpt/stages",
            "stages": [{"duration": share, "lr_mul": factor} for share, factor in drawn],
            "scheduled_iterations": length,
            **more,
        }
        registration = registration_of(chance, spec, "scheduled_iterations")
        run = staged_run(known, registration, length, drawn, more)
        ends = [round(length * share) for share in itertools.accumulate(one for one, _ in drawn)]
        start = int(length * (1 - more.get("cooldown_frac", 0.5)))
        steps = steps_of(chance, length, [*ends, start])
        yield line("modded_nanogpt/stages", LIBRARY, registration, steps, run)


def staged_run(known, registration, length, drawn, more):
    """With an extension of some steps after the stages, whose factor the library does not use."""
    listed = [stage_of(known, factor, share) for share, factor in drawn] + [stage_of(known, 1.0)]
    schedule = known["TrainingSchedule"](listed, length, 10, split_embed_stage=0, **more)
    yield from states(registration, lambda step, group: {"lr": group["lr"] * schedule.get_lr(step)})


def momenta(source, seed):
    known = vectors.taken_from(source / "train_gpt.py", ["get_muon_momentum"])
    edges = [(400, {}), (20, {}), (20, {"muon_warmup_steps": 0, "muon_cooldown_steps": 0})]
    for at in range(20 + len(edges)):
        chance = chance_of(seed, "momentum", at)
        length = chance.choice([13, 30, 100, 500])
        more = {
            "muon_warmup_steps": chance.choice([0, 1, length // 4, length // 2]),
            "muon_cooldown_steps": chance.choice([0, 1, length // 4, length // 2, length]),
        }
        if chance.random() < 0.6:
            more |= {"momentum_min": chance.choice([0.85, 0.8, 0]), "momentum_max": 0.97}
        if at < len(edges):
            length, more = edges[at]
        spec = {"preset": "modded_nanogpt/muon_momentum", "total_steps": length, **more}
        marks = lambda chance: {"momentum": chance.choice([0.95, 0.9, 0])}  # noqa: E731
        registration = registration_of(chance, spec, "total_steps", marks)
        run = momentum_run(known, registration, length, more)
        up, down = more.get("muon_warmup_steps", 300), more.get("muon_cooldown_steps", 50)
        steps = steps_of(chance, length, [up, max(0, length - down)])
        yield line(
            "modded_nanogpt/muon_momentum", LIBRARY, registration, steps, run, ["lr", "momentum"]
        )


def momentum_run(known, registration, length, more):
    def momentum(step, group):
        known["training_schedule"] = SimpleNamespace(total_steps=length)
        return {"momentum": known["get_muon_momentum"](step, **more)}

    yield from states(registration, momentum)


def mediums(source, seed):
    known = vectors.taken_from(source / "train_gpt_medium.py", ["get_lr"])
    preset = "modded_nanogpt/medium"
    edges = [(20, {}), (1, {}), (12, {}), (4700, {}), (20, {"cooldown_frac": 0})]
    edges += [(24, {"cooldown_frac": 1}), (24, {"cooldown_frac": 0.75})]
    for at in range(20 + len(edges)):
        chance = chance_of(seed, "medium", at)
        length = chance.choice([13, 30, 48, 100, 500, 1000])
        more = {"cooldown_frac": chance.choice([0.7, 0.6, 0.4, 0.9, 0.95, 1 / 3])}
        if at < len(edges):
            length, more = edges[at]
        known["args"] = SimpleNamespace(
            num_scheduled_iterations=length, cooldown_frac=more.get("cooldown_frac", 0.7)
        )
        spec = {"preset": preset, "num_scheduled_iterations": length, **more}
        registration = registration_of(chance, spec, "num_scheduled_iterations")
        run = lambda_run(vectors.optimizer_of(registration), known["get_lr"])
        edge_steps = [length // 12, length // 6, length // 4, round(0.3 * length)]
        steps = steps_of(chance, length, edge_steps)
        yield line(preset, LIBRARY, registration, steps, run)


if __name__ == "__main__":
    main()
