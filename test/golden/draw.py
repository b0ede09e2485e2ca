"""Random choices that a seed determines."""

import random


class Draw:
    """A source of random numbers, and the properties of the case that it draws."""

    def __init__(self, seed, wanted):
        self.random = random.Random(seed)
        self.steps = wanted["steps"]
        self.plain = wanted.get("plain", False)
        self.ends = wanted.get("ends", False)

    def chance(self, share):
        return self.random.random() < share

    def count(self, low, high):
        return self.random.randint(low, high)

    def one(self, *choices):
        return self.random.choice(choices)

    def near(self, low, high):
        """A number between two, with few digits or with all of them."""
        value = self.random.uniform(low, high)
        return value if self.chance(0.3) else float(f"{value:.{self.count(1, 4)}g}")

    def rate(self):
        """A learning rate of ordinary size, sometimes a power of two, whose halves are exact."""
        if self.chance(0.2):
            return 2.0 ** -self.count(0, 12)
        return self.near(1, 9.99) * 10.0 ** self.count(-6, -1)

    def some(self, **optional):
        """Most of these arguments; none in a plain case, which has the defaults."""
        kept = [key for key in optional if self.chance(0.7) and not self.plain]
        return {key: optional[key] for key in kept}

    def step(self, first=1):
        return self.count(first, self.steps)

    def length(self):
        """A duration in steps: mostly within the run, sometimes at its end or after it."""
        if self.chance(0.7):
            return self.count(1, max(1, self.steps // 3))
        return self.one(1, 2, self.steps - 1, self.steps, self.steps + 1, 4 * self.steps)

    def formula(self, templates):
        """One of the templates with its letters replaced: a, b are numbers, n, m counts."""
        numbers = {"a": self.near(0.5, 1), "b": self.near(0.01, 0.5)}
        counts = {"n": self.count(2, 40), "m": self.count(2, 200)}
        return self.one(*templates).format(**numbers, **counts)
