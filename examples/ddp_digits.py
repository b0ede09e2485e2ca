"""Ranks that train one network on handwritten digits, each asking the service before every step.

    torchrun --nproc-per-node 4 examples/ddp_digits.py

A warmup and a decay compound on both layers. At every step all ranks must hold the same rates,
and these must be the rates of torch's own two schedulers.
"""

import sys

import rest
import torch
import torch.distributed as dist
from oracle import compare_rates
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.optim.lr_scheduler import ExponentialLR, LinearLR
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

EPOCHS = 15
BATCH = 32
WANTED_ACCURACY = 0.95
DEFINITION = {
    "groups": [
        {"name": "hidden", "lr": 0.3, "momentum": 0.9},
        {"name": "output", "lr": 0.2, "momentum": 0.9},
    ],
    "schedulers": [
        {"type": "LinearLR", "start_factor": 0.1, "total_iters": 40},
        {"type": "ExponentialLR", "gamma": 0.995},
    ],
}


def main():
    torch.set_num_threads(1)
    torch.manual_seed(0)
    dist.init_process_group("gloo")
    train, test = digits()
    network = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))

    path = same_on_every_rank(rest.fresh_path())
    rest.call("PUT", path, DEFINITION)  # every rank may: the same definition again is harmless
    steps = fit(DistributedDataParallel(network), optimizer_of(network[0], network[2]), train, path)
    dist.barrier()

    accuracy = accuracy_of(network, test)
    if accuracy < WANTED_ACCURACY:
        sys.exit(f"The test accuracy is {accuracy:.1%}, wanted at least {WANTED_ACCURACY:.0%}")
    if dist.get_rank() == 0:
        rest.remove(path)
        ranks, groups = dist.get_world_size(), len(DEFINITION["groups"])
        print(f"Digits on {ranks} ranks: {steps} steps, test accuracy {accuracy:.1%}")
        print(
            f"{ranks * groups * steps} rates compared with torch's, all equal to the bit, "
            "and the same on every rank"
        )
    dist.destroy_process_group()


def digits():
    """Images of 64 numbers from 0 to 1 with their labels: most to train with, a fifth to test."""
    images, labels = load_digits(return_X_y=True)
    parts = train_test_split(images / 16, labels, test_size=0.2, random_state=0, stratify=labels)
    train_images, test_images, train_labels, test_labels = map(torch.tensor, parts)
    return (
        TensorDataset(train_images.float(), train_labels),
        TensorDataset(test_images.float(), test_labels),
    )


def optimizer_of(*layers):
    """An optimizer with a named group for each layer."""
    return torch.optim.SGD(
        [
            {**group, "params": layer.parameters()}
            for group, layer in zip(DEFINITION["groups"], layers, strict=True)
        ]
    )


def fit(network, optimizer, train, path):
    """Trains on this rank's share with the rates served; returns how many steps were taken."""
    twin = optimizer_of(nn.Linear(1, 1), nn.Linear(1, 1))  # it learns nothing, it only has rates
    schedulers = [
        LinearLR(twin, start_factor=0.1, total_iters=40),
        ExponentialLR(twin, gamma=0.995),
    ]
    sampler = DistributedSampler(train, seed=0)
    loader = DataLoader(train, BATCH, sampler=sampler)
    step = 0
    for epoch in range(EPOCHS):
        sampler.set_epoch(epoch)
        for images, labels in loader:
            rest.apply(rest.call("POST", f"{path}/steps", {"step": step}), optimizer)
            compare_rates(f"rank {dist.get_rank()}, step {step}", optimizer, twin)
            compare_ranks(step, optimizer)

            optimizer.zero_grad()
            nn.functional.cross_entropy(network(images), labels).backward()
            optimizer.step()

            twin.step()
            for scheduler in schedulers:
                scheduler.step()
            step += 1
    return step


def compare_ranks(step, optimizer):
    """Ends the program unless every rank holds the same rates."""
    rates = torch.tensor([group["lr"] for group in optimizer.param_groups], dtype=torch.float64)
    everyones = [torch.empty_like(rates) for _ in range(dist.get_world_size())]
    dist.all_gather(everyones, rates)
    for rank, others in enumerate(everyones):
        if not torch.equal(rates, others):
            sys.exit(
                f"step {step}: rank {dist.get_rank()} has the rates {rates.tolist()}, "
                f"rank {rank} has {others.tolist()}"
            )


def same_on_every_rank(text):
    """What rank 0 says."""
    said = [text]
    dist.broadcast_object_list(said, src=0)
    return said[0]


def accuracy_of(network, test):
    """The share of test images that the network reads rightly."""
    images, labels = test.tensors
    with torch.no_grad():
        return (network(images).argmax(dim=1) == labels).double().mean().item()


if __name__ == "__main__":
    main()
