"""Torch is the oracle: what a served optimizer has must be what torch's own has, to the bit."""

import sys

import torch


def compare_rates(when, optimizer, twin):
    """Ends the program at the first rate that is not torch's; returns how many were compared."""
    for group, own in zip(optimizer.param_groups, twin.param_groups, strict=True):
        if group["lr"] != own["lr"]:
            sys.exit(
                f"{when}, group {own['name']}: the service says {_exactly(group['lr'])}, "
                f"torch {_exactly(own['lr'])}"
            )
    return len(twin.param_groups)


def _exactly(rate):
    return f"{float(rate).hex()} ({rate!r})"


def compare_weights(network, twin):
    """Ends the program unless both networks have learnt the same weights."""
    for (name, weight), own in zip(network.named_parameters(), twin.parameters(), strict=True):
        if not torch.equal(weight, own):
            sys.exit(f"{name}: the weights differ from those that torch alone has learnt")
