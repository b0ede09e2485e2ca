"""A small thing to learn: a curved surface, by two linear layers with a rate each."""

import torch
from torch import nn

EPOCHS = 50
GROUPS = [
    {"name": "hidden", "lr": 0.1, "momentum": 0.9},
    {"name": "output", "lr": 0.01, "momentum": 0.9},
]


def build():
    """A network and its optimizer. Every call builds the same, so two calls make twins."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 1))
    layers = (network[0], network[2])
    groups = [
        {**group, "params": layer.parameters()}
        for group, layer in zip(GROUPS, layers, strict=True)
    ]
    return network, torch.optim.SGD(groups)


def train_epoch(network, optimizer):
    """Goes once through the data and returns the mean loss."""
    points = torch.rand(256, 2, generator=torch.Generator().manual_seed(1)) * 2 - 1
    heights = torch.sin(3 * points[:, :1]) * points[:, 1:]
    losses = []
    for point, height in zip(points.split(32), heights.split(32), strict=True):
        loss = nn.functional.mse_loss(network(point), height)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)
