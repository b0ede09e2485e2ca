let pending: Promise<void> | undefined

/**
 * Resolves when this turn of the event loop is over. What is answered from memory waits for it, and
 * then all of it is written at once: written between two reads, each answer wakes whoever reads it
 * by itself, which costs a third of the answers a second (`npm run bench -- sealed`).
 */
export function afterTick(): Promise<void> {
  pending ??= new Promise((resolve) => {
    setImmediate(() => {
      pending = undefined
      resolve()
    })
  })
  return pending
}
