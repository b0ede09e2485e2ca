/** Numbers that may be held at once, for all who ask: 160 MB. */
const BUDGET = 20_000_000
/** So few are always let in. */
const ALWAYS_ADMITTED = 100_000

let used = 0

/** Who waits for room, in the order in which they came. */
const queue: { readonly numbers: number; readonly enter: () => void }[] = []

/**
 * Does what holds so many numbers as soon as there is room for them. A hundred long series at once
 * would otherwise take all the memory that there is.
 */
export async function withBudget<T>(numbers: number, act: () => Promise<T>): Promise<T> {
  if (numbers <= ALWAYS_ADMITTED) return act()
  await new Promise<void>((enter) => {
    queue.push({ numbers, enter })
    admit()
  })
  try {
    return await act()
  } finally {
    used -= numbers
    admit()
  }
}

function admit(): void {
  while (queue.length > 0 && (used === 0 || used + queue[0]!.numbers <= BUDGET)) {
    const { numbers, enter } = queue.shift()!
    used += numbers
    enter()
  }
}
