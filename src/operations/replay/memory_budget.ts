/** Numbers that may be held at once, for all who ask: 160 MB. */
const ROOM = 20_000_000
/** So few are always let in. */
const FEW = 100_000

let taken = 0

/** Who waits for room, in the order in which they came. */
const line: { readonly numbers: number; readonly enter: () => void }[] = []

/**
 * Does what holds so many numbers as soon as there is room for them. A hundred long series at once
 * would otherwise take all the memory that there is.
 */
export async function withRoom<T>(numbers: number, act: () => Promise<T>): Promise<T> {
  if (numbers <= FEW) return act()
  await new Promise<void>((enter) => {
    line.push({ numbers, enter })
    letIn()
  })
  try {
    return await act()
  } finally {
    taken -= numbers
    letIn()
  }
}

function letIn(): void {
  while (line.length > 0 && (taken === 0 || taken + line[0]!.numbers <= ROOM)) {
    const { numbers, enter } = line.shift()!
    taken += numbers
    enter()
  }
}
