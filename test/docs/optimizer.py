"""A small optimizer with the interface of torch.optim, for the training loops that documents show."""


class Optimizer:
    """Records the learning rates of every step. It trains nothing."""

    def __init__(self):
        self.param_groups = [
            {"name": "backbone", "lr": 0.1, "momentum": 0.9},
            {"name": "head", "lr": 0.01, "momentum": 0.9},
        ]
        self.used = []

    def zero_grad(self):
        """There are no gradients."""

    def step(self):
        self.used.append([group["lr"] for group in self.param_groups])


class Loss:
    def backward(self):
        """There are no gradients."""
