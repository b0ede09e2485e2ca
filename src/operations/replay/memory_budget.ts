/** Numbers that all requests may hold at once: 160 MB. One budget, as a process has one heap. */
const BUDGET = 20_000_000
/** A request for at most this many numbers never waits. */
const ALWAYS_ADMITTED = 100_000

let used = 0

/** The requests that wait, in the order of their arrival. */
const queue: { readonly numbers: number; readonly enter: () => void }[] = []

/**
 * Runs an action that holds so many numbers, as soon as the budget has room for them. A hundred long
 * series at once would otherwise fill the memory.
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
