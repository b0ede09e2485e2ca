"""StepLR: every tenth epoch divides both rates by ten. Its twin is driven by torch's own StepLR."""

import rest
from oracle import compare_rates, compare_weights
from torch.optim.lr_scheduler import StepLR
from two_layers import EPOCHS, GROUPS, build, train_epoch

network, optimizer = build()
twin, twin_optimizer = build()
scheduler = StepLR(twin_optimizer, step_size=10, gamma=0.1)

definition = {
    "groups": GROUPS,
    "schedulers": [{"type": "StepLR", "step_size": 10, "gamma": 0.1}],
}
compared, losses = 0, []

with rest.registered(definition) as path:
    for epoch in range(EPOCHS):
        rest.apply(rest.call("POST", f"{path}/steps", {"step": epoch}), optimizer)
        compared += compare_rates(f"epoch {epoch}", optimizer, twin_optimizer)
        losses.append(train_epoch(network, optimizer))
        train_epoch(twin, twin_optimizer)
        scheduler.step()

compare_weights(network, twin)
print(f"StepLR: loss {losses[0]:.4f} -> {losses[-1]:.4f}")
print(f"{compared} rates compared with torch's, all equal to the bit, and so are the weights")
