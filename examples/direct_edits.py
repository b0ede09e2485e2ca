"""No scheduler at all: the trainer itself sets both rates, each epoch, through the service.

An edit holds from the first step that is not sealed. The twin is edited in place.
"""

import rest
from oracle import compare_rates, compare_weights
from two_layers import EPOCHS, GROUPS, build, train_epoch

network, optimizer = build()
twin, twin_optimizer = build()
compared, losses = 0, []

with rest.registered({"groups": GROUPS}) as path:
    for epoch in range(EPOCHS):
        hidden, output = optimizer.param_groups
        rest.call("PATCH", f"{path}/groups/hidden", {"lr": hidden["lr"] * 0.99})
        rest.call("PATCH", f"{path}/groups/output", {"lr": output["lr"] / (epoch + 1)})
        rest.apply(rest.call("POST", f"{path}/steps", {"step": epoch + 1}), optimizer)

        hidden, output = twin_optimizer.param_groups
        hidden["lr"] = hidden["lr"] * 0.99
        output["lr"] = output["lr"] / (epoch + 1)

        compared += compare_rates(f"epoch {epoch}", optimizer, twin_optimizer)
        losses.append(train_epoch(network, optimizer))
        train_epoch(twin, twin_optimizer)

compare_weights(network, twin)
print(f"Direct edits: loss {losses[0]:.4f} -> {losses[-1]:.4f}")
print(f"{compared} rates compared with torch's, all equal to the bit, and so are the weights")
