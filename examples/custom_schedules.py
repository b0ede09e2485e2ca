"""A schedule of one's own for each group: each epoch makes a new rate of the one before.

The twin does what people write around torch without a service: a loop over its param_groups.
"""

import rest
from oracle import compare_rates, compare_weights
from two_layers import EPOCHS, GROUPS, build, train_epoch

network, optimizer = build()
twin, twin_optimizer = build()
functions = [lambda lr, epoch: lr * 0.9**epoch, lambda lr, epoch: lr / (epoch + 1)]

definition = {
    "groups": GROUPS,
    "schedulers": [
        {
            "type": "ExpressionLR",
            "lr": {"hidden": "lr * 0.9 ** epoch", "output": "lr / (epoch + 1)"},
        }
    ],
}
compared, losses = 0, []

with rest.registered(definition) as path:
    for epoch in range(EPOCHS):
        for group, function in zip(twin_optimizer.param_groups, functions, strict=True):
            group["lr"] = function(group["lr"], epoch)

        rest.apply(rest.call("POST", f"{path}/steps", {"step": epoch}), optimizer)
        compared += compare_rates(f"epoch {epoch}", optimizer, twin_optimizer)
        losses.append(train_epoch(network, optimizer))
        train_epoch(twin, twin_optimizer)

compare_weights(network, twin)
print(f"Custom schedules: loss {losses[0]:.4f} -> {losses[-1]:.4f}")
print(f"{compared} rates compared with torch's, all equal to the bit, and so are the weights")
